"""The event log in memory: for one process, the command line and tests."""

import threading
import time
import uuid
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from tolpuddle.kernel.adapters.partitions import partition_of, share_out
from tolpuddle.kernel.errors import EventLogError
from tolpuddle.kernel.event_log import Event, Position, Recorded
from tolpuddle.kernel.topics import ALL, Topic

_Place = tuple[str, int]


@dataclass(slots=True)
class _Group:
    committed: dict[_Place, int] = field(default_factory=dict[_Place, int])
    """Partition -> offset to go on from."""
    members: dict[str, frozenset[str]] = field(default_factory=dict[str, frozenset[str]])
    owners: dict[_Place, str] = field(default_factory=dict[_Place, str])


class MemoryEventLog:
    """Keeps every promise of the port but one: it ends with its process."""

    def __init__(self, topics: Sequence[Topic] = ALL, *, keep_done: bool = True) -> None:
        """keep_done: False lets go of what every group of its topic has committed, as a broker's retention does:
        for a long run through one process whose events nobody will read again.
        """
        self.keep_done = keep_done
        self.topics = {topic.name: topic for topic in topics}
        self.changed = threading.Condition()
        self.partitions: dict[_Place, list[Recorded | None]] = {
            (topic.name, number): [] for topic in topics for number in range(topic.partitions)
        }
        self._latest: dict[tuple[str, str], int] = {}
        self._groups: dict[str, _Group] = {}
        self._gone: dict[_Place, int] = {}
        self._closed = False

    def append(self, events: Sequence[Event]) -> Sequence[Position]:
        """Write events: all of one call, in order."""
        with self.changed:
            self.require_open()
            self.require_topics([event.topic for event in events])
            written = [self._write(event) for event in events]
            self.changed.notify_all()
        return written

    def subscribe(self, group: str, topics: Sequence[str]) -> "MemorySubscription":
        """Join a group. A group that never committed starts at the beginning."""
        with self.changed:
            self.require_open()
            self.require_topics(topics)
            joined = self._groups.setdefault(group, _Group())
            return MemorySubscription(self, joined, frozenset(topics))

    def read(self, topic: str) -> Iterator[Recorded]:
        """Everything on a topic up to now, partition by partition."""
        with self.changed:
            self.require_open()
            self.require_topics([topic])
            ends = {
                number: len(self.partitions[topic, number]) for number in range(self.topics[topic].partitions)
            }
        return (
            recorded
            for number, end in ends.items()
            for recorded in self.partitions[topic, number][:end]
            if recorded is not None
        )

    def lag(self, group: str, topics: Sequence[str]) -> Mapping[str, int]:
        """Events not yet committed by the group, per topic."""
        with self.changed:
            self.require_open()
            self.require_topics(topics)
            committed = self._groups.get(group, _Group()).committed
            return {
                topic: sum(self._waiting(place, committed) for place in self._places(topic))
                for topic in topics
            }

    def check(self) -> None:
        """Return while the log is open."""
        self.require_open()

    def close(self) -> None:
        """Let go of everything, waking whoever waits."""
        with self.changed:
            self._closed = True
            self.changed.notify_all()

    def require_open(self) -> None:
        """Raises: EventLogError once the log was closed."""
        if self._closed:
            raise EventLogError("The event log is closed.")

    def require_topics(self, names: Sequence[str]) -> None:
        """Raises: EventLogError when a name is no topic of this log."""
        unknown = sorted(set(names) - set(self.topics))
        if unknown:
            raise EventLogError(f"There is no topic {unknown[0]}.", topic=unknown[0])

    def let_go(self, place: _Place) -> None:
        """Drop what every group that reads this partition has committed; its offsets stay."""
        readers = [
            g for g in self._groups.values() if any(place[0] in topics for topics in g.members.values())
        ]
        done = min((group.committed.get(place, 0) for group in readers), default=0)
        entries = self.partitions[place]
        for offset in range(self._gone.get(place, 0), done):
            entries[offset] = None
        self._gone[place] = max(done, self._gone.get(place, 0))

    def _places(self, topic: str) -> list[_Place]:
        return [(topic, number) for number in range(self.topics[topic].partitions)]

    def _write(self, event: Event) -> Position:
        topic = self.topics[event.topic]
        number = partition_of(event.key, topic.partitions)
        entries = self.partitions[topic.name, number]
        position = Position(topic.name, number, len(entries))
        entries.append(Recorded(event, position))
        if topic.compacted:
            superseded = self._latest.get((topic.name, event.key))
            if superseded is not None:
                entries[superseded] = None
            self._latest[topic.name, event.key] = position.offset
        return position

    def _waiting(self, place: _Place, committed: Mapping[_Place, int]) -> int:
        entries = self.partitions[place]
        done = committed.get(place, 0)
        if self.topics[place[0]].compacted:
            return sum(1 for entry in entries[done:] if entry is not None)
        return len(entries) - done


class MemorySubscription:
    """One member of a group in memory."""

    def __init__(self, log: MemoryEventLog, group: _Group, topics: frozenset[str]) -> None:
        self._log = log
        self._group = group
        self._name = uuid.uuid4().hex
        self._positions: dict[_Place, int] = {}
        self._turn = 0
        self._closed = False
        group.members[self._name] = topics

    def poll(self, max_events: int = 500, timeout_seconds: float = 1.0) -> Sequence[Recorded]:
        """Next events after those already polled; empty when none came in time."""
        deadline = time.monotonic() + timeout_seconds
        with self._log.changed:
            while True:
                self._require_open()
                self._take_share()
                found = self._next(max_events)
                remaining = deadline - time.monotonic()
                if found or remaining <= 0:
                    return found
                self._log.changed.wait(remaining)

    def commit(self, done: Sequence[Recorded]) -> None:
        """Remember that everything up to each of these, in its partition, is done."""
        with self._log.changed:
            self._require_open()
            for recorded in done:
                place = (recorded.position.topic, recorded.position.partition)
                after = recorded.position.offset + 1
                self._group.committed[place] = max(self._group.committed.get(place, 0), after)
                if not self._log.keep_done:
                    self._log.let_go(place)

    def rewind(self) -> None:
        """Poll again from what was committed last."""
        with self._log.changed:
            self._require_open()
            self._positions = {place: self._group.committed.get(place, 0) for place in self._positions}

    def close(self) -> None:
        """Leave the group without committing; the others take over at once."""
        with self._log.changed:
            if self._closed:
                return
            self._closed = True
            self._group.members.pop(self._name, None)
            self._keep(frozenset())
            self._log.changed.notify_all()

    def _require_open(self) -> None:
        self._log.require_open()
        if self._closed:
            raise EventLogError("The subscription is closed.")

    def _take_share(self) -> None:
        """A partition changes hands only when its owner polls again, so that what it works on is finished."""
        counts = {topic.name: topic.partitions for topic in self._log.topics.values()}
        dealt = share_out(counts, self._group.members)
        mine = frozenset(place for place, name in dealt.items() if name == self._name)
        self._keep(mine)
        for place in mine:
            if place not in self._group.owners:
                self._group.owners[place] = self._name
                self._positions[place] = self._group.committed.get(place, 0)

    def _keep(self, mine: frozenset[_Place]) -> None:
        released = [place for place in self._positions if place not in mine]
        for place in released:
            del self._positions[place]
            del self._group.owners[place]
        if released:
            self._log.changed.notify_all()

    def _next(self, max_events: int) -> list[Recorded]:
        found: list[Recorded] = []
        places = sorted(self._positions)
        self._turn += 1
        for step in range(len(places)):
            place = places[(self._turn + step) % len(places)]
            entries = self._log.partitions[place]
            at = self._positions[place]
            while at < len(entries) and len(found) < max_events:
                entry = entries[at]
                at += 1
                if entry is not None:
                    found.append(entry)
            self._positions[place] = at
        return found
