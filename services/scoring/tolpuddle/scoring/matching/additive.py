"""Points by straight lines between fixed values, fitted by logistic loss; a step may be bound to one direction."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import Any

import numpy as np
import numpy.typing as npt

from tolpuddle.kernel.errors import UnavailableError
from tolpuddle.scoring.core.names.prepared import Bools, Floats, Ints
from tolpuddle.scoring.core.names.settings import Curve, Points
from tolpuddle.scoring.matching.shapes import Shape

Steps = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Additive:
    """Points of every step of every curve, and of none of them."""

    shapes: Mapping[str, Shape]
    steps: Floats
    base: float

    def log_odds(self, rows: Steps) -> Floats:
        """Sum of points per row of `steps_of`."""
        return (rows @ self.steps.astype(np.float32)).astype(np.float64) + self.base

    def points(self) -> Points:
        """As matching.yaml has them: each curve is 0 at its level, and curves without points are left out."""
        base, curves, start = self.base, list[Curve](), 0
        for name, shape in self.shapes.items():
            end = start + len(shape.at) - 1
            values = np.concatenate([np.zeros(1), np.cumsum(self.steps[start:end])])
            start = end
            level = float(np.interp(shape.at[0] if shape.level is None else shape.level, shape.at, values))
            base += level
            told = tuple(float(f"{value:.4g}") + 0.0 for value in (values - level).tolist())
            if any(abs(value) > 5e-4 for value in told):
                curves.append(Curve(name, shape.at, told))
        return Points(round(base, 4), tuple(curves))


def steps_of(features: Mapping[str, Floats], shapes: Mapping[str, Shape], rows: Ints) -> Steps:
    """For every step of every curve how much of it each row has gone, 0 to 1."""
    columns = [
        np.clip((features[name][rows] - low) / (high - low), 0, 1).astype(np.float32)
        for name, shape in shapes.items()
        for low, high in zip(shape.at, shape.at[1:], strict=False)
    ]
    return np.column_stack(columns)


def fit(
    rows: Steps,
    own: Steps,
    same: Bools,
    weight: Floats,
    shapes: Mapping[str, Shape],
    shrink: float,
    rounds: int,
) -> Additive:
    """`own`: columns that take up how often sources say yes; they are fitted beside the steps and left out of the result.

    Raises: UnavailableError without scipy, which the extra `model` brings.
    """
    bounds = [_bound(shape) for shape in shapes.values() for _ in shape.at[1:]]
    steps = len(bounds)
    bounds += [(None, None)] * (own.shape[1] + 1)
    matrix = np.column_stack([rows, own])
    sign = np.where(same, 1.0, -1.0).astype(np.float32)
    share = weight.astype(np.float32)
    size = matrix.shape[1]

    def loss(at: Floats) -> tuple[float, Floats]:
        margin = -sign * (matrix @ at[:size].astype(np.float32) + np.float32(at[size]))
        pull = -sign * share / (1 + np.exp(-np.clip(margin, -50, 50)))
        slope = np.empty(size + 1)
        slope[:size] = matrix.T @ pull + 2 * shrink * at[:size]
        slope[size] = pull.sum()
        return float((share * np.logaddexp(0, margin)).sum() + shrink * (at[:size] ** 2).sum()), slope

    found = _minimise()(
        loss, np.zeros(size + 1), jac=True, method="L-BFGS-B", bounds=bounds, options={"maxiter": rounds}
    )
    best = np.asarray(found.x, np.float64)
    return Additive(shapes, best[:steps], float(best[size]))


def _bound(shape: Shape) -> tuple[float | None, float | None]:
    most = shape.most
    return (
        0.0 if shape.direction > 0 else None if most is None else -most,
        0.0 if shape.direction < 0 else most,
    )


def _minimise() -> Any:
    try:
        return import_module("scipy.optimize").minimize
    except ImportError as error:
        raise UnavailableError("Fitting needs the extra `model`: pip install 'tolpuddle[model]'.") from error


def one_each(numbers: Sequence[int], count: int) -> Steps:
    """A column per number with 1 where it is; none for -1."""
    table = np.zeros((len(numbers), count), np.float32)
    at = np.asarray(numbers, np.int64)
    rows = np.flatnonzero(at >= 0)
    table[rows, at[rows]] = 1
    return table
