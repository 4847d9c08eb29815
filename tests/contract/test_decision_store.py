"""The promises of the store of match decisions, on SQLite always and on PostgreSQL where one is at hand."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from tests.gateway.builders import a_source, an_assessment, made
from tests.gateway.deciding import DECIDED, a_decision, a_subject, an_entry
from tolpuddle.gateway.adapters.sql_store import SqlStore
from tolpuddle.gateway.matching.decisions import DecisionStore, Filters
from tolpuddle.kernel.errors import NotFoundError

Opener = Callable[[], SqlStore]


@pytest.fixture
def store(open_store: Opener) -> DecisionStore:
    return open_store().decisions


def test_a_decision_is_found_again_whole_after_a_restart(open_store: Opener) -> None:
    decision = a_decision(subject=a_subject(supplier="S-1"))
    open_store().decisions.record(decision)
    assert open_store().decisions.read("default", "d1") == decision


def test_a_decision_of_another_tenant_is_not_there(store: DecisionStore) -> None:
    store.record(a_decision())
    with pytest.raises(NotFoundError):
        store.read("other", "d1")
    assert store.about("other", [a_subject()]) == []
    assert store.listed("other", Filters(), 10) == ([], None)
    with pytest.raises(NotFoundError):
        store.withdraw("other", "d1", by="x", why="y", at=DECIDED)


def test_decisions_are_found_by_any_spelling_of_the_name_and_by_the_supplier(store: DecisionStore) -> None:
    store.record(a_decision("by-name"))
    store.record(a_decision("by-supplier", subject=a_subject("Other Name", supplier="S-9")))
    assert [each.id for each in store.about("default", [a_subject("EXAMPLE  TEXTILE, Ltd.")])] == ["by-name"]
    both = store.about("default", [a_subject("Example textile ltd"), a_subject("Renamed", supplier="S-9")])
    assert [each.id for each in both] == ["by-supplier", "by-name"]
    assert store.about("default", [a_subject("Nobody", supplier="S-0")]) == []
    assert store.about("default", []) == []


def test_a_later_decision_takes_the_place_of_an_earlier_one_and_both_are_kept(store: DecisionStore) -> None:
    store.record(a_decision("first"))
    store.record(a_decision("other-supplier", subject=a_subject(supplier="S-2")))
    store.record(a_decision("second", decision="same", decided_at=DECIDED + timedelta(days=3)))
    assert store.read("default", "first").replaced_by == "second"
    assert store.read("default", "other-supplier").stands
    assert {each.id for each in store.about("default", [a_subject()])} == {"second", "other-supplier"}
    assert len(store.listed("default", Filters(every=True), 10)[0]) == 3


def test_the_key_does_not_depend_on_the_id_of_the_entry(store: DecisionStore) -> None:
    store.record(a_decision("first"))
    store.record(a_decision("second", entry=an_entry(order_id="us_uflpa-another-id")))
    assert store.read("default", "first").replaced_by == "second"


def test_a_withdrawal_is_added_and_the_first_one_counts(store: DecisionStore) -> None:
    store.record(a_decision())
    later = DECIDED + timedelta(days=1)
    first = store.withdraw("default", "d1", by="analyst-2", why="The register was of another year.", at=later)
    again = store.withdraw("default", "d1", by="analyst-3", why="Again.", at=later + timedelta(days=1))
    assert first == again
    assert (first.withdrawn_by, first.withdrawn_at, first.reason) == (
        "analyst-2",
        later,
        "Another registration number.",
    )
    assert store.about("default", [a_subject()]) == []
    assert store.listed("default", Filters(), 10) == ([], None)
    assert store.listed("default", Filters(every=True), 10)[0] == [first]


def test_what_is_unknown_is_not_withdrawn(store: DecisionStore) -> None:
    with pytest.raises(NotFoundError):
        store.withdraw("default", "nothing", by="x", why="y", at=DECIDED)


def test_decisions_are_listed_newest_first_page_by_page(store: DecisionStore) -> None:
    for number in range(5):
        store.record(a_decision(f"d{number}", subject=a_subject(f"Example {number}")))
    first, older = store.listed("default", Filters(), 2)
    assert [each.id for each in first] == ["d4", "d3"]
    assert older is not None
    second, older = store.listed("default", Filters(), 2, older)
    assert [each.id for each in second] == ["d2", "d1"]
    last, older = store.listed("default", Filters(), 2, older)
    assert ([each.id for each in last], older) == (["d0"], None)


@pytest.mark.parametrize(
    "filters",
    [
        Filters(supplier_id="S-1"),
        Filters(name="example ONE"),
        Filters(list_id="us_cbp_wro"),
        Filters(order_id="wro-1"),
    ],
)
def test_decisions_are_listed_by_what_they_are_about(store: DecisionStore, filters: Filters) -> None:
    entry = an_entry(order_id="wro-1", list_id="us_cbp_wro")
    store.record(a_decision("wanted", subject=a_subject("Example One", supplier="S-1"), entry=entry))
    store.record(a_decision("other", subject=a_subject("Example Two", supplier="S-2")))
    assert [each.id for each in store.listed("default", filters, 10)[0]] == ["wanted"]


def test_suppliers_are_known_as_their_latest_assessment_calls_them(open_store: Opener) -> None:
    store = open_store()
    store.record_assessments(a_source("e1"), made("job-1", 0, an_assessment("a", name="Old", country="BGD")))
    new = made("job-2", 0, an_assessment("a", name="New Name", country="IND"))
    store.record_assessments(a_source("e2", after_seconds=5), new)
    assert store.decisions.suppliers("default", {"a", "unknown"}) == {"a": a_subject("New Name", "IND", "a")}
    assert store.decisions.suppliers("default", set()) == {}
