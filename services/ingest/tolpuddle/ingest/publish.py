"""Puts a reference edition on the log, once."""

from datetime import UTC, datetime

from tolpuddle.kernel.edition import Edition, digest_of
from tolpuddle.kernel.edition_events import edition_facts
from tolpuddle.kernel.event_log import Event, EventLog
from tolpuddle.kernel.events import EditionPublished
from tolpuddle.kernel.topics import REFERENCE
from tolpuddle.kernel.wire import event_of, fact_of

_BYTES_PER_WRITE = 4 * 1024**2


def publish_edition(log: EventLog, edition: Edition, *, occurred_at: datetime | None = None) -> bool:
    """Write every table of an edition and then that it is in force; False when it already is the last one there.

    Ids are made of the edition's hashes: writing it twice has one effect.

    Raises: EditionError when the edition is not whole; EventLogError.
    """
    digest = digest_of(edition.sha256)
    if in_force(log) == (edition.name, digest):
        return False
    now = occurred_at or datetime.now(UTC)
    group: list[Event] = []
    for number, fact in enumerate(edition_facts(edition)):
        group.append(event_of(fact, occurred_at=now, id_parts=[edition.name, digest, number]))
        if sum(len(event.payload) for event in group) > _BYTES_PER_WRITE:
            log.append(group)
            group = []
    if group:
        log.append(group)
    return True


def in_force(log: EventLog) -> tuple[str, str] | None:
    """Name and digest of the edition that was published last; None: none was. Raises: EventLogError."""
    last: tuple[str, str] | None = None
    for recorded in log.read(REFERENCE.name):
        if recorded.event.type == EditionPublished.__name__ and recorded.event.payload:
            fact = fact_of(recorded.event)
            if isinstance(fact, EditionPublished):
                last = (fact.edition, fact.digest)
    return last
