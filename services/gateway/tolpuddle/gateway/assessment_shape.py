"""The public JSON of one assessment: six readings beside each other."""

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field


class Answer(BaseModel):
    """More fields may follow; none goes away within v1."""

    model_config = ConfigDict(frozen=True, extra="allow")


class GoodRead(Answer):
    """A good as it was read."""

    good: str
    role: Literal["direct", "input"]
    confidence: float
    assumed: bool = Field(description="True: nobody stated it")


class Order(Answer):
    """An entry of a list or an order that applies."""

    list: str
    entity: str | None = None
    reason: str | None = None
    section: str | None = None
    from_: str | None = Field(None, alias="from")
    until: str | None = None
    status: str | None = None
    source: str | None = None


class Listing(Answer):
    """Whether an official list or order names the supplier, its region or its product."""

    state: Literal["none", "possible", "listed", "former"] | None = Field(
        description="null: country or goods are unknown"
    )
    orders: list[Order] = Field(default_factory=list[Order])


class Contribution(Answer):
    """A part of an index; the points of all parts sum to it."""

    factor: str
    points: float
    value: Any = None
    reason: str | None = None
    source: str | None = None


class Reading(Answer):
    """An index with its range."""

    index: float | None = Field(description="0 to 100; null: insufficient data")
    low: float | None = Field(description="If every unknown answer is favourable")
    high: float | None = Field(description="If every unknown answer is adverse")
    band: str
    coverage: float = Field(description="Share of the applicable weight that is known, 0 to 1")
    contributions: list[Contribution] = Field(default_factory=list[Contribution])


class IndicatorState(Answer):
    """One of the eleven ILO indicators: a prompt to inquire, never a verdict."""

    state: Literal[
        "not_asked", "no_information", "reported", "corroborated", "contradicted", "not_applicable"
    ]
    why: str | None = None
    evidence: list[Any] = Field(
        default_factory=list[Any], description="Every answer behind it, with source and day"
    )
    seen: str | None = Field(
        None, description="Best kind of source asked that is able to see it; null: none was"
    )


class Controls(Answer):
    """What the supplier does about it. Never lowers another reading."""

    strength: float | None = Field(description="0 to 100; null: none asked")
    items: list[Any] = Field(default_factory=list[Any])


class Severity(Answer):
    """How grave, how widespread, how hard to put right, for people; 1 to 5."""

    scale: int | None = None
    scope: int | None = None
    irremediability: int | None = None


class Priority(Answer):
    """The order of work."""

    class_: Literal["P1", "P2", "P3", "P4", "insufficient_data"] = Field(alias="class")
    rank: int | None = Field(description="1 = first, within the screening; null until it is done")
    why: str | None = None


class Receipt(Answer):
    """What the assessment was computed from, so that anyone can compute it again."""

    id: str
    input: str
    edition: str
    rules: str
    model: str
    engine: str


class Assessment(Answer):
    """One supplier, read: six readings beside each other, never one number."""

    row: int | None
    supplier_id: str
    name: str
    country: str | None = Field(description="ISO 3166-1 alpha-3; null: unknown")
    goods: list[GoodRead]
    sector: str | None
    listing: Listing
    exposure: Reading
    channel: Reading
    indicators: dict[str, IndicatorState]
    evidence: dict[str, Any] = Field(
        default_factory=dict[str, Any],
        description="Statements with every answer and the rule by which one prevails; what could be seen; themes of the "
        "channel covered and open; answers refused; the safe-referral guide where a person must look",
    )
    controls: Controls
    severity: Severity
    priority: Priority
    questions: list[Any]
    actions: list[Any]
    obligations: list[Any]
    receipt: Receipt
