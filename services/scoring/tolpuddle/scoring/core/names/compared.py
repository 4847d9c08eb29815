"""Pairs of readings compared and scored; of the readings of two names the best pair counts."""

from dataclasses import dataclass
from typing import Self

import numpy as np
import polars as pl

from tolpuddle.scoring.core.names.explain import HELD, grouped, sentences
from tolpuddle.scoring.core.names.features import Side, features, word_weights
from tolpuddle.scoring.core.names.prepared import Bools, Floats, Ints, Prepared, ReadsNames, Texts
from tolpuddle.scoring.core.names.score import held, log_odds, points_of, questioned, scores, share
from tolpuddle.scoring.core.names.settings import MatchSettings


def rarity(words: list[str], counts: Ints, names: int, reader: ReadsNames, settings: MatchSettings) -> Floats:
    """Log odds against meeting each word by chance: background names and the names of the index together."""
    if not words:
        return np.zeros(0)
    background = reader.weights(pl.Series("word", words, dtype=pl.String)).to_numpy()
    expected = settings.crowd * np.exp(-settings.spread * background)
    return -np.log((counts + expected) / (settings.crowd + names))


@dataclass(frozen=True, slots=True)
class Compared:
    """Pairs of readings with their features and scores."""

    left: Side
    right: Side
    l: Ints  # noqa: E741
    r: Ints
    words: Texts
    features: dict[str, Floats]
    score: Floats
    settings: MatchSettings

    @classmethod
    def of(
        cls,
        left: Side,
        right: Side,
        l: Ints,  # noqa: E741
        r: Ints,
        words: Texts,
        sizes: Ints,
        countries_differ: Bools,
        settings: MatchSettings,
    ) -> Self:
        """Compare reading l[n] of the left with reading r[n] of the right."""
        found = features(left, right, l, r, words, sizes)
        found["country"] = countries_differ.astype(np.float64)
        return cls(left, right, l, r, words, found, scores(found, settings), settings)

    def second(self) -> Floats:
        """Orders equal scores: letters as written, then words in order."""
        return self.features["written"] + self.features["in_order"]

    def reasons(self, rows: Ints) -> list[str]:
        """The sentences of each of these pairs, joined by ` | `."""
        told = [""] * len(rows)
        part = {name: values[rows] for name, values in self.features.items()}
        held_back = held(share(log_odds(part, self.settings)), questioned(part), self.settings)
        held_back = held_back != share(log_odds(part, self.settings))
        for across in (False, True):
            where = np.flatnonzero((part["scripts"] > 0) == across)
            chosen = {name: values[where] for name, values in part.items()}
            points = points_of(chosen, self.settings, across)
            groups = grouped(points, len(where))
            base = (self.settings.other_script if across else self.settings.same_script).base
            for at, row in enumerate(where.tolist()):
                pair = int(rows[row])
                lines = sentences(
                    self.left.names,
                    self.right.names,
                    int(self.l[pair]),
                    int(self.r[pair]),
                    self.words,
                    {name: float(values[at]) for name, values in groups.items()},
                    base,
                )
                if held_back[row]:
                    lines.append(HELD)
                told[row] = " | ".join(lines)
        return told


def side(names: Prepared, rarities: Floats) -> Side:
    """Readings with the weights of their words."""
    return Side(names, word_weights(names, rarities))
