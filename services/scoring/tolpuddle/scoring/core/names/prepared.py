"""Names made ready to compare: the words of every reading as numbers, and the strings that are compared whole."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final, Protocol

import numpy as np
import numpy.typing as npt
import polars as pl

from tolpuddle.scoring.core.names.reader_one import NameReading
from tolpuddle.scoring.core.names.reader_words import (
    BRACKETED,
    COMMON,
    INDUSTRY,
    LEGAL,
    NUMBER,
    PLACE,
    STOP,
    UNIT,
    WORD,
)

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]
Texts = npt.NDArray[np.object_]

CONTENT = (WORD, INDUSTRY, PLACE, COMMON)
"""Kinds of words that make up what is compared; legal forms, numbers and units are compared apart."""


FEW: Final = 16
"""Up to so many names are read one by one."""

_READ: Final = (
    "tokens",
    "kinds",
    "core",
    "numbers",
    "units",
    "script",
    "alternates",
    "folded",
    "form",
    "skeleton",
)


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
    kind: Ints
    joined: Texts
    """Words of content without spaces."""
    spaced: Texts
    core: Texts
    """The distinctive words alone."""
    legal: Texts
    numbers: Texts
    units: Texts
    latin: Bools
    initials: Texts
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


class Vocabulary:
    """Words as numbers. A layer over an older one adds words without changing it."""

    def __init__(self, below: "Vocabulary | None" = None) -> None:
        self._below = below
        self._base = len(below) if below is not None else 0
        self._own: dict[str, int] = {}

    def __len__(self) -> int:
        return self._base + len(self._own)

    @property
    def base(self) -> int:
        """Number of the first own word."""
        return self._base

    def number(self, word: str) -> int:
        """The word's number, new if need be."""
        if self._below is not None:
            known = self._below.get(word)
            if known is not None:
                return known
        return self._own.setdefault(word, self._base + len(self._own))

    def get(self, word: str) -> int | None:
        """The word's number, if it has one."""
        found = self._below.get(word) if self._below is not None else None
        return self._own.get(word) if found is None else found

    def own_words(self) -> list[str]:
        """Own words in the order of their numbers."""
        return list(self._own)


def prepare(names: Sequence[str], reader: ReadsNames, vocabulary: Vocabulary) -> Prepared:
    """Read names (distinct, or they are read again) and number their words."""
    columns = _read(names, reader)
    of: list[int] = []
    alternate: list[bool] = []
    start = [0]
    words: list[int] = []
    kinds: list[int] = []
    text: dict[str, list[str]] = {
        name: []
        for name in (
            "joined",
            "spaced",
            "core",
            "legal",
            "numbers",
            "units",
            "initials",
            "written",
            "form",
            "bones",
        )
    }
    latin: list[bool] = []
    number = vocabulary.number
    for row, (tokens, flags, core, numbers, units, script, others, folded, form, bones) in enumerate(
        zip(*columns.values(), strict=True)
    ):
        content = [(t, k) for t, k in zip(tokens, flags, strict=True) if (k & 15) in CONTENT]
        if not content:
            content = [(t, k) for t, k in zip(tokens, flags, strict=True) if (k & 15) in (STOP, LEGAL, UNIT)]
        if not content:
            content = [(t, k) for t, k in zip(tokens, flags, strict=True)]
        legal = " ".join(sorted({t for t, k in zip(tokens, flags, strict=True) if (k & 15) == LEGAL}))
        readings = [(content, core or "", False)]
        readings += [([(t, WORD) for t in other.split()], other, True) for other in others or ()]
        for reading, distinct, is_alternate in readings:
            if not reading:
                continue
            of.append(row)
            alternate.append(is_alternate)
            words += [number(t) for t, _ in reading]
            kinds += [k for _, k in reading]
            start.append(len(words))
            text["joined"].append("".join([t for t, _ in reading]))
            text["spaced"].append(" ".join([t for t, _ in reading]))
            text["written"].append(
                "".join([t for t, _ in reading]) if is_alternate else (folded or "").replace(" ", "")
            )
            text["form"].append(form or "")
            text["bones"].append((bones or "") if not is_alternate else "")
            text["core"].append(distinct)
            text["legal"].append(legal)
            text["numbers"].append(" ".join(numbers or ()))
            text["units"].append(" ".join(units or ()))
            text["initials"].append("".join([t[0] for t, k in reading if k < BRACKETED]))
            latin.append(script in ("Latn", "Zyyy", "", None))
    return Prepared(
        of=np.array(of, np.int64),
        alternate=np.array(alternate, np.bool_),
        start=np.array(start, np.int64),
        word=np.array(words, np.int64),
        kind=np.array(kinds, np.int64),
        latin=np.array(latin, np.bool_),
        letters=np.fromiter(map(len, text["joined"]), np.int64, len(of)),
        **{name: text_array(values) for name, values in text.items()},
    )


def _read(names: Sequence[str], reader: ReadsNames) -> dict[str, list[Any]]:
    """The columns needed of the readings; a few names are read without frames."""
    if len(names) <= FEW:
        readings = [reader.read_one(name) for name in names]
        return {column: [getattr(reading, column) for reading in readings] for column in _READ}
    frame = reader.read(pl.Series("name", names, dtype=pl.String))
    return {column: frame[column].to_list() for column in _READ}


def text_array(values: list[str]) -> Texts:
    """Texts as an array of objects."""
    array = np.empty(len(values), dtype=object)
    array[:] = values
    return array


__all__ = ["NUMBER", "Prepared", "ReadsNames", "Vocabulary", "prepare", "text_array"]
