"""One member of a group that reads the SQLite event log."""

import sqlite3
import threading
import time
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from tolpuddle.kernel.adapters.sqlite_file import connect, telling, writing
from tolpuddle.kernel.adapters.sqlite_group import Member, balance, committed, leave
from tolpuddle.kernel.adapters.sqlite_rows import END, Place, next_events
from tolpuddle.kernel.errors import EventLogError
from tolpuddle.kernel.event_log import Recorded

_SHORTEST_PAUSE_SECONDS = 0.005
_LONGEST_PAUSE_SECONDS = 0.1
_LONGEST_QUIET_SECONDS = 0.5
"""So long an unchanged file is not looked into; then a member that went away is noticed and the lease renewed."""


@dataclass(slots=True)
class Bell:
    """Rings when this process appended something; other processes are noticed by looking."""

    rung: threading.Condition = field(default_factory=threading.Condition)
    count: int = 0

    def ring(self) -> None:
        with self.rung:
            self.count += 1
            self.rung.notify_all()

    def wait_beyond(self, count: int, seconds: float) -> None:
        with self.rung:
            if self.count == count:
                self.rung.wait(seconds)


class SqliteSubscription:
    """Reads through a connection of its own; its share of the partitions is leased in the file."""

    def __init__(
        self,
        path: Path,
        places: Mapping[tuple[str, int], Place],
        group: str,
        topics: frozenset[str],
        bell: Bell,
        busy_seconds: float,
        lease_seconds: float,
    ) -> None:
        self._places = {place.id: place for place in places.values() if place.topic in topics}
        self._all_places = places
        self._bell = bell
        self._lock = threading.Lock()
        self._positions: dict[int, int] = {}
        self._turn = 0
        self._quiet: int | None = None
        """Version of the file in which nothing was found; None: look."""
        self._quiet_until = 0.0
        self._quiet_seconds = min(_LONGEST_QUIET_SECONDS, lease_seconds / 4)
        self._closing = False
        """Set before the lock is free, so that a poll that waits ends."""
        self._closed = False
        self._me = Member(uuid.uuid4().hex, group, topics, lease_seconds)
        with telling("The event log cannot be read"):
            self._connection: sqlite3.Connection = connect(path, busy_seconds)
            self._take_share()

    def poll(self, max_events: int = 500, timeout_seconds: float = 1.0) -> Sequence[Recorded]:
        """Next events after those already polled; empty when none came in time."""
        deadline = time.monotonic() + timeout_seconds
        pause = _SHORTEST_PAUSE_SECONDS
        with self._lock:
            while True:
                self._require_open()
                heard = self._bell.count
                with telling("The event log cannot be read"):
                    found = self._look(max_events)
                remaining = deadline - time.monotonic()
                if found or remaining <= 0:
                    return found
                self._bell.wait_beyond(heard, min(pause, remaining))
                pause = min(pause * 2, _LONGEST_PAUSE_SECONDS)

    def commit(self, done: Sequence[Recorded]) -> None:
        """Remember that everything up to each of these, in its partition, is done."""
        after: dict[int, int] = {}
        for recorded in done:
            position = recorded.position
            place = self._all_places.get((position.topic, position.partition))
            if place is None:
                raise EventLogError(f"There is no partition {position.partition} of {position.topic}.")
            after[place.id] = max(after.get(place.id, 0), position.offset + 1)
        if not after:
            return
        with self._lock:
            self._require_open()
            with telling("The event log cannot remember what is done"), writing(self._connection):
                self._connection.executemany(
                    """INSERT INTO committed (group_name, partition_id, next_offset) VALUES (?, ?, ?)
                    ON CONFLICT DO UPDATE SET next_offset = max(next_offset, excluded.next_offset)""",
                    [(self._me.group, partition, offset) for partition, offset in after.items()],
                )

    def rewind(self) -> None:
        """Poll again from what was committed last."""
        with self._lock:
            self._require_open()
            with telling("The event log cannot be read"):
                done = committed(self._connection, self._me.group)
            self._positions = {partition: done.get(partition, 0) for partition in self._positions}
            self._quiet = None

    def close(self) -> None:
        """Leave the group without committing; the others take over at once."""
        self._closing = True
        self._bell.ring()
        with self._lock:
            if self._closed:
                return
            self._closed = True
            try:
                with telling("The group cannot be left"):
                    leave(self._connection, self._me)
            finally:
                self._connection.close()

    def _require_open(self) -> None:
        if self._closing:
            raise EventLogError("The subscription is closed.")

    def _look(self, max_events: int) -> list[Recorded]:
        # The version changes with every commit of another connection. Asking for it is a tenth of the work of looking.
        version: int = self._connection.execute("PRAGMA data_version").fetchone()[0]
        now = time.monotonic()
        if version == self._quiet and now < self._quiet_until:
            return []
        self._take_share()
        found = self._next(max_events)
        self._quiet = None if found else version
        self._quiet_until = now + self._quiet_seconds
        return found

    def _take_share(self) -> None:
        held = balance(self._connection, self._me, list(self._places.values()))
        if held == self._positions.keys():
            return
        done = committed(self._connection, self._me.group)
        self._positions = {
            partition: self._positions.get(partition, done.get(partition, 0)) for partition in held
        }

    def _next(self, max_events: int) -> list[Recorded]:
        found: list[Recorded] = []
        held = sorted(self._positions)
        self._turn += 1
        for step in range(len(held)):
            if len(found) >= max_events:
                break
            partition = held[(self._turn + step) % len(held)]
            start = self._positions[partition]
            more = next_events(self._connection, self._places[partition], start, END, max_events - len(found))
            if more:
                found.extend(more)
                self._positions[partition] = more[-1].position.offset + 1
        return found
