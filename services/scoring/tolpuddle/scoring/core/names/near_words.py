"""Words of entries by the keys under which like words meet."""

from dataclasses import dataclass
from typing import Final, Self

import numpy as np
import numpy.typing as npt

from tolpuddle.scoring.core.names.letters import Hashes, Ints, distinct, spread
from tolpuddle.scoring.core.names.lexicon import Words
from tolpuddle.scoring.core.names.likeness import word_likeness
from tolpuddle.scoring.core.names.prepared import Bools, Floats

LIKE: Final = 0.68
"""Words less alike than this do not meet."""


@dataclass(frozen=True, slots=True)
class NearWords:
    """Key n, in rising order, has the words word[start[n]:start[n + 1]]."""

    words: Words
    key: Hashes
    start: Ints
    word: npt.NDArray[np.int32]

    @classmethod
    def build(cls, words: Words) -> Self:
        """Of the entries' words."""
        word, key = words.keys
        order = np.lexsort((word, key))
        word, key = word[order], key[order]
        new = np.ones(len(key), np.bool_)
        new[1:] = (key[1:] != key[:-1]) | (word[1:] != word[:-1])
        word, key = word[new], key[new]
        first = np.flatnonzero(np.concatenate([np.ones(min(len(key), 1), np.bool_), key[1:] != key[:-1]]))
        return cls(words, key[first], np.append(first, len(key)), word.astype(np.int32))

    def like(self, asked: Words, kept: Bools | None = None) -> tuple[Ints, Ints, Floats]:
        """Pairs (place in `asked`, word of the entries, likeness), in order. kept: the entries' words that count."""
        of, key = asked.keys
        if not len(self.key) or not len(key):
            return np.zeros(0, np.int64), np.zeros(0, np.int64), np.zeros(0)
        place = np.searchsorted(self.key, key)
        place[place == len(self.key)] = 0
        met = np.flatnonzero(self.key[place] == key)
        of, place = of[met], place[met]
        length = self.start[place + 1] - self.start[place]
        right = self.word[np.repeat(self.start[place], length) + spread(length)].astype(np.int64)
        left = np.repeat(of, length)
        if kept is not None:
            left, right = left[kept[right]], right[kept[right]]
        both = distinct(left * len(self.words) + right)
        left, right = both // len(self.words), both % len(self.words)
        score = word_likeness(asked, self.words, left, right)
        keep = score >= LIKE
        return left[keep], right[keep], score[keep]
