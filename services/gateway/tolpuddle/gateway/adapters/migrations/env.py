"""Alembic's door: runs migrations on the connection that adapters.migrating hands over."""

from alembic import context

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=None,
    # SQLite cannot alter a column in place; a migration copies the table instead.
    render_as_batch=True,
    transaction_per_migration=False,
)
with context.begin_transaction():
    context.run_migrations()
