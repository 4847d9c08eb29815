"""Suppliers become assessments under ids that the same event always gets."""

from datetime import UTC, datetime

import polars as pl
import pytest

from tests.scoring.editions import a_state, loaded
from tolpuddle.kernel import wire
from tolpuddle.kernel.adapters.memory_event_log import MemoryEventLog
from tolpuddle.kernel.consumer import Consumer, Retries
from tolpuddle.kernel.dead_letters import list_dead_letters
from tolpuddle.kernel.errors import UnavailableError
from tolpuddle.kernel.event_log import Event
from tolpuddle.kernel.events import (
    AssessmentsMade,
    Fact,
    RowsRejected,
    SupplierRemoved,
    SuppliersAccepted,
    SupplierStated,
    UploadRead,
)
from tolpuddle.kernel.frames import ASSESSMENT_COLUMNS
from tolpuddle.kernel.topics import ASSESSMENTS, SUPPLIERS
from tolpuddle.kernel.wire_suppliers import suppliers_frame
from tolpuddle.scoring.core.receipt import verify
from tolpuddle.scoring.reference_state import ReferenceState
from tolpuddle.scoring.worker import GROUP, Screening

WHEN = datetime(2026, 3, 1, tzinfo=UTC)
TRACE = {"traceparent": f"00-{'ab' * 16}-{'cd' * 8}-01"}
ROWS = [
    {
        "supplier_id": "S-1",
        "name": "Example Spinning",
        "country": "Turkmenistan",
        "goods": "cotton",
        "row": 2,
    },
    {"supplier_id": "S-2", "name": "Example Nobody", "row": 3},
]


def an_event(fact: Fact, *parts: str | int) -> Event:
    return wire.event_of(fact, occurred_at=WHEN, id_parts=parts or ["x"], tenant="acme", trace=TRACE)


def accepted(batch: int = 0) -> Event:
    return an_event(SuppliersAccepted("job-1", batch, suppliers_frame(ROWS)), "job-1", batch)


def work(log: MemoryEventLog, state: ReferenceState | None = None) -> Consumer:
    consumer = Consumer(
        log,
        GROUP,
        [SUPPLIERS.name],
        Screening(log, a_state() if state is None else state),
        retries=Retries(1, 0.001, 0.001),
    )
    consumer.run(until_idle=True, poll_seconds=0.01)
    return consumer


def answers(log: MemoryEventLog) -> list[Event]:
    return [recorded.event for recorded in log.read(ASSESSMENTS.name)]


def test_a_batch_is_answered_on_its_own_key_with_details_and_receipts_that_verify() -> None:
    log = MemoryEventLog()
    event = accepted(4)
    log.append([event])
    work(log)
    (answer,) = answers(log)
    assert (answer.key, answer.tenant, answer.occurred_at, answer.trace) == (event.key, "acme", WHEN, TRACE)
    made = wire.fact_of(answer)
    assert isinstance(made, AssessmentsMade)
    assert (made.job_id, made.batch, made.edition, made.cause) == (
        "job-1",
        4,
        loaded().edition.name,
        "submitted",
    )
    frame = made.assessments
    assert frame.get_column("supplier_id").to_list() == ["S-1", "S-2"]
    assert set(frame.columns) >= {column.name for column in ASSESSMENT_COLUMNS} | {"detail"}
    assert verify(frame, loaded().reference).get_column("ok").all()


def test_a_supplier_without_country_and_goods_is_never_low() -> None:
    log = MemoryEventLog()
    log.append([accepted()])
    work(log)
    made = wire.fact_of(answers(log)[0])
    assert isinstance(made, AssessmentsMade)
    unknown = made.assessments.row(1, named=True)
    assert (unknown["exposure"], unknown["exposure_band"], unknown["priority"]) == (
        None,
        "insufficient_data",
        "insufficient_data",
    )
    assert unknown["questions"]


def test_work_done_again_after_a_crash_writes_the_same_event() -> None:
    log = MemoryEventLog()
    log.append([accepted()])
    (recorded,) = log.read(SUPPLIERS.name)
    screening = Screening(log, a_state())
    screening(recorded)
    screening(recorded)
    first, second = answers(log)
    assert wire.encode(first) == wire.encode(second)


def test_a_single_supplier_is_answered_as_a_batch_of_one() -> None:
    log = MemoryEventLog()
    log.append([an_event(SupplierStated(ROWS[0]))])
    work(log)
    (answer,) = answers(log)
    made = wire.fact_of(answer)
    assert isinstance(made, AssessmentsMade)
    assert (answer.key, made.job_id, made.cause, made.assessments.height) == (
        "acme/S-1",
        "",
        "supplier_changed",
        1,
    )


def test_other_events_of_the_topic_are_passed_over() -> None:
    log = MemoryEventLog()
    log.append(
        [
            an_event(RowsRejected("job-1", 0, pl.DataFrame({"reason": ["x"]}))),
            an_event(UploadRead("job-1", 1, 1, 0, 1)),
            an_event(SupplierRemoved("S-1")),
        ]
    )
    assert work(log).tally.done == 3
    assert answers(log) == []


def test_rows_that_are_no_supplier_frame_go_to_the_dead_letters() -> None:
    log = MemoryEventLog()
    log.append(
        [
            an_event(SuppliersAccepted("job-1", 0, pl.DataFrame({"name": ["no id"]})), "a"),
            an_event(AssessmentsMade("job-1", 0, pl.DataFrame({"x": [1]}), "2026.1", "submitted"), "b"),
        ]
    )
    stray = answers(log)[0]
    log.append(
        [Event(**({n: getattr(stray, n) for n in Event.__dataclass_fields__} | {"topic": SUPPLIERS.name}))]
    )
    log.append([accepted()])
    tally = work(log).tally
    assert (tally.done, tally.dead_letters) == (1, 2)
    assert sorted(letter.fact.reason.split(".")[0] for letter in list_dead_letters(log)) == [
        "AssessmentsMade has no place on this topic",
        "The column supplier_id is missing",
    ]


def test_before_a_reference_is_loaded_suppliers_wait() -> None:
    log = MemoryEventLog()
    log.append([accepted()])
    with pytest.raises(UnavailableError):
        work(log, ReferenceState())
    assert log.lag(GROUP, [SUPPLIERS.name]) == {SUPPLIERS.name: 1}
    work(log)
    assert len(answers(log)) == 1
