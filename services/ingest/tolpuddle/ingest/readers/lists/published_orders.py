"""What every reader of an order list hands over: entries as the publisher wrote them, before goods and places are resolved."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final

NAME_KINDS: Final = ("name", "alias", "former_name", "address_name")
"""`address_name`: how a workplace of the entity is called; the first `name` is how the entry is called on screen."""

STATUSES: Final = ("active", "modified", "inactive", "revoked", "former", "unknown")
"""`modified`: in force for a part of what it named. `unknown`: on the list at some time, in what state is not known."""

CERTAINTIES: Final = ("official", "quoted", "two_sources", "single_source", "name_only", "rule", "own")
"""How a row came here: the publisher's own file; another's quotation of it; a name in two sources; one source that
nothing else bears out; a name without date and status; a rule for a place or country that we wrote down; the user's."""

LONGEST_NAME: Final = 300
"""Characters; what is longer is no name but a text that went astray."""


@dataclass(frozen=True, slots=True)
class PublishedName:
    """One name of an entity. `country` and `place` are words as published, an ISO3 code where the reader knows it."""

    name: str
    kind: str = "name"
    country: str = ""
    place: str = ""


@dataclass(frozen=True, slots=True)
class PublishedOrder:
    """One entry of a list. Empty text means that the publisher does not say."""

    row: str
    """Where it stands: a row number, a record's id, a registration number of a company."""
    names: tuple[PublishedName, ...] = ()
    """Empty: the entry names nobody but a place or a product (`who` any)."""
    subsidiaries: bool = False
    country: str = ""
    """Where an entry without names applies. An entry with names has its country on them: evidence, no filter."""
    place: str = ""
    goods_words: str = ""
    any_goods: bool = False
    """The publisher's list is about everything the entity makes; `goods_words` then narrows nothing."""
    industry_only: bool = False
    """`goods_words` is the publisher's name of an industry: the order's own product is narrower and not given."""
    section: str = ""
    since: date | None = None
    until: date | None = None
    status: str = "active"
    in_part: bool = True
    source: str = ""
    certainty: str = "official"
    note: str = ""
    text: str = ""
    """The published row in one canonical text: what the hash is taken of."""
    key: str = ""
    """The publisher's own number for the entity, if it has one that lasts."""

    def hash(self) -> str:
        """First 16 characters of the sha256 of the published row."""
        return hashlib.sha256(self.text.encode()).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class PublishedList:
    """A list as read: its entries and what was left out on the way, with counts."""

    orders: tuple[PublishedOrder, ...]
    rows: int
    """Rows of the document that are entries, read or not: what its size is judged by."""
    left_out: Mapping[str, int] = field(default_factory=dict[str, int])
    """Sentence part -> count, such as "natural persons" -> 12."""
    as_of: date | None = None
    """The day the publisher says the list was true, if it says so."""


def canonical_text(cells: Mapping[str, str] | Sequence[str]) -> str:
    """Cells of a row as one text that does not change with white space: `header: cell` lines, empty cells left out."""
    pairs = cells.items() if isinstance(cells, Mapping) else enumerate(cells)
    parts = [(str(header), " ".join(cell.split())) for header, cell in pairs]
    return "\n".join(f"{header}: {cell}" for header, cell in parts if cell)
