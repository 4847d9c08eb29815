"""From features to a score: points of each feature added up, and the sum as a share between 0 and 1."""

from collections.abc import Mapping
from typing import Final

import numpy as np

from tolpuddle.scoring.core.names.prepared import Bools, Floats
from tolpuddle.scoring.core.names.settings import MatchSettings

SHORT: Final = 4
"""Names of fewer letters are never listed by likeness alone."""


def points_of(features: Mapping[str, Floats], settings: MatchSettings, across: bool) -> dict[str, Floats]:
    """Points of every feature. With the base they add up to the log odds."""
    points = settings.other_script if across else settings.same_script
    return {
        curve.feature: np.interp(features[curve.feature], curve.at, curve.points) for curve in points.curves
    }


def scores(features: Mapping[str, Floats], settings: MatchSettings) -> Floats:
    """0 to 1 for each pair, held just under the upper threshold where a question is open."""
    return held(share(log_odds(features, settings)), questioned(features), settings)


def log_odds(features: Mapping[str, Floats], settings: MatchSettings) -> Floats:
    """Sum of the points of each pair, by the points for its scripts."""
    across = features["scripts"] > 0
    total = np.zeros(len(across))
    for points, rows in (
        (settings.same_script, np.flatnonzero(~across)),
        (settings.other_script, np.flatnonzero(across)),
    ):
        if len(rows):
            part = np.full(len(rows), points.base)
            for curve in points.curves:
                part += np.interp(features[curve.feature][rows], curve.at, curve.points)
            total[rows] = part
    return total


def share(odds: Floats) -> Floats:
    """Log odds as a share between 0 and 1, to nine places: the same on every machine."""
    return np.round(1 / (1 + np.exp(-odds)), 9)


def questioned(features: Mapping[str, Floats]) -> Bools:
    """Pairs that a person must look at however alike they are: another country, unit or number, or too short a name."""
    unlike = features["written"] < 1
    other_part = (features["units"] < 0) | (features["numbers"] < 0)
    return (features["country"] > 0) | (unlike & (other_part | (features["shorter"] < SHORT)))


def held(score: Floats, question: Bools, settings: MatchSettings) -> Floats:
    """A score that would be listed is brought under the threshold, in the same order."""
    under = settings.listed - 1e-6 * (2 - score)
    return np.where(question & (score >= settings.listed), under, score)
