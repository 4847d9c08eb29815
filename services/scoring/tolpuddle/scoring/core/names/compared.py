"""Pairs of readings compared and scored; of the readings of two names the best pair counts."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Self

import numpy as np
import polars as pl

from tolpuddle.scoring.core.names.explain import HELD, LIFTED, Told, grouped, sentences
from tolpuddle.scoring.core.names.features import WRITTEN_LONG, by_letters, features, written_apart
from tolpuddle.scoring.core.names.prepared import Bools, Floats, Ints, ReadsNames
from tolpuddle.scoring.core.names.score import (
    held,
    lifted,
    log_odds,
    points_of,
    questioned,
    same_words,
    share,
)
from tolpuddle.scoring.core.names.settings import MatchSettings, Points
from tolpuddle.scoring.core.names.sides import Side

SEPARATOR = " | "
"""Between the sentences of one pair."""


def rarity(
    words: Sequence[str], counts: Ints, names: int, reader: ReadsNames, settings: MatchSettings
) -> Floats:
    """Log odds against meeting each word by chance: background names and the names of the index together."""
    if not words:
        return np.zeros(0)
    background = reader.weights(pl.Series("word", words, dtype=pl.String)).to_numpy()
    expected = settings.crowd * np.exp(-settings.spread * background)
    return -np.log((counts + expected) / (settings.crowd + names))


@lru_cache(maxsize=8)
def floors(points: Points) -> dict[str, float]:
    """Of each feature, the value up to which its points are the same."""
    found: dict[str, float] = {}
    for curve in points.curves:
        flat = next((n for n, told in enumerate(curve.points) if told != curve.points[0]), len(curve.at))
        found[curve.feature] = curve.at[flat - 1]
    if "written_long" in found:
        found["written"] = min(found.get("written", 1.0), WRITTEN_LONG)
    return found


@dataclass(frozen=True, slots=True)
class Compared:
    """Pairs of readings with their features and scores."""

    left: Side
    right: Side
    l: Ints  # noqa: E741
    r: Ints
    features: dict[str, Floats]
    """Values that make no difference to the points may stand as 0."""
    plain: Floats
    """Scores as the points add up."""
    open: Floats
    """Scores before any is held back; the same words are at least possible."""
    score: Floats
    settings: MatchSettings

    @classmethod
    def of(
        cls,
        left: Side,
        right: Side,
        l: Ints,  # noqa: E741
        r: Ints,
        countries_differ: Bools,
        settings: MatchSettings,
        *,
        in_full: bool = False,
    ) -> Self:
        """Compare reading l[n] of the left with reading r[n] of the right; `in_full`: every feature, whatever its points."""
        across = left.names.latin[l] != right.names.latin[r]
        found: dict[str, Floats] = {}
        for other, points in ((False, settings.same_script), (True, settings.other_script)):
            rows = np.flatnonzero(across == other)
            least = None if in_full else floors(points)
            if len(rows) == len(across):
                found = features(left, right, l, r, least)
                break
            for name, values in features(left, right, l[rows], r[rows], least).items():
                found.setdefault(name, np.zeros(len(l)))[rows] = values
        found["country"] = countries_differ.astype(np.float64)
        same = np.flatnonzero(same_words(found))
        found["apart"] = np.zeros(len(l))
        found["apart"][same] = written_apart(left.names, right.names, l[same], r[same])
        plain = share(log_odds(found, settings))
        score = lifted(plain, found, settings)
        return cls(left, right, l, r, found, plain, score, held(score, questioned(found), settings), settings)

    def second(self, rows: Ints) -> Floats:
        """Orders equal scores: letters as written, then words in order."""
        told = by_letters(self.left.names, self.right.names, self.l[rows], self.r[rows], {})
        return told["written"] + told["in_order"]

    def told(self, rows: Ints) -> list[list[Told]]:
        """What was looked at in each of these pairs, with its points; the last may say that a person must look."""
        told: list[list[Told]] = [[] for _ in range(len(rows))]
        across = self.features["scripts"][rows] > 0
        for other, points in ((False, self.settings.same_script), (True, self.settings.other_script)):
            where = np.flatnonzero(across == other)
            if not len(where):
                continue
            chosen = rows[where]
            of_rows = {curve.feature: self.features[curve.feature][chosen] for curve in points.curves}
            groups = grouped(points_of(of_rows, self.settings, other), len(where))
            columns = {name: values.tolist() for name, values in groups.items()}
            for at, (place, row) in enumerate(zip(where.tolist(), chosen.tolist(), strict=True)):
                told[place] = sentences(
                    self.left.names,
                    self.right.names,
                    int(self.l[row]),
                    int(self.r[row]),
                    {name: values[at] for name, values in columns.items()},
                    points.base,
                )
        for place in np.flatnonzero(self.plain[rows] != self.open[rows]).tolist():
            told[place].append(LIFTED)
        for place in np.flatnonzero(self.open[rows] != self.score[rows]).tolist():
            told[place].append(HELD)
        return told


def reasons(told: Sequence[Sequence[Told]]) -> list[str]:
    """The sentences of each pair, joined."""
    return [SEPARATOR.join([one.reason for one in each]) for each in told]
