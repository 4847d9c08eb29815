"""Tables of the gateway's store, on SQLite and PostgreSQL alike. Migrations make them; a test holds the two equal."""

from typing import Final

import sqlalchemy as sa

from tolpuddle.gateway.adapters.column_types import ID, JSON, TEXT, Moment

METADATA: Final = sa.MetaData()

JOBS = sa.Table(
    "jobs",
    METADATA,
    sa.Column("tenant", TEXT, primary_key=True),
    sa.Column("id", TEXT, primary_key=True),
    sa.Column("kind", TEXT, nullable=False),
    sa.Column("status", TEXT, nullable=False),
    sa.Column("file_name", TEXT),
    sa.Column("trace_id", TEXT, nullable=False),
    sa.Column("created_at", Moment, nullable=False),
    sa.Column("finished_at", Moment),
    sa.Column("revision", sa.BigInteger, nullable=False),
    sa.Column("accepted", sa.BigInteger),
    sa.Column("rejected", sa.BigInteger),
    sa.Column("duplicates", sa.BigInteger),
    sa.Column("batches", sa.BigInteger),
    sa.Column("reject_batches", sa.BigInteger),
    sa.Column("assessed", sa.BigInteger, nullable=False),
    sa.Column("batches_assessed", sa.BigInteger, nullable=False),
    sa.Column("batches_rejected", sa.BigInteger, nullable=False),
    sa.Column("priorities", JSON, nullable=False),
    sa.Column("edition", TEXT),
    sa.Column("header_map", JSON, nullable=False),
    sa.Column("problem", JSON),
    sa.Index("jobs_by_time", "tenant", "created_at"),
)

BATCHES = sa.Table(
    "batches",
    METADATA,
    sa.Column("id", ID, primary_key=True, autoincrement=True),
    sa.Column("tenant", TEXT, nullable=False),
    sa.Column("job_id", TEXT, nullable=False),
    sa.Column("kind", TEXT, nullable=False),  # assessments, rejects, rescreened
    sa.Column("number", sa.BigInteger, nullable=False),
    sa.Column("rows", sa.BigInteger, nullable=False),
    sa.Column("frame", sa.LargeBinary, nullable=False),  # Arrow IPC stream
    sa.Column("ranks", sa.LargeBinary),  # one little-endian int64 per row; null until the job is done
    sa.Column("edition", TEXT, nullable=False),
    sa.Column("cause", TEXT, nullable=False),
    sa.Column("event_id", TEXT, nullable=False),
    sa.Column("trace_id", TEXT, nullable=False),
    sa.Column("made_at", Moment, nullable=False),
    sa.Column("recorded_at", Moment, nullable=False),
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
    METADATA,
    sa.Column("tenant", TEXT, nullable=False),
    sa.Column("batch_id", ID, sa.ForeignKey("batches.id"), primary_key=True),
    sa.Column("position", sa.Integer, primary_key=True),
    sa.Column("supplier_id", TEXT, nullable=False),
    sa.Column("receipt", TEXT, nullable=False),
    sa.Column("made_at", Moment, nullable=False),
    sa.Index("assessments_by_supplier", "tenant", "supplier_id", "batch_id"),
)

LATEST = sa.Table(
    "latest",
    METADATA,
    sa.Column("tenant", TEXT, primary_key=True),
    sa.Column("supplier_id", TEXT, primary_key=True),
    sa.Column("batch_id", ID, nullable=False),
    sa.Column("position", sa.Integer, nullable=False),
    sa.Column("made_at", Moment, nullable=False),
    sa.Column("edition", TEXT, nullable=False),
    sa.Column("name", TEXT, nullable=False),
    sa.Column("country", TEXT),
    sa.Column("goods", TEXT),
    sa.Column("sector", TEXT),
    sa.Column("listing", TEXT),
    sa.Column("exposure", sa.Double),
    sa.Column("exposure_low", sa.Double),
    sa.Column("exposure_high", sa.Double),
    sa.Column("exposure_band", TEXT, nullable=False),
    sa.Column("coverage", sa.Double, nullable=False),
    sa.Column("severity", sa.Integer),
    sa.Column("priority", TEXT, nullable=False),
    sa.Column("priority_key", TEXT, nullable=False),
    sa.Column("evidence_level", TEXT, nullable=False),
    sa.Column("urgent_safety_review", sa.Boolean, nullable=False),
    sa.Column("top_reasons", TEXT),
    sa.Index("latest_by_priority", "tenant", "priority_key", "supplier_id"),
)

CHANGES = sa.Table(
    "changes",
    METADATA,
    sa.Column("tenant", TEXT, primary_key=True),
    sa.Column("cursor", sa.BigInteger, primary_key=True),
    sa.Column("supplier_id", TEXT, nullable=False),
    sa.Column("cause", TEXT, nullable=False),
    sa.Column("made_at", Moment, nullable=False),
    sa.Column("recorded_at", Moment, nullable=False),
    sa.Column("edition_before", TEXT, nullable=False),
    sa.Column("edition_after", TEXT, nullable=False),
    sa.Column("exposure_before", sa.Double),
    sa.Column("exposure_after", sa.Double),
    sa.Column("priority_before", TEXT, nullable=False),
    sa.Column("priority_after", TEXT, nullable=False),
    sa.Column("listing_before", TEXT),
    sa.Column("listing_after", TEXT),
    sa.Column("moves", JSON, nullable=False),
    sa.Column("event_id", TEXT, nullable=False),
    sa.Column("trace_id", TEXT, nullable=False),
)

COUNTERS = sa.Table(
    "counters",
    METADATA,
    sa.Column("tenant", TEXT, primary_key=True),
    sa.Column("name", TEXT, primary_key=True),
    sa.Column("value", sa.BigInteger, nullable=False),
)

PROCESSED_EVENTS = sa.Table(
    "processed_events",
    METADATA,
    sa.Column("tenant", TEXT, primary_key=True),
    sa.Column("event_id", TEXT, primary_key=True),
    sa.Column("recorded_at", Moment, nullable=False),
)

MATCH_DECISIONS = sa.Table(
    "match_decisions",
    METADATA,
    sa.Column("number", ID, primary_key=True, autoincrement=True),
    sa.Column("tenant", TEXT, nullable=False),
    sa.Column("id", TEXT, nullable=False),
    sa.Column("key", TEXT, nullable=False),
    sa.Column("list_id", TEXT, nullable=False),
    sa.Column("order_id", TEXT, nullable=False),
    sa.Column("entity", TEXT, nullable=False),
    sa.Column("name", TEXT, nullable=False),
    sa.Column("name_folded", TEXT, nullable=False),
    sa.Column("iso3", TEXT),
    sa.Column("supplier_id", TEXT),
    sa.Column("decision", TEXT, nullable=False),  # not_the_same, same
    sa.Column("reason", TEXT, nullable=False),
    sa.Column("decided_by", TEXT, nullable=False),
    sa.Column("role", TEXT, nullable=False),
    sa.Column("decided_at", Moment, nullable=False),
    sa.Column("until", sa.Date),
    sa.Column("seen", JSON, nullable=False),
    sa.Column("fingerprint", TEXT, nullable=False),
    sa.Column("edition", TEXT, nullable=False),
    sa.Column("score", sa.Double),
    sa.Column("verdict", TEXT),
    sa.Column("trace_id", TEXT, nullable=False),
    sa.Column("replaced_by", TEXT),
    sa.Column("withdrawn_at", Moment),
    sa.Column("withdrawn_by", TEXT),
    sa.Column("withdrawn_why", TEXT),
    sa.Index("match_decisions_by_id", "tenant", "id", unique=True),
    sa.Index("match_decisions_by_name", "tenant", "name_folded"),
    sa.Index("match_decisions_by_supplier", "tenant", "supplier_id"),
    sa.Index("match_decisions_by_key", "tenant", "key"),
)

EVIDENCE = sa.Table(
    "evidence",
    METADATA,
    sa.Column("number", ID, primary_key=True, autoincrement=True),
    sa.Column("tenant", TEXT, nullable=False),
    sa.Column("id", TEXT, nullable=False),
    sa.Column("supplier_id", TEXT, nullable=False),
    sa.Column("statement", TEXT),
    sa.Column("control", TEXT),
    sa.Column("answer", TEXT, nullable=False),
    sa.Column("source", TEXT, nullable=False),
    sa.Column("method", TEXT),
    sa.Column("date", sa.Date),
    sa.Column("confidence", TEXT),
    sa.Column("expires", sa.Date),
    sa.Column("site", TEXT),
    sa.Column("people_affected_band", TEXT),
    sa.Column("reliability", TEXT),
    sa.Column("recorded_at", Moment, nullable=False),
    sa.Column("trace_id", TEXT, nullable=False),
    sa.Column("withdrawn_at", Moment),
    sa.Column("withdrawn_by", TEXT),
    sa.Column("withdrawn_why", TEXT),
    sa.Index("evidence_by_id", "tenant", "id", unique=True),
    sa.Index("evidence_by_supplier", "tenant", "supplier_id", "number"),
)
