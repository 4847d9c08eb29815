"""Pieces of many names as arrays, and the kind each has by where in its name it stands."""

from dataclasses import dataclass
from typing import Final, Self

import numpy as np
import polars as pl

from tolpuddle.scoring.core.names.reader_known import NONE, Bools, Ints, Kinds, KnownWords, SenseArrays
from tolpuddle.scoring.core.names.reader_phrases import find_phrases
from tolpuddle.scoring.core.names.reader_tokens import Tokens
from tolpuddle.scoring.core.names.reader_words import (
    AFTER_UNIT,
    ANYWHERE,
    AT_END,
    AT_START,
    BEFORE_NUMBER,
    COMMON,
    FORM_ORDER,
    INDUSTRY,
    LATER,
    LEGAL,
    NUMBER,
    PLACE,
    UNIT,
    WORD,
    form_of,
)


def of_kinds(*kinds: int) -> Bools:
    """A table that says of each kind whether it is one of these."""
    table = np.zeros(16, np.bool_)
    table[list(kinds)] = True
    return table


CONTENT: Final = of_kinds(WORD, COMMON, INDUSTRY, PLACE)
_PLACING: Final = of_kinds(WORD, COMMON, INDUSTRY)
"""Kinds between which a name's beginning and end are told."""


@dataclass(slots=True)
class Pieces:
    """What the tokens of many names stand for, in order."""

    row: Ints
    text: Ints
    """Position in `all_texts`."""
    kind: Kinds
    sense: Ints
    """Position in `senses`; -1: the word stands for itself."""
    bracketed: Bools
    all_texts: pl.Series
    senses: SenseArrays

    @classmethod
    def of(cls, tokens: Tokens, known: KnownWords) -> Self:
        """Tokens -> pieces: phrases and words taken apart become as many as they have senses."""
        found = find_phrases(tokens, known)
        at = np.arange(len(tokens.row))
        if len(found.at):
            tokens.known[found.at] = found.phrase
            kept = np.ones(len(tokens.row), np.bool_)
            for offset in range(1, int(found.length.max())):
                kept[found.at[found.length > offset] + offset] = False
            at = np.flatnonzero(kept)
        numbers = dict(known.texts)
        senses = known.senses
        if tokens.new:
            senses = senses.and_then(
                SenseArrays.of([known.words.senses(word) for word in tokens.new], numbers)
            )
        number = tokens.known[at]
        times = senses.count[number]  # of an unknown word that of the last one, set right here
        times[number < 0] = 1
        nth = None
        if (times != 1).any():
            nth = np.arange(int(times.sum())) - np.repeat(np.cumsum(times) - times, times)
            at = np.repeat(at, times)
            number = tokens.known[at]
        sense = senses.begin[number] if nth is None else senses.begin[number] + nth
        unknown = number < 0
        sense[unknown] = NONE
        text, kind = senses.text[sense], senses.kind[sense]
        text[unknown] = tokens.place[at[unknown]] + len(numbers)
        kind[unknown] = WORD
        return cls(
            row=tokens.row[at],
            text=text,
            kind=kind,
            sense=sense,
            bracketed=tokens.bracketed[at],
            all_texts=pl.concat([pl.Series(tokens.found.name, list(numbers)), tokens.found]).rechunk(),
            senses=senses,
        )

    def where(self) -> Kinds:
        """In what places the kind of each piece holds."""
        where = self.senses.where[self.sense]
        where[self.sense < 0] = ANYWHERE
        return where

    def forms(self, rows: int) -> pl.Series:
        """`form_of` the legal forms of each name."""
        at = np.flatnonzero(self.kind == LEGAL)
        distinct, which = np.unique(self.text[at], return_inverse=True)
        order = [FORM_ORDER.index(form_of([text])) for text in self.all_texts.gather(distinct)]
        rank = np.array(order, np.int64)[which]
        best = np.zeros(rows, np.int64)
        for level in range(1, len(FORM_ORDER)):
            best[self.row[at[rank == level]]] = level
        return pl.Series(FORM_ORDER, dtype=pl.String).gather(best)

    def texts(self, at: Ints | None = None) -> pl.Series:
        """The tokens, of all pieces or of these."""
        return self.all_texts.gather(self.text if at is None else self.text[at])


def settle(pieces: Pieces, rows: int) -> None:
    """Give each piece its final kind and text: `reader_one.settle` for many names at once."""
    size = len(pieces.row)
    if not size:
        return
    if pieces.bracketed.any():
        outside = np.zeros(rows, np.bool_)
        outside[pieces.row[~pieces.bracketed]] = True
        pieces.bracketed &= outside[pieces.row]
    wheres = pieces.where()
    at = np.flatnonzero(wheres)
    if not len(at):
        return
    telling = _PLACING[pieces.kind] & ~pieces.bracketed & (wheres != AT_END) & (wheres != AT_START)
    content = np.flatnonzero(telling)
    first, last, begin = np.full(rows, size), np.full(rows, -1), np.full(rows, size)
    last[pieces.row[content]] = content
    first[pieces.row[content[::-1]]] = content[::-1]
    begin[pieces.row[::-1]] = np.arange(size)[::-1]
    row, where, inside = pieces.row[at], wheres[at], pieces.bracketed[at]
    later = at > begin[row]
    after = np.minimum(at + 1, size - 1)
    before_number = (after > at) & (pieces.row[after] == row) & (pieces.kind[after] == NUMBER)
    at_start = inside | (at < first[row]) | (at > np.maximum(last[row], begin[row]))
    at_end = inside | ((at > last[row]) & later)
    fails = (
        ((where == AT_END) & ~at_end)
        | ((where == AT_START) & ~at_start)
        | ((where == BEFORE_NUMBER) & ~before_number)
        | ((where == LATER) & ~later)
    )
    _undo(pieces, at[fails])
    at = np.flatnonzero(wheres == AFTER_UNIT)
    follows = (at > begin[pieces.row[at]]) & (pieces.kind[np.maximum(at - 1, 0)] == UNIT)
    _undo(pieces, at[~follows])


def _undo(pieces: Pieces, at: Ints) -> None:
    pieces.kind[at] = pieces.senses.plain_kind[pieces.sense[at]]
    pieces.text[at] = pieces.senses.plain[pieces.sense[at]]
