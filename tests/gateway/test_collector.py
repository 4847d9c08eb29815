"""Events of the log end up in the store once, however often they come and whoever takes them."""

from collections.abc import Callable
from pathlib import Path

import polars as pl
import pytest

from tests.gateway.builders import NOON, TRACE, a_frame, an_assessment, made, rejected_rows
from tests.gateway.conftest import wait_until
from tests.real.event_logs import Store as LogStore
from tolpuddle.gateway.adapters.sql_store import SqlStore
from tolpuddle.gateway.collector import GROUP, TOPICS, Collector, handler
from tolpuddle.kernel.consumer import Consumer, Retries
from tolpuddle.kernel.dead_letters import list_dead_letters
from tolpuddle.kernel.errors import UnavailableError
from tolpuddle.kernel.event_log import Event, EventLog
from tolpuddle.kernel.events import (
    AssessmentsMade,
    Fact,
    Problem,
    RowsRejected,
    SuppliersAccepted,
    UploadRead,
)
from tolpuddle.kernel.wire import event_of

Open = Callable[[], SqlStore]


@pytest.fixture
def open_store(tmp_path: Path, request: pytest.FixtureRequest) -> Open:
    def opener() -> SqlStore:
        store = SqlStore.open(f"sqlite:///{tmp_path}/gateway.db")
        request.addfinalizer(store.close)
        return store

    return opener


def event(fact: Fact, part: str | int, tenant: str = "default") -> Event:
    trace = {"traceparent": f"00-{TRACE}-00f067aa0ba902b7-01"}
    return event_of(fact, occurred_at=NOON, id_parts=[part], tenant=tenant, trace=trace)


def a_job_on_the_log(job_id: str = "j1", batches: int = 3) -> list[Event]:
    suppliers = pl.DataFrame({"supplier_id": ["never read"], "name": ["x"]})
    return [
        event(SuppliersAccepted(job_id, 0, suppliers), f"{job_id}/s"),
        *(event(made(job_id, n, an_assessment(f"{job_id}-{n}")), f"{job_id}/{n}") for n in range(batches)),
        event(RowsRejected(job_id, 0, rejected_rows(2)), f"{job_id}/r"),
        event(UploadRead(job_id, batches, 1, 0, batches, 1), f"{job_id}/read"),
    ]


def drain(log: EventLog, store: SqlStore) -> None:
    Consumer(log, GROUP, TOPICS, handler(store), retries=Retries(times=0)).run(
        until_idle=True, poll_seconds=0.5
    )


def test_a_job_on_the_log_is_done_in_the_store(event_log: EventLog, open_store: Open) -> None:
    store = open_store()
    event_log.append(a_job_on_the_log())
    drain(event_log, store)
    job = store.job("default", "j1")
    assert (job.status, job.assessed, job.rejected, job.trace_id) == ("done", 3, 1, TRACE)
    assert store.latest("default", "j1-0").trace_id == TRACE
    assert sum(event_log.lag(GROUP, TOPICS).values()) == 0


def test_events_that_come_again_have_no_second_effect(store: LogStore, open_store: Open) -> None:
    log, kept = store.open(), open_store()
    log.append(a_job_on_the_log())
    drain(log, kept)
    before = (kept.job("default", "j1"), len(kept.history("default", "j1-1", 10)[0]))
    log.append(a_job_on_the_log())
    drain(log, kept)
    assert (kept.job("default", "j1"), len(kept.history("default", "j1-1", 10)[0])) == before


def test_replay_into_an_empty_store_gives_the_same_results(event_log: EventLog, tmp_path: Path) -> None:
    event_log.append([*a_job_on_the_log("j1"), *a_job_on_the_log("j2", batches=2)])
    seen: list[object] = []
    for number in range(2):
        store = SqlStore.open(f"sqlite:///{tmp_path}/replay{number}.db")
        consumer = Consumer(event_log, f"replay-{number}", TOPICS, handler(store))
        consumer.run(until_idle=True, poll_seconds=0.5)
        frames = [frame.to_dicts() for job in ("j1", "j2") for frame in store.results("default", job)]
        jobs = [(j.id, j.status, j.assessed, j.priorities) for j in store.jobs("default", 10)]
        seen.append((frames, sorted(jobs, key=lambda job: job[0]), store.top("default", 10)))
        store.close()
    assert seen[0] == seen[1]


def test_two_gateways_on_one_group_and_one_store_share_the_work(store: LogStore, open_store: Open) -> None:
    collectors = [Collector(open_store(), store.open()) for _ in range(2)]
    jobs = [f"job{number}" for number in range(8)]
    for collector in collectors:
        collector.start()
    try:
        log, kept = store.open(), open_store()
        for job in jobs:
            log.append(a_job_on_the_log(job))
        wait_until(
            lambda: len(kept.jobs("default", 100)) == 8 and all(j.final for j in kept.jobs("default", 100)),
            40,
        )
    finally:
        for collector in collectors:
            collector.stop()
    assert {job.assessed for job in kept.jobs("default", 100)} == {3}
    assert all(len(kept.history("default", f"{job}-0", 10)[0]) == 1 for job in jobs)


def test_what_can_never_be_stored_goes_to_the_dead_letters_and_the_rest_goes_on(
    event_log: EventLog, open_store: Open
) -> None:
    store = open_store()
    no_detail = AssessmentsMade("j0", 0, a_frame([an_assessment("a")]).drop("detail"), "2026.1", "submitted")
    no_columns = AssessmentsMade("j0", 1, pl.DataFrame({"x": [1]}), "2026.1", "submitted")
    event_log.append([event(no_detail, "bad1"), event(no_columns, "bad2"), *a_job_on_the_log("j1")])
    drain(event_log, store)
    letters = list_dead_letters(event_log)
    assert sorted(letter.fact.reason.partition(" (")[0] for letter in letters) == [
        "The assessments have no column detail.",
        "The column supplier_id is missing.",
    ]
    assert {letter.fact.group for letter in letters} == {GROUP}
    assert store.job("default", "j1").status == "done"


def test_a_tenant_sees_only_its_own_events(event_log: EventLog, open_store: Open) -> None:
    store = open_store()
    event_log.append([event(made("j1", 0, an_assessment("a")), 1, tenant="other")])
    drain(event_log, store)
    assert store.jobs("default", 10) == []
    assert store.latest("other", "a").supplier_id == "a"


def test_a_file_that_could_not_be_used_fails_its_job(event_log: EventLog, open_store: Open) -> None:
    store = open_store()
    problem = Problem("unusable_input", "a.csv is empty.", {"file": "a.csv"})
    event_log.append([event(UploadRead("j1", 0, 0, 0, 0, problem=problem), 1)])
    drain(event_log, store)
    assert (store.job("default", "j1").status, store.job("default", "j1").problem) == ("failed", problem)


def test_a_collector_that_stopped_on_an_error_says_so(open_store: Open, event_log: EventLog) -> None:
    store = open_store()
    collector = Collector(store, event_log)
    with store._database.writing("default") as connection:  # pyright: ignore[reportPrivateUsage]
        connection.exec_driver_sql(
            "CREATE TRIGGER no_batches BEFORE INSERT ON batches BEGIN SELECT RAISE(ABORT, 'no'); END"
        )
    event_log.append(a_job_on_the_log())
    collector.start()

    def stopped() -> bool:
        try:
            collector.check()
        except UnavailableError:
            return True
        return False

    wait_until(stopped)
    collector.stop()
    assert sum(event_log.lag(GROUP, TOPICS).values()) > 0, "what failed comes again"
