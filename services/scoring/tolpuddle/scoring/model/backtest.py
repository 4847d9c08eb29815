"""The temporal back-test: learn from one edition of the list, rank what later editions added."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np

from tolpuddle.scoring.model.estimator import Settings
from tolpuddle.scoring.model.heads import HEADS
from tolpuddle.scoring.model.learnt import learn, model_scores
from tolpuddle.scoring.model.ranking import Lead, Ranked, lead_of, rank
from tolpuddle.scoring.model.rivals import RIVALS
from tolpuddle.scoring.model.world import Flags, Floats, Indices, World


@dataclass(frozen=True, slots=True)
class Result:
    """One training edition and head."""

    edition: int
    head: str
    model: Ranked
    baselines: Mapping[str, Ranked]
    leads: Mapping[str, Lead]
    """Rival -> how much greater the model's AUC is, with the interval of the difference."""
    lists: Mapping[int, Ranked]
    """Later list -> the ranking against what that list named for the first time since; lists without such are left out."""

    def told(self) -> dict[str, Any]:
        """The contract of `tolpuddle model backtest --json`; shares and areas with six decimals."""
        return {
            "edition": self.edition,
            "head": self.head,
            **_told(self.model),
            "baselines": {
                name: {**_told(ranked), "lead": [round(value, 6) for value in self.leads[name]]}
                for name, ranked in self.baselines.items()
            },
            "lists": {str(year): _told(ranked) for year, ranked in self.lists.items()},
        }


def run(
    world: World, settings: Settings, *, rivals: bool = True, editions: Sequence[int] | None = None
) -> Iterator[Result]:
    """Every training edition but the newest, each head, oldest first; the newest has no later list yet.

    A new edition of the list extends this by itself: as a later list of all others, and with the next one as training list.
    """
    years = list(world.lists)
    for year in editions or years[:-1]:
        then = world.known_in(year)
        learnt = learn(then, year)
        scores = model_scores(learnt, settings)
        for head in HEADS:
            score, held = scores[head], Held.of(then, year, head)
            if not held.later.any():  # nothing was added since: nothing to be judged by
                continue
            others = {name: make(then, learnt, year, head) for name, make in RIVALS.items()} if rivals else {}
            yield Result(
                edition=year,
                head=head,
                model=held.rank(score),
                baselines={name: held.rank(other) for name, other in others.items()},
                leads={name: held.lead(score, other) for name, other in others.items()},
                lists=_by_list(then, year, head, score),
            )


@dataclass(frozen=True, slots=True)
class Held:
    """Candidates not listed yet, and what came later of them."""

    free: Flags
    """Of the candidates."""
    later: Flags
    """Of the free ones."""
    missed: int
    """Additions outside the candidates."""
    country: Indices
    """Of the free ones."""

    @classmethod
    def of(cls, world: World, year: int, head: str, *, after: int = 0, until: int = 9999) -> "Held":
        """Additions of the lists after `after` and up to `until` that no list from `year` to `after` names."""
        now = world.lists[year].of(head)
        seen, later = now.copy(), np.zeros_like(now)
        for other, listing in world.lists.items():
            if year < other <= after:
                seen |= listing.of(head)
            elif max(year, after) < other <= until:
                later |= listing.of(head)
        later &= ~seen
        free = ~now[world.candidates]
        missed = int((later & ~world.candidates).sum())
        return cls(free, later[world.candidates][free], missed, world.pairs[0][free])

    def rank(self, score: Floats) -> Ranked:
        """`score` has a value for every candidate."""
        return rank(score[self.free], self.later, self.missed, self.country)

    def lead(self, score: Floats, other: Floats) -> Lead:
        """How much greater the area of `score` is than that of `other`, on the same resamples."""
        return lead_of(score[self.free], other[self.free], self.later, self.country)


def held_against(world: World, year: int, head: str, score: Floats) -> Ranked:
    """The ranking of candidates not yet listed for the head, against what all later editions added."""
    return Held.of(world, year, head).rank(score)


def _by_list(world: World, year: int, head: str, score: Floats) -> dict[int, Ranked]:
    """Per later list what it was the first to add; a list that added no candidate cannot be ranked."""
    years = [one for one in world.lists if one >= year]
    found: dict[int, Ranked] = {}
    for before, own in pairwise(years):
        held = Held.of(world, year, head, after=before, until=own)
        if held.later.any():
            found[own] = held.rank(score)
    return found


def _told(ranked: Ranked) -> dict[str, Any]:
    return {
        "candidates": ranked.candidates,
        "later": ranked.later,
        "missed": ranked.missed,
        "auc": round(ranked.auc, 6),
        "auc_low": round(ranked.auc_low, 6),
        "auc_high": round(ranked.auc_high, 6),
        "auc_misses_last": round(ranked.auc_misses_last, 6),
        "ap": round(ranked.ap, 6),
        "recall_at": {str(top): round(value, 6) for top, value in ranked.recall.items()},
        "recall_low": {str(top): round(value, 6) for top, value in ranked.recall_low.items()},
        "recall_high": {str(top): round(value, 6) for top, value in ranked.recall_high.items()},
    }
