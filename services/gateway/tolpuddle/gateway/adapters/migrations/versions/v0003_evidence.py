"""What was seen at suppliers, item by item."""

import sqlalchemy as sa
from alembic import op

from tolpuddle.gateway.adapters.column_types import ID, TEXT, Moment
from tolpuddle.gateway.adapters.migrations import tenancy

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Make the table and guard it."""
    op.create_table(
        "evidence",
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
    )
    op.create_index("evidence_by_id", "evidence", ["tenant", "id"], unique=True)
    op.create_index("evidence_by_supplier", "evidence", ["tenant", "supplier_id", "number"])
    tenancy.guard("evidence")


def downgrade() -> None:
    """Drop it with all that is in it."""
    tenancy.unguard("evidence")
    op.drop_table("evidence")
