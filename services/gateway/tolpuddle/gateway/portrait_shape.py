"""The public JSON of countries and goods: entries on the list, the prior and its parts, what the model does not see."""

from typing import Literal

from pydantic import Field

from tolpuddle.gateway.answers import Notice
from tolpuddle.gateway.assessment_shape import Answer


class PlaceAnswer(Answer):
    """A country."""

    iso3: str
    name: str
    subregion: str | None
    income_group: str | None


class GoodAnswer(Answer):
    """A good that the list names, or has named."""

    good_id: str
    name: str
    sector_id: str | None


class EntryAnswer(Answer):
    """A pair of country and good on the list of goods, now or formerly."""

    iso3: str
    country: str
    good_id: str
    good: str
    forced: bool
    child: bool
    forced_child: bool
    downstream: bool = Field(description="Listed for the materials it is made of")
    since: int = Field(description="First edition of the list that had it without a gap up to its last")
    forced_since: int | None = Field(
        description="Year since which the entry is for forced labour; null: it is not"
    )
    or_earlier: bool = Field(description="`since` is the oldest edition held")
    until: int | None = Field(description="Last edition that had it; null: it stands there now")


class PartAnswer(Answer):
    """What one group of features adds."""

    group: str
    title: str
    points: float = Field(description="0 is the average candidate pair of the world; ten double the odds")
    facts: list[str] = Field(description="What is known of it here; only of a pair")


class WorldAnswer(Answer):
    """Where the candidate pairs of the world stand, in points."""

    pairs: int
    base: float = Field(description="The average candidate pair")
    lower_quarter: float
    middle: float
    upper_quarter: float
    top_twentieth: float


class PriorAnswer(Answer):
    """What one head of the model expects; of a country or a good the mean of its candidate pairs."""

    head: Literal["forced", "any"]
    title: str
    pairs: int
    points: float = Field(description="Log-odds of an entry on the list: documentation, not abuse")
    low: float
    high: float
    times: float = Field(description="The odds as a multiple of the average pair's")
    times_low: float
    times_high: float
    above: float = Field(description="Share of the world's candidate pairs that stand below")
    parts: list[PartAnswer] = Field(description="Largest first; with `world.base` they sum to `points`")
    world: WorldAnswer
    sentence: str
    raised_by: str
    lowered_by: str


class SpanAnswer(Answer):
    """A prior in short."""

    points: float
    low: float
    high: float


class LineAnswer(Answer):
    """One candidate pair among those of a country or a good."""

    iso3: str
    country: str
    good_id: str
    good: str
    state: Literal["listed", "formerly", "unlisted"]
    forced: SpanAnswer | None
    any: SpanAnswer | None
    stands_out: bool = Field(description="Among the highest twentieth of the world for forced labour")


class Portrait(Answer):
    """What the list and the model say of a country, a good, or a pair of both."""

    notice: str = Notice
    edition: str
    list_year: int
    place: PlaceAnswer | None
    good: GoodAnswer | None
    listed: list[EntryAnswer]
    formerly: list[EntryAnswer]
    priors: list[PriorAnswer] = Field(description="Forced labour first; empty: not enough information")
    lines: list[LineAnswer] = Field(
        description="Of a country by the prior; of a good by the name of the country, for countries are not ranked"
    )
    others: list[EntryAnswer] = Field(description="Of a pair: the same good in other countries")
    words: list[str]
    blind: list[str] = Field(description="Where the model does not see")


class IndexLineAnswer(Answer):
    """One country or good."""

    id: str
    name: str
    listed: int = Field(description="Entries on the list now")
    formerly: int
    pairs: int = Field(description="Candidate pairs, each with a prior; 0: not enough information")


class PortraitIndex(Answer):
    """Every country or every good of the edition, by name."""

    notice: str = Notice
    edition: str
    list_year: int
    lines: list[IndexLineAnswer]
