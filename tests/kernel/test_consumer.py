"""Every event is done once, sent to the dead letters, or left for the next try; nothing is ever swallowed."""

import threading
from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from opentelemetry.sdk.metrics.export import InMemoryMetricReader
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter

from tolpuddle.kernel import telemetry, wire
from tolpuddle.kernel.adapters.memory_event_log import MemoryEventLog
from tolpuddle.kernel.consumer import Consumer, MemorySeenEvents, Retries, Verdict
from tolpuddle.kernel.dead_letters import list_dead_letters, redrive, show_dead_letter
from tolpuddle.kernel.environment import Settings
from tolpuddle.kernel.errors import (
    EventLogError,
    NotFoundError,
    UnavailableError,
    UnprocessableEventError,
)
from tolpuddle.kernel.event_log import Event, Recorded
from tolpuddle.kernel.events import SupplierRemoved
from tolpuddle.kernel.topics import SUPPLIERS

NOW = datetime(2026, 3, 1, tzinfo=UTC)
QUICK = Retries(times=3, first_seconds=0.001, longest_seconds=0.002)


def an_event(name: str, **changes: object) -> Event:
    event = wire.event_of(SupplierRemoved(name), occurred_at=NOW, id_parts=[name], tenant="acme")
    return Event(**({field: getattr(event, field) for field in Event.__dataclass_fields__} | changes))  # type: ignore[arg-type]


def a_log(*names: str) -> MemoryEventLog:
    log = MemoryEventLog()
    log.append([an_event(name) for name in names])
    return log


class Effects:
    """A handler that keeps what it did, and first runs what a test wants to go wrong."""

    def __init__(self, before: Callable[[str], object] = lambda name: None) -> None:
        self.done: list[str] = []
        self.before = before

    def __call__(self, recorded: Recorded) -> Verdict:
        fact = wire.fact_of(recorded.event)
        assert isinstance(fact, SupplierRemoved)
        self.before(fact.supplier_id)
        self.done.append(fact.supplier_id)
        return Verdict.DONE


def a_consumer(log: MemoryEventLog, handle: Callable[[Recorded], Verdict], **options: object) -> Consumer:
    return Consumer(log, "g", [SUPPLIERS.name], handle, retries=QUICK, clock=lambda: NOW, **options)  # type: ignore[arg-type]


def run(log: MemoryEventLog, handle: Callable[[Recorded], Verdict], **options: object) -> Consumer:
    consumer = a_consumer(log, handle, **options)
    consumer.run(until_idle=True, poll_seconds=0.01)
    return consumer


def test_every_event_is_done_and_committed() -> None:
    log, effects = a_log("a", "b", "c"), Effects()
    assert run(log, effects).tally.done == 3
    assert sorted(effects.done) == ["a", "b", "c"]
    assert log.lag("g", [SUPPLIERS.name]) == {SUPPLIERS.name: 0}


def test_the_same_fact_written_twice_has_one_effect() -> None:
    log, effects = a_log("a", "a", "b", "a"), Effects()
    tally = run(log, effects).tally
    assert sorted(effects.done) == ["a", "b"]
    assert (tally.done, tally.duplicates) == (2, 2)


def test_a_store_may_know_duplicates_itself() -> None:
    log = a_log("a", "b")
    assert run(log, lambda recorded: Verdict.DUPLICATE).tally.duplicates == 2


def test_what_can_never_be_done_goes_to_the_dead_letters_and_the_rest_goes_on() -> None:
    log = a_log("a", "b")
    log.append([an_event("c", type="Nonsense"), wire.decode(b"\xff not an envelope", SUPPLIERS.name, "k")])
    effects = Effects()
    tally = run(log, effects).tally
    assert sorted(effects.done) == ["a", "b"]
    assert (tally.done, tally.dead_letters) == (2, 2)
    letters = {letter.event.type: letter for letter in list_dead_letters(log)}
    assert set(letters) == {"Nonsense", wire.UNREADABLE}
    assert letters["Nonsense"].event == an_event("c", type="Nonsense")
    assert "'Nonsense' is no known type" in letters["Nonsense"].fact.reason
    assert letters[wire.UNREADABLE].fact.event == b"\xff not an envelope"
    assert log.lag("g", [SUPPLIERS.name]) == {SUPPLIERS.name: 0}


@pytest.mark.parametrize("error", [UnavailableError("Away."), EventLogError("Away.")])
def test_what_is_away_is_waited_for(error: Exception) -> None:
    fails = [error, error]

    def before(name: str) -> None:
        if fails:
            raise fails.pop()

    said: list[str] = []
    effects = Effects(before)
    consumer = run(a_log("a"), effects, say=said.append)
    assert effects.done == ["a"]
    assert consumer.tally.retries == len(said) == 2
    assert said[0].startswith("Away. Try 1 of 4")


def test_what_stays_away_stops_the_loop_without_commit() -> None:
    log, calls = a_log("a"), list[str]()

    def before(name: str) -> None:
        calls.append(name)
        raise UnavailableError("Away.")

    with pytest.raises(UnavailableError):
        run(log, Effects(before))
    assert len(calls) == 4
    assert log.lag("g", [SUPPLIERS.name]) == {SUPPLIERS.name: 1}
    assert list_dead_letters(log) == []


def test_an_unexpected_error_stops_the_loop_at_once_without_commit_and_the_event_comes_again() -> None:
    log = a_log("a")

    def before(name: str) -> None:
        raise ZeroDivisionError(name)

    with pytest.raises(ZeroDivisionError):
        run(log, Effects(before))
    assert log.lag("g", [SUPPLIERS.name]) == {SUPPLIERS.name: 1}
    effects = Effects()
    run(log, effects)
    assert effects.done == ["a"]


def test_an_event_that_failed_is_not_remembered_as_done() -> None:
    seen = MemorySeenEvents()

    def before(name: str) -> None:
        raise UnprocessableEventError("No.")

    log = a_log("a")
    run(log, Effects(before), seen=seen)
    assert not seen.seen(an_event("a").id)
    redrive(log, list_dead_letters(log), now=NOW, by="admin")
    effects = Effects()
    run(log, effects, seen=seen)
    assert effects.done == ["a"]


def test_the_memory_of_seen_events_is_bounded_and_forgets_the_oldest() -> None:
    seen = MemorySeenEvents(limit=2)
    for name in ("a", "b", "c"):
        seen.remember(name)
    assert [seen.seen(name) for name in ("a", "b", "c")] == [False, True, True]


def test_stopping_ends_after_the_event_in_hand_and_commits_it() -> None:
    log = a_log(*[f"s{n}" for n in range(20)])
    effects = Effects()
    consumer = a_consumer(log, effects)
    effects.before = lambda name: consumer.stop() if len(effects.done) == 4 else None
    consumer.run(poll_seconds=0.01)
    assert len(effects.done) == 5
    assert log.lag("g", [SUPPLIERS.name]) == {SUPPLIERS.name: 15}


def test_stopping_while_waiting_for_what_is_away_does_not_wait_to_the_end() -> None:
    def before(name: str) -> None:
        raise UnavailableError("Away.")

    log = a_log("a")
    consumer = a_consumer(log, Effects(before))
    consumer.retries = Retries(times=5, first_seconds=600, longest_seconds=600)
    thread = threading.Thread(target=consumer.run)
    thread.start()
    consumer.stop()
    thread.join(timeout=120)
    assert not thread.is_alive()
    assert log.lag("g", [SUPPLIERS.name]) == {SUPPLIERS.name: 1}


def test_a_span_of_an_event_belongs_to_the_trace_that_wrote_it() -> None:
    exporter = InMemorySpanExporter()
    telemetry.set_up("test", Settings.read({}), span_exporter=exporter)
    trace_id = "ab" * 16
    log = MemoryEventLog()
    log.append([an_event("a", trace={"traceparent": f"00-{trace_id}-{'cd' * 8}-01"})])
    try:
        run(log, Effects())
    finally:
        telemetry.set_up("test", Settings.read({}))
    (finished,) = exporter.get_finished_spans()
    assert f"{finished.context.trace_id:032x}" == trace_id
    assert (finished.attributes or {})["tolpuddle.verdict"] == "done"


def test_how_far_behind_a_group_is_can_be_watched() -> None:
    reader = InMemoryMetricReader()
    telemetry.set_up("test", Settings.read({}), metric_reader=reader)
    log = a_log("a", "b", "c")
    try:
        run(log, Effects())
        data = reader.get_metrics_data()
    finally:
        telemetry.set_up("test", Settings.read({}))
    assert data is not None
    points = {
        metric.name: next(iter(metric.data.data_points))
        for resource in data.resource_metrics
        for scope in resource.scope_metrics
        for metric in scope.metrics
    }
    assert points["tolpuddle.log.lag"].value == 3, "told before the first poll"
    assert dict(points["tolpuddle.log.lag"].attributes) == {
        "tolpuddle.topic": SUPPLIERS.name,
        "tolpuddle.group": "g",
    }
    assert points["tolpuddle.events.done"].value == 3


def test_back_off_doubles_up_to_the_longest() -> None:
    retries = Retries(times=9, first_seconds=0.1, longest_seconds=1.0)
    assert [retries.pause(attempt) for attempt in (1, 2, 3, 4, 5, 50)] == [0.1, 0.2, 0.4, 0.8, 1.0, 1.0]


def test_a_dead_letter_is_found_by_the_beginning_of_its_id() -> None:
    log = MemoryEventLog()
    log.append([an_event("c", type="Nonsense")])
    run(log, Effects())
    (letter,) = list_dead_letters(log)
    assert show_dead_letter(log, letter.id[:8]) == letter
    for wrong in ("", "zzz"):
        with pytest.raises(NotFoundError):
            show_dead_letter(log, wrong)
