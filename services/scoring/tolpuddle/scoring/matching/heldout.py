"""How the scorecards do on names they have not seen: found first at so many false alerts, and the order of labelled pairs."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from tolpuddle.scoring.core.names.prepared import Bools, Floats, Ints
from tolpuddle.scoring.core.names.score import share
from tolpuddle.scoring.matching.examples import Examples
from tolpuddle.scoring.matching.training import FAR, Laid, best_readings, train

FOLDS: Final = 2
ALERTS: Final = (10, 50)
"""False alerts per 1,000 names that are not listed."""


@dataclass(frozen=True, slots=True)
class Figure:
    """One line of what was found: of which examples, of which names, and the shares."""

    examples: str
    names: str
    count: int
    first: float
    """The right entry stands first."""
    at_alerts: tuple[float, ...]
    """It does, and stands over the score that so many unlisted names reach."""


def out_of_fold(laid: Sequence[Laid]) -> list[Floats]:
    """Log odds of every row, each by scorecards that saw no name of its organisation."""
    found = [np.zeros(len(one.examples.ask)) for one in laid]
    for fold in range(FOLDS):
        held = [one.examples.fold % FOLDS == fold for one in laid]
        cards = train(laid, [~mine for mine in held])
        for one, mine, odds in zip(laid, held, found, strict=True):
            at = mine[one.examples.ask]
            odds[at] = one.log_odds(cards)[at]
    return found


def tops(examples: Examples, odds: Floats) -> tuple[Floats, Bools, Ints]:
    """Per name: log odds of its first entry (-inf without one), whether that is the right one, its row.

    Between equal log odds the second signal decides as when screening.
    """
    best = best_readings(examples, odds)
    second = examples.features["written"] + examples.features["in_order"]
    home = examples.features.get("at_home", np.zeros(len(second)))
    order = best[np.lexsort((-home[best], -second[best], -odds[best], examples.ask[best]))]
    ask = examples.ask[order]
    first = order[np.r_[True, ask[1:] != ask[:-1]][: len(order)]]
    top, right = np.full(len(examples.source), -np.inf), np.zeros(len(examples.source), np.bool_)
    top[examples.ask[first]], right[examples.ask[first]] = odds[first], examples.same[first]
    return top, right, first


def figures(examples: Examples, odds: Floats) -> list[Figure]:
    """All listed names, then by source."""
    top, right, _ = tops(examples, odds)
    unlisted = np.sort(top[~examples.listed])[::-1]
    cuts = [float(unlisted[int(len(unlisted) * alerts / 1000)]) for alerts in ALERTS]
    sources = np.array(examples.source)
    found: list[Figure] = []
    for source in ("", *sorted(set(sources[examples.listed].tolist()))):
        mine = examples.listed & ((sources == source) if source else True)
        shares = tuple(float((right & (top > cut))[mine].mean()) for cut in cuts)
        found.append(
            Figure(examples.name, source or "all", int(mine.sum()), float(right[mine].mean()), shares)
        )
    return found


def order_of_pairs(examples: Examples, odds: Floats) -> dict[str, float]:
    """Per source of labelled pairs the share of (same, different) that stand in the right order."""
    best = best_readings(examples, odds)
    score = np.full(len(examples.source), -np.inf)
    score[examples.ask[best]] = odds[best]
    sources = np.array(examples.source)
    return {
        source: _order(score[sources == source], examples.listed[sources == source])
        for source in sorted(set(examples.source))
    }


def macro(order: dict[str, float], bilingual: str) -> float:
    """Mean over the sources that are names of suppliers or lists."""
    return float(np.nanmean([value for source, value in order.items() if source not in FAR | {bilingual}]))


def _order(score: Floats, same: Bools) -> float:
    yes, no = np.sort(score[same]), score[~same]
    if not len(yes) or not len(no):
        return float("nan")
    below = np.searchsorted(yes, no, side="right")
    ties = below - np.searchsorted(yes, no, side="left")
    return float((len(yes) - below + ties / 2).sum() / (len(yes) * len(no)))


def cut_for(examples: Examples, odds: Floats, alerts: float) -> float:
    """The score that at most so many of 1,000 unlisted names reach, by what was fitted alone."""
    top, _, _ = tops(examples, odds)
    unlisted = np.sort(top[~examples.listed])[::-1]
    at = float(unlisted[min(int(len(unlisted) * alerts / 1000), len(unlisted) - 1)])
    return float(share(np.array([at]))[0])
