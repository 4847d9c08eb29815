"""Official orders and lists, and names compared with them: the words that services share."""

from dataclasses import dataclass
from datetime import date
from typing import Final

VERDICTS: Final = ("none", "possible", "listed")
"""From weakest to strongest."""

_OVER: Final = frozenset({"inactive", "revoked", "former"})
_CHANGED: Final = "modified"


@dataclass(frozen=True, slots=True)
class ListFacts:
    """A list, and how much of it is here."""

    list_id: str
    title: str
    publisher: str
    jurisdiction: str
    kind: str
    legal_basis: str
    as_of: str
    complete: bool
    entries: int
    published_entries: int | None
    note: str
    source: str
    licence: str

    @property
    def caution(self) -> str:
        """How partial the list is, in one sentence; empty when it is whole."""
        if self.complete:
            return ""
        of = f" of about {self.published_entries:,}" if self.published_entries else ""
        when = f", as of {self.as_of}" if self.as_of else ""
        held = (
            f"{self.entries:,}{of} entries are held here{when}" if self.entries else "no entry is held here"
        )
        return f"{self.title}: {held}; what is not found here may still be on it."


@dataclass(frozen=True, slots=True)
class EntryName:
    """A name of an entry. Empty: unknown."""

    name: str
    kind: str
    iso3: str
    place: str
    script: str


@dataclass(frozen=True, slots=True)
class Entry:
    """An order or a line of a list. Empty: any, unknown or open, as the edition's table says."""

    order_id: str
    list_id: str
    names: tuple[EntryName, ...]
    who: str
    subsidiaries: bool
    iso3: str
    place_id: str
    goods: tuple[str, ...]
    goods_words: str
    section: str
    begins: str
    until: str
    status: str
    in_part: bool
    source: str
    source_row: str
    hash: str
    certainty: str = ""
    """How well the source bears it out."""
    note: str = ""

    @property
    def caption(self) -> str:
        """How it is called on screen: its first name of the kind `name`, else what it names instead of a company."""
        plain = next((each.name for each in self.names if each.kind == "name"), None)
        if plain is not None:
            return plain
        where = self.place_id or self.iso3
        return ", ".join(part for part in (self.goods_words or "any product", where) if part)

    def in_force(self, day: date) -> bool | None:
        """Whether it is in force on a day; null: it was modified, and what it is now does not stand here."""
        if (self.begins and day.isoformat() < self.begins) or self.status in _OVER:
            return False
        if self.until and self.until < day.isoformat():
            return None if self.status == _CHANGED else False
        return None if self.status == _CHANGED and not self.until else True


@dataclass(frozen=True, slots=True)
class NameQuery:
    """Names of one company, and its country as written."""

    query_id: str
    names: tuple[str, ...]
    country: str | None = None


@dataclass(frozen=True, slots=True)
class Feature:
    """A part of a score."""

    id: str
    points: float
    sentence: str


@dataclass(frozen=True, slots=True)
class Candidate:
    """An entry that a name may mean."""

    entry: Entry
    score: float
    verdict: str
    reasons: tuple[str, ...]
    name: str
    """The name of the query that came closest."""
    features: tuple[Feature, ...] = ()


@dataclass(frozen=True, slots=True)
class NameAnswer:
    """What was found for one query, best first."""

    query_id: str
    verdict: str
    iso3: str | None
    candidates: tuple[Candidate, ...]


@dataclass(frozen=True, slots=True)
class Thresholds:
    """Scores from which on a name counts as listed or as possible."""

    listed: float
    possible: float
