"""How alike two words are, letter by letter and as they sound: one pair, or many by arrays."""

from typing import Final

import numpy as np
from rapidfuzz import process
from rapidfuzz.distance import Levenshtein

from tolpuddle.scoring.core.names.lexicon import Words
from tolpuddle.scoring.core.names.prepared import Floats, Ints
from tolpuddle.scoring.core.names.word_edits import edits

SOUNDS_ALIKE: Final = 0.86
"""Likeness of words with the same consonants."""
SHORT: Final = 3
"""Words of so few letters are equal or not alike."""
FEW: Final = 2_000
"""Up to so many pairs are compared one by one."""
_NEAR: Final = 0.34
"""Words less alike by letters are not made more so by their sound or beginning."""


def word_likeness(left: Words, right: Words, l: Ints, r: Ints) -> Floats:  # noqa: E741
    """0 to 1 for each pair (word l of the left, word r of the right); 1 only for equal words, nothing for short ones that differ."""
    left_size, right_size = left.size[l], right.size[r]
    shorter, longer = np.minimum(left_size, right_size), np.maximum(left_size, right_size)
    score = 1 - _edits(left, right, l, r) / longer
    unequal = score < 1
    near = np.flatnonzero(unequal & (score >= _NEAR) & (shorter > SHORT))
    heard = near[left.sound[l[near]] == right.sound[r[near]]]
    score[heard] = np.maximum(score[heard], SOUNDS_ALIKE)
    near = near[left.head[l[near]] == right.head[r[near]]]
    at = near[left.beginning(l[near], shorter[near]) == right.beginning(r[near], shorter[near])]
    score[at] = np.maximum(score[at], 0.6 + 0.3 * shorter[at] / longer[at])
    short = np.flatnonzero(unequal & (shorter <= SHORT))
    score[short] = np.where(shorter[short] < SHORT, 0.0, np.minimum(score[short], 0.55))
    return score


def _edits(left: Words, right: Words, l: Ints, r: Ints) -> Ints:  # noqa: E741
    """Levenshtein distance of each pair."""
    found = np.zeros(len(l), np.int64)
    here, there = left.spellings, right.spellings
    few = len(l) < FEW
    at = np.zeros(0, np.int64) if few else np.flatnonzero(here.readable[l] & there.readable[r])
    rest = np.arange(len(l)) if few else np.flatnonzero(~(here.readable[l] & there.readable[r]))
    found[at] = edits(here.places(left.size), left.size, l[at], there, right.size, r[at])
    texts = left.text[l[rest]], right.text[r[rest]]
    found[rest] = process.cpdist(*texts, scorer=Levenshtein.distance, dtype=np.int64)
    return found
