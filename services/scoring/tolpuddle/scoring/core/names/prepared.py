"""Names made ready to compare: the words of every reading as numbers, and the strings that are compared whole."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Protocol

import numpy as np
import numpy.typing as npt
import polars as pl

from tolpuddle.scoring.core.names.reader_one import NameReading
from tolpuddle.scoring.core.names.reader_words import COMMON, INDUSTRY, PLACE, WORD

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]
Texts = npt.NDArray[np.object_]

CONTENT: Final = (WORD, INDUSTRY, PLACE, COMMON)
"""Kinds of words that make up what is compared; legal forms, numbers and units are compared apart."""


class ReadsNames(Protocol):
    """What is needed of a NameReader."""

    def read(self, names: pl.Series) -> pl.DataFrame:
        """One row per name: tokens, kinds, core, numbers, units, script, alternates."""
        ...

    def read_one(self, name: str) -> NameReading:
        """The same of a single name."""
        ...

    def weights(self, tokens: pl.Series) -> pl.Series:
        """How rare each word is, 0 to 1."""
        ...


@dataclass(frozen=True, slots=True)
class Prepared:
    """Readings of names. A name has one reading, and one more for each alternate; `of` says whose it is."""

    of: Ints
    alternate: Bools
    start: Ints
    """Reading r has the words start[r] to start[r + 1]."""
    word: Ints
    """Places in `words`."""
    kind: Ints
    words: list[str]
    """Distinct words."""
    joined: Texts
    """Words of content without spaces."""
    spaced: Texts
    turned: Texts
    """Words of content in the order of the alphabet."""
    core: Texts
    """The distinctive words alone."""
    core_turned: Texts
    """The same in the order of the alphabet."""
    legal: Texts
    numbers: Texts
    units: Texts
    latin: Bools
    initials: Texts
    initial_count: Ints
    letters: Ints
    """Letters of `joined`."""
    form: Texts
    """What the legal forms mean: limited, company, partnership ..."""
    bones: Texts
    """Consonants of the core, for scripts without vowels; "" for others."""
    written: Texts
    """All letters and digits as written, legal forms too, without spaces; of an alternate, its words."""

    def __len__(self) -> int:
        return len(self.of)


def text_array(values: Sequence[str]) -> Texts:
    """Texts as an array of objects."""
    array = np.empty(len(values), dtype=object)
    array[:] = values
    return array
