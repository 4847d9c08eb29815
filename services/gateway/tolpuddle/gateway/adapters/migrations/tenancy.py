"""Row-level security of PostgreSQL: what each migration says of a table that holds rows of tenants."""

from typing import Final

from alembic import op

ROLE: Final = "tolpuddle_gateway"
"""The gateway logs in as whoever the operator named and then works as this role, which owns nothing and passes no guard."""

TENANT: Final = "tolpuddle.tenant"
"""The setting of a transaction that says whose rows it may see and write. Not set: nobody's."""

_OWN_ROWS: Final = f"(tenant = current_setting('{TENANT}', true))"


def on_postgres() -> bool:
    """SQLite has one process and no roles; there the repository's own filter is the guard."""
    return op.get_context().dialect.name == "postgresql"


def make_role() -> None:
    """Make the role if the server has none of this name, and let whoever migrates become it."""
    if not on_postgres():
        return
    # Two databases of one server may migrate at once: both may find it missing.
    op.execute(
        f"DO $$ BEGIN CREATE ROLE {ROLE} NOLOGIN NOBYPASSRLS;"
        " EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $$"
    )
    op.execute(
        f"DO $$ BEGIN IF NOT pg_has_role(current_user, '{ROLE}', 'MEMBER') THEN GRANT {ROLE} TO CURRENT_USER; END IF; END $$"
    )
    op.execute(f"GRANT USAGE ON SCHEMA {_schema()} TO {ROLE}")


def guard(table: str) -> None:
    """Let the gateway's role read and write rows of the tenant that its transaction names, and no others."""
    if not on_postgres():
        return
    op.execute(f'GRANT SELECT, INSERT, UPDATE, DELETE ON "{table}" TO {ROLE}')
    op.execute(f"GRANT USAGE ON ALL SEQUENCES IN SCHEMA {_schema()} TO {ROLE}")
    op.execute(f'ALTER TABLE "{table}" ENABLE ROW LEVEL SECURITY')
    op.execute(f'CREATE POLICY of_tenant ON "{table}" USING {_OWN_ROWS} WITH CHECK {_OWN_ROWS}')


def unguard(table: str) -> None:
    """Undo guard."""
    if not on_postgres():
        return
    op.execute(f'DROP POLICY of_tenant ON "{table}"')
    op.execute(f'ALTER TABLE "{table}" DISABLE ROW LEVEL SECURITY')
    op.execute(f'REVOKE ALL ON "{table}" FROM {ROLE}')


def _schema() -> str:
    name = op.get_bind().exec_driver_sql("SELECT quote_ident(current_schema())").scalar_one()
    return str(name)
