"""Which entries a name could be: those that share a rare word, a likeness of one, or words run together."""

from dataclasses import dataclass
from typing import Final, Self

import numpy as np

from tolpuddle.scoring.core.names.letters import Hashes, distinct, spread
from tolpuddle.scoring.core.names.lexicon import Words
from tolpuddle.scoring.core.names.near_words import NearWords
from tolpuddle.scoring.core.names.prepared import Bools, Floats, Ints, Prepared
from tolpuddle.scoring.core.names.reader_words import BRACKETED
from tolpuddle.scoring.core.names.word_keys import initial_keys, name_keys

MOST_COMMON: Final = 0.01
"""A word in more than this share of the entries brings none of them by itself."""
AT_LEAST: Final = 150
_BITS: Final = 18
_MASK: Final = (1 << _BITS) - 1
_GRAINS: Final = 1_000
FEWEST: Final = 3
NEAR_BEST: Final = 0.5
"""Beyond the first few, entries with fewer rough points than this share of the best one's are left out."""
SINGLE: Final = 3
"""Shorter words by themselves are no key."""


@dataclass(frozen=True, slots=True)
class Posting:
    """Rows of numbers, one after the other: list n is values[start[n]:start[n + 1]]."""

    start: Ints
    values: Ints

    @classmethod
    def of(cls, lists: Ints, values: Ints, count: int) -> Self:
        """Values by the list they are in; equal ones once, in order."""
        if not len(lists):
            return cls(np.zeros(count + 1, np.int64), values)
        width = int(values.max()) + 1
        both = np.unique(lists * width + values)
        return cls(np.searchsorted(both // width, np.arange(count + 1)), both % width)

    def counts(self) -> Ints:
        """How long each list is."""
        return np.diff(self.start)


@dataclass(frozen=True, slots=True)
class Blocks:
    """The entries' words, where each is found, and the keys under which like words meet."""

    weight: Floats
    found: Posting
    """Word -> readings of entries."""
    followed: Bools
    """Words that are rare enough to bring their entries."""
    near: NearWords
    together: Hashes
    """Keys of words run together, whole names and their consonants, in rising order; each has its list in `joint`."""
    joint: Posting
    joint_weight: Floats
    limit: int
    """The longest list that is followed."""

    @classmethod
    def build(cls, entries: Prepared, words: Words, weight: Floats) -> Self:
        """From readings of entries and their words."""
        readings = np.repeat(np.arange(len(entries)), np.diff(entries.start))
        found = Posting.of(entries.word, readings, len(words))
        limit = max(AT_LEAST, int(MOST_COMMON * int(found.values.max(initial=0))))
        rows, keys = joint_keys(entries, words)
        together, lists = np.unique(keys, return_inverse=True)
        joint = Posting.of(lists, rows, len(together))
        return cls(
            weight=weight,
            found=found,
            followed=found.counts() <= limit,
            near=NearWords.build(words),
            together=together,
            joint=joint,
            joint_weight=np.log((len(entries) + 1) / (joint.counts() + 0.5)),
            limit=limit,
        )

    def candidates(self, queries: Prepared, words: Words, most: int) -> tuple[Ints, Ints]:
        """Pairs (reading of a query, reading of an entry): the best `most` per reading by rough points."""
        left, right, score = self.near.like(words, self.followed)
        first = np.searchsorted(left, np.arange(len(words) + 1))
        readings = np.repeat(np.arange(len(queries)), np.diff(queries.start))
        matches = np.diff(first)[queries.word]
        at = np.repeat(first[queries.word], matches) + spread(matches)
        who, word = np.repeat(readings, matches), right[at]
        points = _grains(score**2 * self.weight[right])[at]
        length = self.found.counts()[word]
        entry = self.found.values[np.repeat(self.found.start[word], length) + spread(length)]
        joint_who, joint_entry, joint_points = self._joint(queries, words)
        return best(
            np.concatenate([np.repeat(who, length), joint_who]),
            np.concatenate([entry, joint_entry]),
            np.concatenate([np.repeat(points, length), joint_points]),
            most,
        )

    def held(self, keys: Hashes) -> Ints:
        """The list in `joint` of each key; -1: there is none."""
        if not len(self.together):
            return np.full(len(keys), -1)
        place = np.searchsorted(self.together, keys)
        place[place == len(self.together)] = 0
        return np.where(self.together[place] == keys, place, -1)

    def _joint(self, queries: Prepared, words: Words) -> tuple[Ints, Ints, Ints]:
        rows, keys = joint_keys(queries, words)
        lists = self.held(keys)
        width = len(self.together) + 1
        both = distinct((rows * width + lists)[lists >= 0])
        rows, lists = both // width, both % width
        length = self.joint.start[lists + 1] - self.joint.start[lists]
        keep = length <= self.limit
        rows, lists, length = rows[keep], lists[keep], length[keep]
        entry = self.joint.values[np.repeat(self.joint.start[lists], length) + spread(length)]
        return np.repeat(rows, length), entry, np.repeat(_grains(self.joint_weight[lists]), length)


def joint_keys(names: Prepared, words: Words) -> tuple[Ints, Hashes]:
    """(reading, key): words run together, the whole name, its consonants, its initials, and longer words by themselves."""
    reading = np.repeat(np.arange(len(names)), np.diff(names.start))
    size, whole = words.size[names.word], words.whole[names.word]
    together = name_keys(names.start, size, whole, names.joined.tolist())
    outside = np.flatnonzero(names.kind < BRACKETED)
    initials = initial_keys(reading[outside], words.first[names.word[outside]])
    single = np.flatnonzero(size >= SINGLE)
    return (
        np.concatenate([together[0], initials[0], reading[single]]),
        np.concatenate([together[1], initials[1], whole[single]]),
    )


def _grains(points: Floats) -> Ints:
    """Points as whole numbers: summed in any order they are the same."""
    return np.minimum(np.rint(points * _GRAINS), _MASK).astype(np.int64)


def best(who: Ints, entry: Ints, grains: Ints, most: int) -> tuple[Ints, Ints]:
    """Grains of equal pairs summed; of each `who` the `most` pairs with most of them, ties by entry.

    Grains are packed under the pair they belong to, so that plain sorting does all of it.
    """
    if not len(who):
        return who, entry
    width = int(entry.max()).bit_length()
    # Both times the values are nearly in order, which makes a stable sort the quickest.
    packed = np.sort((((who << width) | entry) << _BITS) | grains, kind="stable")
    pair, grains = packed >> _BITS, packed & _MASK
    first = np.flatnonzero(np.concatenate([np.ones(1, np.bool_), pair[1:] != pair[:-1]]))
    less = _MASK - np.minimum(np.add.reduceat(grains, first), _MASK)
    pair = pair[first]
    packed = ((pair >> width) << (width + _BITS)) | (less << width) | (pair & ((1 << width) - 1))
    packed = np.sort(packed, kind="stable")
    who, entry = packed >> (width + _BITS), packed & ((1 << width) - 1)
    total = _MASK - ((packed >> width) & _MASK)
    begins = np.flatnonzero(np.concatenate([np.ones(1, np.bool_), who[1:] != who[:-1]]))
    length = np.diff(np.append(begins, len(who)))
    rank = spread(length)
    keep = (rank < FEWEST) | ((rank < most) & (total >= NEAR_BEST * np.repeat(total[begins], length)))
    return who[keep], entry[keep]
