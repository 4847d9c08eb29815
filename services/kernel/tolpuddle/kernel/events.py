"""What happened, one frozen dataclass per event, with its topic and its key on the log."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import ClassVar, TypeAlias

import polars as pl

from tolpuddle.kernel import topics
from tolpuddle.kernel.topics import Topic

SupplierRow: TypeAlias = Mapping[str, str | int | float]
"""One row of the supplier frame, column -> value; what is unknown is left out."""


@dataclass(frozen=True, slots=True)
class SuppliersAccepted:
    """A batch of rows that passed the rules."""

    topic: ClassVar[Topic] = topics.SUPPLIERS
    job_id: str
    batch: int
    """Batches of a job are numbered from 0."""
    suppliers: pl.DataFrame
    """Supplier frame."""

    def key(self, tenant: str) -> str:
        return f"{tenant}/{self.job_id}/{self.batch}"


@dataclass(frozen=True, slots=True)
class SupplierStated:
    """One supplier was stated or changed."""

    topic: ClassVar[Topic] = topics.SUPPLIERS
    supplier: SupplierRow
    """With supplier_id and name."""

    def key(self, tenant: str) -> str:
        return f"{tenant}/{self.supplier['supplier_id']}"


@dataclass(frozen=True, slots=True)
class SupplierRemoved:
    """A supplier is no longer screened."""

    topic: ClassVar[Topic] = topics.SUPPLIERS
    supplier_id: str

    def key(self, tenant: str) -> str:
        return f"{tenant}/{self.supplier_id}"


@dataclass(frozen=True, slots=True)
class RowsRejected:
    """Rows that failed the rules, whole, with the reason."""

    topic: ClassVar[Topic] = topics.SUPPLIERS
    job_id: str
    batch: int
    rejects: pl.DataFrame
    """Reject frame."""

    def key(self, tenant: str) -> str:
        return f"{tenant}/{self.job_id}/rejected/{self.batch}"


@dataclass(frozen=True, slots=True)
class UploadChunk:
    """A piece of an uploaded file."""

    topic: ClassVar[Topic] = topics.UPLOADS
    job_id: str
    file_name: str
    index: int
    count: int
    content: bytes
    header_map: Mapping[str, str] = field(default_factory=dict[str, str])
    """Header as written -> supplier column, chosen by the person who uploads."""

    def key(self, tenant: str) -> str:
        return f"{tenant}/{self.job_id}"


@dataclass(frozen=True, slots=True)
class Problem:
    """What went wrong, for a person and for a program."""

    code: str
    sentence: str
    context: Mapping[str, str] = field(default_factory=dict[str, str])


@dataclass(frozen=True, slots=True)
class UploadRead:
    """A file was read to its end, or could not be read at all."""

    topic: ClassVar[Topic] = topics.SUPPLIERS
    job_id: str
    accepted: int
    rejected: int
    duplicates: int
    batches: int
    """Number of SuppliersAccepted batches of this job."""
    reject_batches: int = 0
    header_map: Mapping[str, str] = field(default_factory=dict[str, str])
    """Header as written -> supplier column that it was read as."""
    problem: Problem | None = None
    """Set when the file as a whole could not be used."""

    def key(self, tenant: str) -> str:
        return f"{tenant}/{self.job_id}"


@dataclass(frozen=True, slots=True)
class ReferenceTablePublished:
    """One part of one table, or one document, of one edition."""

    topic: ClassVar[Topic] = topics.REFERENCE
    edition: str
    file: str
    """File name with its ending: .csv for tables, .yaml for documents."""
    part: int
    parts: int
    sha256: str
    """Hash of the file's bytes."""
    rows: pl.DataFrame | None = None
    """Rows of a table; None for a document."""
    text: str = ""
    """Text of a document, whole or in part; empty for a table."""

    def key(self, tenant: str) -> str:
        return f"{self.edition}/{self.file}/{self.part}"


@dataclass(frozen=True, slots=True)
class EditionPublished:
    """All tables of an edition are on the log; from here on it is the one in force."""

    topic: ClassVar[Topic] = topics.REFERENCE
    edition: str
    digest: str
    """Hash over the file hashes."""
    manifest: str
    """Manifest as YAML text; may be empty."""
    parts: Mapping[str, int]
    """File name -> number of parts."""

    def key(self, tenant: str) -> str:
        return self.edition


@dataclass(frozen=True, slots=True)
class AssessmentsMade:
    """A batch of assessments was made. On the log it is keyed as the suppliers that it answers."""

    topic: ClassVar[Topic] = topics.ASSESSMENTS
    job_id: str
    """Job that the suppliers came with; empty: none."""
    batch: int
    assessments: pl.DataFrame
    """Assessment frame with points_* and detail."""
    edition: str
    cause: str
    """submitted, edition_changed or supplier_changed."""

    def key(self, tenant: str) -> str:
        return f"{tenant}/{self.job_id}/{self.batch}"


@dataclass(frozen=True, slots=True)
class Move:
    """How one factor moved."""

    factor: str
    points_before: float
    points_after: float
    reason_before: str
    reason_after: str


@dataclass(frozen=True, slots=True)
class AssessmentChanged:
    """A supplier's assessment is another than before."""

    topic: ClassVar[Topic] = topics.ASSESSMENTS
    supplier_id: str
    edition_before: str
    edition_after: str
    exposure_before: float | None
    """Null: insufficient data."""
    exposure_after: float | None
    priority_before: str
    priority_after: str
    listing_before: str
    """Empty: country or goods unknown."""
    listing_after: str
    moves: tuple[Move, ...]
    """Their points sum to exposure_after - exposure_before where both are known."""

    def key(self, tenant: str) -> str:
        return f"{tenant}/{self.supplier_id}"


@dataclass(frozen=True, slots=True)
class DeadLettered:
    """A message that could not be processed, kept whole with the reason."""

    topic: ClassVar[Topic] = topics.DEAD_LETTERS
    source_topic: str
    partition: int
    offset: int
    source_key: str
    group: str
    """Consumer group that refused it."""
    code: str
    reason: str
    event: bytes
    """The event as it came."""
    attempts: int = 1

    def key(self, tenant: str) -> str:
        return f"{self.group}/{self.source_topic}/{self.partition}/{self.offset}"


@dataclass(frozen=True, slots=True)
class DeadLetterRedriven:
    """A dead letter was sent to its topic again."""

    topic: ClassVar[Topic] = topics.DEAD_LETTERS
    dead_letter: str
    """Id of the event that said DeadLettered."""
    by: str
    """Who asked for it: a role or a key's name, never a person's name."""

    def key(self, tenant: str) -> str:
        return self.dead_letter


Fact: TypeAlias = (
    SuppliersAccepted
    | SupplierStated
    | SupplierRemoved
    | RowsRejected
    | UploadChunk
    | UploadRead
    | ReferenceTablePublished
    | EditionPublished
    | AssessmentsMade
    | AssessmentChanged
    | DeadLettered
    | DeadLetterRedriven
)
"""Anything that may stand on the log."""
