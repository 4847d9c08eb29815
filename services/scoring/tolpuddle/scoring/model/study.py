"""Everything the model card reports beyond the back-test: sensitivity, ablation, grouped folds, subgroups, governance, stability."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from tolpuddle.kernel.edition import Edition
from tolpuddle.scoring.model.backtest import HEADS, Learnt, Result, held_against, learn, model_scores, run
from tolpuddle.scoring.model.criteria import JUDGED
from tolpuddle.scoring.model.estimator import Settings, fit
from tolpuddle.scoring.model.features import Feature, country_values, feature_list, features
from tolpuddle.scoring.model.ranking import Ranked, auc_of
from tolpuddle.scoring.model.world import Flags, Floats, Indices, World, read_world

FOLDS: Final = 5
QUICK: Final = replace(Settings(), bags=3)
"""The study fits many models: three bags each. The back-test itself uses the full number."""
SMALLEST_GROUP: Final = 5
"""Subgroups with fewer later additions say nothing."""
DESTINATIONS: Final = (
    "ARE", "AUS", "BHR", "CAN", "CYP", "GBR", "HKG", "ISR", "ITA", "JOR", "JPN", "KOR", "KWT", "LBN", "MYS", "OMN", "QAT",
    "SAU", "SGP", "TWN", "USA",
)  # fmt: skip
"""States whose permits tie migrants to an employer: the blind spots of the exposure rules (R13)."""


@dataclass(frozen=True, slots=True)
class Subgroup:
    """How later additions of one kind were ranked, all judged editions together."""

    kind: str
    name: str
    later: int
    auc: float
    """Mean share of open candidates ranked below an addition; a miss counts 0."""
    recall: float
    """Share of additions in the top 5%."""
    share: float
    """Share of the subgroup's own open candidates in the top 5%."""


@dataclass(frozen=True, slots=True)
class Study:
    """All figures of the card."""

    edition: str
    results: tuple[Result, ...]
    features: tuple[Feature, ...]
    variants: Mapping[str, Mapping[str, tuple[float, ...]]]
    """Variant -> head -> mean AUC and recall in the top 1, 5, 10% over the judged editions."""
    folds: Mapping[str, Mapping[str, tuple[float, float]]]
    """Grouped by -> head -> AUC of entries in folds never seen, and expected over observed entries."""
    calibration: tuple[tuple[str, str, int, float, int], ...]
    """Head, band of the ranking, candidates, entries expected, entries there are; folds grouped by country."""
    subgroups: tuple[Subgroup, ...]
    explained: Mapping[str, float]
    """Head -> share of the variance of the log-odds that the governance group explains alone."""
    agreement: Mapping[str, tuple[float, float]]
    """Head -> rank correlation with another seed, and with the model of the list before."""


def study(edition: Edition) -> Study:
    """Compute every figure; several minutes."""
    world = read_world(edition)
    return study_of(edition.name, world, tuple(run(world, Settings())))


def study_of(name: str, world: World, results: Sequence[Result]) -> Study:
    """The figures beyond the back-test, with its results beside them."""
    learnt = {year: learn(world, year) for year in JUDGED}
    scores = {year: model_scores(learnt[year], QUICK) for year in JUDGED}
    folds, calibration = _folds(world)
    return Study(
        edition=name,
        results=tuple(results),
        features=feature_list(world),
        variants=_variants(world, learnt, scores),
        folds=folds,
        calibration=tuple(calibration),
        subgroups=tuple(_subgroups(world, scores)),
        explained=_explained(world),
        agreement=_agreement(world),
    )


def _variants(
    world: World, learnt: Mapping[int, Learnt], scores: Mapping[int, Mapping[str, Floats]]
) -> dict[str, dict[str, tuple[float, ...]]]:
    def mean(ranked: Callable[[int, str], Ranked]) -> dict[str, tuple[float, ...]]:
        return {head: _mean([ranked(year, head) for year in JUDGED]) for head in HEADS}

    plain = {year: learn(world, year, exports=False) for year in JUDGED}
    without = {year: model_scores(plain[year], QUICK) for year in JUDGED}
    direct = replace(
        world,
        lists={
            year: replace(one, downstream=np.zeros_like(one.downstream)) for year, one in world.lists.items()
        },
    )
    found = {
        "as it is": mean(lambda year, head: held_against(world, year, head, scores[year][head])),
        "without export shares (2016)": mean(
            lambda year, head: held_against(world, year, head, without[year][head])
        ),
        "direct entries only": mean(lambda year, head: held_against(direct, year, head, scores[year][head])),
        "goods that the list had named by then; all others are misses": mean(
            lambda year, head: _named_only(world, year, head, scores[year][head])
        ),
    }
    groups = sorted({one.group for one in feature_list(world)})
    for group in groups:
        keep = [at for at, one in enumerate(feature_list(world)) if one.group != group]
        cut = {year: model_scores(learnt[year], QUICK, keep) for year in JUDGED}
        found[f"without the group {group}"] = mean(
            lambda year, head, cut=cut: held_against(world, year, head, cut[year][head])
        )
    return found


def _named_only(world: World, year: int, head: str, score: Floats) -> Ranked:
    """Ranked among goods that stood on this list or an older one; additions of any other good are misses."""
    named = np.any([listing.any.any(0) for other, listing in world.lists.items() if other <= year], axis=0)
    kept = world.candidates & named[None, :]
    return held_against(replace(world, candidates=kept), year, head, score[kept[world.candidates]])


def _mean(ranked: Sequence[Ranked]) -> tuple[float, ...]:
    rows = [(one.auc, one.recall[1], one.recall[5], one.recall[10]) for one in ranked]
    return tuple(float(value) for value in np.mean(rows, axis=0))


def _folds(
    world: World,
) -> tuple[dict[str, dict[str, tuple[float, float]]], list[tuple[str, str, int, float, int]]]:
    """Countries, then goods, in folds whose entries the model and its neighbourhoods never saw."""
    year = max(world.lists)
    names = feature_list(world)
    found: dict[str, dict[str, tuple[float, float]]] = {}
    calibration: list[tuple[str, str, int, float, int]] = []
    for by, axis in (("country", 0), ("good", 1)):
        member: Indices = world.pairs[axis]
        fold_of = np.random.default_rng(0).permutation(world.candidates.shape[axis]) % FOLDS
        found[by] = {}
        answers = {head: np.zeros(member.size) for head in HEADS}
        for fold in range(FOLDS):
            out: Flags = fold_of[member] == fold
            hidden = (fold_of == fold)[:, None] if axis == 0 else (fold_of == fold)[None, :]
            rows = features(
                world, world.lists[year].without(np.broadcast_to(hidden, world.candidates.shape)), year
            )
            for head in HEADS:
                listed = world.lists[year].of(head)[world.candidates]
                answers[head][out] = fit(rows[~out], listed[~out], names, QUICK).log_odds(rows[out])
        for head in HEADS:
            listed = world.lists[year].of(head)[world.candidates]
            odds = np.exp(answers[head])
            expected = odds / (1 + odds)
            found[by][head] = (auc_of(answers[head], listed), float(expected.sum() / listed.sum()))
            if by == "country":
                calibration += _bands(head, answers[head], expected, listed)
    return found, calibration


def _bands(
    head: str, score: Floats, expected: Floats, listed: Flags
) -> list[tuple[str, str, int, float, int]]:
    order = np.argsort(-score, kind="stable")
    edges = [0, *(int(order.size * top / 100) for top in (1, 5, 10, 25)), order.size]
    names = ("top 1%", "1-5%", "5-10%", "10-25%", "rest")
    return [
        (
            head,
            name,
            high - low,
            float(expected[order[low:high]].sum()),
            int(listed[order[low:high]].sum()),
        )
        for name, low, high in zip(names, edges, edges[1:], strict=False)
    ]


def _subgroups(world: World, scores: Mapping[int, Mapping[str, Floats]]) -> list[Subgroup]:
    """Later additions of any kind from each judged list, pooled."""
    country, good = world.pairs
    kinds: dict[str, Callable[[int], list[str]]] = {
        "region": lambda year: [world.region[at] for at in country],
        "income": lambda year: [world.income[at] or "not stated" for at in country],
        "sector": lambda year: [world.sector[at] for at in good],
        "entries of the good": lambda year: [_few(int(n)) for n in world.lists[year].any.sum(0)[good]],
        "destination states": lambda year: [
            "tied permits" if world.iso3[at] in DESTINATIONS else "other" for at in country
        ],
    }
    pooled: dict[tuple[str, str], list[tuple[float, bool]]] = {}
    flagged: dict[tuple[str, str], list[float]] = {}
    for year, score in scores.items():
        now = world.lists[year].any
        later = np.any([one.any for other, one in world.lists.items() if other > year], axis=0) & ~now
        free, added = ~now[world.candidates], later[world.candidates]
        ordered = np.sort(score["any"][free])
        below = np.searchsorted(ordered, score["any"], side="left") / ordered.size
        for kind, name_of in kinds.items():
            names = np.array(name_of(year))
            for name in np.unique(names):
                key = (kind, str(name))
                own = free & (names == name)
                flagged.setdefault(key, []).append(float((below[own] >= 0.95).mean()) if own.any() else 0.0)
                places = below[added & (names == name)]
                pooled.setdefault(key, []).extend((float(at), bool(at >= 0.95)) for at in places)
    return [
        Subgroup(
            kind,
            name,
            len(found),
            float(np.mean([at for at, _ in found])),
            float(np.mean([hit for _, hit in found])),
            float(np.mean(flagged[kind, name])),
        )
        for (kind, name), found in sorted(pooled.items())
        if len(found) >= SMALLEST_GROUP
    ]


def _few(entries: int) -> str:
    return (
        "none yet" if entries == 0 else "one" if entries == 1 else "2 to 5" if entries <= 5 else "6 or more"
    )


def _explained(world: World) -> dict[str, float]:
    year = max(world.lists)
    scores = model_scores(learn(world, year), QUICK)
    country, _ = world.pairs
    value = country_values(world, year)["governance"][country]
    known = ~np.isnan(value)
    return {head: float(np.corrcoef(value[known], scores[head][known])[0, 1] ** 2) for head in HEADS}


def _agreement(world: World) -> dict[str, tuple[float, float]]:
    years = list(world.lists)
    newest, before = learn(world, years[-1]), learn(world, years[-2])
    score, other = model_scores(newest, QUICK), model_scores(newest, replace(QUICK, seed=100))
    older = model_scores(before, QUICK)
    return {
        head: (_correlation(score[head], other[head]), _correlation(score[head], older[head]))
        for head in HEADS
    }


def _correlation(one: Floats, other: Floats) -> float:
    ranks = [np.argsort(np.argsort(column, kind="stable"), kind="stable") for column in (one, other)]
    return float(np.corrcoef(ranks[0], ranks[1])[0, 1])
