"""Readings on either side of a comparison: what is known of each word and name before any two are compared."""

from dataclasses import dataclass
from typing import Final, Self

import numpy as np
import numpy.typing as npt

from tolpuddle.scoring.core.names.letters import codes_of, lengths
from tolpuddle.scoring.core.names.lexicon import Lexicon, Words
from tolpuddle.scoring.core.names.prepared import Bools, Floats, Ints, Prepared
from tolpuddle.scoring.core.names.reader_words import BRACKETED, COMMON, INDUSTRY, PLACE, WORD

KIND_WEIGHT: Final = {WORD: 1.0, COMMON: 0.7, INDUSTRY: 0.5, PLACE: 0.6}
IN_BRACKETS: Final = 0.8
OF_OTHER_KIND: Final = 0.5
_BINS: Final = 32

Bags = npt.NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class Side:
    """Readings on one side of the pairs, with their words, the weight of each, and their marks as numbers."""

    names: Prepared
    words: Words
    weight: Floats
    """Per word of the readings."""
    rarest: Bools
    """Whether a word is the heaviest of its reading."""
    letters: Ints
    """Which letters each reading has."""
    bag: Bags
    """How often it has each letter."""
    written_bag: Bags
    """The same as written, legal forms too."""
    written_size: Ints
    legal: Ints
    """0: none; equal numbers are equal marks."""
    numbers: Ints
    units: Ints
    form: Ints

    @classmethod
    def of(
        cls, names: Prepared, words: Words, rarity: Floats, lexicon: Lexicon, *, learn: bool = False
    ) -> Self:
        """Readings of names; `learn` for those that others are then compared with."""
        marks = (names.legal, names.numbers, names.units, names.form)
        numbers = (lexicon.marks(texts.tolist(), learn=learn) for texts in marks)
        weight = word_weights(names, rarity)
        if not len(names):
            none = np.zeros((0, _BINS), np.uint8)
            return cls(names, words, weight, weight > 0, names.of, none, none, names.of, *numbers)
        letters = np.bitwise_or.reduceat(words.letters[names.word], names.start[:-1])
        heaviest = np.repeat(np.maximum.reduceat(weight, names.start[:-1]), np.diff(names.start))
        written = names.written.tolist()
        bags = bags_of(names.joined.tolist(), names.letters), bags_of(written, lengths(written))
        return cls(
            names, words, weight, weight >= heaviest - 1e-9, letters, *bags, lengths(written), *numbers
        )


def bags_of(texts: list[str], size: Ints) -> Bags:
    """How often each text has each letter; letters whose codes are so many apart count as one."""
    bins = (codes_of("".join(texts)) % _BINS).astype(np.int64)
    counts = np.bincount(np.repeat(np.arange(len(texts)) * _BINS, size) + bins, minlength=len(texts) * _BINS)
    return np.minimum(counts, 255).astype(np.uint8).reshape(len(texts), _BINS)


def word_weights(names: Prepared, rarity: Floats) -> Floats:
    """How much each word of the readings counts: its rarity by what kind of word it is."""
    by_kind = np.full(32, OF_OTHER_KIND)
    for kind, weight in KIND_WEIGHT.items():
        by_kind[kind] = weight
        by_kind[kind | BRACKETED] = weight * IN_BRACKETS
    return rarity[names.word] * by_kind[names.kind]
