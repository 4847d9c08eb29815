"""A consumer to be killed: effect and event id go into one transaction of its own store."""

import hashlib
import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from tolpuddle.kernel.adapters.kafka_event_log import KafkaEventLog
from tolpuddle.kernel.adapters.kafka_settings import KafkaSettings
from tolpuddle.kernel.adapters.sqlite_event_log import SqliteEventLog
from tolpuddle.kernel.consumer import Consumer, Retries, Verdict
from tolpuddle.kernel.event_log import Event, EventLog, Recorded
from tolpuddle.kernel.topics import SUPPLIERS
from tolpuddle.kernel.wire import decode, encode

GROUP = "counting"


@dataclass(slots=True)
class State:
    """Per key a chain of hashes, which shows what was lost, repeated or out of order."""

    chains: dict[str, str] = field(default_factory=dict[str, str])
    seen: set[str] = field(default_factory=set[str])

    def apply(self, events: Iterable[Event]) -> "State":
        for event in events:
            if event.id not in self.seen:
                self.seen.add(event.id)
                self.chains[event.key] = link(self.chains.get(event.key, ""), event.payload)
        return self

    def digest(self) -> str:
        return hashlib.sha256(repr(sorted(self.chains.items())).encode()).hexdigest()


def link(chain: str, payload: bytes) -> str:
    return hashlib.sha256(chain.encode() + payload).hexdigest()


class Effects:
    """What the consumer did, in an SQLite file of its own. Not durable against power cuts: only its process dies."""

    def __init__(self, path: Path) -> None:
        self._connection = sqlite3.connect(path, isolation_level=None, timeout=30)
        self._connection.execute("PRAGMA journal_mode = WAL")
        self._connection.execute("PRAGMA synchronous = OFF")
        for table in (
            "done (id TEXT PRIMARY KEY)",
            "chain (key TEXT PRIMARY KEY, link TEXT)",
            "again (id TEXT)",
        ):
            self._connection.execute(f"CREATE TABLE IF NOT EXISTS {table}")

    def take(self, recorded: Recorded) -> Verdict:
        event = recorded.event
        self._connection.execute("BEGIN IMMEDIATE")
        if self._one("SELECT id FROM done WHERE id = ?", event.id):
            self._connection.execute("INSERT INTO again VALUES (?)", (event.id,))
            self._connection.execute("COMMIT")
            return Verdict.DUPLICATE
        before = self._one("SELECT link FROM chain WHERE key = ?", event.key) or ""
        self._connection.execute(
            "INSERT OR REPLACE INTO chain VALUES (?, ?)", (event.key, link(before, event.payload))
        )
        self._connection.execute("INSERT INTO done VALUES (?)", (event.id,))
        self._connection.execute("COMMIT")
        return Verdict.DONE

    def state(self) -> State:
        chains = dict(self._connection.execute("SELECT key, link FROM chain").fetchall())
        seen = {id_ for (id_,) in self._connection.execute("SELECT id FROM done").fetchall()}
        return State(chains, seen)

    def count_done(self) -> int:
        return int(self._connection.execute("SELECT count(*) FROM done").fetchone()[0])

    def count_again(self) -> int:
        return int(self._connection.execute("SELECT count(*) FROM again").fetchone()[0])

    def _one(self, query: str, value: str) -> str | None:
        row = self._connection.execute(query, (value,)).fetchone()
        return row[0] if row else None


def open_log(where: str, prefix: str = "") -> EventLog:
    """where: a file's path, or kafka://host:port with a prefix for topics and groups."""
    if not where.startswith("kafka://"):
        return SqliteEventLog(Path(where))
    settings = KafkaSettings(
        where.removeprefix("kafka://"), prefix=prefix, member_id="counting-0", replication_factor=1
    )
    return KafkaEventLog(settings, encode, decode)


def consume(where: str, prefix: str, effects: str, until_idle: bool) -> None:
    """What the process does until it is killed."""
    consumer = Consumer(
        log=open_log(where, prefix),
        group=GROUP,
        topics=[SUPPLIERS.name],
        handle=Effects(Path(effects)).take,
        retries=Retries(times=20),
        max_events=50,
    )
    consumer.run(until_idle=until_idle, poll_seconds=1.0)
    consumer.log.close()
