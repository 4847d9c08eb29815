"""PORT: append events, read them in order by group, commit what is done."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened. The payload is an encoded message of tolpuddle.v1 named by type."""

    topic: str
    key: str
    """Events of one key keep their order; a compacted topic keeps the last of each key."""
    id: str
    """Unique; the same fact written twice carries the same id, so that its effect is not repeated."""
    type: str
    occurred_at: datetime
    """With a time zone."""
    payload: bytes
    tenant: str = ""
    schema_version: int = 1
    trace: Mapping[str, str] = field(default_factory=dict[str, str])
    """W3C trace context headers."""


@dataclass(frozen=True, slots=True, order=True)
class Position:
    """Where an event stands."""

    topic: str
    partition: int
    offset: int


@dataclass(frozen=True, slots=True)
class Recorded:
    """An event and where it stands. A removal on a compacted topic has payload b""."""

    event: Event
    position: Position


class Subscription(Protocol):
    """One member of a consumer group. Not for use by two threads at once."""

    def poll(self, max_events: int = 500, timeout_seconds: float = 1.0) -> Sequence[Recorded]:
        """Next events after those already polled; empty when none came in time.

        Raises: EventLogError when the log cannot be reached.
        """
        ...

    def commit(self, done: Sequence[Recorded]) -> None:
        """Remember that everything up to each of these, in its partition, is done. Survives restarts.

        Raises: EventLogError.
        """
        ...

    def rewind(self) -> None:
        """Poll again from what was committed last: nothing polled since then counts as done."""
        ...

    def close(self) -> None:
        """Leave the group without committing."""
        ...


class EventLog(Protocol):
    """An append-only log of keyed events in topics."""

    def append(self, events: Sequence[Event]) -> Sequence[Position]:
        """Write events; when this returns they survive a crash. All of one call go in, in order, or an error says not.

        Raises: EventLogError.
        """
        ...

    def subscribe(self, group: str, topics: Sequence[str]) -> Subscription:
        """Join a group. A group that never committed starts at the beginning."""
        ...

    def read(self, topic: str) -> Iterator[Recorded]:
        """Everything on a topic from the beginning to where it ended when the call was made, without a group."""
        ...

    def lag(self, group: str, topics: Sequence[str]) -> Mapping[str, int]:
        """Events not yet committed by the group, per topic."""
        ...

    def check(self) -> None:
        """Return when the log answers. Raises: EventLogError when it does not."""
        ...

    def close(self) -> None:
        """Let go of everything."""
        ...
