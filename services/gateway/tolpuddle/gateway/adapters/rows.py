"""Rows of the tables as the words of the store's port."""

from dataclasses import asdict
from typing import Any

import sqlalchemy as sa

from tolpuddle.gateway.adapters import blobs
from tolpuddle.gateway.adapters.tables import ASSESSMENTS, BATCHES, CHANGES, JOBS, LATEST
from tolpuddle.gateway.ranking import with_ranks
from tolpuddle.gateway.store import Change, Job, StoredAssessment, Summary
from tolpuddle.kernel.events import Move, Problem

SUMMARIES = sa.select(*(LATEST.c[name] for name in Summary.__dataclass_fields__))
CHANGES_WHOLE = sa.select(*(CHANGES.c[name] for name in Change.__dataclass_fields__))
_LATER = ASSESSMENTS.alias("later")
_VALID_UNTIL = (
    sa.select(sa.func.min(_LATER.c.made_at))
    .where(
        _LATER.c.tenant == ASSESSMENTS.c.tenant,
        _LATER.c.supplier_id == ASSESSMENTS.c.supplier_id,
        _LATER.c.made_at > ASSESSMENTS.c.made_at,
    )
    .scalar_subquery()
    .correlate(ASSESSMENTS)
)
ASSESSMENTS_WHOLE = sa.select(
    ASSESSMENTS.c.supplier_id, ASSESSMENTS.c.receipt, ASSESSMENTS.c.position, ASSESSMENTS.c.batch_id,
    BATCHES.c.job_id, BATCHES.c.frame, BATCHES.c.ranks, BATCHES.c.edition, BATCHES.c.cause, BATCHES.c.made_at,
    BATCHES.c.recorded_at, BATCHES.c.trace_id, BATCHES.c.event_id,
    _VALID_UNTIL.label("valid_until"),
).join(BATCHES, BATCHES.c.id == ASSESSMENTS.c.batch_id)  # fmt: skip


def job_values(job: Job) -> dict[str, Any]:
    """A job as a row of its table."""
    values = {column.name: getattr(job, column.name) for column in JOBS.columns}
    values |= {"priorities": dict(job.priorities), "header_map": dict(job.header_map)}
    values["problem"] = None if job.problem is None else problem_values(job.problem)
    return values


def problem_values(problem: Problem) -> dict[str, Any]:
    """A problem as JSON."""
    return {"code": problem.code, "sentence": problem.sentence, "context": dict(problem.context)}


def move_values(move: Move) -> dict[str, Any]:
    """A move as JSON."""
    return asdict(move)


def job_of(row: Any) -> Job:
    """Undo job_values."""
    values: dict[str, Any] = dict(row._mapping)
    if values["problem"] is not None:
        values["problem"] = Problem(**values["problem"])
    return Job(**values)


def summary_of(row: Any) -> Summary:
    """A row of SUMMARIES."""
    return Summary(**row._mapping)


def change_of(row: Any) -> Change:
    """A row of CHANGES_WHOLE."""
    values: dict[str, Any] = dict(row._mapping)
    values["moves"] = tuple(Move(**move) for move in values["moves"])
    return Change(**values)


def stored_of(row: Any) -> StoredAssessment:
    """A row of ASSESSMENTS_WHOLE; of its batch only the one detail is kept."""
    frame = blobs.unpack(row.frame, ["detail"]).slice(row.position, 1)
    if row.ranks is not None:
        frame = with_ranks(frame, blobs.unpack_ranks(row.ranks)[row.position : row.position + 1])
    return StoredAssessment(
        supplier_id=row.supplier_id,
        job_id=row.job_id,
        detail=frame.get_column("detail").item(),
        receipt=row.receipt,
        edition=row.edition,
        cause=row.cause,
        made_at=row.made_at,
        valid_until=row.valid_until,
        recorded_at=row.recorded_at,
        trace_id=row.trace_id,
        event_id=row.event_id,
    )
