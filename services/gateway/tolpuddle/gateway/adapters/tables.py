"""Tables of the gateway's store, on SQLite and PostgreSQL alike."""

from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql

_metadata = sa.MetaData()

_Text = sa.Text().with_variant(postgresql.TEXT(collation="C"), "postgresql")
"""Compared byte by byte everywhere, so that order is the same on every store and in every frame."""


class _Moment(sa.types.TypeDecorator[datetime]):
    """A moment with its time zone; SQLite keeps none, so it is kept as UTC."""

    impl = sa.DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Any) -> datetime | None:
        return None if value is None else value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Any) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


_Id = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_Json = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")

JOBS = sa.Table(
    "jobs",
    _metadata,
    sa.Column("tenant", _Text, primary_key=True),
    sa.Column("id", _Text, primary_key=True),
    sa.Column("kind", _Text, nullable=False),
    sa.Column("status", _Text, nullable=False),
    sa.Column("file_name", _Text),
    sa.Column("trace_id", _Text, nullable=False),
    sa.Column("created_at", _Moment, nullable=False),
    sa.Column("finished_at", _Moment),
    sa.Column("revision", sa.BigInteger, nullable=False),
    sa.Column("accepted", sa.BigInteger),
    sa.Column("rejected", sa.BigInteger),
    sa.Column("duplicates", sa.BigInteger),
    sa.Column("batches", sa.BigInteger),
    sa.Column("reject_batches", sa.BigInteger),
    sa.Column("assessed", sa.BigInteger, nullable=False),
    sa.Column("batches_assessed", sa.BigInteger, nullable=False),
    sa.Column("batches_rejected", sa.BigInteger, nullable=False),
    sa.Column("priorities", _Json, nullable=False),
    sa.Column("edition", _Text),
    sa.Column("header_map", _Json, nullable=False),
    sa.Column("problem", _Json),
    sa.Index("jobs_by_time", "tenant", "created_at"),
)

BATCHES = sa.Table(
    "batches",
    _metadata,
    sa.Column("id", _Id, primary_key=True, autoincrement=True),
    sa.Column("tenant", _Text, nullable=False),
    sa.Column("job_id", _Text, nullable=False),
    sa.Column("kind", _Text, nullable=False),  # assessments, rejects, rescreened
    sa.Column("number", sa.BigInteger, nullable=False),
    sa.Column("rows", sa.BigInteger, nullable=False),
    sa.Column("frame", sa.LargeBinary, nullable=False),  # Arrow IPC stream
    sa.Column("ranks", sa.LargeBinary),  # one little-endian int64 per row; null until the job is done
    sa.Column("edition", _Text, nullable=False),
    sa.Column("cause", _Text, nullable=False),
    sa.Column("event_id", _Text, nullable=False),
    sa.Column("trace_id", _Text, nullable=False),
    sa.Column("made_at", _Moment, nullable=False),
    sa.Column("recorded_at", _Moment, nullable=False),
    sa.Index(
        "batches_once",
        "tenant",
        "job_id",
        "kind",
        "number",
        unique=True,
        sqlite_where=sa.text("kind <> 'rescreened'"),
        postgresql_where=sa.text("kind <> 'rescreened'"),
    ),
)

ASSESSMENTS = sa.Table(
    "assessments",
    _metadata,
    sa.Column("tenant", _Text, nullable=False),
    sa.Column("batch_id", _Id, sa.ForeignKey("batches.id"), primary_key=True),
    sa.Column("position", sa.Integer, primary_key=True),
    sa.Column("supplier_id", _Text, nullable=False),
    sa.Column("receipt", _Text, nullable=False),
    sa.Column("made_at", _Moment, nullable=False),
    sa.Index("assessments_by_supplier", "tenant", "supplier_id", "batch_id"),
)

LATEST = sa.Table(
    "latest",
    _metadata,
    sa.Column("tenant", _Text, primary_key=True),
    sa.Column("supplier_id", _Text, primary_key=True),
    sa.Column("batch_id", _Id, nullable=False),
    sa.Column("position", sa.Integer, nullable=False),
    sa.Column("made_at", _Moment, nullable=False),
    sa.Column("edition", _Text, nullable=False),
    sa.Column("name", _Text, nullable=False),
    sa.Column("country", _Text),
    sa.Column("goods", _Text),
    sa.Column("sector", _Text),
    sa.Column("listing", _Text),
    sa.Column("exposure", sa.Double),
    sa.Column("exposure_low", sa.Double),
    sa.Column("exposure_high", sa.Double),
    sa.Column("exposure_band", _Text, nullable=False),
    sa.Column("coverage", sa.Double, nullable=False),
    sa.Column("severity", sa.Integer),
    sa.Column("priority", _Text, nullable=False),
    sa.Column("priority_key", _Text, nullable=False),
    sa.Column("evidence_level", _Text, nullable=False),
    sa.Column("urgent_safety_review", sa.Boolean, nullable=False),
    sa.Column("top_reasons", _Text),
    sa.Index("latest_by_priority", "tenant", "priority_key", "supplier_id"),
)

CHANGES = sa.Table(
    "changes",
    _metadata,
    sa.Column("tenant", _Text, primary_key=True),
    sa.Column("cursor", sa.BigInteger, primary_key=True),
    sa.Column("supplier_id", _Text, nullable=False),
    sa.Column("cause", _Text, nullable=False),
    sa.Column("made_at", _Moment, nullable=False),
    sa.Column("recorded_at", _Moment, nullable=False),
    sa.Column("edition_before", _Text, nullable=False),
    sa.Column("edition_after", _Text, nullable=False),
    sa.Column("exposure_before", sa.Double),
    sa.Column("exposure_after", sa.Double),
    sa.Column("priority_before", _Text, nullable=False),
    sa.Column("priority_after", _Text, nullable=False),
    sa.Column("listing_before", _Text),
    sa.Column("listing_after", _Text),
    sa.Column("moves", _Json, nullable=False),
    sa.Column("event_id", _Text, nullable=False),
    sa.Column("trace_id", _Text, nullable=False),
)

COUNTERS = sa.Table(
    "counters",
    _metadata,
    sa.Column("tenant", _Text, primary_key=True),
    sa.Column("name", _Text, primary_key=True),
    sa.Column("value", sa.BigInteger, nullable=False),
)

PROCESSED_EVENTS = sa.Table(
    "processed_events",
    _metadata,
    sa.Column("tenant", _Text, primary_key=True),
    sa.Column("event_id", _Text, primary_key=True),
    sa.Column("recorded_at", _Moment, nullable=False),
)

MATCH_DECISIONS = sa.Table(
    "match_decisions",
    _metadata,
    sa.Column("number", _Id, primary_key=True, autoincrement=True),
    sa.Column("tenant", _Text, nullable=False),
    sa.Column("id", _Text, nullable=False),
    sa.Column("key", _Text, nullable=False),
    sa.Column("list_id", _Text, nullable=False),
    sa.Column("order_id", _Text, nullable=False),
    sa.Column("entity", _Text, nullable=False),
    sa.Column("name", _Text, nullable=False),
    sa.Column("name_folded", _Text, nullable=False),
    sa.Column("iso3", _Text),
    sa.Column("supplier_id", _Text),
    sa.Column("decision", _Text, nullable=False),  # not_the_same, same
    sa.Column("reason", _Text, nullable=False),
    sa.Column("decided_by", _Text, nullable=False),
    sa.Column("role", _Text, nullable=False),
    sa.Column("decided_at", _Moment, nullable=False),
    sa.Column("until", sa.Date),
    sa.Column("seen", _Json, nullable=False),
    sa.Column("fingerprint", _Text, nullable=False),
    sa.Column("edition", _Text, nullable=False),
    sa.Column("score", sa.Double),
    sa.Column("verdict", _Text),
    sa.Column("trace_id", _Text, nullable=False),
    sa.Column("replaced_by", _Text),
    sa.Column("withdrawn_at", _Moment),
    sa.Column("withdrawn_by", _Text),
    sa.Column("withdrawn_why", _Text),
    sa.Index("match_decisions_by_id", "tenant", "id", unique=True),
    sa.Index("match_decisions_by_name", "tenant", "name_folded"),
    sa.Index("match_decisions_by_supplier", "tenant", "supplier_id"),
    sa.Index("match_decisions_by_key", "tenant", "key"),
)


def create_tables(engine: sa.Engine) -> None:
    """Create what is missing; leave what is there. Migrations come with the release that first needs one."""
    with engine.begin() as connection:
        if connection.dialect.name == "postgresql":
            # Two gateways that start at once must not both create.
            connection.execute(sa.text("SELECT pg_advisory_xact_lock(1834)"))
        _metadata.create_all(connection)
