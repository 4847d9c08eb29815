"""The public JSON: what callers get. More fields may follow; none goes away within v1."""

from datetime import datetime
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

NOTICE = (
    "An exposure is not a finding: it says where to look, not what is there. Absence from a list is not clearance. "
    "What is unknown is shown as unknown."
)

Notice = Field(NOTICE, description="What these results mean and do not mean")


class _Answer(BaseModel):
    model_config = ConfigDict(frozen=True, extra="allow")


class GoodRead(_Answer):
    """A good as it was read."""

    good: str
    role: Literal["direct", "input"]
    confidence: float
    assumed: bool = Field(description="True: nobody stated it")


class Order(_Answer):
    """An entry of a list or an order that applies."""

    list: str
    entity: str | None = None
    reason: str | None = None
    section: str | None = None
    from_: str | None = Field(None, alias="from")
    until: str | None = None
    status: str | None = None
    source: str | None = None


class Listing(_Answer):
    """Whether an official list or order names the supplier, its region or its product."""

    state: Literal["none", "possible", "listed", "former"] | None = Field(
        description="null: country or goods are unknown"
    )
    orders: list[Order] = Field(default_factory=list[Order])


class Contribution(_Answer):
    """A part of an index; the points of all parts sum to it."""

    factor: str
    points: float
    value: Any = None
    reason: str | None = None
    source: str | None = None


class Reading(_Answer):
    """An index with its range."""

    index: float | None = Field(description="0 to 100; null: insufficient data")
    low: float | None = Field(description="If every unknown answer is favourable")
    high: float | None = Field(description="If every unknown answer is adverse")
    band: str
    coverage: float = Field(description="Share of the applicable weight that is known, 0 to 1")
    contributions: list[Contribution] = Field(default_factory=list[Contribution])


class IndicatorState(_Answer):
    """One of the eleven ILO indicators: a prompt to inquire, never a verdict."""

    state: Literal[
        "not_asked", "no_information", "reported", "corroborated", "contradicted", "not_applicable"
    ]
    why: str | None = None
    evidence: list[Any] = Field(default_factory=list[Any])


class Controls(_Answer):
    """What the supplier does about it. Never lowers another reading."""

    strength: float | None = Field(description="0 to 100; null: none asked")
    items: list[Any] = Field(default_factory=list[Any])


class Severity(_Answer):
    """How grave, how widespread, how hard to put right, for people; 1 to 5."""

    scale: int | None = None
    scope: int | None = None
    irremediability: int | None = None


class Priority(_Answer):
    """The order of work."""

    class_: Literal["P1", "P2", "P3", "P4", "insufficient_data"] = Field(alias="class")
    rank: int | None = Field(description="1 = first, within the screening; null until it is done")
    why: str | None = None


class Receipt(_Answer):
    """What the assessment was computed from, so that anyone can compute it again."""

    id: str
    input: str
    edition: str
    rules: str
    model: str
    engine: str


class Assessment(_Answer):
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
    controls: Controls
    severity: Severity
    priority: Priority
    questions: list[Any]
    actions: list[Any]
    obligations: list[Any]
    receipt: Receipt


class Screened(_Answer):
    """A screening that was answered at once."""

    id: str
    notice: str = Notice
    assessments: list[Assessment]


class JobProblem(_Answer):
    """Why a screening failed."""

    code: str
    sentence: str
    context: dict[str, str] = Field(default_factory=dict)


class ScreeningState(_Answer):
    """How far a screening is."""

    id: str
    status: Literal["receiving", "waiting", "running", "done", "failed"]
    kind: Literal["request", "upload", "log"]
    file_name: str | None
    created_at: datetime
    finished_at: datetime | None
    revision: int = Field(description="Grows with every change; the id of progress events")
    accepted: int | None = Field(
        description="Suppliers that passed the rules; null: the file is still being read"
    )
    rejected: int | None
    duplicates: int | None
    assessed: int
    priorities: dict[str, int] = Field(description="Priority class -> suppliers assessed so far")
    edition: str | None
    header_map: dict[str, str] = Field(description="Header as written -> the column that it was read as")
    problem: JobProblem | None
    trace_id: str
    links: dict[str, str]


class Screenings(_Answer):
    """The latest screenings."""

    screenings: list[ScreeningState]


class Reject(_Answer):
    """A row as it came, under the file's own headers, with where and why it was refused."""

    row_number: int = Field(description="As the file counts it, header = 1")
    column: str | None = Field(description="Header as the file has it; null: the row as a whole")
    code: str
    reason: str


class Rejects(_Answer):
    """Rows that were refused."""

    id: str
    rejects: list[Reject]


class StoredAssessmentAnswer(_Answer):
    """The latest assessment of a supplier."""

    notice: str = Notice
    screening_id: str
    made_at: datetime = Field(description="Valid time: what was known from then on")
    recorded_at: datetime = Field(description="Transaction time: since when this is stored here")
    edition: str
    cause: str
    trace_id: str
    assessment: Assessment


class HistoryEntry(_Answer):
    """One assessment of many."""

    screening_id: str
    valid_from: datetime
    valid_until: datetime | None = Field(description="null: still the latest")
    recorded_at: datetime
    edition: str
    cause: str
    receipt: str
    trace_id: str
    assessment: Assessment


class History(_Answer):
    """Every assessment of a supplier, newest first."""

    notice: str = Notice
    supplier_id: str
    entries: list[HistoryEntry]
    next: int | None = Field(description="Pass as `before` for older ones; null: there are none")


class MoveAnswer(_Answer):
    """How one factor moved."""

    factor: str
    points_before: float
    points_after: float
    reason_before: str
    reason_after: str


class ChangeAnswer(_Answer):
    """How a supplier's assessment became another one."""

    cursor: int
    supplier_id: str
    cause: str
    made_at: datetime
    recorded_at: datetime
    edition_before: str
    edition_after: str
    exposure_before: float | None
    exposure_after: float | None
    priority_before: str
    priority_after: str
    listing_before: str | None
    listing_after: str | None
    moves: list[MoveAnswer] = Field(
        description="Their points sum to exposure_after - exposure_before where both are known"
    )
    trace_id: str


class Changes(_Answer):
    """Changes in the order in which they became visible."""

    notice: str = Notice
    changes: list[ChangeAnswer]
    next: int = Field(description="Pass as `after` to get what comes later")
    more: bool = Field(description="True: there is more right now")


class WhatIf(_Answer):
    """Two assessments and what separates them."""

    notice: str = Notice
    before: Assessment
    after: Assessment
    moves: list[MoveAnswer] = Field(description="Their points sum to the difference of the two exposures")


class Difference(_Answer):
    """A receipt that did not come out the same."""

    supplier_id: str
    part: str = Field(description="input, edition, rules, model, engine or result")
    sentence: str


class Verified(_Answer):
    """Receipts computed again."""

    checked: int
    same: int
    differences: list[Difference]


class FactorAnswer(_Answer):
    """A factor of the exposure index."""

    id: str
    description: str
    source: str


class Reference(_Answer):
    """What answers here."""

    edition: str
    edition_digest: str
    rules: str
    model: str
    engine: str
    factors: list[FactorAnswer]
    table_rows: dict[str, int]


class Live(_Answer):
    """The process runs."""

    status: Literal["live"]


class Ready(_Answer):
    """Everything that is needed answers."""

    status: Literal["ready"]
    dependencies: dict[str, str]
