"""The reference edition in force, kept from the log: every worker follows all of tolpuddle.reference.v1."""

import threading
import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

from tolpuddle.kernel import telemetry
from tolpuddle.kernel import telemetry_names as names
from tolpuddle.kernel.consumer import Retries, dead_letter_event
from tolpuddle.kernel.edition import Edition
from tolpuddle.kernel.edition_events import EditionAccumulator
from tolpuddle.kernel.errors import (
    EditionError,
    EventLogError,
    TolpuddleError,
    UnavailableError,
    UnprocessableEventError,
)
from tolpuddle.kernel.event_log import EventLog, Recorded, Subscription
from tolpuddle.kernel.events import EditionPublished, ReferenceTablePublished
from tolpuddle.kernel.topics import REFERENCE
from tolpuddle.kernel.wire import fact_of
from tolpuddle.scoring.core.model.portraits import Portraits
from tolpuddle.scoring.core.orders.listed_names import ListedNames
from tolpuddle.scoring.core.reference import Reference, prepare
from tolpuddle.scoring.corridor_calls import Asked

GROUP = "scoring-reference"
"""Begins the name of each follower's own group; it never commits, so each reads from the beginning."""

_POLL_EVENTS = 200


@dataclass(frozen=True, slots=True)
class Loaded:
    """An edition ready to screen with."""

    edition: Edition
    reference: Reference
    published_at: datetime
    """When it was published: the time of everything that follows from it."""
    previous: Edition | None = None
    """The edition that was in force, or published, before it; None: not known."""
    _names: list[ListedNames] = field(
        default_factory=list[ListedNames], init=False, compare=False, repr=False
    )
    _portraits: list[Portraits] = field(
        default_factory=list[Portraits], init=False, compare=False, repr=False
    )
    _asked: list[Asked] = field(default_factory=list[Asked], init=False, compare=False, repr=False)
    _building: threading.Lock = field(default_factory=threading.Lock, init=False, compare=False, repr=False)

    @property
    def names(self) -> ListedNames:
        """Names of its orders and lists, indexed. Whoever asks first builds them: screening does not wait for it.

        Raises: EditionError when a table is not as it should be.
        """
        with self._building:
            if not self._names:
                asking = self.reference.asking
                reader = None if asking is None else asking.orders.names.reader
                self._names.append(ListedNames.from_edition(self.edition, reader))
            return self._names[0]

    @property
    def portraits(self) -> Portraits:
        """Its countries and goods as list and model show them; built when first asked for. Raises: EditionError."""
        with self._building:
            if not self._portraits:
                self._portraits.append(Portraits.from_edition(self.edition))
            return self._portraits[0]

    @property
    def asked(self) -> Asked:
        """Its corridors, statements and controls; built when first asked for. Raises: EditionError."""
        with self._building:
            if not self._asked:
                self._asked.append(Asked.from_edition(self.edition))
            return self._asked[0]

    @property
    def digest(self) -> str:
        """One hash over data, rules and model."""
        return "-".join(
            part[:16]
            for part in (self.edition.data_digest(), self.edition.rules_digest(), self.edition.model_digest())
        )


@dataclass(slots=True)
class ReferenceState:
    """Holds what is in force. Readers of any thread get the whole of one edition, never parts of two."""

    _loaded: Loaded | None = None
    _changed: threading.Condition = field(default_factory=threading.Condition)
    _listeners: list[Callable[[Loaded], None]] = field(default_factory=list[Callable[[Loaded], None]])

    @property
    def loaded(self) -> Loaded | None:
        """The edition in force; None before the first is complete."""
        return self._loaded

    def require(self) -> Loaded:
        """The edition in force. Raises: UnavailableError before the first is complete."""
        loaded = self._loaded
        if loaded is None:
            raise UnavailableError("No reference edition is loaded yet.")
        return loaded

    def put(self, edition: Edition, published_at: datetime, previous: Edition | None = None) -> Loaded:
        """Put an edition in force. previous: the one published before it; None: the one in force until now.

        Raises: EditionError when it cannot be screened with; the old one then stays.
        """
        if previous is None and self._loaded is not None:
            previous = self._loaded.edition
        with telemetry.span(names.EDITION_LOAD, {names.EDITION: edition.name}):
            loaded = Loaded(edition, prepare(edition), published_at, previous)
        with self._changed:
            self._loaded = loaded
            self._changed.notify_all()
        for listener in self._listeners:
            listener(loaded)
        return loaded

    def on_change(self, listener: Callable[[Loaded], None]) -> None:
        """Tell the listener of each edition that comes in force from now on, in the thread that put it there."""
        self._listeners.append(listener)

    def wait(self, seconds: float) -> Loaded | None:
        """The edition in force, waited for at most so long."""
        with self._changed:
            self._changed.wait_for(lambda: self._loaded is not None, seconds)
            return self._loaded


@dataclass(slots=True)
class ReferenceFollower:
    """Reads the reference topic from the beginning and on, and puts what is complete in force.

    An edition that cannot be used goes to the dead letters; the one before stays in force.
    """

    log: EventLog
    state: ReferenceState
    retries: Retries = field(default_factory=Retries)
    say: Callable[[str], None] = lambda sentence: None
    clock: Callable[[], datetime] = lambda: datetime.now(UTC)
    _accumulator: EditionAccumulator = field(default_factory=EditionAccumulator)
    _subscription: Subscription | None = None
    _complete: tuple[Edition, Recorded] | None = None
    _superseded: Edition | None = None
    """Complete, and never put in force because a newer one came in the same reading."""
    _stopping: threading.Event = field(default_factory=threading.Event)

    def stop(self) -> None:
        """Ask run to end; from any thread."""
        self._stopping.set()

    def run(self, poll_seconds: float = 1.0) -> None:
        """Follow until stopped. While the log is away the edition in force stays in force, and we try on for ever."""
        attempt = 0
        try:
            while not self._stopping.is_set():
                try:
                    self.catch_up(poll_seconds)
                    attempt = 0
                except EventLogError as error:
                    attempt += 1
                    pause = self.retries.pause(attempt)
                    telemetry.count(names.EVENTS_RETRIED, 1, {names.GROUP: GROUP})
                    self.say(f"{error.sentence} The reference topic is tried again in {pause:g} s.")
                    self._stopping.wait(pause)
        finally:
            self.close()

    def catch_up(self, poll_seconds: float = 0.2) -> Loaded | None:
        """Read until nothing more comes, then put the newest complete edition in force; it, if it is new.

        Editions that were superseded in the same reading are never prepared.

        Raises: EventLogError.
        """
        if self._subscription is None:
            self._subscription = self.log.subscribe(f"{GROUP}-{uuid.uuid4().hex}", [REFERENCE.name])
        while batch := self._subscription.poll(_POLL_EVENTS, poll_seconds):
            self._take(batch)
        if self._complete is None:
            return None
        edition, recorded = self._complete
        superseded, self._complete, self._superseded = self._superseded, None, None
        try:
            loaded = self.state.put(edition, recorded.event.occurred_at, superseded)
        except EditionError as error:
            self._refuse(recorded, error)
            return None
        self.say(f"Reference edition {edition.name} is in force.")
        return loaded

    def close(self) -> None:
        """Leave the log."""
        if self._subscription is not None:
            self._subscription.close()
            self._subscription = None

    def _take(self, batch: Sequence[Recorded]) -> None:
        for recorded in batch:
            if not recorded.event.payload:
                continue
            try:
                fact = fact_of(recorded.event)
            except UnprocessableEventError as error:
                self._refuse(recorded, error)
                continue
            if isinstance(fact, ReferenceTablePublished | EditionPublished):
                edition = self._accumulator.take(fact)
                if edition is not None:
                    self._superseded = None if self._complete is None else self._complete[0]
                    self._complete = (edition, recorded)
        if self._accumulator.waiting_for:
            self.say(f"The edition published last still lacks {', '.join(self._accumulator.waiting_for)}.")

    def _refuse(self, recorded: Recorded, error: TolpuddleError) -> None:
        """The id of the letter is made of the event's own, so that many followers write one letter."""
        self.say(error.sentence)
        telemetry.count(names.EVENTS_DEAD, 1, {names.TOPIC: REFERENCE.name, names.GROUP: GROUP})
        self.log.append([dead_letter_event(recorded, error, GROUP, self.clock())])
