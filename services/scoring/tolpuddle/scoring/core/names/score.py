"""From features to a score: points of each feature added up, and the sum as a share between 0 and 1."""

from collections.abc import Mapping
from typing import Final

import numpy as np

from tolpuddle.scoring.core.names.prepared import Bools, Floats
from tolpuddle.scoring.core.names.settings import MatchSettings

SHORT: Final = 4
"""Names of fewer letters are never listed by likeness alone."""
HEARD: Final = 0.85
"""Of names in two scripts so much must be read alike, or a person must look."""
ENOUGH_LETTERS: Final = 5
RARE_ENOUGH: Final = 8.0
"""Log odds against meeting all words of a name by chance, from which the same words are the same name."""


def points_of(features: Mapping[str, Floats], settings: MatchSettings, across: bool) -> dict[str, Floats]:
    """Points of every feature. With the base they add up to the log odds."""
    points = settings.other_script if across else settings.same_script
    return {
        curve.feature: np.interp(features[curve.feature], curve.at, curve.points) for curve in points.curves
    }


def scores(features: Mapping[str, Floats], settings: MatchSettings) -> Floats:
    """0 to 1 for each pair: at least possible where the words are the same, held under listed where a question is open."""
    raised = lifted(share(log_odds(features, settings)), features, settings)
    return held(raised, questioned(features), settings)


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


def same_words(features: Mapping[str, Floats]) -> Bools:
    """Pairs with the same words in any order, whatever the legal form; not of one common word, nor of few letters."""
    same = (features["sorted"] >= 1) & (features["alternate"] == 0) & (features["scripts"] == 0)
    telling = (features["words_min"] >= 2) | (features["own_shared"] > 0)
    told_apart = (features["units"] < -1) | (features["numbers"] < -1)
    return same & telling & ~told_apart & (features["shorter"] >= ENOUGH_LETTERS)


def lifted(score: Floats, features: Mapping[str, Floats], settings: MatchSettings) -> Floats:
    """The same words are at least possible; listed where they are rare enough together and only the legal form is written otherwise.

    Names of common words alone earn few points: without this the very same name could be missed.
    """
    same = same_words(features)
    whole = same & (features["apart"] == 0) & (features["numbers"] >= 0) & (features["units"] >= 0)
    sure = whole & (features["total_min"] >= RARE_ENOUGH)
    least = np.where(sure, settings.listed, np.where(same, settings.possible, 0.0))
    return np.where(score < least, least + 1e-3 * (1 - least) * score, score)


def questioned(features: Mapping[str, Floats]) -> Bools:
    """Pairs that a person must look at.

    Another country, another town in the name, another unit or number, too short a name, or another script and a like sound only.
    """
    unlike = features["written"] < 1
    other_part = (features["units"] < 0) | (features["numbers"] < 0)
    heard = np.maximum(features["letters"], features["sorted"]) < HEARD
    asked = (features["country"] > 0) | (features["places"] > 0) | ((features["scripts"] > 0) & heard)
    return asked | (unlike & (other_part | (features["shorter"] < SHORT)))


def held(score: Floats, question: Bools, settings: MatchSettings) -> Floats:
    """A score that would be listed is brought under the threshold, in the same order."""
    under = settings.listed - 1e-6 * (2 - score)
    return np.where(question & (score >= settings.listed), under, score)
