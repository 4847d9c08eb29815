"""Effects on the store, each within a transaction that its caller opened."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import Any, Literal

import polars as pl
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from tolpuddle.gateway.adapters import blobs, rows
from tolpuddle.gateway.adapters.tables import (
    ASSESSMENTS,
    BATCHES,
    CHANGES,
    COUNTERS,
    JOBS,
    LATEST,
    PROCESSED_EVENTS,
)
from tolpuddle.gateway.comparison import moves_between
from tolpuddle.gateway.ranking import ranked
from tolpuddle.gateway.store import Job, Source
from tolpuddle.kernel.events import AssessmentsMade, Move

StoredKind = Literal["assessments", "rejects", "rescreened"]

TOLD_BY_SCORING = "edition_changed"
"""Scoring itself tells these changes, decomposed, in events of their own."""

_LATEST_FRAME_COLUMNS = (
    "name", "country", "goods", "sector", "listing", "exposure", "exposure_low", "exposure_high", "exposure_band",
    "coverage", "severity", "priority", "priority_key", "evidence_level", "urgent_safety_review", "top_reasons",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Reading:
    """What a change compares."""

    edition: str
    exposure: float | None
    priority: str
    listing: str | None


def first_time(connection: sa.Connection, source: Source) -> bool:
    """Claim an event. False: its effect is in the store already."""
    statement = insert(connection, PROCESSED_EVENTS).on_conflict_do_nothing()
    claimed = connection.execute(
        statement.returning(PROCESSED_EVENTS.c.event_id),
        {"tenant": source.tenant, "event_id": source.event_id, "recorded_at": datetime.now(UTC)},
    )
    return claimed.scalar() is not None


def insert(connection: sa.Connection, table: sa.Table) -> Any:
    """An INSERT that knows ON CONFLICT; both dialects spell it alike."""
    return postgresql.insert(table) if connection.dialect.name == "postgresql" else sqlite.insert(table)


def add_batch(
    connection: sa.Connection,
    source: Source,
    *,
    job_id: str,
    kind: StoredKind,
    number: int,
    frame: pl.DataFrame,
    edition: str = "",
    cause: str = "",
    ranks: Sequence[int] | None = None,
) -> int | None:
    """Keep a frame. None: this batch of the job is in the store already."""
    statement = insert(connection, BATCHES).on_conflict_do_nothing().returning(BATCHES.c.id)
    return connection.execute(
        statement,
        {
            "tenant": source.tenant,
            "job_id": job_id,
            "kind": kind,
            "number": number,
            "rows": frame.height,
            "frame": blobs.pack(frame),
            "ranks": None if ranks is None else blobs.pack_ranks(ranks),
            "edition": edition,
            "cause": cause,
            "event_id": source.event_id,
            "trace_id": source.trace_id,
            "made_at": source.occurred_at,
            "recorded_at": datetime.now(UTC),
        },
    ).scalar()


def add_assessments(connection: sa.Connection, source: Source, made: AssessmentsMade, batch_id: int) -> None:
    """Index a batch by supplier, make its rows the latest, and keep what changed by them."""
    frame = made.assessments.with_row_index("position")
    keys = frame.select("position", "supplier_id", "receipt").to_dicts()
    connection.execute(
        sa.insert(ASSESSMENTS), [{"tenant": source.tenant, "batch_id": batch_id, **row} for row in keys]
    )
    # Sorted, so that two gateways lock rows in one order; the last row of a supplier counts.
    newest = frame.unique("supplier_id", keep="last").sort("supplier_id")
    before = _latest_of(connection, source.tenant, newest.get_column("supplier_id").to_list())
    if made.cause != TOLD_BY_SCORING:
        _add_derived_changes(connection, source, made, newest, before)
    lines = newest.select("position", "supplier_id", *_LATEST_FRAME_COLUMNS).to_dicts()
    common = {
        "tenant": source.tenant,
        "batch_id": batch_id,
        "made_at": source.occurred_at,
        "edition": made.edition,
    }
    statement = insert(connection, LATEST)
    changed = {
        column.name: statement.excluded[column.name] for column in LATEST.columns if not column.primary_key
    }
    connection.execute(
        statement.on_conflict_do_update(
            index_elements=["tenant", "supplier_id"],
            set_=changed,
            where=LATEST.c.made_at <= statement.excluded.made_at,
        ),
        [common | line for line in lines],
    )


def _latest_of(connection: sa.Connection, tenant: str, supplier_ids: Sequence[str]) -> Mapping[str, Any]:
    columns = (LATEST.c.supplier_id, LATEST.c.batch_id, LATEST.c.position, LATEST.c.made_at, LATEST.c.edition,
               LATEST.c.exposure, LATEST.c.priority, LATEST.c.listing)  # fmt: skip
    statement = sa.select(*columns).where(
        LATEST.c.tenant == tenant, LATEST.c.supplier_id.in_(sa.bindparam("ids", expanding=True))
    )
    found: dict[str, Any] = {}
    for start in range(0, len(supplier_ids), 5000):
        part = connection.execute(statement, {"ids": supplier_ids[start : start + 5000]})
        found |= {row.supplier_id: row for row in part}
    return found


def _add_derived_changes(
    connection: sa.Connection,
    source: Source,
    made: AssessmentsMade,
    newest: pl.DataFrame,
    before: Mapping[str, Any],
) -> None:
    if not before:
        return
    moved: list[tuple[str, Any, Reading, str]] = []
    columns = ("supplier_id", "exposure", "priority", "listing", "detail")
    for supplier_id, exposure, priority, listing, detail in newest.select(columns).iter_rows():
        old = before.get(supplier_id)
        if old is None or old.made_at > source.occurred_at:
            continue
        if (old.exposure, old.priority, old.listing) != (exposure, priority, listing):
            moved.append((supplier_id, old, Reading(made.edition, exposure, priority, listing), detail))
    if not moved:
        return
    details = _details_of(connection, {old.batch_id for _, old, _, _ in moved})
    for supplier_id, old, after, detail in moved:
        add_change(
            connection,
            source,
            supplier_id=supplier_id,
            cause=made.cause,
            before=Reading(old.edition, old.exposure, old.priority, old.listing),
            after=after,
            moves=moves_between(details[old.batch_id][old.position], detail),
        )


def _details_of(connection: sa.Connection, batch_ids: set[int]) -> Mapping[int, pl.Series]:
    statement = sa.select(BATCHES.c.id, BATCHES.c.frame).where(BATCHES.c.id.in_(sorted(batch_ids)))
    return {
        batch_id: blobs.unpack(content, ["detail"]).get_column("detail")
        for batch_id, content in connection.execute(statement)
    }


def add_change(
    connection: sa.Connection,
    source: Source,
    *,
    supplier_id: str,
    cause: str,
    before: Reading,
    after: Reading,
    moves: Sequence[Move],
) -> None:
    """Keep a change under the tenant's next cursor."""
    connection.execute(
        sa.insert(CHANGES),
        {
            "tenant": source.tenant,
            "cursor": _next_cursor(connection, source.tenant),
            "supplier_id": supplier_id,
            "cause": cause,
            "made_at": source.occurred_at,
            "recorded_at": datetime.now(UTC),
            **{f"{name}_before": value for name, value in asdict(before).items()},
            **{f"{name}_after": value for name, value in asdict(after).items()},
            "moves": [rows.move_values(move) for move in moves],
            "event_id": source.event_id,
            "trace_id": source.trace_id,
        },
    )


def _next_cursor(connection: sa.Connection, tenant: str) -> int:
    # The row stays locked until the transaction ends: a reader never sees a cursor before a smaller one.
    statement = insert(connection, COUNTERS).values(tenant=tenant, name="changes", value=1)
    statement = statement.on_conflict_do_update(
        index_elements=["tenant", "name"], set_={"value": COUNTERS.c.value + 1}
    ).returning(COUNTERS.c.value)
    return int(connection.execute(statement).scalar_one())


def lock_job(connection: sa.Connection, source: Source, job_id: str) -> Any:
    """The row of a job, held until the transaction ends; a job first seen on the log is made."""
    seen = Job(source.tenant, job_id, "log", source.occurred_at, "running", trace_id=source.trace_id)
    connection.execute(insert(connection, JOBS).on_conflict_do_nothing(), rows.job_values(seen))
    statement = sa.select(JOBS).where(JOBS.c.tenant == source.tenant, JOBS.c.id == job_id).with_for_update()
    return connection.execute(statement).one()


def update_job(connection: sa.Connection, tenant: str, job_id: str, **values: Any) -> None:
    """Change a job; its revision grows."""
    statement = sa.update(JOBS).where(JOBS.c.tenant == tenant, JOBS.c.id == job_id)
    connection.execute(statement.values(revision=JOBS.c.revision + 1, **values))


def settle(connection: sa.Connection, tenant: str, job_id: str) -> None:
    """Finish a job when its file was read and every batch of it has come."""
    row = connection.execute(sa.select(JOBS).where(JOBS.c.tenant == tenant, JOBS.c.id == job_id)).one()
    complete = row.batches == row.batches_assessed and row.reject_batches == row.batches_rejected
    if row.batches is None or row.status in ("done", "failed") or not complete:
        return
    _rank(connection, tenant, job_id)
    update_job(connection, tenant, job_id, status="done", finished_at=datetime.now(UTC))


def _rank(connection: sa.Connection, tenant: str, job_id: str) -> None:
    statement = sa.select(BATCHES.c.id, BATCHES.c.frame).where(
        BATCHES.c.tenant == tenant, BATCHES.c.job_id == job_id, BATCHES.c.kind == "assessments"
    )
    parts = [
        blobs.unpack(content, ["priority_key", "supplier_id", "row"]).select(
            pl.lit(batch_id).alias("batch_id"), "priority_key", "supplier_id", "row"
        )
        for batch_id, content in connection.execute(statement.order_by(BATCHES.c.number))
    ]
    if not parts:
        return
    for (batch_id,), part in (
        ranked(pl.concat(parts)).partition_by("batch_id", as_dict=True, maintain_order=True).items()
    ):
        ranks = blobs.pack_ranks(part.get_column("priority_rank").to_list())
        connection.execute(sa.update(BATCHES).where(BATCHES.c.id == batch_id).values(ranks=ranks))
