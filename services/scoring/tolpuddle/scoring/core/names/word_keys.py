"""Words as numbers: a sum of their letters by where they stand, so that parts of words need no texts of their own.

Two texts have the same number by chance once in 2 ** 64, and are then compared in vain.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Self

import numpy as np

from tolpuddle.scoring.core.names.letters import Codes, Hashes, Ints, codes_of, lengths, sounds, spread

SHORTEST: Final = 4
"""Shorter words must be equal to meet."""
LONGEST_DELETED: Final = 16
LONG: Final = 6
"""Longer names are also found by their consonants."""
INITIALS: Final = 3
"""Fewer initials say too little."""
_CONSONANTS: Final = 3
_LONG: Final = 7
_BEGINNING: Final = 5

_STEP: Final = 0x9E3779B97F4A7C15
_BACK: Final = np.uint64(pow(_STEP, -1, 1 << 64))
_HEARD, _BEGUN = np.uint64(0x243F6A8885A308D3), np.uint64(0x13198A2E03707344)
"""Set apart the keys of consonants and of beginnings."""
_A, _Z, _OTHERS, _BITS = ord("a"), ord("z"), 26, 63


@dataclass(frozen=True, slots=True)
class Spelt:
    """Words in one row of letters."""

    words: Sequence[str]
    size: Ints
    start: Ints
    """Where each word begins in the row."""
    sums: Hashes
    """Of the letters up to each place of the row."""
    letters: Ints
    """Which letters each word has, a bit for each; rare ones share a bit."""
    code: Codes

    @classmethod
    def of(cls, words: Sequence[str]) -> Self:
        """Any words, also empty ones."""
        size = lengths(words)
        start = np.concatenate([np.zeros(1, np.int64), np.cumsum(size)])
        code = codes_of("".join(words))
        mixed = (code.astype(np.uint64) + np.uint64(1)) * np.uint64(0xBF58476D1CE4E5B9)
        mixed ^= mixed >> np.uint64(31)
        mixed *= np.uint64(0x94D049BB133111EB)
        sums = np.zeros(len(code) + 1, np.uint64)
        np.cumsum(mixed * powers(int(size.max(initial=0)))[spread(size)], out=sums[1:])
        point = code.astype(np.int64)
        bit = np.where((code >= _A) & (code <= _Z), point - _A, _OTHERS + point % (_BITS - _OTHERS))
        letters = np.zeros(len(words), np.int64)
        filled = np.flatnonzero(size)
        if len(filled):
            letters[filled] = np.bitwise_or.reduceat(np.int64(1) << bit, start[filled])
        return cls(words, size, start, sums, letters, code)

    def beginning(self, length: int) -> Hashes:
        """Number of the first letters of each word, of all where it has no more."""
        start = self.start[:-1]
        return self.sums[start + np.minimum(self.size, length)] - self.sums[start]

    def whole(self) -> Hashes:
        """Number of each word."""
        return self.sums[self.start[1:]] - self.sums[self.start[:-1]]


def powers(count: int) -> Hashes:
    """What a letter counts at each place."""
    found = np.full(count, _STEP, np.uint64)
    found[:1] = 1
    return np.cumprod(found, dtype=np.uint64)


def word_keys(spelt: Spelt, heard: list[str]) -> tuple[Ints, Hashes]:
    """(place of the word, key): itself, its consonants, itself without any one letter, and a long word's beginning.

    `heard`: `sound` of each word.
    """
    size, start, sums = spelt.size, spelt.start, spelt.sums
    digits = np.fromiter(map(str.isdigit, spelt.words), np.bool_, len(size))
    longer = np.flatnonzero((size >= SHORTEST) & ~digits)
    sounding = longer[lengths(heard)[longer] >= _CONSONANTS]
    places: list[int] = sounding.tolist()
    consonants = Spelt.of([heard[at] for at in places]).whole() ^ _HEARD
    short = longer[size[longer] <= LONGEST_DELETED]
    of = np.repeat(short, size[short])
    at = start[of] + spread(size[short])
    without = sums[at] - sums[start[of]] + (sums[start[of + 1]] - sums[at + 1]) * _BACK
    long = longer[size[longer] >= _LONG]
    begins = (sums[start[long] + _BEGINNING] - sums[start[long]]) ^ _BEGUN
    return (
        np.concatenate([np.arange(len(size)), sounding, of, long]),
        np.concatenate([spelt.whole(), consonants, without, begins]),
    )


def name_keys(start: Ints, size: Ints, whole: Hashes, joined: list[str]) -> tuple[Ints, Hashes]:
    """(name, key): the whole name without spaces, neighbouring words run together, a long name's consonants.

    start: name n has the words start[n] to start[n + 1]; size, whole: letters and number of each word.
    """
    names = len(start) - 1
    count = np.diff(start)
    name = np.repeat(np.arange(names), count)
    before = np.cumsum(size) - size
    power = powers(int(np.add.reduceat(size, start[:-1]).max(initial=0)) + 1 if names else 1)
    placed = whole * power[before - before[start[:-1]][name]]
    sums = np.concatenate([np.zeros(1, np.uint64), np.cumsum(placed)])
    pairs = np.flatnonzero(name[1:] == name[:-1])
    long = [at for at, text in enumerate(joined) if len(text) > LONG]
    heard = Spelt.of(sounds([joined[at] for at in long])).whole() ^ _HEARD
    return (
        np.concatenate([np.arange(names), name[pairs], np.array(long, np.int64)]),
        np.concatenate(
            [sums[start[1:]] - sums[start[:-1]], whole[pairs] + whole[pairs + 1] * power[size[pairs]], heard]
        ),
    )


def initial_keys(name: Ints, first: Hashes) -> tuple[Ints, Hashes]:
    """(name, key): the first letters of its words, where it has INITIALS or more. name: of each word, rising."""
    begins = np.flatnonzero(np.concatenate([np.ones(min(len(name), 1), np.bool_), name[1:] != name[:-1]]))
    count = np.diff(np.append(begins, len(name)))
    placed = first * powers(int(count.max(initial=0)))[spread(count)]
    sums = np.concatenate([np.zeros(1, np.uint64), np.cumsum(placed)])
    several = np.flatnonzero(count >= INITIALS)
    begins = begins[several]
    return name[begins], sums[begins + count[several]] - sums[begins]
