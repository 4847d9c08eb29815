"""The tokens of many names as arrays: words by number, brackets as a mark, initials joined."""

from dataclasses import dataclass, field
from typing import Final, Self

import numpy as np
import polars as pl

from tolpuddle.scoring.core.names.reader_known import AND, CLOSE, LETTERS, NONE, OPEN, Bools, Ints, KnownWords
from tolpuddle.scoring.core.names.reader_words import TAKEN_APART
from tolpuddle.scoring.core.names.scripts import LIMIT, latin_characters

_ASCII: Final = {"&": " and ", "'": "", "`": "", "[": "(", "]": ")", "{": "(", "}": ")"}
_PART: Final = "[a-z0-9]+|[()]"


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
    """Tokens in the order of the names.

    `row` is the name's position, `place` the token's in `found`, `known` the number of a word that has senses or NONE.
    """

    row: Ints
    place: Ints
    known: Ints
    bracketed: Bools
    found: pl.Series
    first_new: int
    new: dict[str, int] = field(default_factory=dict[str, int])
    """Words that are in no table but have senses of their own: taken apart, initials -> their numbers."""

    @classmethod
    def of(cls, text: pl.Series, known: KnownWords) -> tuple[Self, pl.Series]:
        """The tokens of folded texts, and each text's words as one string, brackets left out."""
        lists = text.str.extract_all(_PART)
        counts = lists.list.len().to_numpy().astype(np.int64)
        found = (lists if counts.all() else lists.filter(pl.Series(counts > 0))).explode()
        number = found.cast(known.dtype, strict=False).to_physical().cast(pl.Int64).fill_null(NONE)
        tokens = cls(
            row=np.repeat(np.arange(len(counts)), counts),
            place=np.arange(len(found)),
            known=number.to_numpy(writable=True),
            bracketed=np.zeros(len(found), np.bool_),
            found=found,
            first_new=len(known.senses.begin),
        )
        tokens._know_composed(text)
        tokens._mark_brackets()
        written = lists.list.join(" ")
        if (bracketed := written.str.contains(r"[()]")).any():
            at = bracketed.arg_true()
            without = (
                written.gather(at).str.replace_all(r"[()]", "").str.replace_all(" +", " ").str.strip_chars()
            )
            written = written.scatter(at, without)
        return tokens, written

    def _number(self, word: str) -> int:
        return self.new.setdefault(word, self.first_new + len(self.new))

    def _know_composed(self, text: pl.Series) -> None:
        """Number the words that are to be taken apart (`unit14`, `textilesltd`), so that they can have senses."""
        rows = text.str.contains(TAKEN_APART).to_numpy()
        at = np.flatnonzero(rows[self.row] & (self.known == NONE))
        words = self.found.gather(at)
        composed = words.str.contains(TAKEN_APART)
        numbers = [self._number(word) for word in words.filter(composed).to_list()]
        self.known[at[composed.to_numpy()]] = numbers

    def _mark_brackets(self) -> None:
        opening = self.known == OPEN
        is_sign = opening | (self.known == CLOSE)
        if not is_sign.any():
            return
        last = np.maximum.accumulate(np.where(is_sign, np.arange(len(self.known)), NONE))
        self.bracketed = (last >= 0) & (self.row[last] == self.row) & opening[last]
        self._keep(~is_sign)

    def _keep(self, kept: Bools) -> None:
        self.row, self.place = self.row[kept], self.place[kept]
        self.known, self.bracketed = self.known[kept], self.bracketed[kept]

    def _initials(self) -> Bools:
        return (self.known >= 0) & (self.known < len(LETTERS))

    def join_initials(self, known: KnownWords) -> None:
        """`h m` -> hm, also across `and`, in one bracket."""
        single = self._initials()
        between = self._between(single)
        if between.any():
            self._keep(~between)
            single = self._initials()
        joins = np.zeros(len(self.known), np.bool_)
        joins[1:] = single[1:] & single[:-1] & self._together(1)
        if not joins.any():
            return
        member = joins.copy()
        member[:-1] |= joins[1:]
        at = np.flatnonzero(member)
        begins = np.flatnonzero(~joins[at])
        letters = "".join([LETTERS[number] for number in self.known[at].tolist()])
        kept = ~joins
        numbers = known.numbers
        for begin, end in zip(begins.tolist(), [*begins[1:].tolist(), len(at)], strict=True):
            for offset, part in enumerate(known.words.initials(letters[begin:end])):
                number = numbers.get(part)
                self.known[at[begin] + offset] = self._number(part) if number is None else number
                kept[at[begin] + offset] = True
        self._keep(kept)

    def _between(self, single: Bools) -> Bools:
        """`and` with an initial on either side."""
        found = np.zeros(len(self.known), np.bool_)
        if len(found) > 2:
            found[1:-1] = (self.known[1:-1] == AND) & single[:-2] & single[2:] & self._together(2)
            found[1:-1] &= self.bracketed[1:-1] == self.bracketed[:-2]
        return found

    def _together(self, apart: int) -> Bools:
        """Whether a token is of the same name and bracket as the one so many before."""
        return (self.row[apart:] == self.row[:-apart]) & (self.bracketed[apart:] == self.bracketed[:-apart])
