"""Transactions on the store, each of one tenant."""

from collections.abc import Generator
from contextlib import contextmanager
from typing import Final

import sqlalchemy as sa

from tolpuddle.gateway.adapters.engine import Engines, errors_translated
from tolpuddle.gateway.adapters.migrations.tenancy import TENANT

_WHOSE: Final = sa.text("SELECT set_config(:setting, :tenant, true)")


class Database:
    """Opens transactions. On PostgreSQL each sees and writes rows of its tenant alone, whatever its statements ask for."""

    def __init__(self, engines: Engines) -> None:
        self._engines = engines

    @contextmanager
    def writing(self, tenant: str, *, durable: bool = True) -> Generator[sa.Connection]:
        """A transaction, committed at the end. durable=False: on SQLite not synced to disk before it returns."""
        engine = self._engines.write if durable else self._engines.answering
        with errors_translated(), engine.begin() as connection:
            _of(connection, tenant)
            yield connection

    @contextmanager
    def reading(self, tenant: str) -> Generator[sa.Connection]:
        """A transaction that sees one state of the store."""
        with errors_translated(), self._engines.read.connect() as connection:
            _of(connection, tenant)
            yield connection

    def check(self) -> None:
        """Return when the store answers. Raises: UnavailableError."""
        with errors_translated(), self._engines.read.connect() as connection:
            connection.execute(sa.text("SELECT count(*) FROM jobs WHERE tenant = ''"))

    def close(self) -> None:
        """Close every connection."""
        self._engines.close()


def _of(connection: sa.Connection, tenant: str) -> None:
    if connection.dialect.name == "postgresql":
        connection.execute(_WHOSE, {"setting": TENANT, "tenant": tenant})
