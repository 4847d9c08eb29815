"""Which event holds a supplier's latest assessment is read from the log, whatever order its partitions come in."""

from datetime import UTC, datetime, timedelta

import polars as pl

from tolpuddle.kernel import wire
from tolpuddle.kernel.adapters.memory_event_log import MemoryEventLog
from tolpuddle.kernel.event_log import Event
from tolpuddle.kernel.events import AssessmentsMade, SupplierRemoved
from tolpuddle.scoring.latest_assessments import LatestAssessments

START = datetime(2026, 3, 1, tzinfo=UTC)


def made(
    ids: list[str], minute: int, *, batch: int = 0, tenant: str = "acme", edition: str = "2026.1"
) -> Event:
    frame = pl.DataFrame({"supplier_id": ids, "receipt": ["tp1:x"] * len(ids)})
    fact = AssessmentsMade("job", batch, frame, edition, "submitted")
    return wire.event_of(
        fact, occurred_at=START + timedelta(minutes=minute), id_parts=[minute, batch, edition], tenant=tenant
    )


def removed(supplier_id: str, minute: int) -> Event:
    when = START + timedelta(minutes=minute)
    return wire.event_of(SupplierRemoved(supplier_id), occurred_at=when, id_parts=[minute], tenant="acme")


def held(log: MemoryEventLog, event: Event) -> list[str]:
    fact = wire.fact_of(event)
    assert isinstance(fact, AssessmentsMade)
    ids = fact.assessments.get_column("supplier_id")
    return ids.filter(LatestAssessments.from_log(log).held_by(event, ids)).to_list()


def test_a_later_assessment_of_a_supplier_takes_its_place() -> None:
    log = MemoryEventLog()
    first, second = made(["A", "B"], 0), made(["B", "C"], 1, batch=1)
    log.append([second, first])
    assert held(log, first) == ["A"]
    assert held(log, second) == ["B", "C"]


def test_an_assessment_made_again_takes_the_place_of_the_one_it_answers_and_not_of_a_later_one() -> None:
    log = MemoryEventLog()
    first, again = made(["A", "B"], 0), made(["A", "B"], 0, edition="2026.2")
    later = made(["B"], 5, batch=7)
    log.append([first, later, again])
    assert held(log, first) == []
    assert held(log, again) == ["A"]
    assert held(log, later) == ["B"]


def test_the_same_supplier_id_of_two_tenants_is_two_suppliers() -> None:
    log = MemoryEventLog()
    ours, theirs = made(["A"], 0), made(["A"], 1, tenant="other")
    log.append([ours, theirs])
    assert held(log, ours) == ["A"]
    assert held(log, theirs) == ["A"]


def test_a_removed_supplier_is_nobodys_until_it_is_stated_again() -> None:
    log = MemoryEventLog()
    first, second = made(["A", "B"], 0), made(["A"], 9, batch=1)
    log.append([first, removed("A", 5)])
    assert held(log, first) == ["B"]
    log.append([second])
    assert held(log, second) == ["A"]


def test_an_event_that_comes_twice_is_noted_once() -> None:
    log = MemoryEventLog()
    first, second = made(["A"], 0), made(["A"], 0, batch=1)
    log.append([first, second, first])
    latest = LatestAssessments.from_log(log)
    latest.note(first, pl.Series(["A"]))
    assert [latest.held_by(event, pl.Series(["A"])).to_list() for event in (first, second)] in (
        [[True], [False]],
        [[False], [True]],
    )


def test_an_event_nobody_noted_holds_nothing() -> None:
    assert LatestAssessments().held_by(made(["A"], 0), pl.Series(["A"])).to_list() == [False]
