"""Remembers what distinct words were read as, so that a word is read once however many rows hold it."""

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, field
from typing import Generic, TypeVar

Word = TypeVar("Word", bound=Hashable)
Meaning = TypeVar("Meaning")


@dataclass(frozen=True, slots=True)
class WordCache(Generic[Word, Meaning]):
    """A bounded memory in front of a reader. Reading is pure, so forgetting changes nothing but time."""

    read: Callable[[list[Word]], list[Meaning]]
    """Distinct words to their meanings, in the same order."""
    limit: int = 100_000
    known: dict[Word, Meaning] = field(default_factory=dict[Word, Meaning])

    def meanings(self, words: Sequence[Word]) -> list[Meaning]:
        """The meaning of each of these distinct words, in the same order."""
        known = self.known
        try:
            return [known[word] for word in words]
        except KeyError:
            fresh = [word for word in words if word not in known]
        read = dict(zip(fresh, self.read(fresh), strict=True))
        found = [read[word] if word in read else known[word] for word in words]
        if len(known) + len(read) > self.limit:
            known.clear()
        known.update(read)
        return found
