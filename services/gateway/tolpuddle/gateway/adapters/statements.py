"""Statements that differ by dialect or are costly to build, built once."""

from functools import cache
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from tolpuddle.gateway.adapters.tables import ASSESSMENTS, BATCHES, COUNTERS, JOBS, LATEST, PROCESSED_EVENTS

ADD_JOB: Final = sa.insert(JOBS)
ADD_ASSESSMENTS: Final = sa.insert(ASSESSMENTS)
_LATEST: Final = sa.select(
    LATEST.c.supplier_id, LATEST.c.batch_id, LATEST.c.position, LATEST.c.made_at, LATEST.c.edition,
    LATEST.c.exposure, LATEST.c.priority, LATEST.c.listing,
).where(LATEST.c.tenant == sa.bindparam("of_tenant"))  # fmt: skip
LATEST_OF: Final = _LATEST.where(LATEST.c.supplier_id.in_(sa.bindparam("ids", expanding=True)))
LATEST_OF_ONE: Final = _LATEST.where(LATEST.c.supplier_id == sa.bindparam("only"))


def _insert(dialect: str, table: sa.Table) -> Any:
    """An INSERT that knows ON CONFLICT; both dialects spell it alike."""
    return postgresql.insert(table) if dialect == "postgresql" else sqlite.insert(table)


@cache
def claim_event(dialect: str) -> sa.Executable:
    """Returns a row only for an event that was not claimed before."""
    statement = _insert(dialect, PROCESSED_EVENTS).on_conflict_do_nothing()
    return statement.returning(PROCESSED_EVENTS.c.event_id)


@cache
def add_batch(dialect: str) -> sa.Executable:
    """Returns the new batch's id; nothing when this batch of the job is there already."""
    return _insert(dialect, BATCHES).on_conflict_do_nothing().returning(BATCHES.c.id)


@cache
def add_job_if_new(dialect: str) -> sa.Executable:
    """Leaves a job that is there as it is."""
    return _insert(dialect, JOBS).on_conflict_do_nothing()


@cache
def put_latest(dialect: str) -> sa.Executable:
    """An older assessment that comes late does not replace a newer one."""
    statement = _insert(dialect, LATEST)
    changed = {
        column.name: statement.excluded[column.name] for column in LATEST.columns if not column.primary_key
    }
    return statement.on_conflict_do_update(
        index_elements=["tenant", "supplier_id"],
        set_=changed,
        where=LATEST.c.made_at <= statement.excluded.made_at,
    )


@cache
def next_value(dialect: str) -> sa.Executable:
    """Counts a tenant's counter up; its row stays locked until the transaction ends."""
    return (
        _insert(dialect, COUNTERS)
        .on_conflict_do_update(index_elements=["tenant", "name"], set_={"value": COUNTERS.c.value + 1})
        .returning(COUNTERS.c.value)
    )
