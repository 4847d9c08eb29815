"""The promises of the gateway's store, on SQLite always and on PostgreSQL where one is at hand."""

import json
import threading
from collections.abc import Callable

import pytest

from tests.gateway.builders import NOON, TRACE, a_job, a_source, an_assessment, made, rejected_rows
from tolpuddle.gateway.adapters.sql_store import SqlStore
from tolpuddle.gateway.store import Answered, AssessmentStore
from tolpuddle.kernel.errors import NotFoundError, UnavailableError
from tolpuddle.kernel.events import AssessmentChanged, Move, Problem, RowsRejected, UploadRead
from tolpuddle.kernel.wire import frame_to_arrow
from tolpuddle.kernel.wire_rows import row_to_bytes

Opener = Callable[[], AssessmentStore]


@pytest.fixture
def store(open_store: Opener) -> AssessmentStore:
    return open_store()


def read(job_id: str, batches: int, reject_batches: int = 0, problem: Problem | None = None) -> UploadRead:
    return UploadRead(job_id, 3, 2, 1, batches, reject_batches, {"Lieferant": "name"}, problem)


def test_a_job_is_found_again_after_a_restart(open_store: Opener) -> None:
    open_store().open_job(a_job(file_name="list.csv", trace_id=TRACE))
    found = open_store().job("default", "job-1")
    assert (found.status, found.file_name, found.created_at, found.trace_id) == (
        "receiving",
        "list.csv",
        NOON,
        TRACE,
    )


def test_an_unknown_job_is_not_found(store: AssessmentStore) -> None:
    with pytest.raises(NotFoundError):
        store.job("default", "nothing")


def test_a_job_of_another_tenant_is_not_found(store: AssessmentStore) -> None:
    store.open_job(a_job())
    with pytest.raises(NotFoundError):
        store.job("other", "job-1")


def test_a_job_that_runs_already_does_not_go_back_to_waiting(store: AssessmentStore) -> None:
    store.open_job(a_job())
    store.record_assessments(a_source("e1"), made("job-1", 0, an_assessment("a")))
    store.release_job("default", "job-1")
    assert store.job("default", "job-1").status == "running"


def test_a_job_is_done_when_its_file_was_read_and_every_batch_has_come(store: AssessmentStore) -> None:
    store.open_job(a_job())
    store.record_assessments(a_source("e1"), made("job-1", 1, an_assessment("b"), an_assessment("c")))
    store.record_upload_read(a_source("e2"), read("job-1", batches=2, reject_batches=1))
    store.record_rejects(a_source("e3"), RowsRejected("job-1", 0, rejected_rows(4, 9)))
    assert store.job("default", "job-1").status == "running"
    store.record_assessments(a_source("e4"), made("job-1", 0, an_assessment("a", priority="P1")))
    job = store.job("default", "job-1")
    assert (job.status, job.assessed, job.accepted, job.rejected, job.duplicates) == ("done", 3, 3, 2, 1)
    assert job.priorities == {"P1": 1, "P3": 2}
    assert job.finished_at is not None
    assert job.header_map == {"Lieferant": "name"}


def test_a_file_that_could_not_be_used_fails_its_job_with_the_problem(store: AssessmentStore) -> None:
    store.open_job(a_job())
    problem = Problem("unusable_input", "The file is empty.", {"file": "list.csv"})
    store.record_upload_read(a_source("e1"), read("job-1", batches=0, problem=problem))
    job = store.job("default", "job-1")
    assert (job.status, job.problem) == ("failed", problem)


def test_a_job_that_nobody_asked_for_here_is_made_from_the_log(store: AssessmentStore) -> None:
    store.record_assessments(a_source("e1"), made("from-desk", 0, an_assessment("a")))
    store.record_upload_read(a_source("e2"), read("from-desk", batches=1))
    assert (store.job("default", "from-desk").kind, store.job("default", "from-desk").status) == (
        "log",
        "done",
    )


def test_every_change_of_a_job_raises_its_revision(store: AssessmentStore) -> None:
    store.open_job(a_job())
    seen = [store.job("default", "job-1").revision]
    store.release_job("default", "job-1")
    seen.append(store.job("default", "job-1").revision)
    store.record_assessments(a_source("e1"), made("job-1", 0, an_assessment("a")))
    seen.append(store.job("default", "job-1").revision)
    assert seen == sorted(set(seen))


def test_the_effect_of_an_event_happens_once(store: AssessmentStore) -> None:
    event = made("job-1", 0, an_assessment("a"))
    assert store.record_assessments(a_source("e1"), event)
    assert not store.record_assessments(a_source("e1"), event)
    assert store.job("default", "job-1").assessed == 1
    assert len(store.history("default", "a", 10)[0]) == 1


def test_a_batch_told_twice_under_two_ids_counts_once(store: AssessmentStore) -> None:
    assert store.record_assessments(a_source("e1"), made("job-1", 0, an_assessment("a")))
    assert not store.record_assessments(a_source("e2"), made("job-1", 0, an_assessment("a")))
    assert store.job("default", "job-1").assessed == 1


def test_two_gateways_that_take_the_same_events_at_once_have_one_effect_each(open_store: Opener) -> None:
    events = [(f"e{n}", made("job-1", n, an_assessment(f"s{n}"), an_assessment("shared"))) for n in range(12)]
    done: list[bool] = []
    failures: list[BaseException] = []

    def work(store: AssessmentStore) -> None:
        try:
            done.extend([store.record_assessments(a_source(name), event) for name, event in events])
        except BaseException as error:
            failures.append(error)

    threads = [threading.Thread(target=work, args=(open_store(),)) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not failures
    assert sum(done) == 12
    assert open_store().job("default", "job-1").assessed == 24


def test_ranks_run_over_the_whole_job_when_it_is_done(store: AssessmentStore) -> None:
    first = made(
        "job-1", 0, an_assessment("z", priority_key="2", row=2), an_assessment("y", priority_key="1", row=3)
    )
    second = made(
        "job-1", 1, an_assessment("b", priority_key="2", row=5), an_assessment("B", priority_key="2", row=4)
    )
    store.record_assessments(a_source("e1"), first)
    assert [f.get_column("priority_rank").to_list() for f in store.results("default", "job-1")] == [
        [None, None]
    ]
    store.record_assessments(a_source("e2"), second)
    store.record_upload_read(a_source("e3"), read("job-1", batches=2))
    frames = list(store.results("default", "job-1"))
    assert [f.get_column("priority_rank").to_list() for f in frames] == [[4, 1], [3, 2]]
    ranks = [json.loads(text)["priority"]["rank"] for f in frames for text in f.get_column("detail")]
    assert ranks == [4, 1, 3, 2]
    assert json.loads(store.latest("default", "b").detail)["priority"] == {
        "class": "P3",
        "rank": 3,
        "why": 'a "rank" of words',
    }


def test_a_request_is_kept_with_its_job_and_ranks(store: AssessmentStore) -> None:
    frame = made("r1", 0, an_assessment("a"), an_assessment("b")).assessments
    job = a_job("r1", kind="request", status="done", assessed=2, batches=1, batches_assessed=1)
    answered = Answered(frame.rows(named=True), frame_to_arrow(frame), "2026.1")
    store.record_request(a_source("r1"), job, answered, [2, 1])
    assert store.job("default", "r1").assessed == 2
    (kept,) = store.results("default", "r1")
    assert kept.get_column("priority_rank").to_list() == [2, 1]


def test_a_request_kept_as_one_row_reads_as_the_frame_that_it_is_a_row_of(store: AssessmentStore) -> None:
    frame = made(
        "r1", 0, an_assessment("a", {"base": 0.1 + 0.2, "tier": 1.0}, goods='Bücher|"茶"')
    ).assessments
    row = frame.row(0, named=True)
    job = a_job("r1", kind="request", status="done", assessed=1, batches=1, batches_assessed=1)
    store.record_request(a_source("r1"), job, Answered([row], row_to_bytes(row), "2026.1"), [1])
    (kept,) = store.results("default", "r1")
    assert kept.drop("priority_rank", "detail").equals(frame.drop("priority_rank", "detail"))
    assert kept.schema == frame.schema == store.columns("default", "r1", "assessments")
    assert store.latest_frame("default", "a").equals(frame)
    assert json.loads(store.latest("default", "a").detail)["priority"]["rank"] == 1


def test_two_requests_that_differ_are_a_change_whose_moves_sum_to_the_difference(
    store: AssessmentStore,
) -> None:
    for number, points in enumerate((31.0, 50.0)):
        row = made(f"r{number}", 0, an_assessment("a", {"base": points})).assessments.row(0, named=True)
        job = a_job(f"r{number}", kind="request", status="done", assessed=1)
        answered = Answered([row], row_to_bytes(row), "2026.1")
        store.record_request(a_source(f"r{number}", after_seconds=number), job, answered, [1])
    (change,) = store.changes("default", 0, 10)
    assert sum(move.points_after - move.points_before for move in change.moves) == 19.0


def test_the_latest_assessment_carries_both_times_and_its_trace(store: AssessmentStore) -> None:
    store.record_assessments(a_source("e1"), made("job-1", 0, an_assessment("a")))
    found = store.latest("default", "a")
    assert (found.made_at, found.trace_id, found.event_id, found.edition) == (NOON, TRACE, "e1", "2026.1")
    assert found.recorded_at > NOON
    assert found.receipt == "tp1:a:i:e:r:m:0"


def test_an_older_assessment_that_comes_late_is_history_and_not_the_latest(store: AssessmentStore) -> None:
    store.record_assessments(
        a_source("e2", after_seconds=60), made("j2", 0, an_assessment("a", {"base": 50.0}))
    )
    store.record_assessments(a_source("e1"), made("j1", 0, an_assessment("a", {"base": 30.0})))
    assert json.loads(store.latest("default", "a").detail)["exposure"]["index"] == 50.0
    assert len(store.history("default", "a", 10)[0]) == 2


def test_history_is_paged_newest_first(store: AssessmentStore) -> None:
    for number in range(5):
        event = made(f"j{number}", 0, an_assessment("a", receipt=f"r{number}"))
        store.record_assessments(a_source(f"e{number}", after_seconds=number), event)
    page, older = store.history("default", "a", 3)
    rest, end = store.history("default", "a", 3, older)
    assert [entry.receipt for entry in (*page, *rest)] == ["r4", "r3", "r2", "r1", "r0"]
    assert end is None


def test_an_unknown_supplier_has_neither_assessment_nor_history(store: AssessmentStore) -> None:
    with pytest.raises(NotFoundError):
        store.latest("default", "nobody")
    with pytest.raises(NotFoundError):
        store.history("default", "nobody", 10)


def test_a_supplier_of_another_tenant_is_not_found(store: AssessmentStore) -> None:
    store.record_assessments(a_source("e1"), made("job-1", 0, an_assessment("a")))
    with pytest.raises(NotFoundError):
        store.latest("other", "a")
    assert store.top("other", 10) == []
    assert list(store.results("other", "job-1")) == []


def test_a_new_assessment_that_differs_is_a_change_whose_moves_sum_to_the_difference(
    store: AssessmentStore,
) -> None:
    before = an_assessment("a", {"base": 20.0, "good_history": 10.0, "tier": 1.0})
    after = an_assessment(
        "a", {"base": 20.0, "good_history": 22.0, "state_imposed": 7.0, "tier": 1.0}, listing="listed"
    )
    store.record_assessments(a_source("e1"), made("j1", 0, before, an_assessment("same")))
    store.record_assessments(a_source("e2", after_seconds=1), made("j2", 0, after, an_assessment("same")))
    (change,) = store.changes("default", 0, 10)
    assert (change.supplier_id, change.exposure_before, change.exposure_after) == ("a", 31.0, 50.0)
    assert (change.listing_before, change.listing_after, change.cursor) == ("none", "listed", 1)
    assert [move.factor for move in change.moves] == ["good_history", "state_imposed"]
    assert sum(move.points_after - move.points_before for move in change.moves) == pytest.approx(19.0)
    assert (change.moves[0].reason_before, change.moves[0].reason_after) == (
        "good_history is 10.0",
        "good_history is 22.0",
    )


def test_the_first_assessment_of_a_supplier_is_no_change(store: AssessmentStore) -> None:
    store.record_assessments(a_source("e1"), made("j1", 0, an_assessment("a")))
    assert store.changes("default", 0, 10) == []


def test_a_change_of_edition_is_told_once_by_scoring(store: AssessmentStore) -> None:
    store.record_assessments(a_source("e1"), made("j1", 0, an_assessment("a", {"base": 41.0})))
    again = made("", 0, an_assessment("a", {"base": 58.0}), cause="edition_changed")
    store.record_assessments(a_source("e2", after_seconds=1), again)
    told = AssessmentChanged(
        "a", "2026.1", "2026.2", 41.0, 58.0, "P3", "P2", "", "listed", (Move("base", 41.0, 58.0, "x", "y"),)
    )
    assert store.record_change(a_source("e3"), told)
    assert not store.record_change(a_source("e3"), told)
    (change,) = store.changes("default", 0, 10)
    assert (change.cause, change.edition_after, change.listing_before) == ("edition_changed", "2026.2", None)
    assert change.moves == told.moves


def test_screening_again_for_a_new_edition_leaves_the_job_as_it_was(store: AssessmentStore) -> None:
    store.record_assessments(a_source("e1"), made("j1", 0, an_assessment("a")))
    store.record_upload_read(a_source("e2"), read("j1", batches=1))
    for number in range(2):
        again = made("j1", 0, an_assessment("a", {"base": 60.0 + number}), cause="edition_changed")
        assert store.record_assessments(a_source(f"again{number}", after_seconds=1 + number), again)
    assert (store.job("default", "j1").assessed, store.job("default", "j1").status) == (1, "done")
    (frame,) = store.results("default", "j1")
    assert frame.get_column("exposure").to_list() == [40.0]
    assert json.loads(store.latest("default", "a").detail)["exposure"]["index"] == 61.0


def test_changes_after_a_cursor_are_stable_and_without_gaps(store: AssessmentStore) -> None:
    for number in range(4):
        event = made(f"j{number}", 0, *(an_assessment(s, {"base": float(number)}) for s in ("a", "b")))
        store.record_assessments(a_source(f"e{number}", after_seconds=number), event)
    everything = store.changes("default", 0, 100)
    assert [change.cursor for change in everything] == [1, 2, 3, 4, 5, 6]
    assert store.changes("default", 2, 2) == everything[2:4]
    assert store.changes("other", 0, 100) == []


def test_the_top_is_in_the_order_of_work_and_one_line_per_supplier(store: AssessmentStore) -> None:
    store.record_assessments(
        a_source("e1"),
        made("j1", 0, an_assessment("b", priority_key="1"), an_assessment("a", priority_key="2"), an_assessment("c", priority_key="1")),
    )  # fmt: skip
    store.record_assessments(
        a_source("e2", after_seconds=1), made("j2", 0, an_assessment("a", priority_key="0"))
    )
    assert [line.supplier_id for line in store.top("default", 10)] == ["a", "b", "c"]
    assert [line.supplier_id for line in store.top("default", 2)] == ["a", "b"]


def test_rejected_rows_come_back_whole_in_order(store: AssessmentStore) -> None:
    store.record_rejects(a_source("e2"), RowsRejected("job-1", 1, rejected_rows(7)))
    store.record_rejects(a_source("e1"), RowsRejected("job-1", 0, rejected_rows(2, 3)))
    frames = list(store.rejects("default", "job-1"))
    assert [frame.get_column("row_number").to_list() for frame in frames] == [[2, 3], [7]]
    assert frames[0].columns[:2] == ["Supplier", "Country"]


def test_the_latest_jobs_come_first(store: AssessmentStore) -> None:
    for number in range(3):
        store.open_job(a_job(f"j{number}", created_at=a_source("", after_seconds=number).occurred_at))
    assert [job.id for job in store.jobs("default", 2)] == ["j2", "j1"]


def test_a_job_given_up_stays_failed_when_results_come_late(store: AssessmentStore) -> None:
    store.open_job(a_job())
    store.fail_job("default", "job-1", Problem("event_log", "The log does not answer."), NOON)
    store.record_assessments(a_source("e1"), made("job-1", 0, an_assessment("a")))
    store.record_upload_read(a_source("e2"), read("job-1", batches=1))
    assert store.job("default", "job-1").status == "failed"


def test_a_store_that_answers_says_so(store: AssessmentStore) -> None:
    store.check()
    assert store.jobs("default", 1) == []


def test_a_store_out_of_reach_is_unavailable() -> None:
    with pytest.raises(UnavailableError):
        SqlStore.open("postgresql://nobody@127.0.0.1:1/nothing?connect_timeout=1")
