"""Which entries a name could be: those that share a rare word, a likeness of one, or words run together."""

import itertools
from dataclasses import dataclass
from typing import Final, Self

import numpy as np

from tolpuddle.scoring.core.names.likeness import keys, likeness, sound, spread
from tolpuddle.scoring.core.names.prepared import Floats, Ints, Prepared, Texts, Vocabulary

LIKE: Final = 0.68
"""Words less alike than this do not meet."""
MOST_COMMON: Final = 0.01
"""A word in more than this share of the entries brings none of them by itself."""
AT_LEAST: Final = 150
_BITS: Final = 18
_MASK: Final = (1 << _BITS) - 1
_GRAINS: Final = 1_000
FEWEST: Final = 3
NEAR_BEST: Final = 0.5
"""Beyond the first few, entries with fewer rough points than this share of the best one's are left out."""


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

    words: list[str]
    weight: Floats
    found: Posting
    """Word -> readings of entries."""
    near: dict[str, list[int]]
    """Key -> words."""
    together: dict[str, int]
    """Words run together, whole names and their consonants -> list in `joint`."""
    joint: Posting
    joint_weight: Floats

    @classmethod
    def build(cls, entries: Prepared, vocabulary: Vocabulary, weight: Floats) -> Self:
        """From readings of entries whose words are numbered by the vocabulary."""
        words = vocabulary.own_words()
        readings = np.repeat(np.arange(len(entries)), np.diff(entries.start))
        found = Posting.of(entries.word, readings, len(words))
        near: dict[str, list[int]] = {}
        for at, word in enumerate(words):
            for key in dict.fromkeys(keys(word)):
                near.setdefault(key, []).append(at)
        texts = np.array([*words, ""], dtype=object)
        together: dict[str, int] = {}
        lists: list[int] = []
        rows: list[int] = []
        for row in range(len(entries)):
            for key in joint_keys(entries, row, texts):
                lists.append(together.setdefault(key, len(together)))
                rows.append(row)
        joint = Posting.of(np.array(lists, np.int64), np.array(rows, np.int64), len(together))
        joint_weight = np.log((len(entries) + 1) / (joint.counts() + 0.5)) if len(together) else np.zeros(0)
        return cls(words, weight, found, near, together, joint, joint_weight)

    def limit(self) -> int:
        """The longest list of a word that is followed."""
        return max(AT_LEAST, int(MOST_COMMON * int(self.found.values.max(initial=0))))

    def like(self, words: list[str]) -> tuple[Ints, Ints, Floats]:
        """Pairs (place in `words`, word of the entries, likeness), in order."""
        left: list[int] = []
        right: list[int] = []
        near = self.near
        for at, word in enumerate(words):
            hits: set[int] = set()
            for key in keys(word):
                if (others := near.get(key)) is not None:
                    hits.update(others)
            left += [at] * len(hits)
            right += sorted(hits)
        if not left:
            empty = np.zeros(0, np.int64)
            return empty, empty, np.zeros(0)
        score = likeness([words[at] for at in left], [self.words[at] for at in right])
        keep = score >= LIKE
        return np.array(left, np.int64)[keep], np.array(right, np.int64)[keep], score[keep]

    def candidates(self, queries: Prepared, words: Texts, most: int) -> tuple[Ints, Ints, Floats]:
        """Pairs (reading of a query, reading of an entry, rough points), the best `most` per reading.

        `words`: the query words by number (words of the entries first, as the vocabulary numbers them).
        """
        distinct, place = np.unique(queries.word, return_inverse=True)
        left, right, score = self.like(words[distinct].tolist())
        lengths = self.found.counts()
        follow = lengths[right] <= self.limit()
        left, right, score = left[follow], right[follow], score[follow]
        first = np.searchsorted(left, np.arange(len(distinct) + 1))
        readings = np.repeat(np.arange(len(queries)), np.diff(queries.start))
        matches = np.diff(first)[place]
        at = np.repeat(first[:-1][place], matches) + spread(matches)
        who, word = np.repeat(readings, matches), right[at]
        points = score[at] ** 2 * self.weight[word]
        length = lengths[word]
        entry = self.found.values[np.repeat(self.found.start[word], length) + spread(length)]
        who, points = np.repeat(who, length), np.repeat(points, length)
        joint_who, joint_entry, joint_points = self._joint(queries, words)
        return best(
            np.concatenate([who, joint_who]),
            np.concatenate([entry, joint_entry]),
            np.concatenate([points, joint_points]),
            most,
        )

    def _joint(self, queries: Prepared, words: Texts) -> tuple[Ints, Ints, Floats]:
        who: list[int] = []
        lists: list[int] = []
        for row in range(len(queries)):
            for key in joint_keys(queries, row, words):
                if (found := self.together.get(key)) is not None:
                    who.append(row)
                    lists.append(found)
        at = np.array(lists, np.int64)
        length = self.joint.counts()[at] if len(at) else at
        keep = length <= self.limit()
        rows, at, length = np.array(who, np.int64)[keep], at[keep], length[keep]
        entry = self.joint.values[np.repeat(self.joint.start[at], length) + spread(length)]
        return np.repeat(rows, length), entry, np.repeat(self.joint_weight[at], length)


def joint_keys(names: Prepared, row: int, words: Texts) -> list[str]:
    """Neighbouring words run together, the whole name, its consonants, its initials."""
    start, end = int(names.start[row]), int(names.start[row + 1])
    own: list[str] = words[names.word[start:end]].tolist()
    found = {a + b for a, b in itertools.pairwise(own)}
    found.update(word for word in own if len(word) >= 3)
    joined = names.joined[row]
    found.add(joined)
    if len(joined) > 6:
        found.add("~" + sound(joined))
    if len(names.initials[row]) >= 3:
        found.add(names.initials[row])
    return sorted(found)


def best(who: Ints, entry: Ints, points: Floats, most: int) -> tuple[Ints, Ints, Floats]:
    """Points of equal pairs summed; of each `who` the `most` pairs with most points, ties by entry.

    Points are whole grains, packed under the pair they belong to, so that plain sorting does all of it.
    """
    if not len(who):
        return who, entry, points
    width = int(entry.max()) + 1
    packed = np.sort(
        ((who * width + entry) << _BITS) | np.minimum(np.rint(points * _GRAINS), _MASK).astype(np.int64)
    )
    pair, grains = packed >> _BITS, packed & _MASK
    first = np.flatnonzero(np.r_[True, pair[1:] != pair[:-1]])
    total = np.minimum(np.add.reduceat(grains, first), _MASK)
    pair = pair[first]
    packed = np.sort((pair // width) * (width << _BITS) + (_MASK - total) * width + pair % width)
    who, rest = packed // (width << _BITS), packed % (width << _BITS)
    total, entry = _MASK - rest // width, rest % width
    begins = np.flatnonzero(np.r_[True, who[1:] != who[:-1]])
    length = np.diff(np.r_[begins, len(who)])
    rank = np.arange(len(who)) - np.repeat(begins, length)
    keep = (rank < FEWEST) | ((rank < most) & (total >= NEAR_BEST * np.repeat(total[begins], length)))
    return who[keep], entry[keep], total[keep] / _GRAINS
