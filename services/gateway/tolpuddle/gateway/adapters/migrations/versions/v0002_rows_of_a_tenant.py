"""On PostgreSQL the database itself shows a tenant's rows to that tenant alone."""

from tolpuddle.gateway.adapters.migrations import tenancy

revision = "0002"
down_revision = "0001"

TABLES = (
    "jobs",
    "batches",
    "assessments",
    "latest",
    "changes",
    "counters",
    "processed_events",
    "match_decisions",
)


def upgrade() -> None:
    """Make the role that the gateway works as, and guard every table."""
    tenancy.make_role()
    for table in TABLES:
        tenancy.guard(table)


def downgrade() -> None:
    """Take the guards away. The role stays: other databases of the server may use it."""
    for table in TABLES:
        tenancy.unguard(table)
