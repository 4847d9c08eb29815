"""The event log in one SQLite file: durable, for several processes of one machine."""

import sqlite3
import threading
import weakref
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from tolpuddle.kernel.adapters.partitions import partition_of
from tolpuddle.kernel.adapters.sqlite_file import connect, open_file, telling, writing
from tolpuddle.kernel.adapters.sqlite_rows import END, INSERT, Place, next_events, places_of, row_of
from tolpuddle.kernel.adapters.sqlite_subscription import Bell, SqliteSubscription
from tolpuddle.kernel.errors import EventLogError
from tolpuddle.kernel.event_log import Event, Position, Recorded
from tolpuddle.kernel.topics import ALL, Topic

_PAGE = 500


class SqliteEventLog:
    """What append returned for is on the disk, whole calls or nothing, also after kill -9 or a power cut."""

    def __init__(
        self,
        path: Path,
        topics: Sequence[Topic] = ALL,
        *,
        busy_seconds: float = 30.0,
        lease_seconds: float = 30.0,
    ) -> None:
        """Open the file, or create it.

        busy_seconds: how long to wait for another process that is writing. lease_seconds: a member of a group that
        neither polls nor has ended for so long loses its partitions to the others.

        Raises: EventLogError when the file cannot be opened or is something else.
        """
        self._path = path
        self._busy_seconds = busy_seconds
        self._lease_seconds = lease_seconds
        self._compacted = frozenset(topic.name for topic in topics if topic.compacted)
        self._keep_days = {topic.name: topic.keep_days for topic in topics if topic.keep_days is not None}
        self._lock = threading.Lock()
        self._bell = Bell()
        self._subscriptions: weakref.WeakSet[SqliteSubscription] = weakref.WeakSet()
        self._closed = False
        self._connection = open_file(path, topics, busy_seconds)
        with telling(f"The event log {path} cannot be read"):
            self._places: dict[tuple[str, int], Place] = {
                (place.topic, place.number): place for place in places_of(self._connection)
            }
        self._counts: dict[str, int] = {}
        for topic, number in self._places:
            self._counts[topic] = max(self._counts.get(topic, 0), number + 1)

    def append(self, events: Sequence[Event]) -> Sequence[Position]:
        """Write events: all of one call, in order, or none.

        Raises: EventLogError when the file is held by others for too long, the disk is full, a topic is unknown.
        """
        self._require_topics([event.topic for event in events])
        if not events:
            self._require_open()
            return []
        placed = [
            (self._places[event.topic, partition_of(event.key, self._counts[event.topic])], event)
            for event in events
        ]
        with self._lock:
            self._require_open()
            with telling(f"The event log {self._path} cannot be written"), writing(self._connection):
                written = self._write(placed)
        self._bell.ring()
        return written

    def subscribe(self, group: str, topics: Sequence[str]) -> SqliteSubscription:
        """Join a group. A group that never committed starts at the beginning.

        Raises: EventLogError.
        """
        self._require_open()
        self._require_topics(topics)
        subscription = SqliteSubscription(
            path=self._path,
            places=self._places,
            group=group,
            topics=frozenset(topics),
            bell=self._bell,
            busy_seconds=self._busy_seconds,
            lease_seconds=self._lease_seconds,
        )
        self._subscriptions.add(subscription)
        return subscription

    def read(self, topic: str) -> Iterator[Recorded]:
        """Everything on a topic from the beginning up to now, partition by partition, a page at a time.

        Raises: EventLogError.
        """
        self._require_open()
        self._require_topics([topic])
        with telling(f"The event log {self._path} cannot be read"):
            connection = connect(self._path, self._busy_seconds)
            ends = connection.execute(
                "SELECT number, next_offset FROM partition WHERE topic = ? ORDER BY number", (topic,)
            ).fetchall()
        return self._pages(connection, [(self._places[topic, number], end) for number, end in ends])

    def lag(self, group: str, topics: Sequence[str]) -> Mapping[str, int]:
        """Events not yet committed by the group, per topic.

        Raises: EventLogError.
        """
        self._require_topics(topics)
        with self._lock:
            self._require_open()
            with telling(f"The event log {self._path} cannot be read"):
                return {topic: self._waiting(group, topic) for topic in topics}

    def check(self) -> None:
        """Return when the file can be read. Raises: EventLogError."""
        with self._lock:
            self._require_open()
            with telling(f"The event log {self._path} cannot be read"):
                self._connection.execute("SELECT count(*) FROM partition").fetchone()
        if not self._path.exists():
            raise EventLogError(f"The event log {self._path} is gone.")

    def close(self) -> None:
        """Let go of everything: subscriptions leave their groups without committing."""
        with self._lock:
            if self._closed:
                return
            self._closed = True
        for subscription in list(self._subscriptions):
            subscription.close()
        self._connection.close()

    def _write(self, placed: Sequence[tuple[Place, Event]]) -> list[Position]:
        ends: dict[int, int] = dict(
            self._connection.execute("SELECT id, next_offset FROM partition").fetchall()
        )
        positions: list[Position] = []
        rows: list[tuple[Any, ...]] = []
        for place, event in placed:
            offset = ends[place.id]
            ends[place.id] = offset + 1
            positions.append(Position(place.topic, place.number, offset))
            rows.append(row_of(place, offset, event))
        self._connection.executemany(INSERT, rows)
        self._connection.executemany(
            "UPDATE partition SET next_offset = ? WHERE id = ?",
            [(ends[partition], partition) for partition in {place.id for place, _ in placed}],
        )
        for (place, event), position in zip(placed, positions, strict=True):
            if place.topic in self._compacted:
                self._supersede(place, event.key, position.offset)
        for place, latest in {place: event.occurred_at for place, event in placed}.items():
            if place.topic in self._keep_days:
                self._forget(place, latest - timedelta(days=self._keep_days[place.topic]))
        return positions

    def _forget(self, place: Place, before: datetime) -> None:
        """Remove what the topic no longer keeps, from the oldest on, a few at a time."""
        self._connection.execute(
            """DELETE FROM event WHERE rowid IN (SELECT rowid FROM event
            WHERE partition_id = ? ORDER BY "offset" LIMIT 20) AND occurred_at < ?""",
            (place.id, before.astimezone(UTC).isoformat()),
        )

    def _supersede(self, place: Place, key: str, offset: int) -> None:
        """A compacted topic keeps the last event of each key."""
        self._connection.execute(
            """DELETE FROM event WHERE partition_id = ?1 AND "offset" =
            (SELECT "offset" FROM latest WHERE partition_id = ?1 AND key = ?2)""",
            (place.id, key),
        )
        self._connection.execute(
            """INSERT INTO latest (partition_id, key, "offset") VALUES (?, ?, ?)
            ON CONFLICT DO UPDATE SET "offset" = excluded."offset" """,
            (place.id, key, offset),
        )

    def _pages(self, connection: sqlite3.Connection, ends: Sequence[tuple[Place, int]]) -> Iterator[Recorded]:
        """Pages, so that a slow reader neither holds a transaction open nor fills the memory."""
        try:
            for place, end in ends:
                at = 0
                while at < end:
                    with telling(f"The event log {self._path} cannot be read"):
                        page = next_events(connection, place, at, end, _PAGE)
                    yield from page
                    at = page[-1].position.offset + 1 if page else END
        finally:
            connection.close()

    def _waiting(self, group: str, topic: str) -> int:
        if topic in self._compacted or topic in self._keep_days:
            query = """SELECT count(*) FROM partition
                JOIN event ON event.partition_id = partition.id
                LEFT JOIN committed ON committed.partition_id = partition.id AND committed.group_name = ?1
                WHERE partition.topic = ?2 AND event."offset" >= coalesce(committed.next_offset, 0)"""
        else:
            query = """SELECT sum(partition.next_offset - coalesce(committed.next_offset, 0)) FROM partition
                LEFT JOIN committed ON committed.partition_id = partition.id AND committed.group_name = ?1
                WHERE partition.topic = ?2"""
        (waiting,) = self._connection.execute(query, (group, topic)).fetchone()
        return int(waiting)

    def _require_open(self) -> None:
        if self._closed:
            raise EventLogError("The event log is closed.")

    def _require_topics(self, names: Sequence[str]) -> None:
        unknown = sorted(set(names) - self._counts.keys())
        if unknown:
            raise EventLogError(f"There is no topic {unknown[0]}.", topic=unknown[0])
