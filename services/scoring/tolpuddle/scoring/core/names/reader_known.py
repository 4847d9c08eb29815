"""The words of the tables as arrays, laid out once: numbers of words, their senses, and phrases as a tree."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Self

import numpy as np
import numpy.typing as npt
import polars as pl

from tolpuddle.scoring.core.names.reader_words import NameWords, Sense, Senses

Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]
Kinds = npt.NDArray[np.uint8]

LETTERS: Final = "abcdefghijklmnopqrstuvwxyz"
OPEN, CLOSE, AND = len(LETTERS), len(LETTERS) + 1, len(LETTERS) + 2
"""Numbers of the brackets and of `and`; the letters have 0 to 25."""

NONE: Final = -1


@dataclass(frozen=True, slots=True)
class SenseArrays:
    """Senses of words, one after the other: word n has `count[n]` of them from `begin[n]` on."""

    begin: Ints
    count: Ints
    text: Ints
    plain: Ints
    kind: Kinds
    plain_kind: Kinds
    where: Kinds

    @classmethod
    def of(cls, senses: Sequence[Senses], numbers: dict[str, int]) -> Self:
        """`numbers` gives the position of a text and takes new ones."""
        flat: list[Sense] = [sense for each in senses for sense in each]
        count = np.array([len(each) for each in senses], np.int64)

        def number(text: str) -> int:
            return numbers.setdefault(text, len(numbers))

        return cls(
            begin=np.cumsum(count) - count,
            count=count,
            text=np.array([number(sense.token) for sense in flat], np.int64),
            plain=np.array([number(sense.plain or sense.token) for sense in flat], np.int64),
            kind=np.array([sense.kind for sense in flat], np.uint8),
            plain_kind=np.array([sense.plain_kind for sense in flat], np.uint8),
            where=np.array([sense.where for sense in flat], np.uint8),
        )

    def and_then(self, more: "SenseArrays") -> "SenseArrays":
        """These and, with higher numbers, `more`."""
        return SenseArrays(
            np.concatenate([self.begin, more.begin + len(self.text)]),
            np.concatenate([self.count, more.count]),
            np.concatenate([self.text, more.text]),
            np.concatenate([self.plain, more.plain]),
            np.concatenate([self.kind, more.kind]),
            np.concatenate([self.plain_kind, more.plain_kind]),
            np.concatenate([self.where, more.where]),
        )


@dataclass(frozen=True, slots=True)
class KnownWords:
    """Words by number: letters, brackets, `and`, the words of the tables; then phrases, numbered on from there."""

    words: NameWords
    numbers: dict[str, int]
    dtype: pl.Enum
    senses: SenseArrays
    """Of words, then of phrases."""
    texts: dict[str, int]
    """Every text a sense may give -> its position."""
    starts: Bools
    """Whether a phrase begins with the word."""
    keys: Ints
    """The tree of phrases: node * number of words + word, sorted."""
    targets: Ints
    """The node each key leads to; the first is 0."""
    terminal: Ints
    """Number of the phrase that ends at a node, or NONE."""

    @classmethod
    def of(cls, words: NameWords) -> Self:
        """Of the tables' Latin words and phrases."""
        phrases = {
            phrase: senses
            for below in words.phrases.values()
            for phrase, senses in below.items()
            if all(part.isascii() for part in phrase)
        }
        known = dict.fromkeys((*LETTERS, "(", ")", "and", *words.latin_keys()))
        known.update(dict.fromkeys(part for phrase in phrases for part in phrase))
        numbers = {text: number for number, text in enumerate(known)}
        texts: dict[str, int] = {}
        senses = SenseArrays.of([*(words.senses(text) for text in numbers), *phrases.values()], texts)
        keys, targets, terminal = _tree(list(phrases), numbers)
        starts = np.zeros(len(numbers), np.bool_)
        starts[[numbers[phrase[0]] for phrase in phrases]] = True
        return cls(words, numbers, pl.Enum(list(numbers)), senses, texts, starts, keys, targets, terminal)


def _tree(phrases: Sequence[tuple[str, ...]], numbers: dict[str, int]) -> tuple[Ints, Ints, Ints]:
    nodes: dict[tuple[int, int], int] = {}
    ends: dict[int, int] = {}
    for number, phrase in enumerate(phrases):
        node = 0
        for word in phrase:
            node = nodes.setdefault((node, numbers[word]), len(nodes) + 1)
        ends[node] = len(numbers) + number
    pairs = sorted((node * len(numbers) + word, below) for (node, word), below in nodes.items())
    terminal = np.full(len(nodes) + 1, NONE, np.int64)
    terminal[list(ends)] = list(ends.values())
    return (
        np.array([key for key, _ in pairs], np.int64),
        np.array([below for _, below in pairs], np.int64),
        terminal,
    )
