"""A scorecard: for each feature thresholds and values; the log-odds are their sum, and nothing else."""

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, cast

import numpy as np
import polars as pl
from numpy.typing import NDArray

from tolpuddle.kernel.errors import EditionError

Floats = NDArray[np.float64]

_AT_ONCE = 16_384
"""Values looked up together: what is in hand then stays in the processor's cache."""
_FEW = 32

POINTS_PER_DOUBLING = 10.0
"""The scale of the exposure index: ten points double the odds (R1)."""


@dataclass(frozen=True, slots=True)
class Curve:
    """What one feature adds to the log-odds, compared with the average candidate pair."""

    feature: str
    group: str
    thresholds: Floats
    """Rising; a value up to and including thresholds[k] lies in step k."""
    values: Floats
    """One more than thresholds."""
    missing: float = 0.0
    """What an unknown value adds: nothing."""

    def look_up(self, column: Floats) -> Floats:
        """The contribution of each value; NaN is unknown."""
        found = np.empty(column.size)
        values = np.append(self.values, self.missing)
        for start in range(0, column.size, _AT_ONCE):
            part = column[start : start + _AT_ONCE]
            np.take(values, self._steps(part), out=found[start : start + _AT_ONCE], mode="clip")
        return found

    @property
    def flat(self) -> bool:
        """Whether every value adds nothing, known or not."""
        return not self.thresholds.size and self.values[0] == 0.0 and self.missing == 0.0

    def _steps(self, part: Floats) -> NDArray[np.intp] | NDArray[np.uint8]:
        """The step of each value; one beyond the last for NaN. Counting thresholds below a value is faster than
        searching while they are few (measured: 30 thresholds, half the time)."""
        if self.thresholds.size > _FEW:
            steps = np.searchsorted(self.thresholds, part, side="left")
        else:
            steps = np.zeros(part.size, dtype=np.uint8)
            for threshold in self.thresholds:
                steps += part > threshold
        steps[np.isnan(part)] = self.values.size
        return steps


@dataclass(frozen=True, slots=True)
class Scorecard:
    """The model of one head: `any` (child or forced labour) or `forced`."""

    head: str
    base: float
    """Log-odds of the average candidate pair."""
    curves: tuple[Curve, ...]
    about: Mapping[str, Any]
    """Training data, settings and versions, as text for people; never read by the look-up."""

    @classmethod
    def from_json(cls, text: str) -> "Scorecard":
        """Read a scorecard document.

        Raises: EditionError when it is not one: a missing field, steps that do not rise, a number that is not finite.
        """
        try:
            told = json.loads(text)
            curves = tuple(
                Curve(
                    feature=str(one["feature"]),
                    group=str(one["group"]),
                    thresholds=np.array(one["thresholds"], dtype=np.float64),
                    values=np.array(one["values"], dtype=np.float64),
                    missing=float(one["missing"]),
                )
                for one in told["curves"]
            )
            card = cls(str(told["head"]), float(told["base"]), curves, cast("dict[str, Any]", told["about"]))
        except (ValueError, KeyError, TypeError) as error:
            raise EditionError(f"The scorecard cannot be read: {error}.") from error
        card._check()
        return card

    def to_json(self) -> str:
        """The document, the same bytes for the same scorecard; numbers read back exactly."""
        told = {
            "head": self.head,
            "about": self.about,
            "base": self.base,
            "curves": [
                {
                    "feature": one.feature,
                    "group": one.group,
                    "thresholds": one.thresholds.tolist(),
                    "values": one.values.tolist(),
                    "missing": one.missing,
                }
                for one in self.curves
            ],
        }
        return json.dumps(told, indent=1, ensure_ascii=False, allow_nan=False) + "\n"

    def contributions(self, frame: pl.DataFrame) -> pl.DataFrame:
        """One column per feature, in log-odds. In: a Float64 column for every feature; null and NaN are unknown.

        Raises: EditionError when a feature has no column.
        """
        if missing := [one.feature for one in self.curves if one.feature not in frame.columns]:
            raise EditionError(f"The frame lacks the features {', '.join(missing)}.")
        nothing = pl.Series(np.zeros(frame.height))  # one column for all flat curves: they share its memory
        return pl.DataFrame(
            [
                nothing.alias(one.feature)
                if one.flat
                else pl.Series(one.feature, one.look_up(_floats(frame[one.feature])))
                for one in self.curves
            ]
        )

    def log_odds(self, frame: pl.DataFrame) -> pl.Series:
        """`base` plus all contributions, added in the order of the curves, so that any batch gives the same bits."""
        return pl.Series("log_odds", self.sum_of(self.contributions(frame)))

    def sum_of(self, contributions: pl.DataFrame) -> Floats:
        """The log-odds that contributions make up."""
        total = np.full(contributions.height, self.base)
        for one in self.curves:
            if not one.flat:
                total += _floats(contributions[one.feature])
        return total

    def groups(self) -> dict[str, list[str]]:
        """Group -> its features, in the order of the curves."""
        found: dict[str, list[str]] = {}
        for one in self.curves:
            found.setdefault(one.group, []).append(one.feature)
        return found

    def _check(self) -> None:
        for one in self.curves:
            if one.values.size != one.thresholds.size + 1:
                raise EditionError(f"The curve of {one.feature} has a step too many or too few.")
            if np.any(np.diff(one.thresholds) <= 0):
                raise EditionError(f"The thresholds of {one.feature} do not rise.")
            if not (np.isfinite(one.values).all() and math.isfinite(one.missing)):
                raise EditionError(f"A value of {one.feature} is not a number.")
        if not math.isfinite(self.base):
            raise EditionError("The base of the scorecard is not a number.")


def points_of(log_odds: float) -> float:
    """Log-odds on the scale of the exposure index: ten points double the odds."""
    return POINTS_PER_DOUBLING * log_odds / math.log(2.0)


def _floats(column: Sequence[float] | pl.Series) -> Floats:
    series = column if isinstance(column, pl.Series) else pl.Series(column)
    return series.cast(pl.Float64).fill_null(float("nan")).to_numpy()
