"""The promises of the event log, on every adapter."""

import threading
import time
import uuid
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.real.event_logs import Store
from tolpuddle.kernel.errors import EventLogError
from tolpuddle.kernel.event_log import Event, EventLog, Recorded, Subscription
from tolpuddle.kernel.topics import ALL, REFERENCE, SUPPLIERS

PLAIN = SUPPLIERS.name
COMPACTED = REFERENCE.name
NOON = datetime(2026, 3, 1, 12, 0, 0, 123456, tzinfo=UTC)
PATIENCE_SECONDS = 120.0


def an_event(key: str = "t/1", payload: bytes = b"p", topic: str = PLAIN, **more: object) -> Event:
    words = {"id": uuid.uuid4().hex, "type": "SupplierStated", "occurred_at": NOON, **more}
    return Event(topic=topic, key=key, payload=payload, **words)  # pyright: ignore[reportArgumentType]


def some_events(count: int, keys: int = 20) -> list[Event]:
    return [an_event(f"t/{number % keys}", f"{number}".encode()) for number in range(count)]


def poll_all(
    subscription: Subscription, count: int, done: Callable[[Sequence[Recorded]], None] | None = None
) -> list[Recorded]:
    """Poll until count events came. One more poll would show that there are no others."""
    found: list[Recorded] = []
    deadline = time.monotonic() + PATIENCE_SECONDS
    while len(found) < count and time.monotonic() < deadline:
        batch = subscription.poll(timeout_seconds=0.5)
        found.extend(batch)
        if done and batch:
            done(batch)
    assert len(found) == count, f"{len(found)} of {count} events came"
    return found


def payloads_by_key(recorded: Sequence[Recorded]) -> dict[str, list[bytes]]:
    by_key: dict[str, list[bytes]] = {}
    for each in recorded:
        by_key.setdefault(each.event.key, []).append(each.event.payload)
    return by_key


def test_events_of_one_key_keep_their_order(event_log: EventLog) -> None:
    events = some_events(300)
    for start in range(0, 300, 70):
        event_log.append(events[start : start + 70])
    read = payloads_by_key(list(event_log.read(PLAIN)))
    assert read == payloads_by_key([Recorded(event, None) for event in events])  # pyright: ignore[reportArgumentType]
    polled = poll_all(event_log.subscribe("g", [PLAIN]), 300)
    assert payloads_by_key(polled) == read


def test_an_event_comes_back_as_it_was_written(event_log: EventLog) -> None:
    event = Event(
        topic=PLAIN,
        key="mieter/Ürün 新疆",
        id="id-1",
        type="SupplierStated",
        occurred_at=datetime(2026, 3, 1, 8, 30, 0, 1, tzinfo=timezone(timedelta(hours=6))),
        payload=bytes(range(256)),
        tenant="mieter",
        schema_version=3,
        trace={"traceparent": "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01", "tracestate": "a=1"},
    )
    positions = event_log.append([event])
    (read,) = event_log.read(PLAIN)
    (polled,) = poll_all(event_log.subscribe("g", [PLAIN]), 1)
    assert read.event == event
    assert polled.event == event
    assert read.position == polled.position == positions[0]


def test_append_says_where_each_event_stands(event_log: EventLog) -> None:
    events = some_events(50)
    positions = event_log.append(events)
    stands = {each.position: each.event.id for each in event_log.read(PLAIN)}
    assert [stands[position] for position in positions] == [event.id for event in events]


def test_a_key_has_the_same_partition_on_every_adapter(event_log: EventLog) -> None:
    positions = event_log.append([an_event(f"t/{number}") for number in range(12)])
    assert [position.partition for position in positions] == [3, 4, 4, 5, 2, 3, 2, 0, 0, 5, 4, 1]


def test_appending_nothing_changes_nothing(event_log: EventLog) -> None:
    assert list(event_log.append([])) == []
    assert list(event_log.read(PLAIN)) == []


def test_poll_gives_at_most_as_many_as_asked_for(event_log: EventLog) -> None:
    event_log.append(some_events(40))
    subscription = event_log.subscribe("g", [PLAIN])
    sizes: list[int] = []
    while sum(sizes) < 40:
        sizes.append(len(subscription.poll(max_events=7, timeout_seconds=5)))
    assert max(sizes) <= 7
    assert sum(sizes) == 40


def test_poll_is_empty_when_nothing_comes_in_time(event_log: EventLog) -> None:
    subscription = event_log.subscribe("g", [PLAIN])
    subscription.poll(timeout_seconds=0)
    began = time.monotonic()
    assert list(subscription.poll(timeout_seconds=0.3)) == []
    assert time.monotonic() - began > 0.25


def test_poll_wakes_when_something_is_written(store: Store) -> None:
    subscription = store.open().subscribe("g", [PLAIN])
    subscription.poll(timeout_seconds=0)
    writer = store.open()
    later = threading.Timer(0.3, writer.append, [[an_event(payload=b"now")]])
    later.start()
    (came,) = subscription.poll(timeout_seconds=20)
    later.join()
    assert came.event.payload == b"now"


def test_groups_read_independently_of_each_other(event_log: EventLog) -> None:
    event_log.append(some_events(30))
    first = event_log.subscribe("first", [PLAIN])
    first.commit(poll_all(first, 30))
    assert len(poll_all(event_log.subscribe("second", [PLAIN]), 30)) == 30
    assert event_log.lag("first", [PLAIN]) == {PLAIN: 0}
    assert event_log.lag("second", [PLAIN]) == {PLAIN: 30}


def test_a_group_reads_several_topics(event_log: EventLog) -> None:
    event_log.append([an_event(topic=topic.name, key=topic.name) for topic in ALL])
    names = [topic.name for topic in ALL]
    polled = poll_all(event_log.subscribe("g", names), len(ALL))
    assert sorted(each.position.topic for each in polled) == sorted(names)
    assert all(each.event.topic == each.position.topic for each in polled)


def test_what_was_committed_is_not_polled_again(store: Store) -> None:
    log = store.open()
    log.append(some_events(60))
    first = log.subscribe("g", [PLAIN])
    polled = poll_all(first, 60)
    keys = sorted({each.event.key for each in polled})[:10]
    partitions = {each.position.partition for each in polled if each.event.key in keys}
    done = [each for each in polled if each.position.partition in partitions]
    first.commit(done)
    first.close()
    again = poll_all(store.open().subscribe("g", [PLAIN]), 60 - len(done))
    assert {each.event.id for each in again} == {each.event.id for each in polled if each not in done}


def test_commit_remembers_the_furthest_of_each_partition_in_any_order(event_log: EventLog) -> None:
    event_log.append(some_events(30))
    subscription = event_log.subscribe("g", [PLAIN])
    polled = poll_all(subscription, 30)
    subscription.commit(list(reversed(polled)))
    subscription.commit([])
    assert event_log.lag("g", [PLAIN]) == {PLAIN: 0}


def test_what_was_not_committed_comes_again_after_close(store: Store) -> None:
    log = store.open()
    log.append(some_events(25))
    first = log.subscribe("g", [PLAIN])
    seen = poll_all(first, 25)
    first.close()
    again = poll_all(store.open().subscribe("g", [PLAIN]), 25)
    assert {each.position for each in again} == {each.position for each in seen}


def test_rewind_goes_back_to_what_was_committed_last(event_log: EventLog) -> None:
    event_log.append([an_event("one", f"{number}".encode()) for number in range(10)])
    subscription = event_log.subscribe("g", [PLAIN])
    polled = poll_all(subscription, 10)
    subscription.commit(polled[:4])
    subscription.rewind()
    assert [each.event.payload for each in poll_all(subscription, 6)] == [b"4", b"5", b"6", b"7", b"8", b"9"]


def test_rewind_before_any_commit_goes_back_to_the_beginning(event_log: EventLog) -> None:
    event_log.append(some_events(20))
    subscription = event_log.subscribe("g", [PLAIN])
    first = poll_all(subscription, 20)
    subscription.rewind()
    again = poll_all(subscription, 20)
    assert {each.position for each in again} == {each.position for each in first}


def test_lag_counts_what_the_group_has_not_committed(event_log: EventLog) -> None:
    assert event_log.lag("g", [PLAIN, COMPACTED]) == {PLAIN: 0, COMPACTED: 0}
    event_log.append(some_events(20))
    event_log.append([an_event("k", topic=COMPACTED)])
    subscription = event_log.subscribe("g", [PLAIN])
    polled = poll_all(subscription, 20)
    assert event_log.lag("g", [PLAIN, COMPACTED]) == {PLAIN: 20, COMPACTED: 1}
    subscription.commit(polled)
    event_log.append(some_events(3))
    assert event_log.lag("g", [PLAIN, COMPACTED]) == {PLAIN: 3, COMPACTED: 1}


def test_reading_from_the_beginning_is_the_same_every_time(store: Store) -> None:
    log = store.open()
    for _ in range(4):
        log.append(some_events(40))
    first = list(log.read(PLAIN))
    assert len(first) == 160
    assert list(store.open().read(PLAIN)) == first


def test_read_ends_where_the_topic_ended_when_it_was_called(event_log: EventLog) -> None:
    event_log.append(some_events(30))
    reading = event_log.read(PLAIN)
    next(reading)
    event_log.append(some_events(30))
    assert sum(1 for _ in reading) == 29


def test_read_needs_no_group_and_moves_none(event_log: EventLog) -> None:
    event_log.append(some_events(10))
    assert sum(1 for _ in event_log.read(PLAIN)) == 10
    assert event_log.lag("g", [PLAIN]) == {PLAIN: 10}


def test_the_same_event_written_twice_is_kept_twice_under_one_id(event_log: EventLog) -> None:
    event = an_event(id="same")
    event_log.append([event])
    event_log.append([event, event])
    assert [each.event.id for each in event_log.read(PLAIN)] == ["same"] * 3


def test_large_payloads_pass_whole(event_log: EventLog) -> None:
    large = bytes(range(251)) * (5 * 1024 * 1024 // 251)
    event_log.append([an_event("a", large), an_event("b", large[::-1]), an_event("c", b"small")])
    polled = poll_all(event_log.subscribe("g", [PLAIN]), 3)
    assert {each.event.key: each.event.payload for each in polled} == {
        "a": large,
        "b": large[::-1],
        "c": b"small",
    }
    assert sum(len(each.event.payload) for each in event_log.read(PLAIN)) == 2 * len(large) + 5


def test_a_compacted_topic_gives_at_least_the_last_event_of_each_key(event_log: EventLog) -> None:
    for version in range(5):
        event_log.append([an_event(f"k{key}", f"{version}".encode(), topic=COMPACTED) for key in range(4)])
    last = {each.event.key: each.event.payload for each in event_log.read(COMPACTED)}
    assert last == {f"k{key}": b"4" for key in range(4)}


def test_a_removal_comes_back_with_an_empty_payload_and_all_its_words(event_log: EventLog) -> None:
    event_log.append([an_event("k", b"there", topic=COMPACTED)])
    removal = an_event(
        "k",
        b"",
        topic=COMPACTED,
        id="removal",
        type="SupplierRemoved",
        tenant="mieter",
        schema_version=2,
        trace={"traceparent": "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"},
    )
    event_log.append([removal])
    assert list(event_log.read(COMPACTED))[-1].event == removal
    assert poll_all_of_compacted(event_log)[-1].event == removal


def poll_all_of_compacted(event_log: EventLog) -> list[Recorded]:
    subscription = event_log.subscribe("g", [COMPACTED])
    found: list[Recorded] = []
    while not found or found[-1].event.payload:
        found.extend(subscription.poll(timeout_seconds=5))
    return found


def test_two_members_share_a_group_and_the_rest_survive_the_loss_of_one(store: Store) -> None:
    writer = store.open()
    workers = [Worker(store.open().subscribe("g", [PLAIN])) for _ in range(2)]
    until(lambda: (writer.append(some_events(60)), all(worker.seen for worker in workers))[1])
    workers[1].leave()
    written = {each.event.id for each in writer.read(PLAIN)}
    until(lambda: writer.lag("g", [PLAIN]) == {PLAIN: 0})
    workers[0].leave()
    assert workers[0].seen | workers[1].seen == written


class Worker:
    """A member that works in a thread of its own, for a group settles only while all its members poll."""

    def __init__(self, subscription: Subscription) -> None:
        self.seen: set[str] = set()
        self._subscription = subscription
        self._leaving = threading.Event()
        self._thread = threading.Thread(target=self._work)
        self._thread.start()

    def leave(self) -> None:
        self._leaving.set()
        self._thread.join()
        self._subscription.close()

    def _work(self) -> None:
        while not self._leaving.is_set():
            batch = self._subscription.poll(timeout_seconds=0.1)
            self.seen |= {each.event.id for each in batch}
            try:
                self._subscription.commit(batch)
            except EventLogError:
                self._subscription.rewind()


def until(true: Callable[[], bool]) -> None:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not true():
        assert time.monotonic() < deadline, "it did not come true in time"
        time.sleep(0.05)


def test_several_threads_and_programs_may_append_at_once(store: Store) -> None:
    logs = [store.open(), store.open()]

    def write(worker: int) -> None:
        for number in range(10):
            batch = [an_event(f"w{worker}", f"{number}/{part}".encode()) for part in range(5)]
            logs[worker % 2].append(batch)

    threads = [threading.Thread(target=write, args=(worker,)) for worker in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    in_order = [f"{number}/{part}".encode() for number in range(10) for part in range(5)]
    assert payloads_by_key(list(logs[0].read(PLAIN))) == {f"w{worker}": in_order for worker in range(6)}


def test_an_unknown_topic_is_an_error_and_writes_nothing(event_log: EventLog) -> None:
    known, unknown = an_event(), an_event(topic="tolpuddle.nowhere.v1")
    with pytest.raises(EventLogError, match=r"tolpuddle\.nowhere\.v1"):
        event_log.append([known, unknown])
    for call in (
        lambda: event_log.subscribe("g", ["tolpuddle.nowhere.v1"]),
        lambda: event_log.read("tolpuddle.nowhere.v1"),
        lambda: event_log.lag("g", ["tolpuddle.nowhere.v1"]),
    ):
        with pytest.raises(EventLogError):
            call()
    assert list(event_log.read(PLAIN)) == []


def test_a_log_that_answers_passes_its_check_and_a_closed_one_does_nothing(store: Store) -> None:
    log = store.open()
    subscription = log.subscribe("g", [PLAIN])
    log.check()
    log.close()
    for call in (
        log.check,
        lambda: log.append([an_event()]),
        lambda: log.subscribe("g", [PLAIN]),
        lambda: list(log.read(PLAIN)),
        lambda: log.lag("g", [PLAIN]),
        lambda: subscription.poll(timeout_seconds=0),
    ):
        with pytest.raises(EventLogError):
            call()
    log.close()


def test_a_closed_subscription_may_be_closed_again_but_not_polled(event_log: EventLog) -> None:
    subscription = event_log.subscribe("g", [PLAIN])
    subscription.close()
    subscription.close()
    with pytest.raises(EventLogError):
        subscription.poll(timeout_seconds=0)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    calls=st.lists(
        st.lists(st.tuples(st.text(max_size=4), st.binary(min_size=1, max_size=20)), max_size=8), max_size=6
    )
)
def test_whatever_is_appended_is_read_once_and_in_order_of_its_key(
    event_log: EventLog, calls: list[list[tuple[str, bytes]]]
) -> None:
    this_run = uuid.uuid4().hex
    calls_of_this_run = [[(f"{this_run}/{key}", payload) for key, payload in call] for call in calls]
    for call in calls_of_this_run:
        event_log.append([an_event(key, payload) for key, payload in call])
    expected: dict[str, list[bytes]] = {}
    for call in calls_of_this_run:
        for key, payload in call:
            expected.setdefault(key, []).append(payload)
    read = [each for each in event_log.read(PLAIN) if each.event.key.startswith(this_run)]
    assert payloads_by_key(read) == expected
