"""The tokens of a whole column as arrays: words by number, brackets as a mark, initials joined."""

from dataclasses import dataclass
from typing import Final, Self

import numpy as np
import numpy.typing as npt
import polars as pl

from tolpuddle.scoring.core.names.reader_words import NameWords
from tolpuddle.scoring.core.names.scripts import LIMIT, latin_characters

Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]

_ASCII: Final = {"&": " and ", "'": "", "`": "", "[": "(", "]": ")", "{": "(", "}": ")"}
_TOKEN: Final = "[a-z0-9]+|[()]"
_LETTERS: Final = "abcdefghijklmnopqrstuvwxyz"
_OPEN, _CLOSE, _AND = len(_LETTERS), len(_LETTERS) + 1, len(_LETTERS) + 2
_TAKEN_APART: Final = "[0-9]|ltd|limited|gmbh"
"""Words of no table that may still be more than a word."""


@dataclass(frozen=True, slots=True)
class KnownWords:
    """Words that mean something, by number: letters first, then brackets, `and`, and what the tables hold."""

    texts: list[str]
    dtype: pl.Enum

    @classmethod
    def of(cls, words: NameWords) -> Self:
        """Of the tables' Latin words and the words of their phrases."""
        texts = dict.fromkeys((*_LETTERS, "(", ")", "and", *words.latin_keys()))
        texts.update(
            dict.fromkeys(
                part
                for phrases in words.phrases.values()
                for phrase in phrases
                for part in phrase
                if part.isascii()
            )
        )
        return cls(list(texts), pl.Enum(list(texts)))


def plain_text(names: pl.Series) -> tuple[pl.Series, pl.Series]:
    """(folded text, whether it could be folded by simple replacement): Latin letters with the usual punctuation."""
    text = names.str.to_lowercase()
    foreign = (names.str.len_bytes() != names.str.len_chars()).fill_null(False).arg_true()
    if len(foreign):
        read = latin_characters()
        folded = text.gather(foreign).str.replace_many(list(read), list(read.values()))
        text = text.scatter(foreign, folded)
    text = text.str.replace_many(list(_ASCII), list(_ASCII.values()))
    plain = (text.str.len_bytes() == text.str.len_chars()) & (names.str.len_chars() <= LIMIT)
    return text, plain.fill_null(False)


@dataclass(slots=True)
class Tokens:
    """Tokens in the order of the names. `row` is the name's position.

    `word` is a position in the texts `found` followed by `known`: a known word has its own, any other stands for itself.
    """

    row: Ints
    word: Ints
    bracketed: Bools
    found: pl.Series
    known: list[str]

    @property
    def base(self) -> int:
        """Where the known words begin."""
        return len(self.found)

    def texts(self) -> pl.Series:
        """What `word` refers to."""
        return pl.concat([self.found, pl.Series(self.found.name, self.known, dtype=pl.String)])

    @classmethod
    def of(cls, text: pl.Series, known: KnownWords) -> tuple[Self, pl.Series]:
        """The tokens of folded texts, and each text's words as one string, brackets left out."""
        lists = text.str.extract_all(_TOKEN)
        counts = lists.list.len().to_numpy().astype(np.int64)
        found = lists.filter(pl.Series(counts > 0)).explode()
        number = found.cast(known.dtype, strict=False).to_physical().cast(pl.Int64).fill_null(-1).to_numpy()
        place = np.arange(len(found))
        tokens = cls(
            row=np.repeat(np.arange(len(counts)), counts),
            word=np.where(number >= 0, number + len(found), place),
            bracketed=np.zeros(len(found), np.bool_),
            found=found,
            known=list(known.texts),
        )
        tokens._know_composed(text)
        tokens._mark_brackets()
        written = lists.list.join(" ")
        if (bracketed := written.str.contains(r"[()]")).any():
            at = bracketed.arg_true()
            without = written.gather(at).str.replace_all(r"[()]", "").str.replace_all(" +", " ").str.strip_chars()
            written = written.scatter(at, without)
        return tokens, written

    def _know_composed(self, text: pl.Series) -> None:
        """Number the words that are to be taken apart (`unit14`, `textilesltd`), so that they can have senses."""
        rows = text.str.contains(_TAKEN_APART).to_numpy()
        at = np.flatnonzero(rows[self.row] & (self.word < self.base))
        words = self.found.gather(at)
        composed = words.str.contains(_TAKEN_APART).to_numpy()
        at, words = at[composed], words.filter(pl.Series(composed))
        distinct = words.unique().sort()
        numbers = words.cast(pl.Enum(distinct)).to_physical().to_numpy().astype(np.int64)
        self.word[at] = numbers + self.base + len(self.known)
        self.known += distinct.to_list()

    def _mark_brackets(self) -> None:
        opening = self.word == self.base + _OPEN
        is_sign = opening | (self.word == self.base + _CLOSE)
        if not is_sign.any():
            return
        last = np.maximum.accumulate(np.where(is_sign, np.arange(len(self.word)), -1))
        self.bracketed = (last >= 0) & (self.row[last] == self.row) & opening[last]
        self.keep(~is_sign)

    def keep(self, kept: Bools) -> None:
        """Only these tokens."""
        self.row, self.word, self.bracketed = self.row[kept], self.word[kept], self.bracketed[kept]

    def _initials(self) -> Bools:
        return (self.word >= self.base) & (self.word < self.base + len(_LETTERS))

    def join_initials(self, words: NameWords) -> None:
        """`h m` -> hm, also across `and`, in one bracket."""
        single = self._initials()
        between = self._between(single)
        if between.any():
            self.keep(~between)
            single = self._initials()
        joins = np.zeros(len(self.word), np.bool_)
        if len(joins) > 1:
            joins[1:] = single[1:] & single[:-1] & self._together(1)
        if not joins.any():
            return
        member = joins.copy()
        member[:-1] |= joins[1:]
        at = np.flatnonzero(member)
        runs = (
            pl.DataFrame(
                {
                    "run": np.cumsum(~joins[at]),
                    "letter": pl.Series(list(_LETTERS)).gather(self.word[at] - self.base),
                    "at": at,
                }
            )
            .group_by("run", maintain_order=True)
            .agg(pl.col("letter").str.join(""), pl.col("at").first())
        )
        numbers = {text: number for number, text in enumerate(self.known)}
        kept = ~joins
        for joined, first in zip(runs["letter"].to_list(), runs["at"].to_list(), strict=True):
            for offset, part in enumerate(words.initials(joined)):
                number = numbers.setdefault(part, len(self.known))
                if number == len(self.known):
                    self.known.append(part)
                self.word[first + offset] = number + self.base
                kept[first + offset] = True
        self.keep(kept)

    def _between(self, single: Bools) -> Bools:
        """`and` with an initial on either side."""
        found = np.zeros(len(self.word), np.bool_)
        if len(found) > 2:
            found[1:-1] = (self.word[1:-1] == self.base + _AND) & single[:-2] & single[2:] & self._together(2)
            found[1:-1] &= self.bracketed[1:-1] == self.bracketed[:-2]
        return found

    def _together(self, apart: int) -> Bools:
        """Whether a token is of the same name and bracket as the one so many before."""
        return (self.row[apart:] == self.row[:-apart]) & (self.bracketed[apart:] == self.bracketed[:-apart])
