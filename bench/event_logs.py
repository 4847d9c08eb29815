"""The event log on each adapter: appended and consumed, beside bare SQLite with the same bytes."""

import os
import sqlite3
import time
import uuid
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bench import alone
from bench.table import Cost, Row

if TYPE_CHECKING:
    from tolpuddle.kernel.event_log import Event, EventLog

AT_ONCE = 500
"""Events of one append and one transaction."""


def rows(folder: Path, *, quick: bool) -> Iterator[Row]:
    """Single suppliers as events of about 300 bytes."""
    broker = os.environ.get("TOLPUDDLE_TEST_KAFKA")
    for kind in ("memory", "sqlite", *(["kafka"] if broker else [])):
        before: dict[str, float] = {}
        for count in (1_000,) if quick else (10_000, 100_000) if kind != "kafka" else (20_000,):
            _, told = alone.run(
                "bench.event_logs:through", kind=kind, count=count, folder=str(folder), broker=broker
            )
            for doing in ("append", "consume"):
                cost = Cost(told[doing], cpu=told[f"{doing} cpu"], peak_mb=told["peak_mb"])
                growth = cost.seconds / count / before[doing] if doing in before else None
                yield Row(
                    f"event log, {kind}: {doing}", count, "events", cost,
                    "sqlite3 executemany" if doing == "append" else "sqlite3 select", Cost(told[f"bare {doing}"]),
                    growth=growth, equal=told["equal"],
                )  # fmt: skip
                before[doing] = cost.seconds / count


def through(kind: str, count: int, folder: str, broker: str | None) -> dict[str, Any]:
    """Append all, then read all and commit; the same payloads through a table of SQLite."""
    name = uuid.uuid4().hex
    events = _events(count)
    payloads = [(event.key, event.payload) for event in events]
    log = _log(kind, Path(folder) / f"{name}.db", broker)
    started, used = time.perf_counter(), time.process_time()
    for first in range(0, count, AT_ONCE):
        log.append(events[first : first + AT_ONCE])
    appended, append_cpu = time.perf_counter() - started, time.process_time() - used
    topic = events[0].topic
    with_log = log.subscribe(name, [topic])
    started, used = time.perf_counter(), time.process_time()
    seen: list[tuple[str, bytes]] = []
    while len(seen) < count and (batch := with_log.poll(AT_ONCE, 10)):
        seen += [(one.event.key, one.event.payload) for one in batch]
        with_log.commit(batch)
    consumed, consume_cpu = time.perf_counter() - started, time.process_time() - used
    log.close()
    bare_append, bare_consume = _bare(Path(folder) / f"{name}.bare.db", payloads)
    return {
        "seconds": [appended + consumed], "append": appended, "consume": consumed, "bare append": bare_append,
        "bare consume": bare_consume, "append cpu": append_cpu, "consume cpu": consume_cpu, "equal": sorted(seen) == sorted(payloads),
    }  # fmt: skip


def _events(count: int) -> "list[Event]":
    from tolpuddle.kernel.events import SupplierStated
    from tolpuddle.kernel.wire import event_of

    now = datetime(2026, 1, 1, tzinfo=UTC)
    return [
        event_of(
            SupplierStated(
                {
                    "supplier_id": f"S{number:08}", "name": f"Example Works {number}", "country": "Viet Nam",
                    "address": "Building 7, Example Industrial Park, 12 Long Example Road, Example District",
                    "goods": "woven cotton shirts, unbleached", "sector": "apparel", "tier": 2, "workers": 100 + number % 900,
                }
            ),
            occurred_at=now, id_parts=[number], tenant="bench",
        )
        for number in range(count)
    ]  # fmt: skip


def _log(kind: str, path: Path, broker: str | None) -> "EventLog":
    if kind == "memory":
        from tolpuddle.kernel.adapters.memory_event_log import MemoryEventLog

        return MemoryEventLog()
    if kind == "sqlite":
        from tolpuddle.kernel.adapters.sqlite_event_log import SqliteEventLog

        return SqliteEventLog(path)
    from tolpuddle.kernel.adapters.kafka_event_log import KafkaEventLog
    from tolpuddle.kernel.adapters.kafka_settings import KafkaSettings
    from tolpuddle.kernel.wire import decode, encode

    assert broker is not None
    settings = KafkaSettings(broker, prefix=f"bench-{uuid.uuid4().hex[:8]}.", replication_factor=1)
    return KafkaEventLog(settings, encode, decode)


def _bare(path: Path, payloads: Sequence[tuple[str, bytes]]) -> tuple[float, float]:
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=FULL")
    connection.execute("CREATE TABLE event (number INTEGER PRIMARY KEY, key TEXT, payload BLOB)")
    started = time.perf_counter()
    for first in range(0, len(payloads), AT_ONCE):
        connection.execute("BEGIN")
        connection.executemany(
            "INSERT INTO event (key, payload) VALUES (?, ?)", payloads[first : first + AT_ONCE]
        )
        connection.execute("COMMIT")
    written = time.perf_counter() - started
    started = time.perf_counter()
    connection.execute("SELECT number, key, payload FROM event ORDER BY number").fetchall()
    read = time.perf_counter() - started
    connection.close()
    return written, read
