"""Pairs of readings compared and scored; of the readings of two names the best pair counts."""

from dataclasses import dataclass
from typing import Self

import numpy as np
import polars as pl

from tolpuddle.scoring.core.names.explain import sentences
from tolpuddle.scoring.core.names.features import Side, features, word_weights
from tolpuddle.scoring.core.names.likeness import lengths
from tolpuddle.scoring.core.names.prepared import Bools, Floats, Ints, Prepared, ReadsNames, Texts
from tolpuddle.scoring.core.names.score import held, log_odds, points_of, questioned, scores, share
from tolpuddle.scoring.core.names.settings import MatchSettings


def rarity(words: list[str], counts: Ints, names: int, reader: ReadsNames, settings: MatchSettings) -> Floats:
    """Log odds against meeting each word by chance: background names and the names of the index together."""
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
        countries_differ: Bools,
        settings: MatchSettings,
    ) -> Self:
        """Compare reading l[n] of the left with reading r[n] of the right."""
        found = features(left, right, l, r, words, lengths(words))
        found["country"] = countries_differ.astype(np.float64)
        return cls(left, right, l, r, words, found, scores(found, settings), settings)

    def second(self) -> Floats:
        """Orders equal scores: letters as written, then words in order."""
        return self.features["written"] + self.features["in_order"]

    def reasons(self, at: int) -> str:
        """The sentences of one pair, joined by ` | `."""
        one = {name: values[at : at + 1] for name, values in self.features.items()}
        across = bool(one["scripts"][0])
        points = {name: float(values[0]) for name, values in points_of(one, self.settings, across).items()}
        base = (self.settings.other_script if across else self.settings.same_script).base
        told = sentences(
            self.left.names, self.right.names, int(self.l[at]), int(self.r[at]), self.words, points, base
        )
        free = share(log_odds(one, self.settings))
        if held(free, questioned(one), self.settings)[0] != free[0]:
            told.append("Held at possible until a person has looked.")
        return " | ".join(told)


def side(names: Prepared, rarities: Floats) -> Side:
    """Readings with the weights of their words."""
    return Side(names, word_weights(names, rarities))
