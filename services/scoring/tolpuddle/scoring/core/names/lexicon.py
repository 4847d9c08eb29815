"""Words and marks of names as numbers: those of an index are learnt, those of a query are looked up."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

import numpy as np

from tolpuddle.scoring.core.names.letters import Hashes, Ints, sounds
from tolpuddle.scoring.core.names.prepared import Texts, text_array
from tolpuddle.scoring.core.names.word_edits import Spellings
from tolpuddle.scoring.core.names.word_keys import SHORTEST, Spelt, word_keys

UNKNOWN: Final = -1
"""Number of what no entry has."""


@dataclass(frozen=True, slots=True)
class Words:
    """Distinct words."""

    text: Texts
    size: Ints
    """Letters."""
    whole: Hashes
    """The word as a number."""
    first: Hashes
    """Its first letter."""
    head: Hashes
    """Its first letters: words whose heads differ do not begin alike."""
    letters: Ints
    """Which letters it has, a bit for each."""
    keys: tuple[Ints, Hashes]
    """(place of a word, key): what like words have in common."""
    sound: Ints
    """The same as a number; UNKNOWN where no word of the entries sounds so."""
    same: Ints
    """Number of the equal word of the entries, or UNKNOWN."""
    start: Ints
    sums: Hashes
    """Of letters, so that any beginning of a word has its number."""
    spellings: Spellings

    def __len__(self) -> int:
        return len(self.size)

    def beginning(self, at: Ints, length: Ints) -> Hashes:
        """Number of the first letters of these words."""
        return self.sums[self.start[at] + length] - self.sums[self.start[at]]


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Numbers of the words, sounds and marks (legal forms, numbers, units) that the entries have."""

    word: dict[str, int] = field(default_factory=dict[str, int])
    sound: dict[str, int] = field(default_factory=dict[str, int])
    mark: dict[str, int] = field(default_factory=lambda: {"": 0})

    def learnt(self, words: Sequence[str]) -> Words:
        """Words of the entries, distinct; each gets its place as its number. Called once."""
        self.word.update({word: at for at, word in enumerate(words)})
        heard = sounds(words)
        numbers = [self.sound.setdefault(one, len(self.sound)) for one in heard]
        return _words(words, heard, numbers, list(range(len(words))))

    def looked_up(self, words: Sequence[str]) -> Words:
        """Words of a query."""
        heard = sounds(words)
        numbers = [self.sound.get(one, UNKNOWN) for one in heard]
        return _words(words, heard, numbers, [self.word.get(word, UNKNOWN) for word in words])

    def marks(self, texts: Sequence[str], *, learn: bool) -> Ints:
        """Numbers of marks, equal for equal ones; 0 for none, UNKNOWN for one that no entry has."""
        known = self.mark
        if learn:
            return np.array([known.setdefault(text, len(known)) for text in texts], np.int64)
        return np.array([known.get(text, UNKNOWN) for text in texts], np.int64)


def _words(words: Sequence[str], heard: list[str], sound: list[int], same: list[int]) -> Words:
    spelt = Spelt.of(words)
    return Words(
        text=text_array(words),
        size=spelt.size,
        whole=spelt.whole(),
        first=spelt.beginning(1),
        head=spelt.beginning(SHORTEST),
        letters=spelt.letters,
        keys=word_keys(spelt, heard),
        sound=np.array(sound, np.int64),
        same=np.array(same, np.int64),
        start=spelt.start,
        sums=spelt.sums,
        spellings=Spellings.of(spelt.code, spelt.size),
    )
