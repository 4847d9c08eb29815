"""Both heads together: the forced head may borrow a share of its curves from the head of any kind and stays additive."""

from collections.abc import Mapping, Sequence
from typing import Final

import numpy as np

from tolpuddle.scoring.model.estimator import Additive, Settings, fit
from tolpuddle.scoring.model.features import Feature
from tolpuddle.scoring.model.world import Flags, Floats, Indices

HEADS: Final = ("any", "forced")
_HALVINGS: Final = 60


def fit_heads(
    rows: Floats,
    listed: Mapping[str, Flags],
    features: Sequence[Feature],
    settings: Settings,
    *,
    clusters: Indices | None = None,
) -> dict[str, Additive]:
    """Head -> its curves. `clusters`: as in `fit`."""
    found: dict[str, Additive] = {}
    for head in HEADS:
        model = fit(rows, listed[head], features, settings, clusters=clusters)
        assert isinstance(model, Additive)
        found[head] = model
    if settings.borrowed:
        found["forced"] = blended(
            found["forced"], found["any"], settings.borrowed, rows, int(listed["forced"].sum())
        )
    return found


def blended(own: Additive, other: Additive, share: float, rows: Floats, listed: int) -> Additive:
    """Curves of `own` with a share of those of `other`; bases shifted so that as many entries are expected as there are."""
    thresholds = tuple(np.union1d(a, b) for a, b in zip(own.thresholds, other.thresholds, strict=True))
    values = tuple(
        (1.0 - share) * _on(steps, a, one) + share * _on(steps, b, two)
        for steps, a, one, b, two in zip(
            thresholds, own.thresholds, own.values, other.thresholds, other.values, strict=True
        )
    )
    mixed = Additive((1.0 - share) * own.bases + share * other.bases, thresholds, values)
    return Additive(mixed.bases + _shift(mixed.log_odds(rows), listed), thresholds, values)


def _on(steps: Floats, thresholds: Floats, values: Floats) -> Floats:
    """Values of a curve on more thresholds than its own."""
    upper = np.append(steps, np.inf)
    return values[:, np.searchsorted(thresholds, upper, side="left")]


def _shift(log_odds: Floats, listed: int) -> float:
    """What is added to all so that the expected number of entries is `listed`; found by halving, to nine places."""
    low, high = -20.0, 20.0
    for _ in range(_HALVINGS):
        middle = (low + high) / 2.0
        expected = float((1.0 / (1.0 + np.exp(-(log_odds + middle)))).sum())
        low, high = (middle, high) if expected < listed else (low, middle)
    return round((low + high) / 2.0, 9)
