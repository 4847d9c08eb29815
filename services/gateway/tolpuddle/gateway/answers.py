"""The public JSON: what callers get. More fields may follow; none goes away within v1."""

from datetime import datetime
from typing import Any, Literal

from pydantic import Field

from tolpuddle.gateway.assessment_shape import Answer, Assessment

NOTICE = (
    "An exposure is not a finding: it says where to look, not what is there. Absence from a list is not clearance. "
    "What is unknown is shown as unknown."
)

Notice = Field(NOTICE, description="What these results mean and do not mean")


class Screened(Answer):
    """A screening that was answered at once."""

    id: str
    notice: str = Notice
    assessments: list[Assessment]


class JobProblem(Answer):
    """Why a screening failed."""

    code: str
    sentence: str
    context: dict[str, str] = Field(default_factory=dict)


class ScreeningState(Answer):
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


class Screenings(Answer):
    """The latest screenings."""

    screenings: list[ScreeningState]


class Reject(Answer):
    """A row as it came, under the file's own headers, with where and why it was refused."""

    row_number: int = Field(description="As the file counts it, header = 1")
    column: str | None = Field(description="Header as the file has it; null: the row as a whole")
    code: str
    reason: str


class Rejects(Answer):
    """Rows that were refused."""

    id: str
    rejects: list[Reject]


class StoredAssessmentAnswer(Answer):
    """The latest assessment of a supplier."""

    notice: str = Notice
    screening_id: str
    made_at: datetime = Field(description="Valid time: what was known from then on")
    recorded_at: datetime = Field(description="Transaction time: since when this is stored here")
    edition: str
    cause: str
    trace_id: str
    match_decisions: list[dict[str, Any]] = Field(
        description="What people decided on matches of this supplier's names, as MatchDecisionAnswer; they change no reading"
    )
    assessment: Assessment


class HistoryEntry(Answer):
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


class History(Answer):
    """Every assessment of a supplier, newest first."""

    notice: str = Notice
    supplier_id: str
    entries: list[HistoryEntry]
    next: int | None = Field(description="Pass as `before` for older ones; null: there are none")


class MoveAnswer(Answer):
    """How one factor moved."""

    factor: str
    points_before: float
    points_after: float
    reason_before: str
    reason_after: str


class ChangeAnswer(Answer):
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


class Changes(Answer):
    """Changes in the order in which they became visible."""

    notice: str = Notice
    changes: list[ChangeAnswer]
    next: int = Field(description="Pass as `after` to get what comes later")
    more: bool = Field(description="True: there is more right now")


class WhatIf(Answer):
    """Two assessments and what separates them."""

    notice: str = Notice
    before: Assessment
    after: Assessment
    moves: list[MoveAnswer] = Field(description="Their points sum to the difference of the two exposures")


class Difference(Answer):
    """A receipt that did not come out the same."""

    supplier_id: str
    part: str = Field(description="input, edition, rules, model, engine or result")
    sentence: str


class Verified(Answer):
    """Receipts computed again."""

    checked: int
    same: int
    differences: list[Difference]


class FactorAnswer(Answer):
    """A factor of the exposure index."""

    id: str
    description: str
    source: str


class Reference(Answer):
    """What answers here."""

    edition: str
    edition_digest: str
    rules: str
    model: str
    engine: str
    factors: list[FactorAnswer]
    table_rows: dict[str, int]


class Live(Answer):
    """The process runs."""

    status: Literal["live"]


class Ready(Answer):
    """Everything that is needed answers."""

    status: Literal["ready"]
    dependencies: dict[str, str]
