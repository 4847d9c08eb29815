"""Folds the model never saw, of whole countries and of whole goods, and how many entries it expects in them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from tolpuddle.scoring.model.backtest import Held
from tolpuddle.scoring.model.estimator import Settings, fit
from tolpuddle.scoring.model.features import feature_list, features
from tolpuddle.scoring.model.heads import HEADS
from tolpuddle.scoring.model.judged import Judged, with_few_bags
from tolpuddle.scoring.model.ranking import auc_of
from tolpuddle.scoring.model.world import Flags, Floats, Indices, World

FOLDS: Final = 5
BANDS: Final = (("top 1%", 1), ("1-5%", 5), ("5-10%", 10), ("10-25%", 25), ("rest", 100))


@dataclass(frozen=True, slots=True)
class Band:
    """Candidates of one part of a ranking: entries expected, and entries there are."""

    head: str
    name: str
    candidates: int
    expected: float
    there: int


@dataclass(frozen=True, slots=True)
class Folds:
    """The answers of folds grouped by country or by good."""

    by: str
    auc: Mapping[str, float]
    """Head -> AUC of entries, each ranked by a model that saw nothing of its country or good."""
    ratio: Mapping[str, float]
    """Head -> entries expected for each that there is."""
    bands: tuple[Band, ...]


def folds(world: World, settings: Settings) -> tuple[Folds, ...]:
    """Countries, then goods, in folds whose entries the model and its neighbourhoods never saw; the newest list."""
    year = max(world.lists)
    then = world.known_in(year)
    return tuple(
        _folds(then, year, by, axis, with_few_bags(settings)) for axis, by in enumerate(("country", "good"))
    )


def _folds(world: World, year: int, by: str, axis: int, settings: Settings) -> Folds:
    names = feature_list(world)
    member: Indices = world.pairs[axis]
    fold_of = np.random.default_rng(0).permutation(world.candidates.shape[axis]) % FOLDS
    listed = {head: world.lists[year].of(head)[world.candidates] for head in HEADS}
    answers = {head: np.zeros(member.size) for head in HEADS}
    for fold in range(FOLDS):
        out: Flags = fold_of[member] == fold
        hidden = (fold_of == fold)[:, None] if axis == 0 else (fold_of == fold)[None, :]
        shown = world.lists[year].without(np.broadcast_to(hidden, world.candidates.shape))
        rows = features(world, shown, year)
        for head in HEADS:
            model = fit(rows[~out], listed[head][~out], names, settings)
            answers[head][out] = model.log_odds(rows[out])
    expected = {head: _chance(answers[head]) for head in HEADS}
    return Folds(
        by,
        {head: auc_of(answers[head], listed[head]) for head in HEADS},
        {head: float(expected[head].sum() / listed[head].sum()) for head in HEADS},
        tuple(band for head in HEADS for band in _bands(head, answers[head], expected[head], listed[head])),
    )


def in_time(lists: Sequence[Judged]) -> tuple[Band, ...]:
    """Pairs open on the judged lists, pooled: entries the odds expect of them, and those that later lists added."""
    found: list[Band] = []
    for head in HEADS:
        held = [Held.of(one.world, one.year, head) for one in lists]
        score = np.concatenate([one.scores[head][own.free] for one, own in zip(lists, held, strict=True)])
        found += _bands(head, score, _chance(score), np.concatenate([own.later for own in held]))
    return tuple(found)


def _chance(log_odds: Floats) -> Floats:
    return 1.0 / (1.0 + np.exp(-log_odds))


def _bands(head: str, score: Floats, expected: Floats, listed: Flags) -> list[Band]:
    order = np.argsort(-score, kind="stable")
    edges = [0, *(int(order.size * top / 100) for _, top in BANDS)]
    return [
        Band(
            head, name, high - low, float(expected[order[low:high]].sum()), int(listed[order[low:high]].sum())
        )
        for (name, _), low, high in zip(BANDS, edges, edges[1:], strict=False)
    ]
