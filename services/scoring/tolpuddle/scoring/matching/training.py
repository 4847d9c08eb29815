"""Two scorecards from labelled names: rounds that look ever more at the pairs that the last round confuses."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from tolpuddle.scoring.core.names.prepared import Bools, Floats, Ints
from tolpuddle.scoring.matching.additive import Additive, Steps, fit, one_each, steps_of
from tolpuddle.scoring.matching.examples import Examples
from tolpuddle.scoring.matching.shapes import OTHER_SCRIPT, SAME_SCRIPT

ROUNDS: Final = 3
STEPS: Final = 120
"""Iterations of the solver per round."""
SHRINK: Final = 2.0
NEAREST: Final = 4
"""Best wrong entries per name that are learnt from."""
OF_LISTED: Final = 0.4
"""Weight of a wrong entry for a listed name: often it is another entry of the same organisation."""
LARGE: Final = 5_000
LARGE_WEIGHT: Final = 2.0
"""Indexes of more entries count so much: there the names that are near by chance are."""
PAIRS: Final = (0.3, 0.5)
"""Weight of a labelled pair, of one script and of two."""
BILINGUAL_REGISTER: Final = "hk_employment_agency_bilingual"
BILINGUAL_WEIGHT: Final = (0.05, 1.0)
FAR: Final = frozenset(
    {
        "chicago_early_childhood_sites",
        "fodors_zagats",
        "palmwatch_parent_company_review",
        "patstat_leuven_id",
    }
)
"""Sources of labelled pairs that are not names of suppliers or lists, or whose labels are noisy."""
FAR_WEIGHT: Final = 0.05
LEAST: Final = 0.2
HALF_WAY: Final = -2.0
"""After the first round a pair counts by how high it stood: this little at least, half way at these log odds."""
ACROSS_BASE: Final = 0.5
"""Added to the base of pairs across scripts: fitted beside thousands of unlisted names, they stand too low against the others."""


@dataclass(frozen=True, slots=True)
class Scorecards:
    """For names of one script and for names in two."""

    same_script: Additive
    other_script: Additive


@dataclass(frozen=True, slots=True)
class Laid:
    """Examples as steps, by whether the scripts differ."""

    examples: Examples
    rows: tuple[Ints, Ints]
    steps: tuple[Steps, Steps]

    @classmethod
    def out(cls, examples: Examples) -> "Laid":
        """Lay examples out once; folds and rounds choose among the rows."""
        across = examples.across
        rows = (np.flatnonzero(~across), np.flatnonzero(across))
        return cls(
            examples,
            rows,
            (
                steps_of(examples.features, SAME_SCRIPT, rows[0]),
                steps_of(examples.features, OTHER_SCRIPT, rows[1]),
            ),
        )

    def log_odds(self, cards: Scorecards) -> Floats:
        """By the scorecard of each pair's scripts."""
        found = np.zeros(len(self.examples.ask))
        for card, rows, steps in zip(
            (cards.same_script, cards.other_script), self.rows, self.steps, strict=True
        ):
            found[rows] = card.log_odds(steps)
        return found


def train(laid: Sequence[Laid], asks: Sequence[Bools]) -> Scorecards:
    """Learn from these names of each set of examples. The same examples give the same scorecards."""
    sources = sorted({source for one in laid if not one.examples.screening for source in one.examples.source})
    number = {source: at for at, source in enumerate(sources)}
    cards: Scorecards | None = None
    for _ in range(ROUNDS):
        chosen = [_chosen(one, ask, cards) for one, ask in zip(laid, asks, strict=True)]
        cards = _round(laid, chosen, number, cards)
    assert cards is not None
    return Scorecards(
        cards.same_script,
        Additive(cards.other_script.shapes, cards.other_script.steps, cards.other_script.base + ACROSS_BASE),
    )


def _round(
    laid: Sequence[Laid], chosen: Sequence[Ints], number: Mapping[str, int], cards: Scorecards | None
) -> Scorecards:
    made: list[Additive] = []
    for across, shapes in enumerate((SAME_SCRIPT, OTHER_SCRIPT)):
        rows: list[Steps] = []
        same: list[Bools] = []
        weight: list[Floats] = []
        source: list[int] = []
        for one, all_at in zip(laid, chosen, strict=True):
            at = all_at[one.examples.across[all_at] == bool(across)]
            rows.append(one.steps[across][np.searchsorted(one.rows[across], at)])
            same.append(one.examples.same[at])
            weight.append(_weights(one, at, cards, across))
            named = (one.examples.source[int(ask)] for ask in one.examples.ask[at])
            source += [-1 if one.examples.screening else number[name] for name in named]
        made.append(
            fit(
                np.concatenate(rows),
                one_each(source, len(number)),
                np.concatenate(same),
                np.concatenate(weight),
                shapes,
                SHRINK,
                STEPS,
            )
        )
    return Scorecards(made[0], made[1])


def _chosen(laid: Laid, asks: Bools, cards: Scorecards | None) -> Ints:
    """Rows to learn from: of each pair of names its best reading, of each name the nearest entries."""
    one = laid.examples
    mine = asks[one.ask]
    if cards is None:
        first = mine & (one.features["alternate"] == 0)
        return np.flatnonzero(first & (one.same | (one.ask % 3 == 0)) if one.screening else first)
    odds = laid.log_odds(cards)
    best = best_readings(one, odds)
    best = best[mine[best]]
    if not one.screening:
        return np.sort(best)
    order = best[np.lexsort((-odds[best], one.ask[best]))]
    ask = one.ask[order]
    begins = np.flatnonzero(np.r_[True, ask[1:] != ask[:-1]])
    rank = np.arange(len(ask)) - np.repeat(begins, np.diff(np.r_[begins, len(ask)]))
    return np.sort(order[(rank < NEAREST) | one.same[order]])


def best_readings(examples: Examples, odds: Floats) -> Ints:
    """Of each pair of names the row of its best pair of readings."""
    order = np.lexsort((-odds, examples.against, examples.ask))
    ask, against = examples.ask[order], examples.against[order]
    first = np.r_[True, (ask[1:] != ask[:-1]) | (against[1:] != against[:-1])]
    return order[first[: len(order)]]


def _weights(laid: Laid, at: Ints, cards: Scorecards | None, across: int) -> Floats:
    one = laid.examples
    if not one.screening:
        by_source = {
            source: BILINGUAL_WEIGHT[across]
            if source == BILINGUAL_REGISTER
            else FAR_WEIGHT
            if source in FAR
            else PAIRS[across]
            for source in set(one.source)
        }
        return np.array([by_source[one.source[int(ask)]] for ask in one.ask[at]], np.float64)
    weight = np.where(one.same[at], 1.0, np.where(one.listed[one.ask[at]], OF_LISTED, 1.0))
    if int(one.against.max(initial=0)) >= LARGE:
        weight = weight * LARGE_WEIGHT
    if cards is not None:
        stood = laid.log_odds(cards)[at]
        weight = weight * (LEAST + (1 - LEAST) / (1 + np.exp(-(stood - HALF_WAY))))
    return weight
