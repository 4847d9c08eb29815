"""The loop: once per event id, three verdicts, retries with back-off, commit after write, dead letters."""

import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum
from typing import Protocol, TypeVar

from tolpuddle.kernel import telemetry
from tolpuddle.kernel import telemetry_names as names
from tolpuddle.kernel.errors import (
    EventLogError,
    TolpuddleError,
    UnavailableError,
    UnprocessableEventError,
)
from tolpuddle.kernel.event_log import Event, EventLog, Recorded, Subscription
from tolpuddle.kernel.events import DeadLettered
from tolpuddle.kernel.wire import encode, event_of

T = TypeVar("T")

_LAG_SECONDS = 15.0
"""How often a consumer tells how far behind its group is, if metrics go anywhere."""


class Verdict(StrEnum):
    """What became of an event. The third way to end is an error, which stops the loop without commit."""

    DONE = "done"
    DUPLICATE = "duplicate"
    DEAD_LETTERED = "dead_lettered"


Handler = Callable[[Recorded], Verdict]
"""Handles one event and returns DONE, or DUPLICATE when its own store has seen the id. It may be called twice with the
same event and must then have one effect. Raises UnprocessableEventError for what can never be done,
UnavailableError or EventLogError for what may be done later; anything else stops the loop."""


class SeenEvents(Protocol):
    """Remembers which events were done. A store may instead do so itself, in the transaction of the effect."""

    def seen(self, event_id: str) -> bool:
        """True when the event was done before."""
        ...

    def remember(self, event_id: str) -> None:
        """Note that it is done."""
        ...


@dataclass(slots=True)
class MemorySeenEvents:
    """The last so many ids of this process. After a restart the handler's own idempotence has to do."""

    limit: int = 100_000
    _ids: OrderedDict[str, None] = field(default_factory=OrderedDict[str, None])

    def seen(self, event_id: str) -> bool:
        return event_id in self._ids

    def remember(self, event_id: str) -> None:
        self._ids[event_id] = None
        if len(self._ids) > self.limit:
            self._ids.popitem(last=False)


@dataclass(frozen=True, slots=True)
class Retries:
    """How often and how patiently to try again what may work later: 0.1 s, 0.2 s, 0.4 s ... up to the longest."""

    times: int = 10
    first_seconds: float = 0.1
    longest_seconds: float = 30.0

    def pause(self, attempt: int) -> float:
        """Seconds to wait after a try that failed; the first try is number 1."""
        return min(self.first_seconds * 2 ** (attempt - 1), self.longest_seconds)


@dataclass(slots=True)
class Tally:
    """What a consumer has done since it started."""

    done: int = 0
    duplicates: int = 0
    dead_letters: int = 0
    retries: int = 0


@dataclass(slots=True)
class Consumer:
    """Takes events of topics for a group, one after another. Not for use by two threads at once, except stop."""

    log: EventLog
    group: str
    topics: Sequence[str]
    handle: Handler
    seen: SeenEvents = field(default_factory=MemorySeenEvents)
    retries: Retries = field(default_factory=Retries)
    max_events: int = 100
    commit_seconds: float = 1.0
    """Commit at least so often while a poll's events are handled."""
    say: Callable[[str], None] = lambda sentence: None
    """Told in one sentence when something is away and waited for."""
    clock: Callable[[], datetime] = lambda: datetime.now(UTC)
    tally: Tally = field(default_factory=Tally)
    _stopping: threading.Event = field(default_factory=threading.Event)
    _lag_told_at: float = -_LAG_SECONDS

    def stop(self) -> None:
        """Ask the loop to end after the event in hand; from any thread or signal handler."""
        self._stopping.set()

    def run(self, *, until_idle: bool = False, poll_seconds: float = 1.0) -> Tally:
        """Work until stopped; with until_idle also end when a poll brings nothing.

        Raises: what a handler raised beyond the three verdicts, and EventLogError or UnavailableError once the
            retries are used up. Nothing since the last commit is then committed: it comes again.
        """
        subscription = self._patiently(lambda: self.log.subscribe(self.group, self.topics))
        if subscription is None:
            return self.tally
        try:
            while not self._stopping.is_set():
                self._tell_lag()
                batch = self._patiently(lambda: subscription.poll(self.max_events, poll_seconds))
                if batch:
                    self._work(subscription, batch)
                elif until_idle:
                    break
        finally:
            subscription.close()
        return self.tally

    def _work(self, subscription: Subscription, batch: Sequence[Recorded]) -> None:
        done: list[Recorded] = []
        committed_at = time.monotonic()
        for recorded in batch:
            if self._stopping.is_set():
                break
            if self._judge(recorded) is None:
                break
            done.append(recorded)
            if time.monotonic() - committed_at > self.commit_seconds:
                if not self._commit(subscription, done):
                    return
                done, committed_at = [], time.monotonic()
        if done:
            self._commit(subscription, done)

    def _commit(self, subscription: Subscription, done: Sequence[Recorded]) -> bool:
        """False when the group moved on without us: what was polled comes again to whoever owns it now."""
        try:
            subscription.commit(done)
        except EventLogError as error:
            self.tally.retries += 1
            self.say(f"{error.sentence} What was done since the last commit will come again.")
            self._patiently(subscription.rewind)
            return False
        return True

    def _judge(self, recorded: Recorded) -> Verdict | None:
        """The verdict on an event; None when asked to stop while waiting to try again."""
        event = recorded.event
        details = {names.TOPIC: event.topic, names.GROUP: self.group, names.EVENT_TYPE: event.type}
        with telemetry.span(
            names.EVENT_HANDLE, {**details, names.EVENT_ID: event.id}, parent=event.trace
        ) as current:
            verdict = Verdict.DUPLICATE if self.seen.seen(event.id) else self._handled(recorded)
            if verdict is None:
                return None
            current.set_attribute(names.VERDICT.name, verdict.value)
        self._note(verdict, details)
        if verdict is Verdict.DONE:
            self.seen.remember(event.id)
        return verdict

    def _handled(self, recorded: Recorded) -> Verdict | None:
        try:
            return self._patiently(lambda: self.handle(recorded))
        except UnprocessableEventError as error:
            letter = dead_letter_event(recorded, error, self.group, self.clock())
            written = self._patiently(lambda: self.log.append([letter]))
            return None if written is None else Verdict.DEAD_LETTERED

    def _patiently(self, act: Callable[[], T]) -> T | None:
        """What act returns; tried again while something is away. None when asked to stop meanwhile."""
        attempt = 1
        while True:
            try:
                return act()
            except (UnavailableError, EventLogError) as error:
                if attempt > self.retries.times:
                    raise
                pause = self.retries.pause(attempt)
                self.tally.retries += 1
                telemetry.count(names.EVENTS_RETRIED, 1, {names.GROUP: self.group})
                self.say(f"{error.sentence} Try {attempt} of {self.retries.times + 1}; next in {pause:g} s.")
                if self._stopping.wait(pause):
                    return None
                attempt += 1

    def _tell_lag(self) -> None:
        now = time.monotonic()
        if not telemetry.measures() or now - self._lag_told_at < _LAG_SECONDS:
            return
        self._lag_told_at = now
        lag = self._patiently(lambda: self.log.lag(self.group, self.topics))
        for topic, waiting in (lag or {}).items():
            telemetry.show(names.LOG_LAG, waiting, {names.TOPIC: topic, names.GROUP: self.group})

    def _note(self, verdict: Verdict, details: telemetry.Attributes) -> None:
        match verdict:
            case Verdict.DONE:
                self.tally.done += 1
                telemetry.count(names.EVENTS_DONE, 1, details)
            case Verdict.DUPLICATE:
                self.tally.duplicates += 1
                telemetry.count(names.EVENTS_DUPLICATE, 1, details)
            case Verdict.DEAD_LETTERED:
                self.tally.dead_letters += 1
                telemetry.count(names.EVENTS_DEAD, 1, details)


def dead_letter_event(recorded: Recorded, error: TolpuddleError, group: str, occurred_at: datetime) -> Event:
    """The event that says that a group cannot process another, which it holds whole. The same refusal has the same id."""
    event, position = recorded.event, recorded.position
    reason = error.sentence
    if error.context:
        reason += " (" + ", ".join(f"{key}: {value}" for key, value in error.context.items()) + ")"
    fact = DeadLettered(
        source_topic=event.topic,
        partition=position.partition,
        offset=position.offset,
        source_key=event.key,
        group=group,
        code=error.code,
        reason=reason,
        event=encode(event),
    )
    return event_of(
        fact,
        occurred_at=occurred_at,
        id_parts=[group, event.topic, position.partition, position.offset, event.id],
        tenant=event.tenant,
        trace=telemetry.inject(),
    )
