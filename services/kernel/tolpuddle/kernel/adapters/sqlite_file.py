"""The SQLite file of the embedded event log: its tables, how it is opened, how errors are told."""

import sqlite3
import time
from collections.abc import Generator, Sequence
from contextlib import contextmanager
from pathlib import Path

from tolpuddle.kernel.errors import EventLogError
from tolpuddle.kernel.topics import Topic

_FORMAT = 1
_OPENING_SECONDS = 15.0

_TABLES = (
    """CREATE TABLE partition (
        id INTEGER PRIMARY KEY, topic TEXT NOT NULL, number INTEGER NOT NULL,
        next_offset INTEGER NOT NULL DEFAULT 0, UNIQUE (topic, number))""",
    # The payload comes last: a query that leaves it out does not read its pages.
    """CREATE TABLE event (
        partition_id INTEGER NOT NULL, "offset" INTEGER NOT NULL, key TEXT NOT NULL, id TEXT NOT NULL,
        type TEXT NOT NULL, schema_version INTEGER NOT NULL, occurred_at TEXT NOT NULL, tenant TEXT NOT NULL,
        trace TEXT, payload BLOB NOT NULL, PRIMARY KEY (partition_id, "offset"))""",
    """CREATE TABLE latest (
        partition_id INTEGER NOT NULL, key TEXT NOT NULL, "offset" INTEGER NOT NULL,
        PRIMARY KEY (partition_id, key)) WITHOUT ROWID""",
    """CREATE TABLE committed (
        group_name TEXT NOT NULL, partition_id INTEGER NOT NULL, next_offset INTEGER NOT NULL,
        PRIMARY KEY (group_name, partition_id)) WITHOUT ROWID""",
    """CREATE TABLE member (
        name TEXT PRIMARY KEY, group_name TEXT NOT NULL, topics TEXT NOT NULL, host TEXT NOT NULL,
        process INTEGER NOT NULL, expires_at REAL NOT NULL) WITHOUT ROWID""",
    """CREATE TABLE lease (
        group_name TEXT NOT NULL, partition_id INTEGER NOT NULL, member TEXT NOT NULL,
        PRIMARY KEY (group_name, partition_id)) WITHOUT ROWID""",
)


def connect(path: Path, busy_seconds: float) -> sqlite3.Connection:
    """A connection whose commits are on the disk when they return. Raises: sqlite3.Error."""
    connection = sqlite3.connect(path, timeout=busy_seconds, isolation_level=None, check_same_thread=False)
    connection.execute("PRAGMA synchronous = FULL")
    return connection


def open_file(path: Path, topics: Sequence[Topic], busy_seconds: float) -> sqlite3.Connection:
    """Open or create the file with its tables and partitions.

    Raises: EventLogError when it cannot be opened, is no event log, or was written by a later version.
    """
    with telling(f"The event log {path} cannot be opened"):
        connection = connect(path, busy_seconds)
        try:
            _use_write_ahead_log(connection)
            _create(connection, topics, path)
        except BaseException:
            connection.close()
            raise
    return connection


@contextmanager
def telling(sentence: str) -> Generator[None]:
    """Turn a driver's error into one sentence of ours."""
    try:
        yield
    except sqlite3.Error as error:
        raise EventLogError(f"{sentence}: {error}.") from error


@contextmanager
def writing(connection: sqlite3.Connection) -> Generator[None]:
    """A transaction that takes the write lock at once and is undone as a whole when anything goes wrong."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
    except BaseException:
        connection.rollback()
        raise
    try:
        connection.execute("COMMIT")
    except sqlite3.Error:
        connection.rollback()
        raise


def _use_write_ahead_log(connection: sqlite3.Connection) -> None:
    """Several processes that open a new file at once meet here; SQLite does not wait for its turn by itself."""
    deadline = time.monotonic() + _OPENING_SECONDS
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError as error:
            if "locked" not in str(error) or time.monotonic() > deadline:
                raise
            time.sleep(0.02)
        else:
            return


def _create(connection: sqlite3.Connection, topics: Sequence[Topic], path: Path) -> None:
    with writing(connection):
        (found,) = connection.execute("PRAGMA user_version").fetchone()
        if found > _FORMAT:
            raise EventLogError(f"The event log {path} was written by a later version of Tolpuddle.")
        if found == 0:
            (foreign,) = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
            if foreign:
                raise EventLogError(f"{path} is a database, but no event log of Tolpuddle.")
            for table in _TABLES:
                connection.execute(table)
            connection.execute(f"PRAGMA user_version = {_FORMAT}")
        known = {topic for (topic,) in connection.execute("SELECT DISTINCT topic FROM partition")}
        # A topic keeps the partitions it began with: another number would send keys elsewhere.
        connection.executemany(
            "INSERT INTO partition (topic, number) VALUES (?, ?)",
            [
                (topic.name, number)
                for topic in topics
                if topic.name not in known
                for number in range(topic.partitions)
            ],
        )
