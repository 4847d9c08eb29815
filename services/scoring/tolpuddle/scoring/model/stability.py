"""Is the score steady, and is it governance by another name: seeds, the list before, intervals, indices of governance."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from tolpuddle.scoring.model.estimator import Settings
from tolpuddle.scoring.model.features import country_values, indicator_values
from tolpuddle.scoring.model.heads import HEADS, fit_heads
from tolpuddle.scoring.model.judged import Figures, Judged, means
from tolpuddle.scoring.model.learnt import learn, model_scores
from tolpuddle.scoring.model.world import Flags, Floats, World

SEEDS: Final = (0, 100, 200, 300, 400)
WITHIN: Final = (0.05, 0.95)


@dataclass(frozen=True, slots=True)
class Stability:
    """Figures of steadiness, of the newest list unless said otherwise."""

    seeds: Mapping[str, tuple[Figures, Figures]]
    """Head -> lowest and highest of each judged mean over SEEDS."""
    other_seed: Mapping[str, float]
    """Head -> lowest rank correlation with another seed, judged lists."""
    list_before: Mapping[str, float]
    """Head -> rank correlation with the model of the list before, over the candidates of both."""
    inside: Mapping[str, float]
    """Head -> share of pairs whose odds by the newest list lie inside the interval given with the list before."""
    explained: Mapping[str, Mapping[str, float]]
    """Head -> index of governance, or all together -> share of the variance of the log-odds it explains."""


def stability(world: World, lists: Sequence[Judged], settings: Settings) -> Stability:
    """Fit the judged lists with other seeds, and the two newest lists."""
    by_seed = {seed: {one.year: _seeded(one, seed) for one in lists} for seed in SEEDS}
    told = [means(lists, lambda one, found=found: found[one.year]) for found in by_seed.values()]
    year, before = list(world.lists)[-1], list(world.lists)[-2]
    newest = _Known.of(world, year, settings)
    older, spread = _Known.of(world, before, settings), _spread(world, before, settings)
    both = newest.world.candidates & older.world.candidates
    return Stability(
        seeds={head: _ends([one[head] for one in told]) for head in HEADS},
        other_seed={
            head: min(
                correlation(by_seed[0][one.year][head], by_seed[seed][one.year][head])
                for one in lists
                for seed in SEEDS[1:]
            )
            for head in HEADS
        },
        list_before={head: correlation(newest.on(both, head), older.on(both, head)) for head in HEADS},
        inside={
            head: _inside(
                newest.on(both, head), older.on(both, head), spread[head][:, _of(both, older.world)]
            )
            for head in HEADS
        },
        explained={head: _explained(newest, head) for head in HEADS},
    )


@dataclass(frozen=True, slots=True)
class _Known:
    year: int
    world: World
    scores: Mapping[str, Floats]

    @classmethod
    def of(cls, world: World, year: int, settings: Settings) -> "_Known":
        then = world.known_in(year)
        return cls(year, then, model_scores(learn(then, year), settings))

    def on(self, pairs: Flags, head: str) -> Floats:
        """Scores of these candidates."""
        return self.scores[head][_of(pairs, self.world)]


def _seeded(one: Judged, seed: int) -> Mapping[str, Floats]:
    return one.scores if seed == 0 else model_scores(one.learnt, replace(one.settings, seed=seed))


def _ends(rows: Sequence[Figures]) -> tuple[Figures, Figures]:
    table = np.array(rows)
    low, high = (tuple(float(value) for value in side) for side in (table.min(axis=0), table.max(axis=0)))
    return (low[0], low[1], low[2], low[3]), (high[0], high[1], high[2], high[3])


def _spread(world: World, year: int, settings: Settings) -> dict[str, Floats]:
    """Head -> bags x candidates, as training makes the interval: countries drawn anew."""
    then = world.known_in(year)
    learnt = learn(then, year)
    drawn = replace(settings, bags=2 * settings.bags, seed=settings.seed + 1000)
    heads = fit_heads(learnt.rows, learnt.listed, learnt.features, drawn, clusters=then.pairs[0])
    return {head: model.every_bag(learnt.rows) for head, model in heads.items()}


def _inside(now: Floats, then: Floats, bags: Floats) -> float:
    low, high = np.quantile(bags - bags.mean(axis=0), WITHIN, axis=0)
    return float(((now >= then + np.minimum(low, 0.0)) & (now <= then + np.maximum(high, 0.0))).mean())


def _of(pairs: Flags, world: World) -> Flags:
    """Which candidates are among these pairs."""
    return pairs[world.candidates]


def _explained(known: _Known, head: str) -> dict[str, float]:
    country, _ = known.world.pairs
    score = known.scores[head]
    indices = {
        name: values[country]
        for name, values in indicator_values(known.world, known.year, "governance").items()
    }
    group = country_values(known.world, known.year)["governance"][country]
    found = {"the group as the model sees it": _variance(score, [group])}
    found |= {name: _variance(score, [values]) for name, values in indices.items()}
    found["all of them together"] = _variance(score, list(indices.values()))
    return found


def _variance(score: Floats, columns: Sequence[Floats]) -> float:
    """Share of the variance of the score that a linear regression on the columns explains, where all are known."""
    rows = np.column_stack(columns)
    known = ~np.isnan(rows).any(axis=1)
    design = np.column_stack([np.ones(int(known.sum())), rows[known]])
    fitted = design @ np.linalg.lstsq(design, score[known], rcond=None)[0]
    rest = score[known] - fitted
    return float(1.0 - rest.var() / score[known].var())


def correlation(one: Floats, other: Floats) -> float:
    """Of ranks."""
    ranks = [np.argsort(np.argsort(column, kind="stable"), kind="stable") for column in (one, other)]
    return float(np.corrcoef(ranks[0], ranks[1])[0, 1])
