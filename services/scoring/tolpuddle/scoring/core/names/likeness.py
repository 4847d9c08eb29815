"""How alike two words are, letter by letter and as they sound; and the keys under which like words meet."""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Final

import numpy as np
from rapidfuzz import process
from rapidfuzz.distance import Levenshtein, Prefix

from tolpuddle.scoring.core.names.prepared import Floats, Ints, Texts

_SOUNDS: Final = (
    ("ph", "f"), ("kh", "k"), ("ck", "k"), ("sch", "s"), ("ch", "k"), ("sh", "s"), ("zh", "s"), ("ts", "s"),
    ("gh", "g"), ("th", "t"), ("x", "ks"),
)  # fmt: skip
_LETTERS: Final = str.maketrans("qczjw", "kkssv")
_QUIET: Final = str.maketrans("", "", "aeiouyh")

SHORTEST: Final = 4
"""Shorter words must be equal to meet."""
LONGEST_DELETED: Final = 16
SOUNDS_ALIKE: Final = 0.86
"""Likeness of words with the same consonants."""


@lru_cache(maxsize=500_000)
def sound(word: str) -> str:
    """Consonants of a word, likenesses levelled: schiller and shiller are one. Its first letter stays."""
    for letters, as_one in _SOUNDS:
        if letters in word:
            word = word.replace(letters, as_one)
    word = word.translate(_LETTERS)
    consonants = word[:1] + word[1:].translate(_QUIET)
    return "".join([a for a, b in zip(consonants, consonants[1:] + " ", strict=True) if a != b])


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
    return sized_likeness(left, right, lengths(left), lengths(right))


def sized_likeness(
    left: Texts | Sequence[str], right: Texts | Sequence[str], left_size: Ints, right_size: Ints
) -> Floats:
    """`likeness` of words whose lengths are known."""
    score = process.cpdist(left, right, scorer=Levenshtein.normalized_similarity, dtype=np.float64)
    shorter, longer = np.minimum(left_size, right_size), np.maximum(left_size, right_size)
    unequal = score < 1
    near = np.flatnonzero(unequal & (score >= 0.34) & (shorter > 3))
    mine, theirs = [left[at] for at in near.tolist()], [right[at] for at in near.tolist()]
    heard = np.array([sound(a) == sound(b) for a, b in zip(mine, theirs, strict=True)], np.bool_)
    score[near[heard]] = np.maximum(score[near[heard]], SOUNDS_ALIKE)
    begins = process.cpdist(mine, theirs, scorer=Prefix.similarity, dtype=np.int64) == shorter[near]
    at = near[begins]
    score[at] = np.maximum(score[at], 0.6 + 0.3 * shorter[at] / longer[at])
    score[unequal & (shorter <= 2)] = 0.0
    score[unequal & (shorter == 3)] = np.minimum(score[unequal & (shorter == 3)], 0.55)
    return score


def lengths(words: Texts | Sequence[str]) -> Ints:
    """Letters of each word."""
    return np.fromiter(map(len, words), np.int64, len(words))


def spread(counts: Ints) -> Ints:
    """0, 1, .. count - 1 for each count, one after the other."""
    ends = np.cumsum(counts)
    return np.arange(int(ends[-1]) if len(ends) else 0, dtype=np.int64) - np.repeat(ends - counts, counts)
