"""Pieces of all names as arrays, and the kind each has by where in its name it stands."""

from dataclasses import dataclass
from typing import Self

import numpy as np
import polars as pl

from tolpuddle.scoring.core.names.reader_tokens import Bools, Ints, Tokens
from tolpuddle.scoring.core.names.reader_words import (
    AFTER_UNIT,
    AT_END,
    AT_START,
    BEFORE_NUMBER,
    COMMON,
    INDUSTRY,
    LATER,
    NUMBER,
    UNIT,
    WORD,
    Senses,
)


@dataclass(slots=True)
class Pieces:
    """What the tokens of all names stand for, in order."""

    row: Ints
    text: Ints
    """Position in `all_texts`."""
    kind: Ints
    where: Ints
    plain: Ints
    """Position of the text a piece has where its kind does not hold."""
    bracketed: Bools
    all_texts: pl.Series

    @classmethod
    def of(cls, row: Ints, word: Ints, bracketed: Bools, tokens: Tokens, senses: list[Senses]) -> Self:
        """`senses` of each known word and then of each phrase; a word that is not known stands for itself."""
        texts = tokens.texts()
        flat = [sense for each in senses for sense in each]
        counts = np.array([len(each) for each in senses], np.int64)
        begins = np.cumsum(counts) - counts
        extra: dict[str, int] = {}
        text = np.array([_number(extra, sense.token, len(texts)) for sense in flat], np.int64)
        plain = np.array([_number(extra, sense.plain or sense.token, len(texts)) for sense in flat], np.int64)
        kind = np.array([sense.kind for sense in flat], np.int64)
        where = np.array([sense.where for sense in flat], np.int64)
        mine = np.maximum(word - tokens.base, -1)
        times = np.where(mine >= 0, counts[mine], 1)
        nth = np.zeros(len(word), np.int64)
        if (times != 1).any():
            source = np.repeat(np.arange(len(word)), times)
            nth = np.arange(len(source)) - np.repeat(np.cumsum(times) - times, times)
            row, word, bracketed, mine = row[source], word[source], bracketed[source], mine[source]
        known = mine >= 0
        sense = np.where(known, begins[mine] + nth, 0)
        return cls(
            row=row,
            text=np.where(known, text[sense], word),
            kind=np.where(known, kind[sense], WORD),
            where=np.where(known, where[sense], 0),
            plain=np.where(known, plain[sense], word),
            bracketed=bracketed,
            all_texts=pl.concat([texts, pl.Series(texts.name, list(extra), dtype=pl.String)]).rechunk(),
        )

    def texts(self, at: Ints | None = None) -> pl.Series:
        """The tokens, of all pieces or of these."""
        return self.all_texts.gather(self.text if at is None else self.text[at])


def _number(extra: dict[str, int], text: str, base: int) -> int:
    return extra.setdefault(text, base + len(extra))


def settle(pieces: Pieces, rows: int) -> None:
    """Give each piece its final kind and text: `reader_one.settle` for all names at once."""
    size = len(pieces.row)
    if not size:
        return
    outside = np.bincount(pieces.row, weights=~pieces.bracketed, minlength=rows) > 0
    pieces.bracketed &= outside[pieces.row]
    content = np.flatnonzero(
        ~pieces.bracketed
        & np.isin(pieces.kind, (WORD, COMMON, INDUSTRY))
        & (pieces.where != AT_END)
        & (pieces.where != AT_START)
    )
    first, last = np.full(rows, size), np.full(rows, -1)
    last[pieces.row[content]] = content
    first[pieces.row[content[::-1]]] = content[::-1]
    begin = np.full(rows, size)
    begin[pieces.row[::-1]] = np.arange(size)[::-1]
    at = np.flatnonzero(pieces.where)
    row, where, inside = pieces.row[at], pieces.where[at], pieces.bracketed[at]
    later = at > begin[row]
    after = np.minimum(at + 1, size - 1)
    before_number = (after > at) & (pieces.row[after] == row) & (pieces.kind[after] == NUMBER)
    holds = np.ones(len(at), np.bool_)
    holds[where == AT_END] = (inside | ((at > last[row]) & later))[where == AT_END]
    starts = inside | (at < first[row]) | (at > np.maximum(last[row], begin[row]))
    holds[where == AT_START] = starts[where == AT_START]
    holds[where == BEFORE_NUMBER] = before_number[where == BEFORE_NUMBER]
    holds[where == LATER] = later[where == LATER]
    _undo(pieces, at[~holds])
    at = np.flatnonzero(pieces.where == AFTER_UNIT)
    follows = (at > begin[pieces.row[at]]) & (pieces.kind[np.maximum(at - 1, 0)] == UNIT)
    _undo(pieces, at[~follows])


def _undo(pieces: Pieces, at: Ints) -> None:
    pieces.kind[at] = WORD
    pieces.text[at] = pieces.plain[at]
    pieces.where[at] = 0
