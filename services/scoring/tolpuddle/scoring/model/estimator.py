"""The additive, positive-unlabelled estimator: bags of unlabelled pairs, monotone curves, exported as thresholds and values."""

from collections.abc import Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import Any, Final

import numpy as np

from tolpuddle.kernel.errors import UnavailableError
from tolpuddle.scoring.core.model.scorecard import Curve
from tolpuddle.scoring.model.features import Feature
from tolpuddle.scoring.model.world import Flags, Floats, Indices, rounded

LARGEST_GAP: Final = 1e-9
"""Between the exported curves and the estimator's own answer; more means scikit-learn changed its inner form."""

KEPT: Final = 9
"""Decimals of log-odds that are kept: the last bits, in which processors differ, are no knowledge."""


@dataclass(frozen=True, slots=True)
class Settings:
    """How the model is fitted. Chosen once for both heads; the card lists what else was tried."""

    bags: int = 10
    unlabelled: float = 0.5
    """Share of the unlabelled pairs in each bag; the base is corrected for it."""
    rounds: int = 120
    borrowed: float = 0.0
    """Share of the forced head's curves that comes from the head of any kind, which has many more entries to learn from."""
    learning_rate: float = 0.1
    leaves: int = 4
    smallest_leaf: int = 20
    shrinkage: float = 5.0
    steps: int = 64
    seed: int = 0


@dataclass(frozen=True, slots=True)
class Additive:
    """Curves of every bag on common thresholds, centred so that the average candidate gets nothing from any of them."""

    bases: Floats
    """One per bag."""
    thresholds: tuple[Floats, ...]
    values: tuple[Floats, ...]
    """Per feature bags x steps."""

    def log_odds(self, rows: Floats) -> Floats:
        """Mean of the bags."""
        return self.every_bag(rows).mean(axis=0)

    def every_bag(self, rows: Floats) -> Floats:
        """Bags x rows."""
        total = np.repeat(self.bases[:, None], rows.shape[0], axis=1)
        for at, (thresholds, values) in enumerate(zip(self.thresholds, self.values, strict=True)):
            if thresholds.size:
                total += _looked_up(thresholds, values, rows[:, at])
        return total

    def curves(self, features: Sequence[Feature]) -> tuple[Curve, ...]:
        """The mean of the bags, one curve per feature; a feature that no tree uses gets a flat one."""
        return tuple(
            Curve(feature.name, feature.group, thresholds, values.mean(axis=0))
            for feature, thresholds, values in zip(features, self.thresholds, self.values, strict=True)
        )


def sklearn(part: str) -> Any:
    """A part of scikit-learn. Only the making of a model needs it.

    Raises: UnavailableError when it is not installed.
    """
    try:
        return import_module(f"sklearn.{part}")
    except ModuleNotFoundError as error:
        raise UnavailableError(
            "Making and checking a model needs scikit-learn: install tolpuddle[model]."
        ) from error


def fit(
    rows: Floats,
    listed: Flags,
    features: Sequence[Feature],
    settings: Settings,
    *,
    additive: bool = True,
    clusters: Indices | None = None,
) -> "Additive | Boosted":
    """Fit one head. Unlisted pairs are unlabelled: each bag takes other ones of them, and the bags are averaged.

    `additive=False` is the unconstrained rival: the same boosting with interactions and without signs. With `clusters`
    (the country of each row) every bag also draws the clusters of listed pairs anew: the spread then tells how much
    hangs on which countries were researched.
    """
    boosting = sklearn("ensemble").HistGradientBoostingClassifier
    generator = np.random.default_rng(settings.seed)
    positive, unlabelled = np.flatnonzero(listed), np.flatnonzero(~listed)
    taken = round(unlabelled.size * settings.unlabelled)
    models: list[Any] = []
    with import_module("threadpoolctl").threadpool_limits(1):
        for bag in range(settings.bags):
            own = positive if clusters is None else _drawn_anew(positive, clusters, generator)
            chosen: Indices = np.concatenate([own, generator.choice(unlabelled, taken, replace=False)])
            model = boosting(
                learning_rate=settings.learning_rate,
                max_iter=settings.rounds,
                max_leaf_nodes=settings.leaves,
                min_samples_leaf=settings.smallest_leaf,
                l2_regularization=settings.shrinkage,
                max_bins=settings.steps,
                interaction_cst="no_interactions" if additive else None,
                monotonic_cst=[feature.sign for feature in features] if additive else None,
                early_stopping=False,
                random_state=settings.seed + bag,
            )
            models.append(model.fit(rows[chosen], listed[chosen]))
        correction = float(np.log(settings.unlabelled))
        return _exported(models, rows, correction) if additive else Boosted(tuple(models), rows.shape[1])


def _drawn_anew(positive: Indices, clusters: Indices, generator: np.random.Generator) -> Indices:
    names = np.unique(clusters[positive])
    drawn = generator.choice(names, names.size, replace=True)
    return np.concatenate([positive[clusters[positive] == name] for name in drawn])


@dataclass(frozen=True, slots=True)
class Boosted:
    """The unconstrained rival; cannot be exported."""

    models: tuple[Any, ...]
    width: int

    def log_odds(self, rows: Floats) -> Floats:
        """Mean of the bags."""
        answers: list[Floats] = [model.decision_function(rows) for model in self.models]
        return np.mean(answers, axis=0)


def _exported(models: Sequence[Any], rows: Floats, correction: float) -> Additive:
    """Curves read from the trees. Every tree splits on one feature only, for no interactions are allowed.

    An unknown value adds nothing, whatever the trees learnt of rows without it: missing is never low.
    """
    width = rows.shape[1]
    steps: list[set[float]] = [set() for _ in range(width)]
    grown = [[tree for (tree,) in model._predictors] for model in models]
    for tree in (tree for trees in grown for tree in trees):
        split = tree.nodes[tree.nodes["is_leaf"] == 0]
        for feature, threshold in zip(split["feature_idx"], split["num_threshold"], strict=True):
            steps[int(feature)].add(float(threshold))
    thresholds = tuple(np.array(sorted(found)) for found in steps)
    values = tuple(np.zeros((len(models), found.size + 1)) for found in thresholds)
    unknown = np.zeros((len(models), width))
    bases = np.array([float(model._baseline_prediction.ravel()[0]) for model in models])
    for bag, trees in enumerate(grown):
        for tree in trees:
            nodes = tree.nodes
            if nodes["is_leaf"][0]:
                bases[bag] += float(nodes["value"][0])
                continue
            feature = int(nodes["feature_idx"][0])
            upper = np.append(thresholds[feature], np.inf)
            values[feature][bag] += nodes["value"][_leaf(nodes, upper)]
            unknown[bag, feature] += float(nodes["value"][_leaf(nodes, np.array([np.nan]))][0])
    _check(models, rows, bases, thresholds, values, unknown)
    for feature, found in enumerate(thresholds):
        column = rows[:, feature]
        known = column[~np.isnan(column)]
        if not found.size or not known.size:
            continue
        centre = values[feature][:, np.searchsorted(found, known, side="left")].mean(axis=1)
        values[feature][:] -= centre[:, None]
        bases += centre
    return Additive(
        rounded(bases + correction, KEPT), thresholds, tuple(rounded(one, KEPT) for one in values)
    )


def _leaf(nodes: Any, column: Floats) -> Indices:
    threshold = np.asarray(nodes["num_threshold"], dtype=np.float64)
    leaf, unknown_left = (
        np.asarray(nodes[name], dtype=np.bool_) for name in ("is_leaf", "missing_go_to_left")
    )
    left, right = (np.asarray(nodes[name], dtype=np.intp) for name in ("left", "right"))
    at = np.zeros(column.size, dtype=np.intp)
    while not leaf[at].all():
        goes_left = np.where(np.isnan(column), unknown_left[at], column <= threshold[at])
        at = np.where(leaf[at], at, np.where(goes_left, left[at], right[at]))
    return at


def _looked_up(thresholds: Floats, values: Floats, column: Floats) -> Floats:
    steps = np.searchsorted(thresholds, column, side="left")
    steps[np.isnan(column)] = values.shape[1]
    return np.concatenate([values, np.zeros((values.shape[0], 1))], axis=1)[:, steps]


def _check(
    models: Sequence[Any],
    rows: Floats,
    bases: Floats,
    thresholds: Sequence[Floats],
    values: Sequence[Floats],
    unknown: Floats,
) -> None:
    """Raises: UnavailableError when the curves do not give what scikit-learn answers."""
    some = rows[:: max(1, rows.shape[0] // 2000)]
    for bag, model in enumerate(models):
        total = np.full(some.shape[0], bases[bag])
        for feature, found in enumerate(thresholds):
            steps = np.searchsorted(found, some[:, feature], side="left")
            steps[np.isnan(some[:, feature])] = found.size + 1
            total += np.append(values[feature][bag], unknown[bag, feature])[steps]
        gap = float(np.abs(total - model.decision_function(some)).max())
        if gap > LARGEST_GAP:
            raise UnavailableError(f"This scikit-learn builds its trees otherwise: the curves are {gap} off.")
