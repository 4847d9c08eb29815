"""The temporal back-test: learn from one edition of the list, rank what later editions added."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import Any, Final

import numpy as np

from tolpuddle.scoring.model.estimator import Settings, fit, sklearn
from tolpuddle.scoring.model.features import Feature, country_values, feature_list, features
from tolpuddle.scoring.model.heads import HEADS, fit_heads
from tolpuddle.scoring.model.ranking import Ranked, rank
from tolpuddle.scoring.model.world import Flags, Floats, World, rounded


@dataclass(frozen=True, slots=True)
class Result:
    """One training edition and head."""

    edition: int
    head: str
    model: Ranked
    baselines: Mapping[str, Ranked]

    def told(self) -> dict[str, Any]:
        """The contract of `tolpuddle model backtest --json`; shares and areas with six decimals."""
        return {
            "edition": self.edition,
            "head": self.head,
            **_told(self.model),
            "baselines": {name: _told(ranked) for name, ranked in self.baselines.items()},
        }


@dataclass(frozen=True, slots=True)
class Learnt:
    """The candidates as one edition shows them."""

    rows: Floats
    listed: Mapping[str, Flags]
    """Head -> flag of every candidate."""
    features: tuple[Feature, ...]


def run(
    world: World, settings: Settings, *, rivals: bool = True, editions: Sequence[int] | None = None
) -> Iterator[Result]:
    """Every training edition but the newest, each head, oldest first; the newest has no later list yet."""
    years = list(world.lists)
    for year in editions or years[:-1]:
        then = world.known_in(year)
        learnt = learn(then, year)
        scores = model_scores(learnt, settings)
        for head in HEADS:
            score = {"model": scores[head]}
            if rivals:
                score |= {name: make(then, learnt, year, head) for name, make in RIVALS.items()}
            ranked = {name: held_against(then, year, head, one) for name, one in score.items()}
            yield Result(year, head, ranked.pop("model"), ranked)


def learn(world: World, year: int, *, exports: bool = True) -> Learnt:
    """Features and entries of one edition of the list, of the candidates of `world`: give it as it was known then."""
    listing = world.lists[year]
    rows = features(world, listing, year, exports=exports)
    listed = {head: listing.of(head)[world.candidates] for head in HEADS}
    return Learnt(rows, listed, feature_list(world))


def model_scores(learnt: Learnt, settings: Settings, keep: Sequence[int] | None = None) -> dict[str, Floats]:
    """Log-odds of every candidate, per head; with `keep`, from these columns only."""
    columns = list(range(len(learnt.features))) if keep is None else list(keep)
    chosen = [learnt.features[at] for at in columns]
    rows = learnt.rows[:, columns]
    models = fit_heads(rows, learnt.listed, chosen, settings)
    return {head: models[head].log_odds(rows) for head in HEADS}


def held_against(world: World, year: int, head: str, score: Floats) -> Ranked:
    """The ranking of candidates not yet listed for the head, against what later editions added."""
    now = world.lists[year].of(head)
    later = np.zeros_like(now)
    for other, listing in world.lists.items():
        if other > year:
            later |= listing.of(head)
    later &= ~now
    missed = int((later & ~world.candidates).sum())
    open_now = ~now[world.candidates]
    country, _ = world.pairs
    return rank(score[open_now], later[world.candidates][open_now], missed, country[open_now])


def popularity(world: World, learnt: Learnt, year: int, head: str) -> Floats:
    """Count of the country times count of the good, one added to each: stronger than the bare product."""
    listed = world.lists[year].of(head).astype(np.float64)
    both = (listed.sum(1)[:, None] + 1.0) * (listed.sum(0)[None, :] + 1.0)
    return both[world.candidates]


def governance(world: World, learnt: Learnt, year: int, head: str) -> Floats:
    """The governance group alone; countries without it rank as the average one."""
    value = country_values(world, year)["governance"]
    country, _ = world.pairs
    value[np.isnan(value)] = 0.0
    return value[country]


def random_order(world: World, learnt: Learnt, year: int, head: str) -> Floats:
    """Any order."""
    return np.random.default_rng(year).random(len(learnt.rows))


def logistic(world: World, learnt: Learnt, year: int, head: str) -> Floats:
    """Logistic regression on standardised features, counts as logarithms, unknown as the average."""
    counts = [at for at, one in enumerate(learnt.features) if one.group in COUNTED]
    rows = learnt.rows.copy()
    rows[:, counts] = np.log1p(rows[:, counts])
    rows = np.nan_to_num((rows - np.nanmean(rows, axis=0)) / (np.nanstd(rows, axis=0) + 1e-9))
    with import_module("threadpoolctl").threadpool_limits(1):
        model = sklearn("linear_model").LogisticRegression(C=0.05, max_iter=500, class_weight="balanced")
        model.fit(rows, learnt.listed[head])
        return rounded(model.decision_function(rows), 9)


def forest(world: World, learnt: Learnt, year: int, head: str) -> Floats:
    """Random forest, asked about each pair by the trees that did not see it."""
    with import_module("threadpoolctl").threadpool_limits(1):
        model = sklearn("ensemble").RandomForestClassifier(
            200,
            min_samples_leaf=3,
            max_features="sqrt",
            class_weight="balanced_subsample",
            random_state=0,
            oob_score=True,
            n_jobs=1,
        )
        model.fit(learnt.rows, learnt.listed[head])
        answers: Floats = model.oob_decision_function_
        return rounded(np.nan_to_num(answers[:, 1]), 9)


def boosting(world: World, learnt: Learnt, year: int, head: str) -> Floats:
    """The same boosting with interactions and without signs."""
    return rounded(
        fit(learnt.rows, learnt.listed[head], learnt.features, Settings(), additive=False).log_odds(
            learnt.rows
        ),
        9,
    )


COUNTED: Final = ("good_history", "country_history", "neighbours")
RIVALS: Final[Mapping[str, Callable[[World, Learnt, int, str], Floats]]] = {
    "popularity": popularity,
    "governance": governance,
    "random": random_order,
    "logistic": logistic,
    "forest": forest,
    "boosting": boosting,
}


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
