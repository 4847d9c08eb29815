"""The nested check: what settings a choice without the judged lists would have taken, and what they give on the judged."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from tolpuddle.scoring.model.backtest import Held
from tolpuddle.scoring.model.criteria import CHOSEN_ON, GRID
from tolpuddle.scoring.model.estimator import Additive, Settings
from tolpuddle.scoring.model.heads import HEADS, blended
from tolpuddle.scoring.model.judged import Figures, figures, judged_years
from tolpuddle.scoring.model.learnt import Learnt, learn, model_heads
from tolpuddle.scoring.model.ranking import Ranked
from tolpuddle.scoring.model.world import Floats, World

Setting = tuple[int, float]
"""Rounds, and share borrowed: an entry of GRID."""
TOP: Final = 5


@dataclass(frozen=True, slots=True)
class Choice:
    """One way to choose, what it took for each judged list, and the figures."""

    name: str
    taken: Mapping[int, Setting]
    reached: Mapping[str, Figures]


def choices(world: World, settings: Settings) -> tuple[Choice, ...]:
    """Every setting of GRID for all judged lists, then the two choices of the protocol."""
    fitted = _fitted(world, settings)
    lists = judged_years(world)
    apart = [year for year in CHOSEN_ON if year in fitted]
    fixed = [(_name(setting), dict.fromkeys(lists, setting)) for setting in GRID]
    outside = _best(fitted, [(year, 9999) for year in apart])
    forward = {year: _best(fitted, [(one, year) for one in fitted if one < year]) for year in lists}
    ways = [
        *fixed,
        (f"chosen on {' and '.join(str(year) for year in apart)}", dict.fromkeys(lists, outside)),
        ("chosen with what was known by each list", forward),
    ]
    return tuple(
        Choice(
            name,
            taken,
            {
                head: figures(
                    [one for year in lists if (one := fitted[year].ranked(head, taken[year])) is not None]
                )
                for head in HEADS
            },
        )
        for name, taken in ways
    )


def _name(setting: Setting) -> str:
    return f"{setting[0]} rounds, {setting[1]:.0%} borrowed"


@dataclass(frozen=True, slots=True)
class _Fitted:
    """One list with every setting of GRID."""

    year: int
    world: World
    scores: Mapping[Setting, Mapping[str, Floats]]

    def ranked(self, head: str, setting: Setting, until: int = 9999) -> Ranked | None:
        held = Held.of(self.world, self.year, head, until=until)
        return held.rank(self.scores[setting][head]) if held.later.any() else None


def _fitted(world: World, settings: Settings) -> dict[int, _Fitted]:
    found: dict[int, _Fitted] = {}
    for year in list(world.lists)[:-1]:
        then = world.known_in(year)
        learnt = learn(then, year)
        scores: dict[Setting, dict[str, Floats]] = {}
        for rounds in sorted({one for one, _ in GRID}):
            heads = model_heads(learnt, replace(settings, rounds=rounds, borrowed=0.0))
            for setting in GRID:
                if setting[0] == rounds:
                    scores[setting] = _scored(learnt, heads, setting[1])
        found[year] = _Fitted(year, then, scores)
    return found


def _scored(learnt: Learnt, heads: Mapping[str, Additive], share: float) -> dict[str, Floats]:
    own = dict(heads)
    if share:
        entries = int(learnt.listed["forced"].sum())
        own["forced"] = blended(heads["forced"], heads["any"], share, learnt.rows, entries)
    return {head: model.log_odds(learnt.rows) for head, model in own.items()}


def _best(fitted: Mapping[int, _Fitted], seen: Sequence[tuple[int, int]]) -> Setting:
    """Highest mean of AUC and recall in the top over lists and heads; the first of equals. `seen`: list, and until when."""

    def merit(setting: Setting) -> float:
        ranked = [fitted[year].ranked(head, setting, until) for year, until in seen for head in HEADS]
        parts = [one.auc + one.recall[TOP] for one in ranked if one is not None]
        return round(float(np.mean(parts)), 9) if parts else 0.0

    return max(GRID, key=merit)
