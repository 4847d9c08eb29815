"""Events as rows of the SQLite file, and back."""

import json
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from tolpuddle.kernel.event_log import Event, Position, Recorded

BATCH_BYTES = 48 * 1024 * 1024
"""Payload bytes after which a batch ends, however few events it holds."""

INSERT = """INSERT INTO event
    (partition_id, "offset", key, id, type, schema_version, occurred_at, tenant, trace, payload)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"""

_SELECT = """SELECT "offset", key, id, type, schema_version, occurred_at, tenant, trace, payload
    FROM event WHERE partition_id = ? AND "offset" >= ? AND "offset" < ? ORDER BY "offset" LIMIT ?"""

END = 2**62
"""Beyond every offset."""


@dataclass(frozen=True, slots=True)
class Place:
    """A partition and its number in the file."""

    id: int
    topic: str
    number: int


def row_of(place: Place, offset: int, event: Event) -> tuple[Any, ...]:
    """The values of INSERT."""
    return (
        place.id,
        offset,
        event.key,
        event.id,
        event.type,
        event.schema_version,
        event.occurred_at.astimezone(UTC).isoformat(),
        event.tenant,
        json.dumps(dict(event.trace)) if event.trace else None,
        event.payload,
    )


def places_of(connection: sqlite3.Connection) -> Sequence[Place]:
    """All partitions of the file."""
    return [Place(*row) for row in connection.execute("SELECT id, topic, number FROM partition ORDER BY id")]


def next_events(
    connection: sqlite3.Connection, place: Place, start: int, end: int, max_events: int
) -> list[Recorded]:
    """Events of one partition from start up to, not including, end; fewer when their payloads are large."""
    found: list[Recorded] = []
    size = 0
    rows = connection.execute(_SELECT, (place.id, start, end, max_events))
    for offset, key, id_, type_, version, occurred_at, tenant, trace, payload in rows:
        event = Event(
            topic=place.topic,
            key=key,
            id=id_,
            type=type_,
            occurred_at=datetime.fromisoformat(occurred_at),
            payload=payload,
            tenant=tenant,
            schema_version=version,
            trace=json.loads(trace) if trace else {},
        )
        found.append(Recorded(event, Position(place.topic, place.number, offset)))
        size += len(payload)
        if size >= BATCH_BYTES:
            break
    rows.close()
    return found
