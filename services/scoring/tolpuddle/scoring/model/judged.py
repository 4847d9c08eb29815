"""The lists whose mean is judged, each as it was known then: what the parts of the study start from."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from tolpuddle.scoring.model.backtest import Held
from tolpuddle.scoring.model.criteria import JUDGED
from tolpuddle.scoring.model.estimator import Settings
from tolpuddle.scoring.model.heads import HEADS
from tolpuddle.scoring.model.learnt import Learnt, learn, model_scores
from tolpuddle.scoring.model.ranking import Ranked
from tolpuddle.scoring.model.world import Floats, World

FEW_BAGS: Final = 3
"""Where many models are compared with each other: three bags each, the one they are compared with too."""
Figures = tuple[float, float, float, float]
"""Mean AUC and recall in the top 1, 5 and 10 per cent."""


@dataclass(frozen=True, slots=True)
class Judged:
    """One judged list."""

    year: int
    world: World
    """As known then."""
    learnt: Learnt
    scores: Mapping[str, Floats]
    """Head -> log-odds of every candidate, by the model as it is."""
    settings: Settings

    @property
    def quick(self) -> Settings:
        """The same settings with few bags."""
        return with_few_bags(self.settings)


def with_few_bags(settings: Settings) -> Settings:
    """For comparisons of many models."""
    return replace(settings, bags=min(FEW_BAGS, settings.bags))


def judged_years(world: World) -> list[int]:
    """The judged lists that the edition holds with a later one."""
    return [year for year in list(world.lists)[:-1] if year in JUDGED]


def judged(world: World, settings: Settings) -> tuple[Judged, ...]:
    """Every judged list, with the model fitted to it."""
    found: list[Judged] = []
    for year in judged_years(world):
        then = world.known_in(year)
        learnt = learn(then, year)
        found.append(Judged(year, then, learnt, model_scores(learnt, settings), settings))
    return tuple(found)


def means(lists: Sequence[Judged], scored: Callable[[Judged], Mapping[str, Floats]]) -> dict[str, Figures]:
    """Head -> figures of other scores of the same candidates."""
    scores = [(one, scored(one)) for one in lists]
    return {
        head: figures([Held.of(one.world, one.year, head).rank(own[head]) for one, own in scores])
        for head in HEADS
    }


def figures(ranked: Sequence[Ranked]) -> Figures:
    """The mean of rankings."""
    rows = [(one.auc, one.recall[1], one.recall[5], one.recall[10]) for one in ranked]
    auc, top1, top5, top10 = (float(value) for value in np.mean(rows, axis=0))
    return auc, top1, top5, top10
