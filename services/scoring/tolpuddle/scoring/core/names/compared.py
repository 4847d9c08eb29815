"""Pairs of readings compared and scored; of the readings of two names the best pair counts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any, Final, Self

import numpy as np
import polars as pl

from tolpuddle.scoring.core.names.bounds import most_scores
from tolpuddle.scoring.core.names.explain import HELD, LIFTED, Told, grouped, sentences
from tolpuddle.scoring.core.names.features import LETTERS, WRITTEN_LONG, by_letters, by_words, written_apart
from tolpuddle.scoring.core.names.hits import REASONS_SEPARATOR
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

"""Between the sentences of one pair."""
_SORTED: Final = 0.8
"""Names whose words are less alike in any order are never the same, nor heard alike (score.py)."""


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
    # What else is asked of these features is asked from here up.
    for feature, least in (("written", WRITTEN_LONG), ("sorted", _SORTED)):
        found[feature] = min(found.get(feature, least), least)
    return found


def _by_scripts(scripts: Floats, settings: MatchSettings) -> list[tuple[Ints, Points]]:
    """Pairs of one script and of two, each with their points."""
    across = scripts > 0
    parts = [
        (np.flatnonzero(~across), settings.same_script),
        (np.flatnonzero(across), settings.other_script),
    ]
    return [part for part in parts if len(part[0])]


@dataclass(frozen=True, slots=True)
class Compared:
    """Pairs of readings with their features and scores."""

    left: Side
    right: Side
    l: Ints  # noqa: E741
    r: Ints
    rows: Ints
    """Which of the pairs given these are."""
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
        query: Ints | None = None,
    ) -> Self:
        """Compare reading l[n] of the left with reading r[n] of the right.

        in_full: every feature, whatever its points. query: whose pair n is, rising; then pairs that are surely not the best of theirs are left out.
        """
        told = by_words(left, right, l, r, in_full=in_full)
        told["country"] = countries_differ.astype(np.float64)
        if query is None or not len(l):
            return cls._compared(left, right, l, r, np.arange(len(l)), told, settings, in_full)
        most = np.zeros(len(l))
        for rows, points in _by_scripts(told["scripts"], settings):
            part = {name: values[rows] for name, values in told.items()}
            most[rows] = most_scores(part, left, right, l[rows], r[rows], points)
        begins = np.flatnonzero(np.concatenate([np.ones(1, np.bool_), query[1:] != query[:-1]]))
        group = np.repeat(np.arange(len(begins)), np.diff(np.append(begins, len(query))))
        likely = np.flatnonzero(most == np.maximum.reduceat(most, begins)[group])
        likely = likely[np.concatenate([np.ones(1, np.bool_), group[likely][1:] != group[likely][:-1]])]
        best = cls._compared(left, right, l, r, likely, told, settings, in_full)
        kept = most >= best.score[group]
        kept[likely] = False
        rest = cls._compared(left, right, l, r, np.flatnonzero(kept), told, settings, in_full)
        return best._and(rest)

    @classmethod
    def _compared(
        cls,
        left: Side,
        right: Side,
        l: Ints,  # noqa: E741
        r: Ints,
        rows: Ints,
        told: Mapping[str, Floats],
        settings: MatchSettings,
        in_full: bool,
    ) -> Self:
        """These rows of the pairs, with what their letters tell. told: what their words do."""
        found = {name: values[rows] for name, values in told.items()} if len(rows) < len(l) else dict(told)
        mine, theirs = l[rows], r[rows]
        for at, points in _by_scripts(found["scripts"], settings):
            least = {} if in_full else floors(points)
            part = by_letters(left.names, right.names, mine[at], theirs[at], found["total_min"][at], least)
            for name, values in part.items():
                found.setdefault(name, np.zeros(len(rows)))[at] = values
        for name in LETTERS - found.keys():
            found[name] = np.zeros(len(rows))
        same = np.flatnonzero(same_words(found))
        found["apart"] = np.zeros(len(rows))
        found["apart"][same] = written_apart(left.names, right.names, mine[same], theirs[same])
        plain = share(log_odds(found, settings))
        score = lifted(plain, found, settings)
        last = held(score, questioned(found), settings)
        return cls(left, right, mine, theirs, rows, found, plain, score, last, settings)

    def _and(self, other: Self) -> Self:
        """Both, in the order of the rows."""
        order = np.argsort(np.concatenate([self.rows, other.rows]), kind="stable")

        def both(mine: Any, theirs: Any) -> Any:
            return np.concatenate([mine, theirs])[order]

        return replace(
            self,
            l=both(self.l, other.l),
            r=both(self.r, other.r),
            rows=both(self.rows, other.rows),
            features={name: both(values, other.features[name]) for name, values in self.features.items()},
            plain=both(self.plain, other.plain),
            open=both(self.open, other.open),
            score=both(self.score, other.score),
        )

    def second(self, rows: Ints) -> Floats:
        """Orders equal scores: letters as written, then words in order."""
        a, b, l, r = self.left.names, self.right.names, self.l[rows], self.r[rows]  # noqa: E741
        told = by_letters(a, b, l, r, np.zeros(len(rows)), {})
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
    return [REASONS_SEPARATOR.join([one.reason for one in each]) for each in told]
