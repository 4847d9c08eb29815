"""What is told of a country, a good or a pair of both: entries on the list, the prior and its parts, blind spots."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Place:
    """A country."""

    iso3: str
    name: str
    subregion: str | None
    income_group: str | None


@dataclass(frozen=True, slots=True)
class Good:
    """A good that the list names, or has named."""

    good_id: str
    name: str
    sector_id: str | None


@dataclass(frozen=True, slots=True)
class Entry:
    """A pair of country and good on the list, now or formerly."""

    iso3: str
    country: str
    good_id: str
    good: str
    forced: bool
    child: bool
    forced_child: bool
    downstream: bool
    """Listed for the materials it is made of."""
    since: int
    """Year of the first edition of the list without a gap up to the last."""
    forced_since: int | None
    """As since, with the flag for forced labour; None: the last edition that had the entry has no such flag."""
    or_earlier: bool
    """since is the oldest edition held: it may have been listed before."""
    until: int | None
    """Year of the last edition that had it; None: it stands there now."""


@dataclass(frozen=True, slots=True)
class Part:
    """What one group of features adds to the prior, in points; 0 is the average candidate pair of the world."""

    group: str
    title: str
    points: float
    facts: tuple[str, ...] = ()
    """What is known of it here, as sentences; only of a pair."""


@dataclass(frozen=True, slots=True)
class World:
    """Where the candidate pairs of the world stand, in points."""

    pairs: int
    base: float
    """The average candidate pair in log-odds: where contributions begin."""
    lower_quarter: float
    middle: float
    upper_quarter: float
    top_twentieth: float
    """One pair in twenty stands here or above."""


@dataclass(frozen=True, slots=True)
class Prior:
    """What one head of the model expects; of a country or a good the mean of its candidate pairs. Ten points double the odds."""

    head: str
    """`forced`: entries for forced labour; `any`: entries of any kind."""
    title: str
    pairs: int
    points: float
    low: float
    high: float
    times: float
    """The odds of an entry, as a multiple of those of `World.base`."""
    times_low: float
    times_high: float
    above: float
    """Share of the world's candidate pairs that stand below."""
    parts: tuple[Part, ...]
    """Largest first; with `World.base` they sum to points."""
    world: World
    sentence: str
    raised_by: str
    lowered_by: str


@dataclass(frozen=True, slots=True)
class Span:
    """A prior in short."""

    points: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Line:
    """One pair among those of a country or a good."""

    iso3: str
    country: str
    good_id: str
    good: str
    state: str
    """listed, formerly or unlisted"""
    forced: Span | None
    any: Span | None
    stands_out: bool
    """Its odds of an entry for forced labour are among the highest twentieth of the world."""


@dataclass(frozen=True, slots=True)
class Portrait:
    """All there is to tell. place and good: what it is of; both: a pair."""

    edition: str
    list_year: int
    place: Place | None
    good: Good | None
    listed: tuple[Entry, ...]
    formerly: tuple[Entry, ...]
    priors: tuple[Prior, ...]
    """Forced labour first; empty: no candidate pair."""
    lines: tuple[Line, ...]
    """Of a country by the prior, highest first; of a good by the name of the country: countries are not ranked."""
    others: tuple[Entry, ...]
    """Of a pair: the same good in other countries."""
    words: tuple[str, ...]
    """What the list says, and what a prior means."""
    blind: tuple[str, ...]
    """Where the model does not see."""


@dataclass(frozen=True, slots=True)
class IndexLine:
    """One country or good of the index."""

    id: str
    name: str
    listed: int
    """Entries on the list now."""
    formerly: int
    pairs: int
    """Candidate pairs, each with a prior."""
