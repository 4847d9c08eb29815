"""A new edition changes exactly the suppliers it touches, and every change is decomposed."""

from datetime import UTC, datetime, timedelta

import pytest

from tests.scoring.editions import NEXT_PUBLISHED, loaded, next_loaded
from tolpuddle.kernel import wire
from tolpuddle.kernel.adapters.memory_event_log import MemoryEventLog
from tolpuddle.kernel.consumer import Consumer
from tolpuddle.kernel.event_log import Event
from tolpuddle.kernel.events import AssessmentChanged, AssessmentsMade, SupplierRemoved, SuppliersAccepted
from tolpuddle.kernel.topics import ASSESSMENTS, SUPPLIERS
from tolpuddle.kernel.wire_suppliers import suppliers_frame
from tolpuddle.scoring.core.compare import select_touched
from tolpuddle.scoring.reference_state import Loaded, ReferenceState
from tolpuddle.scoring.rescreening import Rescreening, group_of
from tolpuddle.scoring.worker import GROUP, Screening

START = datetime(2026, 3, 1, tzinfo=UTC)
SUPPLIERS_OF_MANY = [
    {
        "supplier_id": "tobacco-de",
        "name": "Example Tobacco",
        "country": "Germany",
        "goods": "tobacco",
        "row": 2,
    },
    {"supplier_id": "bricks-np", "name": "Example Bricks", "country": "Nepal", "goods": "bricks", "row": 3},
    {
        "supplier_id": "cotton-us",
        "name": "Example Cotton",
        "country": "United States",
        "goods": "cotton",
        "row": 4,
    },
    {"supplier_id": "unknown", "name": "Example Nobody", "row": 5},
]


def accepted(log: MemoryEventLog, rows: list[dict[str, object]], batch: int, minute: int) -> None:
    fact = SuppliersAccepted("job-1", batch, suppliers_frame(rows))
    when = START + timedelta(minutes=minute)
    log.append([wire.event_of(fact, occurred_at=when, id_parts=["job-1", batch], tenant="acme")])


def screen(log: MemoryEventLog, by: Loaded) -> None:
    consumer = Consumer(log, GROUP, [SUPPLIERS.name], Screening(log, ReferenceState(by)))
    consumer.run(until_idle=True, poll_seconds=0.01)


def again(log: MemoryEventLog, by: Loaded, *, group: str | None = None) -> None:
    consumer = Consumer(log, group or group_of(by), [ASSESSMENTS.name], Rescreening(log, by))
    consumer.run(until_idle=True, poll_seconds=0.01)


def events(log: MemoryEventLog) -> list[Event]:
    return [recorded.event for recorded in log.read(ASSESSMENTS.name)]


def changes(log: MemoryEventLog) -> dict[str, AssessmentChanged]:
    facts = [wire.fact_of(event) for event in events(log)]
    return {fact.supplier_id: fact for fact in facts if isinstance(fact, AssessmentChanged)}


def made_again(log: MemoryEventLog) -> list[AssessmentsMade]:
    facts = [wire.fact_of(event) for event in events(log)]
    return [fact for fact in facts if isinstance(fact, AssessmentsMade) and fact.cause == "edition_changed"]


@pytest.fixture
def log() -> MemoryEventLog:
    filled = MemoryEventLog()
    accepted(filled, SUPPLIERS_OF_MANY[:2], 0, 0)
    accepted(filled, SUPPLIERS_OF_MANY[2:], 1, 0)
    screen(filled, loaded())
    return filled


def test_exactly_the_suppliers_that_the_new_entry_touches_are_told_with_their_moves(
    log: MemoryEventLog,
) -> None:
    again(log, next_loaded())
    found = changes(log)
    told = [row for fact in made_again(log) for row in fact.assessments.get_column("supplier_id")]
    assert sorted(told) == sorted(found)
    change = found["tobacco-de"]
    assert (change.listing_before, change.listing_after) == ("none", "listed")
    assert (change.edition_before, change.edition_after) == (loaded().edition.name, "2026.2")
    assert any(move.factor == "listed_forced" and move.points_after > 0 for move in change.moves)
    for change in found.values():
        if change.exposure_before is not None and change.exposure_after is not None:
            moved = sum(move.points_after - move.points_before for move in change.moves)
            assert moved == pytest.approx(change.exposure_after - change.exposure_before, abs=1e-9)
    touched = select_touched(
        suppliers_frame(SUPPLIERS_OF_MANY), loaded().reference, next_loaded().reference
    ).get_column("supplier_id")
    assert set(found) <= set(touched)
    assert "bricks-np" not in found, "nothing of bricks in Nepal has to do with tobacco in Germany"


def test_an_edition_that_changes_nothing_emits_nothing(log: MemoryEventLog) -> None:
    before = len(events(log))
    again(log, loaded())
    assert len(events(log)) == before


def test_screening_again_twice_writes_the_same_events(log: MemoryEventLog) -> None:
    again(log, next_loaded())
    first = {event.id: wire.encode(event) for event in events(log)}
    fresh = MemoryEventLog()
    accepted(fresh, SUPPLIERS_OF_MANY[:2], 0, 0)
    accepted(fresh, SUPPLIERS_OF_MANY[2:], 1, 0)
    screen(fresh, loaded())
    again(fresh, next_loaded())
    assert {event.id: wire.encode(event) for event in events(fresh)} == first
    length = len(events(log))
    again(log, next_loaded(), group="another")
    assert len(events(log)) == length, "what was screened again is the latest, so nothing is left to do"


def test_only_the_latest_assessment_of_a_supplier_is_screened_again(log: MemoryEventLog) -> None:
    stated_again = {**SUPPLIERS_OF_MANY[0], "country": "Nepal", "goods": "bricks"}
    accepted(log, [stated_again], 2, 5)
    screen(log, loaded())
    again(log, next_loaded())
    assert "tobacco-de" not in changes(log)


def test_a_supplier_that_was_removed_is_left_alone(log: MemoryEventLog) -> None:
    removed = SupplierRemoved("tobacco-de")
    when = START + timedelta(minutes=9)
    log.append([wire.event_of(removed, occurred_at=when, id_parts=["r"], tenant="acme")])
    again(log, next_loaded())
    assert "tobacco-de" not in changes(log)


def test_what_a_slower_worker_still_assesses_by_the_older_edition_is_caught(log: MemoryEventLog) -> None:
    rescreening = Rescreening(log, next_loaded())
    group = group_of(next_loaded())
    Consumer(log, group, [ASSESSMENTS.name], rescreening).run(until_idle=True, poll_seconds=0.01)
    accepted(log, [{**SUPPLIERS_OF_MANY[0], "supplier_id": "late"}], 7, 1)
    screen(log, loaded())
    Consumer(log, group, [ASSESSMENTS.name], rescreening).run(until_idle=True, poll_seconds=0.01)
    assert changes(log)["late"].listing_after == "listed"


def test_times_are_those_of_the_facts_and_not_of_a_clock(log: MemoryEventLog) -> None:
    again(log, next_loaded())
    times = {(event.type, event.occurred_at) for event in events(log)}
    assert times == {("AssessmentsMade", START), ("AssessmentChanged", NEXT_PUBLISHED)}


def test_going_back_to_the_first_edition_takes_the_change_back(log: MemoryEventLog) -> None:
    again(log, next_loaded())
    again(log, loaded(), group="back")
    back = [wire.fact_of(event) for event in events(log)]
    listings = [
        (fact.listing_before, fact.listing_after)
        for fact in back
        if isinstance(fact, AssessmentChanged) and fact.supplier_id == "tobacco-de"
    ]
    assert listings == [("none", "listed"), ("listed", "none")]
