"""The promises of the store of evidence, on SQLite always and on PostgreSQL where one is at hand."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from tests.gateway.builders import NOON
from tests.gateway.seeing import an_item
from tolpuddle.gateway.adapters.sql_store import SqlStore
from tolpuddle.gateway.evidence.items import EvidenceStore
from tolpuddle.kernel.errors import NotFoundError

Opener = Callable[[], SqlStore]


@pytest.fixture
def store(open_store: Opener) -> EvidenceStore:
    return open_store().evidence


def test_an_item_is_found_again_whole_after_a_restart(open_store: Opener) -> None:
    item = an_item(expires=(NOON + timedelta(days=90)).date(), site="Plant in the north")
    open_store().evidence.add([item])
    assert open_store().evidence.of("default", "S-1") == [item]


def test_contradictory_items_stand_beside_each_other_newest_first(store: EvidenceStore) -> None:
    store.add([an_item("said"), an_item("denied", answer="no", source="questionnaire")])
    store.add([an_item("other-supplier", supplier_id="S-2")])
    assert [(item.id, item.answer) for item in store.of("default", "S-1")] == [
        ("denied", "no"),
        ("said", "yes"),
    ]


def test_an_item_of_another_tenant_is_not_there(store: EvidenceStore) -> None:
    store.add([an_item()])
    assert store.of("other", "S-1") == []
    with pytest.raises(NotFoundError):
        store.withdraw("other", "S-1", "e1", by="x", why="y", at=NOON)
    assert store.of("default", "S-1")[0].withdrawn_at is None


def test_a_withdrawal_is_added_and_the_first_one_counts(store: EvidenceStore) -> None:
    store.add([an_item()])
    first = store.withdraw("default", "S-1", "e1", by="analyst-1", why="Another site.", at=NOON)
    again = store.withdraw("default", "S-1", "e1", by="analyst-2", why="Again.", at=NOON + timedelta(days=1))
    assert first == again
    assert (first.answer, first.withdrawn_by, first.withdrawn_why) == ("yes", "analyst-1", "Another site.")
    assert store.of("default", "S-1") == [first]


def test_what_is_unknown_or_of_another_supplier_is_not_withdrawn(store: EvidenceStore) -> None:
    store.add([an_item()])
    for supplier, item in (("S-1", "nothing"), ("S-2", "e1")):
        with pytest.raises(NotFoundError):
            store.withdraw("default", supplier, item, by="x", why="y", at=NOON)


def test_an_id_that_is_there_already_keeps_all_items_of_the_call_out(store: EvidenceStore) -> None:
    store.add([an_item("e1")])
    with pytest.raises(Exception, match=r"(?i)unique|duplicate|answer"):
        store.add([an_item("e2"), an_item("e1")])
    assert [item.id for item in store.of("default", "S-1")] == ["e1"]
