"""Remembers what distinct words were read as, so that a word is read once however many rows hold it."""

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, field
from typing import Final, Generic, TypeVar, cast

Word = TypeVar("Word", bound=Hashable)
Meaning = TypeVar("Meaning")

_MISSING: Final = object()


@dataclass(frozen=True, slots=True)
class WordCache(Generic[Word, Meaning]):
    """A bounded memory in front of a reader. Reading is pure, so forgetting changes nothing but time, and threads may share it."""

    read: Callable[[list[Word]], list[Meaning]]
    """Distinct words to their meanings, in the same order."""
    limit: int = 100_000
    known: dict[Word, Meaning] = field(default_factory=dict[Word, Meaning])

    def meanings(self, words: Sequence[Word]) -> list[Meaning]:
        """The meaning of each of these distinct words, in the same order."""
        known = self.known
        held = [known.get(word, _MISSING) for word in words]
        fresh = [word for word, meaning in zip(words, held, strict=True) if meaning is _MISSING]
        if not fresh:
            return cast("list[Meaning]", held)
        read = dict(zip(fresh, self.read(fresh), strict=True))
        if len(known) + len(read) > self.limit:
            known.clear()
        known.update(read)
        return [
            read[word] if meaning is _MISSING else cast("Meaning", meaning)
            for word, meaning in zip(words, held, strict=True)
        ]
