"""How alike two words are, letter by letter and as they sound; and the keys under which like words meet."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

import numpy as np
import numpy.typing as npt
from rapidfuzz import process
from rapidfuzz.distance import Levenshtein

from tolpuddle.scoring.core.names.prepared import Floats, Ints, Texts

_SOUNDS: Final = tuple(
    (re.compile(pattern), sound)
    for pattern, sound in (
        ("ph", "f"),
        ("kh|ck|ch|q|c", "k"),
        ("sch|sh|zh|ts|z|j", "s"),
        ("gh", "g"),
        ("th", "t"),
        ("w", "v"),
        ("x", "ks"),
    )
)
_QUIET: Final = re.compile("[aeiouyh]")
_TWICE: Final = re.compile(r"(.)\1+")

SHORTEST: Final = 4
"""Shorter words must be equal to meet."""
LONGEST_DELETED: Final = 16
SOUNDS_ALIKE: Final = 0.86
"""Likeness of words with the same consonants."""


def sound(word: str) -> str:
    """Consonants of a word, likenesses levelled: schiller and shiller are one. Its first letter stays."""
    for pattern, as_one in _SOUNDS:
        word = pattern.sub(as_one, word)
    return _TWICE.sub(r"\1", word[:1] + _QUIET.sub("", word[1:]))


def keys(word: str) -> Iterator[str]:
    """Keys of a word: itself, its consonants, itself without any one letter, and a long word's beginning."""
    yield word
    if len(word) < SHORTEST or word.isdigit():
        return
    consonants = sound(word)
    if len(consonants) >= 3:
        yield "~" + consonants
    if len(word) <= LONGEST_DELETED:
        for at in range(len(word)):
            yield word[:at] + word[at + 1 :]
    if len(word) >= 7:
        yield "^" + word[:5]


def likeness(left: Texts | Sequence[str], right: Texts | Sequence[str]) -> Floats:
    """0 to 1 for each pair of words; 1 only for equal words, nothing for short words that differ."""
    score = process.cpdist(left, right, scorer=Levenshtein.normalized_similarity, dtype=np.float64)
    shorter = np.minimum(_lengths(left), _lengths(right))
    longer = np.maximum(_lengths(left), _lengths(right))
    unequal = score < 1
    near = np.flatnonzero(unequal & (score >= 0.34) & (shorter >= 3))
    for at in near.tolist():
        a, b = left[at], right[at]
        if sound(a) == sound(b) and len(a) > 3 and len(b) > 3:
            score[at] = max(score[at], SOUNDS_ALIKE)
        if a.startswith(b) or b.startswith(a):
            score[at] = max(score[at], 0.6 + 0.3 * shorter[at] / longer[at])
    score[unequal & (shorter <= 2)] = 0.0
    score[unequal & (shorter == 3)] = np.minimum(score[unequal & (shorter == 3)], 0.55)
    return score


def _lengths(words: Texts | Sequence[str]) -> npt.NDArray[np.int64]:
    return np.fromiter(map(len, words), np.int64, len(words))


def spread(counts: Ints) -> Ints:
    """0, 1, .. count - 1 for each count, one after the other."""
    ends = np.cumsum(counts)
    return np.arange(int(ends[-1]) if len(ends) else 0, dtype=np.int64) - np.repeat(ends - counts, counts)
