"""What the figures hang on: less knowledge, stricter counting, one group of features less, fewer entries to learn from."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Final

import numpy as np

from tolpuddle.scoring.model.backtest import Held
from tolpuddle.scoring.model.heads import HEADS
from tolpuddle.scoring.model.judged import Figures, Judged, figures, means
from tolpuddle.scoring.model.learnt import learn, model_scores
from tolpuddle.scoring.model.ranking import Ranked
from tolpuddle.scoring.model.world import Floats, World

SHARES: Final = (0.1, 0.25, 0.5, 0.75, 1.0)
"""Of the entries of a list, for the learning curve."""
DRAWS: Final = 2

_Counted = Callable[[Judged, str], Ranked]
_Scored = Callable[[Judged], Mapping[str, Floats]]


def variants(lists: Sequence[Judged]) -> dict[str, dict[str, Figures]]:
    """Name -> head -> figures: the model with less, or counted more strictly."""

    def counted(rank: _Counted) -> dict[str, Figures]:
        return {head: figures([rank(one, head) for one in lists]) for head in HEADS}

    return {
        "as it is": means(lists, lambda one: one.scores),
        "without export shares": means(
            lists,
            lambda one: model_scores(learn(one.world, one.year, exports=False), one.settings),
        ),
        "direct entries only": counted(_direct),
        "goods that the list had named by then; all others are misses": counted(_named_only),
    }


def ablation(lists: Sequence[Judged]) -> dict[str, dict[str, Figures]]:
    """Group left out (empty: none) -> head -> figures."""
    names = lists[0].learnt.features
    found = {"": means(lists, lambda one: model_scores(one.learnt, one.quick))}
    for group in sorted({one.group for one in names}):
        keep = [at for at, one in enumerate(names) if one.group != group]
        found[group] = means(lists, lambda one, keep=keep: model_scores(one.learnt, one.quick, keep))
    return found


def learning_curve(lists: Sequence[Judged]) -> dict[float, dict[str, Figures]]:
    """Share of the entries shown -> head -> figures; hidden entries are neither learnt from nor counted as found."""
    found: dict[float, dict[str, Figures]] = {}
    for share in SHARES:
        draws = [means(lists, _shown(share, draw)) for draw in range(1 if share == 1.0 else DRAWS)]
        found[share] = {head: _mean([one[head] for one in draws]) for head in HEADS}
    return found


def _shown(share: float, draw: int) -> _Scored:
    def scored(one: Judged) -> Mapping[str, Floats]:
        whole = one.world.lists[one.year]
        kept = np.random.default_rng(draw).random(whole.any.shape) < share
        return model_scores(learn(one.world, one.year, listing=whole.without(~kept)), one.quick)

    return scored


def _mean(rows: Sequence[Figures]) -> Figures:
    auc, top1, top5, top10 = (float(value) for value in np.mean(rows, axis=0))
    return auc, top1, top5, top10


def _direct(one: Judged, head: str) -> Ranked:
    lists = {
        year: replace(each, downstream=np.zeros_like(each.downstream))
        for year, each in one.world.lists.items()
    }
    return Held.of(replace(one.world, lists=lists), one.year, head).rank(one.scores[head])


def _named_only(one: Judged, head: str) -> Ranked:
    """Ranked among goods that stood on this list or an older one; additions of any other good are misses."""
    world: World = one.world
    named = np.any([listing.any.any(0) for year, listing in world.lists.items() if year <= one.year], axis=0)
    kept = world.candidates & named[None, :]
    score = one.scores[head][kept[world.candidates]]
    return Held.of(replace(world, candidates=kept), one.year, head).rank(score)
