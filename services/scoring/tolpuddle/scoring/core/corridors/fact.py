"""A corridor as frozen values: each fact with its days, its certainty in words, and a mark when it is past review."""

from dataclasses import dataclass
from typing import Final, Literal

Standing = Literal["in_force", "ended", "not_yet"]
"""On the day that was asked for; a fact without days of its own counts as in force."""

UNKNOWN: Final = "unknown"


@dataclass(frozen=True, slots=True)
class Fact:
    """One fact about the rules of a country or of a corridor, or that nothing is known."""

    about: str
    """destination, origin or fees."""
    kind: str
    """Such as tie_to_employer, ban, cap."""
    value: str
    in_law: str
    """yes, partly, no or unknown."""
    in_practice: str
    begins: str | None
    """ISO date; null: not known. So is the next."""
    until: str | None
    as_of: str | None
    """The day that the source speaks for; null: there is no source."""
    review_by: str | None
    stale: bool
    """Past its day of review on the day asked for."""
    standing: Standing
    certainty: str
    """S, D or G, as in certainty_words; empty: nothing is known."""
    certainty_words: str
    says: str
    """The fact as one or two sentences."""
    note: str | None
    source: str | None
    sex: str | None = None
    sector: str | None = None


@dataclass(frozen=True, slots=True)
class Ratification:
    """Where one of the two countries stands with a treaty, as one source has it. Ratified is not applied."""

    iso3: str
    instrument: str
    title: str
    status: str
    """in_force, ratified, not_in_force or unknown."""
    year: str | None
    as_of: str | None
    stale: bool
    certainty_words: str
    says: str
    source: str | None


@dataclass(frozen=True, slots=True)
class Place:
    """A country."""

    iso3: str
    name: str


@dataclass(frozen=True, slots=True)
class CorridorFacts:
    """What is known of the rules between two countries on a day, and what is not."""

    edition: str
    origin: Place
    destination: Place
    sector: str | None
    on: str
    """ISO date for which facts stand and are stale."""
    destination_rules: tuple[Fact, ...]
    origin_rules: tuple[Fact, ...]
    fee_rules: tuple[Fact, ...]
    ratifications: tuple[Ratification, ...]
    unknown: tuple[str, ...]
    """What is not known, one sentence each."""
    notes: tuple[str, ...]
    """How to read all this."""
