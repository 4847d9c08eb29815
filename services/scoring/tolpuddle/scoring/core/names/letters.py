"""Words as letters in one row of numbers, how they sound, and numbers that stand for texts."""

from collections.abc import Sequence
from functools import lru_cache
from typing import Final

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]
Hashes = npt.NDArray[np.uint64]
Codes = npt.NDArray[np.uint32]

_SOUNDS: Final = (
    ("ph", "f"), ("kh", "k"), ("ck", "k"), ("sch", "s"), ("ch", "k"), ("sh", "s"), ("zh", "s"), ("ts", "s"),
    ("gh", "g"), ("th", "t"), ("x", "ks"),
)  # fmt: skip
_LETTERS: Final = str.maketrans("qczjw", "kkssv")
_SILENT: Final = "aeiouyh"
_QUIET: Final = str.maketrans("", "", _SILENT)
_FEW: Final = 48
"""Up to so many words are sounded out one by one."""
_END: Final = "\n"


@lru_cache(maxsize=200_000)
def sound(word: str) -> str:
    """Consonants of a word, likenesses levelled: schiller and shiller are one. Its first letter stays."""
    for letters, as_one in _SOUNDS:
        if letters in word:
            word = word.replace(letters, as_one)
    word = word.translate(_LETTERS)
    consonants = word[:1] + word[1:].translate(_QUIET)
    return "".join([a for a, b in zip(consonants, consonants[1:] + " ", strict=True) if a != b])


def sounds(words: Sequence[str]) -> list[str]:
    """`sound` of each word, all of them in one text."""
    if len(words) <= _FEW:
        return [sound(word) for word in words]
    text = _END.join(words)
    if text.count(_END) != len(words) - 1:
        return [sound(word) for word in words]
    for letters, as_one in _SOUNDS:
        text = text.replace(letters, as_one)
    code = codes_of(text.translate(_LETTERS))
    end = code == ord(_END)
    kept = ~np.isin(code, codes_of(_SILENT))
    kept[:1] = True
    kept[1:] |= end[:-1]
    code, end = code[kept], end[kept]
    last = np.ones(len(code), np.bool_)
    last[:-1] = (code[1:] != code[:-1]) | end[:-1]
    return code[last].tobytes().decode("utf-32-le", "surrogatepass").split(_END)


def codes_of(text: str) -> Codes:
    """The code points of a text."""
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)


def spread(counts: Ints) -> Ints:
    """0, 1, .. count - 1 for each count, one after the other."""
    ends = np.cumsum(counts)
    return np.arange(int(ends[-1]) if len(ends) else 0, dtype=np.int64) - np.repeat(ends - counts, counts)


def lengths(words: Sequence[str]) -> Ints:
    """Letters of each word."""
    return np.fromiter(map(len, words), np.int64, len(words))


def distinct(values: Ints) -> Ints:
    """Each value once, in rising order."""
    values = np.sort(values, kind="stable")  # the quickest, as they mostly come in long runs
    new = np.ones(len(values), np.bool_)
    new[1:] = values[1:] != values[:-1]
    return values[new]
