"""Effects on the store, each within a transaction that its caller opened."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import Any, Literal

import polars as pl
import sqlalchemy as sa

from tolpuddle.gateway.adapters import blobs, rows, statements
from tolpuddle.gateway.adapters.tables import BATCHES, CHANGES, JOBS
from tolpuddle.gateway.comparison import moves_between
from tolpuddle.gateway.ranking import ranks_of
from tolpuddle.gateway.store import LINE_COLUMNS, Job, Source
from tolpuddle.kernel.events import Move

StoredKind = Literal["assessments", "rejects", "rescreened"]

TOLD_BY_SCORING = "edition_changed"
"""Scoring itself tells these changes, decomposed, in events of their own."""

SUBMITTED = "submitted"

_LATEST_COLUMNS = tuple(name for name in LINE_COLUMNS if name != "receipt")


@dataclass(frozen=True, slots=True)
class Reading:
    """What a change compares."""

    edition: str
    exposure: float | None
    priority: str
    listing: str | None


def first_time(connection: sa.Connection, source: Source) -> bool:
    """Claim an event. False: its effect is in the store already."""
    event = {"tenant": source.tenant, "event_id": source.event_id, "recorded_at": datetime.now(UTC)}
    return connection.execute(statements.claim_event(connection.dialect.name), event).scalar() is not None


def add_batch(
    connection: sa.Connection,
    source: Source,
    *,
    job_id: str,
    kind: StoredKind,
    number: int,
    count: int,
    content: bytes,
    edition: str = "",
    cause: str = "",
    ranks: Sequence[int] | None = None,
) -> int | None:
    """Keep packed rows. None: this batch of the job is in the store already."""
    return connection.execute(
        statements.add_batch(connection.dialect.name),
        {
            "tenant": source.tenant,
            "job_id": job_id,
            "kind": kind,
            "number": number,
            "rows": count,
            "frame": content,
            "ranks": None if ranks is None else blobs.pack_ranks(ranks),
            "edition": edition,
            "cause": cause,
            "event_id": source.event_id,
            "trace_id": source.trace_id,
            "made_at": source.occurred_at,
            "recorded_at": datetime.now(UTC),
        },
    ).scalar()


def add_assessments(
    connection: sa.Connection,
    source: Source,
    lines: Sequence[Mapping[str, Any]],
    detail_of: Callable[[int], str],
    *,
    batch_id: int,
    edition: str,
    cause: str,
) -> None:
    """Index a batch by supplier, make its rows the latest, and keep what changed by them.

    lines: LINE_COLUMNS at least. detail_of: the whole assessment of a line, by its number.
    """
    common = {"tenant": source.tenant, "batch_id": batch_id, "made_at": source.occurred_at}
    indexed = [
        {**common, "position": position, "supplier_id": line["supplier_id"], "receipt": line["receipt"]}
        for position, line in enumerate(lines)
    ]
    connection.execute(statements.ADD_ASSESSMENTS, indexed)
    # Sorted, so that two gateways lock rows in one order; the last row of a supplier counts.
    at = {line["supplier_id"]: position for position, line in enumerate(lines)}
    newest = sorted(at)
    before = _latest_of(connection, source.tenant, newest)
    if cause != TOLD_BY_SCORING:
        moved = list(_moved(source, edition, lines, at, before))
        texts = _details_of(connection, {old.batch_id for _, old, _ in moved})
        for supplier_id, old, after in moved:
            add_change(
                connection, source, supplier_id=supplier_id, cause=cause,
                before=Reading(old.edition, old.exposure, old.priority, old.listing), after=after,
                moves=moves_between(texts[old.batch_id][old.position], detail_of(at[supplier_id])),
            )  # fmt: skip
    common["edition"] = edition
    connection.execute(
        statements.put_latest(connection.dialect.name),
        [
            {
                **common,
                "position": at[name],
                **{column: lines[at[name]][column] for column in _LATEST_COLUMNS},
            }
            for name in newest
        ],
    )


def _latest_of(connection: sa.Connection, tenant: str, supplier_ids: Sequence[str]) -> Mapping[str, Any]:
    found: dict[str, Any] = {}
    if len(supplier_ids) == 1:
        asked = {"of_tenant": tenant, "only": supplier_ids[0]}
        row = connection.execute(statements.LATEST_OF_ONE, asked).one_or_none()
        return {} if row is None else {supplier_ids[0]: row}
    for start in range(0, len(supplier_ids), 5000):
        asked = {"of_tenant": tenant, "ids": supplier_ids[start : start + 5000]}
        found |= {row.supplier_id: row for row in connection.execute(statements.LATEST_OF, asked)}
    return found


def _moved(
    source: Source,
    edition: str,
    lines: Sequence[Mapping[str, Any]],
    at: Mapping[str, int],
    before: Mapping[str, Any],
) -> Iterator[tuple[str, Any, Reading]]:
    for supplier_id, old in before.items():
        line = lines[at[supplier_id]]
        after = Reading(edition, line["exposure"], line["priority"], line["listing"])
        same = (old.exposure, old.priority, old.listing) == (after.exposure, after.priority, after.listing)
        if not same and old.made_at <= source.occurred_at:
            yield supplier_id, old, after


def _details_of(connection: sa.Connection, batch_ids: set[int]) -> Mapping[int, pl.Series]:
    if not batch_ids:
        return {}
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
    # A reader never sees a cursor before a smaller one: the counter's row is locked until this transaction ends.
    first = {"tenant": tenant, "name": "changes", "value": 1}
    return int(connection.execute(statements.next_value(connection.dialect.name), first).scalar_one())


def lock_job(connection: sa.Connection, source: Source, job_id: str) -> Any:
    """The row of a job, held until the transaction ends; a job first seen on the log is made."""
    seen = Job(source.tenant, job_id, "log", source.occurred_at, "running", trace_id=source.trace_id)
    connection.execute(statements.add_job_if_new(connection.dialect.name), rows.job_values(seen))
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
    whole = pl.concat(parts)
    ranked = whole.select("batch_id").with_columns(ranks_of(whole))
    for (batch_id,), part in ranked.partition_by("batch_id", as_dict=True, maintain_order=True).items():
        ranks = blobs.pack_ranks(part.get_column("rank").to_list())
        connection.execute(sa.update(BATCHES).where(BATCHES.c.id == batch_id).values(ranks=ranks))
