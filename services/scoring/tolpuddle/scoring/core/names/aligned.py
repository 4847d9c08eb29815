"""The words of two names side by side: how well each is met on the other side."""

from dataclasses import dataclass
from typing import Final

import numpy as np

from tolpuddle.scoring.core.names.letters import spread
from tolpuddle.scoring.core.names.lexicon import Words
from tolpuddle.scoring.core.names.likeness import SHORT, word_likeness
from tolpuddle.scoring.core.names.prepared import Bools, Floats, Ints
from tolpuddle.scoring.core.names.reader_words import INDUSTRY, PLACE, WORD
from tolpuddle.scoring.core.names.sides import Side

ENOUGH: Final = 0.6
"""Words less alike than this share nothing."""


@dataclass(frozen=True, slots=True)
class Part:
    """One side of aligned pairs, summed by pair."""

    total: Floats
    met: Floats
    best_met: Floats
    most_unmet: Floats
    rarest: Floats
    industry: Floats
    own_met: Floats
    """The heaviest word that is met, and the heaviest that is not, of those that name no trade or place and are not common."""
    own_unmet: Floats
    places_unmet: Floats
    """Places that the other side does not name."""
    count: Ints

    @classmethod
    def of(cls, slots: "_Slots", best: Floats) -> "Part":
        size, pair, weight = len(slots.count), slots.pair, slots.weight
        soft = np.clip((best - ENOUGH) / (1 - ENOUGH), 0, 1)
        met, kind = weight * soft, slots.kind & 15
        own = kind == WORD
        return cls(
            total=_sum(pair, weight, size),
            met=_sum(pair, met, size),
            best_met=_most(pair, met, size),
            most_unmet=_most(pair, weight * (1 - soft), size),
            rarest=_most(pair, np.where(slots.rarest, best, 0.0), size),
            industry=_sum(pair, (kind == INDUSTRY) * (1 - soft), size),
            own_met=_most(pair, own * met, size),
            places_unmet=_sum(pair, (kind == PLACE) * (1 - soft), size),
            own_unmet=_most(pair, own * (weight - met), size),
            count=slots.count,
        )


@dataclass(frozen=True, slots=True)
class Aligned:
    """Each word of a pair beside its best likeness on the other side."""

    left: Part
    right: Part
    first: Floats

    @classmethod
    def of(cls, left: Side, right: Side, l: Ints, r: Ints, in_full: bool) -> "Aligned":  # noqa: E741
        mine, theirs = _Slots.of(left, l), _Slots.of(right, r)
        # Every word of the left beside every one of the right.
        times = theirs.count[mine.pair]
        at = np.repeat(np.arange(len(mine.word)), times)
        of = np.repeat(theirs.first[mine.pair], times) + spread(times)
        cells = _Cells(left.words, right.words, mine.word[at], theirs.word[of])
        score = cells.alike()
        best_left, best_right = np.zeros(len(mine.word)), np.zeros(len(theirs.word))
        np.maximum.at(best_left, at, score)
        np.maximum.at(best_right, of, score)
        _run_together(best_left, mine, right, r)
        _run_together(best_right, theirs, left, l)
        # How unlike words are that share nothing matters for the rarest ones alone.
        lack_left, lack_right = mine.rarest & (best_left < ENOUGH), theirs.rarest & (best_right < ENOUGH)
        rest = np.flatnonzero((score == 0) & (lack_left[at] | lack_right[of] | in_full))
        score[rest] = cells.likeness(rest)
        np.maximum.at(best_left, at[rest], score[rest])
        np.maximum.at(best_right, of[rest], score[rest])
        return cls(
            Part.of(mine, best_left),
            Part.of(theirs, best_right),
            score[np.cumsum(mine.count * theirs.count) - mine.count * theirs.count],
        )


@dataclass(frozen=True, slots=True)
class _Slots:
    """The words of the readings of one side of pairs, pair after pair."""

    words: Words
    count: Ints
    """Words per pair."""
    first: Ints
    pair: Ints
    word: Ints
    weight: Floats
    kind: Ints
    rarest: Bools
    """The heaviest words of their name."""

    @classmethod
    def of(cls, side: Side, readings: Ints) -> "_Slots":
        start = side.names.start
        count = np.diff(start)[readings]
        first = np.cumsum(count) - count
        pair = np.repeat(np.arange(len(readings)), count)
        at = np.repeat(start[readings] - first, count) + np.arange(len(pair))
        rarest = side.rarest[at]
        return cls(
            side.words, count, first, pair, side.names.word[at], side.weight[at], side.names.kind[at], rarest
        )


@dataclass(frozen=True, slots=True)
class _Cells:
    """Words of one side, each beside one of the other."""

    left: Words
    right: Words
    l: Ints  # noqa: E741
    r: Ints

    def alike(self) -> Floats:
        """Likeness of those that may have ENOUGH; 0 for the others."""
        left, right, l, r = self.left, self.right, self.l, self.r  # noqa: E741
        score = (left.same[l] == r).astype(np.float64)
        left_size, right_size = left.size[l], right.size[r]
        longer = np.maximum(left_size, right_size)
        mine, theirs = left.letters[l], right.letters[r]
        # So many letters at least must be changed: those that only one of the words has.
        changed = np.maximum(np.bitwise_count(mine & ~theirs), np.bitwise_count(theirs & ~mine))
        changed = np.maximum(changed, np.abs(left_size - right_size))
        maybe = changed <= (1 - ENOUGH + 1e-9) * longer
        maybe |= (left.head[l] == right.head[r]) | (left.sound[l] == right.sound[r])
        at = np.flatnonzero(maybe & (score == 0) & (np.minimum(left_size, right_size) > SHORT))
        score[at] = self.likeness(at)
        return score

    def likeness(self, at: Ints) -> Floats:
        """Of these cells."""
        return word_likeness(self.left, self.right, self.l[at], self.r[at])


def _run_together(best: Floats, slots: _Slots, other: Side, readings: Ints) -> None:
    """A word found inside the other name written without spaces is met."""
    at = np.flatnonzero((best < 0.9) & (slots.words.size[slots.word] > SHORT))
    of = readings[slots.pair[at]]
    held = (slots.words.letters[slots.word[at]] & ~other.letters[of]) == 0
    at, of = at[held], of[held]
    names = other.names.joined[of].tolist()
    words = slots.words.text[slots.word[at]].tolist()
    best[at[[word in name for word, name in zip(words, names, strict=True)]]] = 0.94


def _sum(pair: Ints, values: Floats, size: int) -> Floats:
    return np.bincount(pair, values, size).astype(np.float64)


def _most(pair: Ints, values: Floats, size: int) -> Floats:
    most = np.zeros(size)
    np.maximum.at(most, pair, values)
    return most
