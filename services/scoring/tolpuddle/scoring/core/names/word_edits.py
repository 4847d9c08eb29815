"""Edits between many pairs of words at once: Myers' bit vectors (in Hyyrö's form), a lane for each pair."""

from dataclasses import dataclass
from typing import Final, Self

import numpy as np
import numpy.typing as npt

from tolpuddle.scoring.core.names.letters import Codes, Ints, spread

LONGEST: Final = 16
"""Words of more letters, and of other letters than a to z and 0 to 9, are not read here."""
_LETTERS: Final = 36
_NONE: Final = 255
_ONE: Final = np.uint16(1)

Lanes = npt.NDArray[np.uint16]


@dataclass(frozen=True, slots=True)
class Spellings:
    """Words as rows of numbers, a to z and 0 to 9 being 0 to 35."""

    code: npt.NDArray[np.uint8]
    """Row n: the letters of word n, then zeros."""
    readable: npt.NDArray[np.bool_]

    @classmethod
    def of(cls, letters: Codes, size: Ints) -> Self:
        """Of words whose letters stand in one row."""
        table = np.full(128, _NONE, np.uint8)
        table[ord("a") : ord("z") + 1] = np.arange(26)
        table[ord("0") : ord("9") + 1] = np.arange(26, 36)
        code = table[np.minimum(letters, 127)]
        word, place = np.repeat(np.arange(len(size)), size), spread(size)
        readable = size <= LONGEST
        readable[word[code == _NONE]] = False
        told = np.zeros((len(size), LONGEST), np.uint8)
        at = np.flatnonzero(readable[word])
        told[word[at], place[at]] = code[at]
        return cls(told, readable)

    def places(self, size: Ints) -> Lanes:
        """Where in word n letter c stands, as bits: at n * 36 + c."""
        found = np.zeros(len(size) * _LETTERS, np.uint16)
        row = np.arange(len(size)) * _LETTERS
        for place in range(int(size[self.readable].max(initial=0))):
            at = np.flatnonzero(self.readable & (size > place))
            found[row[at] + self.code[at, place]] |= _ONE << np.uint16(place)
        return found


def edits(places: Lanes, left_size: Ints, l: Ints, right: Spellings, right_size: Ints, r: Ints) -> Ints:  # noqa: E741
    """Levenshtein distance of each pair of readable, filled words (l of the left, r of the right)."""
    found = np.zeros(len(l), np.int64)
    size = right_size[r]
    for length in range(1, LONGEST + 1):
        at = np.flatnonzero(size == length)
        if len(at):
            rows = right.code[r[at]]
            found[at] = _edits(places, l[at] * _LETTERS, left_size[l[at]], rows[:, :length])
    return found


def _edits(places: Lanes, row: Ints, size: Ints, text: npt.NDArray[np.uint8]) -> Ints:
    vertical_up, vertical_down = np.full(len(row), 0xFFFF, np.uint16), np.zeros(len(row), np.uint16)
    last = _ONE << (size - 1).astype(np.uint16)
    distance = size.copy()
    for place in range(text.shape[1]):
        met = places[row + text[:, place]] | vertical_down
        diagonal = (((met & vertical_up) + vertical_up) ^ vertical_up) | met
        up = vertical_down | ~(diagonal | vertical_up)
        down = diagonal & vertical_up
        distance += (up & last) != 0
        distance -= (down & last) != 0
        up = (up << _ONE) | _ONE
        vertical_up = (down << _ONE) | ~(diagonal | up)
        vertical_down = up & diagonal
    return distance
