"""From features to a score: points of each feature added up, and the sum as a share between 0 and 1."""

from collections.abc import Mapping
from typing import Final

import numpy as np

from tolpuddle.scoring.core.names.prepared import Bools, Floats
from tolpuddle.scoring.core.names.settings import MatchSettings

SHORT: Final = 4
"""Names of fewer letters are never listed by likeness alone."""


def points_of(features: Mapping[str, Floats], settings: MatchSettings) -> dict[str, Floats]:
    """Points of every feature. With `settings.base` they add up to the log odds."""
    return {curve.feature: np.interp(features[curve.feature], curve.at, curve.points) for curve in settings.curves}


def scores(features: Mapping[str, Floats], settings: MatchSettings) -> Floats:
    """0 to 1 for each pair, held just under the upper threshold where a question is open."""
    size = len(features["letters"])
    total = np.full(size, settings.base)
    for curve in settings.curves:
        total += np.interp(features[curve.feature], curve.at, curve.points)
    return held(1 / (1 + np.exp(-total)), questioned(features), settings)


def questioned(features: Mapping[str, Floats]) -> Bools:
    """Pairs that a person must look at however alike they are: another unit or number, or too short a name."""
    unlike = features["written"] < 1
    other_part = (features["units"] < 0) | (features["numbers"] < 0)
    return unlike & (other_part | (features["shorter"] < SHORT))


def held(score: Floats, question: Bools, settings: MatchSettings) -> Floats:
    """A score that would be listed is brought under the threshold, in the same order."""
    under = settings.listed - 1e-6 * (2 - score)
    return np.where(question & (score >= settings.listed), under, score)
