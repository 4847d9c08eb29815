"""PORT: screenings, assessments with their history, changes and rejected rows, kept per tenant."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal, Protocol

import polars as pl

from tolpuddle.gateway.evidence.items import EvidenceStore
from tolpuddle.gateway.matching.decisions import DecisionStore
from tolpuddle.kernel.events import (
    AssessmentChanged,
    AssessmentsMade,
    Move,
    Problem,
    RowsRejected,
    UploadRead,
)

JobKind = Literal["request", "upload", "log"]
"""Asked for in one HTTP request, uploaded as a file, or seen on the log without either."""

JobStatus = Literal["receiving", "waiting", "running", "done", "failed"]
"""Bytes still arriving, all on the log, first results in, all results in, given up with a problem."""

BatchKind = Literal["assessments", "rejects"]

LINE_COLUMNS = (
    "supplier_id", "receipt", "name", "country", "goods", "sector", "listing", "exposure", "exposure_low",
    "exposure_high", "exposure_band", "coverage", "severity", "priority", "priority_key", "evidence_level",
    "urgent_safety_review", "top_reasons",
)  # fmt: skip
"""Columns of the assessment frame that a store keeps outside the frame too, to find and sort by."""

FINAL: frozenset[JobStatus] = frozenset({"done", "failed"})


@dataclass(frozen=True, slots=True)
class Source:
    """Where a fact comes from. The effect of one event id happens once."""

    tenant: str
    event_id: str
    occurred_at: datetime
    trace_id: str
    """Hexadecimal, 32 characters; empty: none."""


@dataclass(frozen=True, slots=True)
class Job:
    """One screening of one list."""

    tenant: str
    id: str
    kind: JobKind
    created_at: datetime
    status: JobStatus = "receiving"
    file_name: str | None = None
    trace_id: str = ""
    revision: int = 0
    """Grows by one with every change of the job."""
    accepted: int | None = None
    """Suppliers that passed the rules; null until the file was read to its end. So are the next four."""
    rejected: int | None = None
    duplicates: int | None = None
    batches: int | None = None
    reject_batches: int | None = None
    assessed: int = 0
    batches_assessed: int = 0
    batches_rejected: int = 0
    priorities: Mapping[str, int] = field(default_factory=dict[str, int])
    """Priority class -> suppliers assessed so far."""
    edition: str | None = None
    finished_at: datetime | None = None
    header_map: Mapping[str, str] = field(default_factory=dict[str, str])
    problem: Problem | None = None

    @property
    def final(self) -> bool:
        """True when nothing more will happen."""
        return self.status in FINAL


@dataclass(frozen=True, slots=True)
class StoredAssessment:
    """An assessment as it was made, with both times."""

    supplier_id: str
    job_id: str
    detail: str
    """The whole assessment as one JSON object; its priority rank is that within the screening, once known."""
    receipt: str
    edition: str
    cause: str
    made_at: datetime
    """Valid time: what was known from then on."""
    valid_until: datetime | None
    """When the next one was made; null: none was."""
    recorded_at: datetime
    """Transaction time: since when this store knows it."""
    trace_id: str
    event_id: str


@dataclass(frozen=True, slots=True)
class Summary:
    """One supplier's latest assessment as a line of a table."""

    supplier_id: str
    name: str
    country: str | None
    goods: str | None
    sector: str | None
    listing: str | None
    exposure: float | None
    exposure_low: float | None
    exposure_high: float | None
    exposure_band: str
    coverage: float
    severity: int | None
    priority: str
    evidence_level: str
    urgent_safety_review: bool
    top_reasons: str | None
    made_at: datetime


@dataclass(frozen=True, slots=True)
class Change:
    """How a supplier's assessment became another one."""

    cursor: int
    """Counts up per tenant without gaps, in the order in which changes became visible."""
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
    moves: tuple[Move, ...]
    """Their points sum to exposure_after - exposure_before where both are known."""
    trace_id: str


@dataclass(frozen=True, slots=True)
class Answered:
    """The assessments of one request, as scoring sent them."""

    lines: Sequence[Mapping[str, Any]]
    """One per row: at least LINE_COLUMNS and detail."""
    content: bytes
    """The same rows with all columns: an Arrow IPC stream, or one row as JSON (kernel.wire_rows)."""
    edition: str


class AssessmentStore(Protocol):
    """What the gateway remembers. Safe to use from several threads, and by several gateways at once."""

    @property
    def decisions(self) -> DecisionStore:
        """What people decided on matches."""
        ...

    @property
    def evidence(self) -> EvidenceStore:
        """What was seen at suppliers."""
        ...

    def open_job(self, job: Job) -> None:
        """Remember a job before anything else is done for it."""
        ...

    def release_job(self, tenant: str, job_id: str) -> None:
        """All bytes of an upload are on the log. A job that moved on meanwhile stays where it is."""
        ...

    def fail_job(self, tenant: str, job_id: str, problem: Problem, at: datetime) -> None:
        """Give a job up, unless it is final already."""
        ...

    def job(self, tenant: str, job_id: str) -> Job:
        """Raises: NotFoundError."""
        ...

    def jobs(self, tenant: str, limit: int) -> Sequence[Job]:
        """The latest jobs, newest first."""
        ...

    def record_request(self, source: Source, job: Job, answered: Answered, ranks: Sequence[int]) -> None:
        """Keep the assessments of one request with its job, whole or not at all. ranks: one per line."""
        ...

    def record_assessments(self, source: Source, made: AssessmentsMade) -> bool:
        """Keep a batch. False: this event or this batch of the job was kept before, nothing happened."""
        ...

    def record_rejects(self, source: Source, rejected: RowsRejected) -> bool:
        """Keep rejected rows. False as above."""
        ...

    def record_upload_read(self, source: Source, read: UploadRead) -> bool:
        """Remember what a file held. False as above."""
        ...

    def record_change(self, source: Source, changed: AssessmentChanged) -> bool:
        """Keep a change that scoring told. False as above."""
        ...

    def latest(self, tenant: str, supplier_id: str) -> StoredAssessment:
        """Raises: NotFoundError."""
        ...

    def latest_frame(self, tenant: str, supplier_id: str) -> pl.DataFrame:
        """The row of the assessment frame behind the latest assessment. Raises: NotFoundError."""
        ...

    def history(
        self, tenant: str, supplier_id: str, limit: int, before: int | None = None
    ) -> tuple[Sequence[StoredAssessment], int | None]:
        """Newest first, and the number to pass as `before` for older ones (null: no older ones).

        Raises: NotFoundError when the supplier is unknown.
        """
        ...

    def changes(self, tenant: str, after: int, limit: int) -> Sequence[Change]:
        """Changes with a greater cursor, in order."""
        ...

    def top(self, tenant: str, limit: int) -> Sequence[Summary]:
        """Latest assessment per supplier, in the order of work."""
        ...

    def results(self, tenant: str, job_id: str) -> Iterator[pl.DataFrame]:
        """Assessment frames of a job in the order of its file, priority_rank filled when the job is done.

        One batch is in memory at a time.
        """
        ...

    def rejects(self, tenant: str, job_id: str) -> Iterator[pl.DataFrame]:
        """Reject frames of a job in the order of its file."""
        ...

    def columns(self, tenant: str, job_id: str, kind: BatchKind) -> pl.Schema:
        """Columns of all frames of a job: those of the first in their order, then what only others have.

        Empty when there are no frames.
        """
        ...

    def check(self) -> None:
        """Return when the store answers. Raises: UnavailableError."""
        ...

    def close(self) -> None:
        """Let go of everything."""
        ...
