"""Which of many names are worth comparing at all: those that share enough with some entry, by word and likeness of word.

A portfolio has a million names and the lists some hundred; nearly all names share nothing telling with any of them. The sieve adds up,
for each entry, how rare the words are that a name shares with it, as blocking does, and lets pass what could reach `possible`.
`tests/scoring/core/names/test_sieve.py` holds it to that on labelled names.
"""

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from threading import Lock
from typing import Final, Self

import numpy as np
import polars as pl

from tolpuddle.scoring.core.names.blocking import Blocks
from tolpuddle.scoring.core.names.index import NameIndex
from tolpuddle.scoring.core.names.letters import Hashes, spread
from tolpuddle.scoring.core.names.lexicon import Lexicon
from tolpuddle.scoring.core.names.prepared import CONTENT, Ints
from tolpuddle.scoring.core.names.reader import NameReader
from tolpuddle.scoring.core.names.word_keys import initial_keys, name_keys

ENOUGH: Final = 6.2
"""Points of words shared with one entry from which a name is compared; a rare word has about 9, a common one 3 to 6."""
LEAST: Final = 4.0
MOST_LETTERS: Final = 0.7
"""With fewer points, down to LEAST, a name is compared whose letters are mostly in words that it shares."""

LONG_NUMBER: Final = r"\b\d{3,}\b"
_NUMBER: Final = re.compile(LONG_NUMBER)
_GRAINS: Final = 1_000_000
"""Points are summed as whole numbers, so that the order of words and names never matters."""

_LATIN: Final = ("Latn", "Zyyy")


@dataclass(frozen=True, slots=True)
class _Like:
    """Of each word met so far, the words of entries that are like it, with points: word n has start[n] to start[n + 1]."""

    start: Ints
    entry_word: Ints
    points: Ints
    size: Ints
    """Letters of each word."""
    whole: Hashes
    """The word as a number, and its first letter."""
    first: Hashes

    @classmethod
    def none(cls) -> Self:
        """Before the first word."""
        none, bare = np.zeros(0, np.int64), np.zeros(0, np.uint64)
        return cls(np.zeros(1, np.int64), none, none, none, bare, bare)


@dataclass(frozen=True, slots=True)
class Sieve:
    """Made from an index once. Reading is pure, so what it remembers changes nothing but time; threads may share it."""

    reader: NameReader
    blocks: Blocks
    words: Lexicon
    number: dict[str, int] = field(default_factory=dict[str, int])
    """Words met so far, numbered."""
    like: list[_Like] = field(default_factory=lambda: [_Like.none()])
    """One, replaced whole; what it holds is there before its words have numbers."""
    growing: Lock = field(default_factory=Lock)

    @classmethod
    def of(cls, index: NameIndex, reader: NameReader) -> Self:
        """For the entries of this index."""
        return cls(reader, index.blocks, index.lexicon)

    def passing(self, names: pl.Series) -> pl.Series:
        """True for each name (none is null) that must be compared."""
        # Numbers share nothing; without them many names are the same.
        told = names.rename("name").str.replace_all(LONG_NUMBER, " 0 ").to_frame()
        distinct = told.unique(maintain_order=True)
        passing = distinct.with_columns(self._passing(distinct["name"]).alias("passes"))
        return told.join(passing, on="name", how="left", maintain_order="left")["passes"]

    def _passing(self, names: pl.Series) -> pl.Series:
        read = self.reader.read(names).with_row_index("row")
        other = ~read["script"].is_in(_LATIN) | (read["alternates"].list.len() > 0)
        flat = (
            read.select("row", "tokens", "kinds")
            .explode("tokens", "kinds")
            .filter((pl.col("kinds") & 15).is_in(CONTENT))
            .select("row", word="tokens")
        )
        row = flat["row"].to_numpy().astype(np.int64)
        passes = other.to_numpy(writable=True)
        # A name of legal forms, numbers and stop words alone has nothing to add up.
        bare = np.ones(len(passes), np.bool_)
        bare[row] = False
        passes |= bare
        distinct = flat["word"].unique(maintain_order=True)
        numbers = pl.DataFrame(
            {"word": distinct, "at": pl.Series(self._met(distinct.to_list()), dtype=pl.Int64)}
        )
        at = flat.join(numbers, on="word", how="left", maintain_order="left")["at"].to_numpy()
        joined = flat.group_by("row", maintain_order=True).agg("word")["word"].list.join("").to_list()
        passes[self._joined(row, at, joined)] = True
        passes[self._enough(row, at, self.like[0].size[at])] = True
        return pl.Series(passes)

    def passes(self, name: str) -> bool:
        """As passing, of one name."""
        read = self.reader.read_one(_NUMBER.sub(" 0 ", name))
        if read.script not in _LATIN or read.alternates:
            return True
        words = [word for word, kind in zip(read.tokens, read.kinds, strict=True) if (kind & 15) in CONTENT]
        if not words:
            return True
        numbers = self._met(words)
        if len(self._joined(np.zeros(len(words), np.int64), np.array(numbers), ["".join(words)])):
            return True
        like, found = self.like[0], self.blocks.found
        points, letters = defaultdict[int, int](int), defaultdict[int, int](int)
        for word, own in zip(words, numbers, strict=True):
            met: set[int] = set()
            for at in range(int(like.start[own]), int(like.start[own + 1])):
                of = int(like.entry_word[at])
                for entry in found.values[found.start[of] : found.start[of + 1]].tolist():
                    points[entry] += int(like.points[at])
                    met.add(entry)
            for entry in met:
                letters[entry] += len(word)
        most = MOST_LETTERS * sum(map(len, words))
        return any(
            sum_ >= ENOUGH * _GRAINS or (sum_ >= LEAST * _GRAINS and letters[entry] >= most)
            for entry, sum_ in points.items()
        )

    def _met(self, words: Sequence[str]) -> list[int]:
        """The number of each word, met now if never before."""
        number = self.number
        if any(word not in number for word in words):
            with self.growing:
                self._meet([word for word in dict.fromkeys(words) if word not in number])
        return [number[word] for word in words]

    def _meet(self, fresh: list[str]) -> None:
        words = self.words.looked_up(fresh)
        left, right, score = self.blocks.near.like(words)
        points = np.rint(score**2 * self.blocks.weight[right] * _GRAINS).astype(np.int64)
        was = self.like[0]
        ends = np.searchsorted(left, np.arange(1, len(fresh) + 1)) + len(was.entry_word)
        self.like[0] = _Like(
            np.concatenate([was.start, ends]),
            np.concatenate([was.entry_word, right]),
            np.concatenate([was.points, points]),
            np.concatenate([was.size, words.size]),
            np.concatenate([was.whole, words.whole]),
            np.concatenate([was.first, words.first]),
        )
        self.number.update({word: len(was.start) - 1 + at for at, word in enumerate(fresh)})

    def _enough(self, row: Ints, word: Ints, letters: Ints) -> Ints:
        """Rows that have enough points with one entry."""
        like, found = self.like[0], self.blocks.found
        length = like.start[word + 1] - like.start[word]
        row, word, letters, rows = _promising(row, word, letters, length, like)
        length = like.start[word + 1] - like.start[word]
        at = np.repeat(like.start[word], length) + spread(length)
        place = np.repeat(np.arange(len(word)), length)
        of, points = like.entry_word[at], like.points[at]
        length = np.diff(found.start)[of]
        entry = found.values[np.repeat(found.start[of], length) + spread(length)]
        place, points = np.repeat(place, length), np.repeat(points, length)
        # A word may be like several words of one entry: its points add up, its letters count once.
        pairs = pl.DataFrame(
            {"row": row[place], "entry": entry, "points": points, "place": place, "letters": letters[place]}
        )
        by_word = pairs.group_by("row", "entry", "place").agg(
            pl.col("points").sum(), pl.col("letters").first()
        )
        total = by_word.group_by("row", "entry").agg(pl.col("points", "letters").sum())
        return total.join(rows, on="row").filter(_enough("letters"))["row"].unique().to_numpy()

    def _joined(self, row: Ints, word: Ints, joined: list[str]) -> Ints:
        """Rows whose words run together, whole or by two, are words of an entry; or whose initials or consonants are.

        row: of each word, rising; joined: the words of each of those rows without spaces.
        """
        like = self.like[0]
        start = np.flatnonzero(np.concatenate([np.ones(min(len(row), 1), np.bool_), row[1:] != row[:-1]]))
        places, keys = name_keys(np.append(start, len(row)), like.size[word], like.whole[word], joined)
        by_initials, initials = initial_keys(row, like.first[word])
        rows = np.concatenate([row[start][places], by_initials])
        return rows[self.blocks.held(np.concatenate([keys, initials])) >= 0]


def _promising(
    row: Ints, word: Ints, letters: Ints, length: Ints, like: _Like
) -> tuple[Ints, Ints, Ints, pl.DataFrame]:
    """Without the rows that could not have enough even if all that they share were with one entry; and all letters of each row."""
    sums = np.concatenate([np.zeros(1, np.int64), np.cumsum(like.points)])
    most = sums[like.start[word + 1]] - sums[like.start[word]]
    flat = pl.DataFrame(
        {"row": row, "points": most, "near": np.where(length > 0, letters, 0), "all": letters}
    )
    rows = flat.group_by("row").agg(pl.col("points", "near", "all").sum())
    kept = rows.filter(_enough("near"))
    keep = pl.Series(row).is_in(kept["row"].implode()).to_numpy()
    return row[keep], word[keep], letters[keep], kept.select("row", "all")


def _enough(letters: str) -> pl.Expr:
    mostly = pl.col(letters) >= MOST_LETTERS * pl.col("all")
    return (pl.col("points") >= ENOUGH * _GRAINS) | ((pl.col("points") >= LEAST * _GRAINS) & mostly)
