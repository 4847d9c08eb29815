"""A person can look at what was refused, and send it again once the cause is gone."""

from datetime import UTC, datetime

import pytest

from tolpuddle.kernel import wire
from tolpuddle.kernel.adapters.memory_event_log import MemoryEventLog
from tolpuddle.kernel.dead_letters import list_dead_letters, redrive, show_dead_letter
from tolpuddle.kernel.errors import NotFoundError
from tolpuddle.kernel.event_log import Event
from tolpuddle.kernel.events import DeadLettered, SupplierRemoved
from tolpuddle.kernel.topics import SUPPLIERS

NOW = datetime(2026, 3, 1, tzinfo=UTC)


def refused(log: MemoryEventLog, name: str, offset: int) -> Event:
    event = wire.event_of(SupplierRemoved(name), occurred_at=NOW, id_parts=[name], tenant="acme")
    fact = DeadLettered(
        event.topic, 0, offset, event.key, "g", "frame_contract", "It is wrong.", wire.encode(event)
    )
    log.append([wire.event_of(fact, occurred_at=NOW, id_parts=[name], tenant="acme")])
    return event


def test_a_dead_letter_holds_the_event_as_it_came() -> None:
    log = MemoryEventLog()
    event = refused(log, "a", 0)
    (letter,) = list_dead_letters(log)
    assert letter.event == event
    assert letter.redriven_at is None
    assert (letter.fact.code, letter.fact.reason, letter.tenant) == ("frame_contract", "It is wrong.", "acme")


def test_redriving_sends_the_same_event_to_its_topic_and_marks_the_letter() -> None:
    log = MemoryEventLog()
    event = refused(log, "a", 0)
    refused(log, "b", 1)
    letter = next(letter for letter in list_dead_letters(log) if letter.event == event)
    assert redrive(log, [letter], now=NOW, by="admin") == 1
    assert [recorded.event for recorded in log.read(SUPPLIERS.name)] == [event]
    assert show_dead_letter(log, letter.id).redriven_at == NOW
    assert [found.event.key for found in list_dead_letters(log, waiting_only=True)] == ["acme/b"]


def test_an_empty_log_has_no_dead_letters() -> None:
    assert list_dead_letters(MemoryEventLog()) == []
    with pytest.raises(NotFoundError):
        show_dead_letter(MemoryEventLog(), "abc")
