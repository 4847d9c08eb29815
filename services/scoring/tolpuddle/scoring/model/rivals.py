"""What the model must beat, in the same harness: popularity, governance alone, chance, logistic regression, forest, free boosting."""

from collections.abc import Callable, Mapping
from importlib import import_module
from typing import Final

import numpy as np

from tolpuddle.scoring.model.estimator import Settings, fit, sklearn
from tolpuddle.scoring.model.features import country_values
from tolpuddle.scoring.model.learnt import Learnt
from tolpuddle.scoring.model.world import Floats, World, rounded

COUNTED: Final = ("good_history", "country_history", "neighbours")


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


RIVALS: Final[Mapping[str, Callable[[World, Learnt, int, str], Floats]]] = {
    "popularity": popularity,
    "governance": governance,
    "random": random_order,
    "logistic": logistic,
    "forest": forest,
    "boosting": boosting,
}
