"""Engines for the store: SQLite with a write-ahead log, or PostgreSQL."""

from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.exc import OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from tolpuddle.gateway.adapters.checkpoints import FALLBACK_PAGES, Checkpoints
from tolpuddle.gateway.adapters.migrations.tenancy import ROLE
from tolpuddle.kernel.errors import UnavailableError


@dataclass(frozen=True, slots=True)
class Engines:
    """One engine to write, one to read; on PostgreSQL they are the same."""

    owner: sa.Engine
    """As whoever the URL names: makes and changes tables, and takes backups. On SQLite the same as write."""
    write: sa.Engine
    answering: sa.Engine
    """As write, for answers that somebody waits for: on SQLite not synced to disk at the end."""
    read: sa.Engine
    checkpoints: Checkpoints | None = None

    def close(self) -> None:
        """Close every connection."""
        if self.checkpoints is not None:
            self.checkpoints.stop()
        for engine in (self.owner, self.write, self.read):
            engine.dispose()


def open_engines(url: str) -> Engines:
    """Open sqlite:///path or postgresql://user@host/database. A missing SQLite file is made."""
    parsed = sa.make_url(url)
    if parsed.get_backend_name() == "sqlite":
        return _sqlite(parsed)
    if parsed.drivername == "postgresql":
        parsed = parsed.set(drivername="postgresql+psycopg")
    owner = sa.create_engine(parsed, poolclass=sa.NullPool)
    engine = sa.create_engine(parsed, pool_size=8, max_overflow=8, pool_pre_ping=True, pool_timeout=10)
    event.listen(engine, "connect", _become_guarded)
    return Engines(owner, engine, engine, engine)


def _become_guarded(connection: Any, record: Any) -> None:
    # Whoever owns the tables would pass their guards.
    connection.autocommit = True
    connection.execute(f"SET ROLE {ROLE}")
    connection.autocommit = False


def _sqlite(url: sa.URL) -> Engines:
    if url.database:
        Path(url.database).parent.mkdir(parents=True, exist_ok=True)
    in_memory = url.database in (None, "", ":memory:")
    # One connection writes, so that threads wait for each other here and not in SQLite's busy loop.
    write = sa.create_engine(url, pool_size=1, max_overflow=0, pool_timeout=30)
    read = sa.create_engine(url, pool_size=8, max_overflow=8, pool_timeout=10)
    for engine, begin in ((write, _begin_writing), (read, _begin_reading)):
        event.listen(engine, "connect", _prepare)
        event.listen(engine, "begin", begin)
    checkpoints = None if in_memory else Checkpoints(Path(str(url.database)))
    return Engines(write, write, write.execution_options(durable=False), read, checkpoints)


def _prepare(connection: Any, record: Any) -> None:
    # The driver would start transactions on its own, and too late to lock before reading.
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in (
        "journal_mode=WAL", "busy_timeout=30000", "foreign_keys=ON", f"wal_autocheckpoint={FALLBACK_PAGES}",
    ):  # fmt: skip
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin_writing(connection: sa.Connection) -> None:
    durable = connection.get_execution_options().get("durable", True)
    if connection.info.get("durable") != durable:
        connection.exec_driver_sql(f"PRAGMA synchronous={'FULL' if durable else 'NORMAL'}")
        connection.info["durable"] = durable
    connection.exec_driver_sql("BEGIN IMMEDIATE")


def _begin_reading(connection: sa.Connection) -> None:
    connection.exec_driver_sql("BEGIN")


@contextmanager
def errors_translated() -> Generator[None]:
    """A store that is away, busy for too long or damaged raises UnavailableError."""
    try:
        yield
    except (OperationalError, PoolTimeout) as error:
        raise UnavailableError("The store does not answer.") from error
