"""Dead letters: list them, look at one, send it to its topic again."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from tolpuddle.kernel import telemetry
from tolpuddle.kernel.errors import NotFoundError
from tolpuddle.kernel.event_log import Event, EventLog
from tolpuddle.kernel.events import DeadLettered, DeadLetterRedriven
from tolpuddle.kernel.topics import DEAD_LETTERS
from tolpuddle.kernel.wire import decode, event_of, fact_of


@dataclass(frozen=True, slots=True)
class DeadLetter:
    """One message that could not be processed, and whether it was sent again."""

    id: str
    occurred_at: datetime
    tenant: str
    fact: DeadLettered
    redriven_at: datetime | None
    """None: it still waits for a person."""

    @property
    def event(self) -> Event:
        """The message as it came; of type Unreadable when its bytes are no envelope."""
        return decode(self.fact.event, self.fact.source_topic, self.fact.source_key)


def list_dead_letters(log: EventLog, *, waiting_only: bool = False) -> list[DeadLetter]:
    """All dead letters, oldest first.

    Raises: EventLogError when the log cannot be reached.
    """
    events: dict[str, Event] = {}
    letters: dict[str, DeadLettered] = {}
    redriven: dict[str, datetime] = {}
    for recorded in log.read(DEAD_LETTERS.name):
        event = recorded.event
        fact = fact_of(event)
        if isinstance(fact, DeadLettered):
            events[event.id], letters[event.id] = event, fact
        elif isinstance(fact, DeadLetterRedriven):
            redriven[fact.dead_letter] = event.occurred_at
    found = [
        DeadLetter(event.id, event.occurred_at, event.tenant, letters[event.id], redriven.get(event.id))
        for event in events.values()
        if not (waiting_only and event.id in redriven)
    ]
    return sorted(found, key=lambda letter: (letter.occurred_at, letter.id))


def show_dead_letter(log: EventLog, letter_id: str) -> DeadLetter:
    """One dead letter; the beginning of its id is enough when no other begins so.

    Raises: NotFoundError; EventLogError.
    """
    found = [letter for letter in list_dead_letters(log) if letter.id.startswith(letter_id)]
    if not letter_id or not found:
        raise NotFoundError(f"There is no dead letter '{letter_id}'.", id=letter_id)
    if len(found) > 1:
        raise NotFoundError(f"{len(found)} dead letters begin with '{letter_id}'.", id=letter_id)
    return found[0]


def redrive(log: EventLog, letters: Sequence[DeadLetter], *, now: datetime, by: str) -> int:
    """Send the original messages to their topics again, unchanged, and mark the letters; returns how many.

    The original goes first: a crash between the two sends it twice, which has one effect since its id is the same.

    Raises: EventLogError.
    """
    for letter in letters:
        log.append([letter.event])
        mark = DeadLetterRedriven(letter.id, by)
        log.append(
            [
                event_of(
                    mark,
                    occurred_at=now,
                    id_parts=[letter.id, now.isoformat()],
                    tenant=letter.tenant,
                    trace=telemetry.inject(),
                )
            ]
        )
    return len(letters)
