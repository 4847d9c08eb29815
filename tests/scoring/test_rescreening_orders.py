"""A changed entry of a list: only those whom it can touch are screened again, and each change is told."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from tests.scoring.core.ordered_edition import ordered_edition
from tests.scoring.test_rescreening import accepted, again, changes, events, made_again, screen
from tolpuddle.kernel.adapters.memory_event_log import MemoryEventLog
from tolpuddle.kernel.edition import Edition
from tolpuddle.kernel.events import AssessmentChanged
from tolpuddle.scoring.core.reference import prepare
from tolpuddle.scoring.core.screen import screen as screen_core
from tolpuddle.scoring.reference_state import Loaded

PUBLISHED = datetime(2026, 11, 22, tzinfo=UTC)
SILK = {"order_id": "silk", "section": "2(d)(2)(B)(ii)", "names": {"name": "Example Silk"}}
LAKE = {
    "order_id": "lake",
    "names": {"name": "Example Lake Mills"},
    "from": "2026-01-01",
    "until": "2026-12-31",
}
COTTON = {
    "order_id": "cotton",
    "who": "any",
    "iso3": "TKM",
    "goods": "cotton",
    "goods_words": "Cotton",
    "in_part": True,
}
REGION = {
    "order_id": "region",
    "who": "any",
    "iso3": "CHN",
    "place_id": "CN-XJ",
    "goods_words": "All goods",
    "in_part": True,
}
ROWS: list[dict[str, object]] = [
    {"supplier_id": "silk", "name": "Example Silk", "country": "Nepal", "goods": "textiles"},
    {"supplier_id": "lake", "name": "Example Lake Mills", "country": "Nepal", "goods": "textiles"},
    {"supplier_id": "garments-tkm", "name": "Example A", "country": "Turkmenistan", "goods": "garments"},
    {"supplier_id": "input-tkm", "name": "Example B", "country": "Germany", "goods": "garments", "inputs": "cotton@Turkmenistan"},
    {"supplier_id": "place-xj", "name": "Example C", "country": "China", "region": "Xinjiang", "goods": "gold"},
    {"supplier_id": "place-gd", "name": "Example D", "country": "China", "region": "Guangdong", "goods": "gold"},
    {"supplier_id": "bricks", "name": "Example E", "country": "Nepal", "goods": "bricks"},
]  # fmt: skip


def edition(*orders: dict[str, Any], name: str = "first", published: str = "2026-11-22") -> Edition:
    made = ordered_edition(orders, lists={"us_uflpa": {}}, published=published)
    return replace(made, name=name)


def loaded(of: Edition, previous: Edition | None = None) -> Loaded:
    return Loaded(of, prepare(of), PUBLISHED, previous)


def screened_by(of: Loaded) -> MemoryEventLog:
    log = MemoryEventLog()
    for number, row in enumerate(ROWS):
        accepted(log, [{**row, "row": number + 2}], number, 0)
    screen(log, of)
    return log


@pytest.fixture
def looked_at(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Ids of the suppliers that are screened while it watches."""
    seen: list[str] = []

    def watched(suppliers: Any, reference: Any, details: bool = False) -> Any:
        seen.extend(suppliers.get_column("supplier_id").to_list())
        return screen_core(suppliers, reference, details)

    monkeypatch.setattr("tolpuddle.scoring.worker.screen", watched)
    return seen


@pytest.mark.parametrize(
    ("before", "after", "touched", "listings"),
    [
        ([SILK], [SILK, LAKE], {"lake"}, {"lake": ("none", "listed")}),
        ([SILK, LAKE], [LAKE], {"silk"}, {"silk": ("listed", "none")}),
        ([SILK, LAKE], [{**SILK, "until": "2025-01-01"}, LAKE], {"silk"}, {"silk": ("listed", "former")}),
        ([SILK], [{**SILK, "section": "2(d)(2)(B)(v)"}], {"silk"}, {"silk": ("listed", "listed")}),
        ([SILK], [SILK, COTTON], {"garments-tkm", "input-tkm"}, {"garments-tkm": ("none", "possible"), "input-tkm": ("none", "listed")}),
        ([SILK], [SILK, REGION], {"place-xj", "place-gd", "input-tkm"}, {"place-xj": ("former", "listed")}),
        ([SILK], [SILK], set[str](), dict[str, Any]()),
    ],
)  # fmt: skip
def test_only_those_whom_a_changed_entry_can_touch_are_screened_again(
    before: list[dict[str, Any]],
    after: list[dict[str, Any]],
    touched: set[str],
    listings: dict[str, tuple[str, str]],
    looked_at: list[str],
) -> None:
    old = edition(*before)
    log = screened_by(loaded(old))
    looked_at.clear()
    again(log, loaded(edition(*after, name="second"), old))
    assert set(looked_at) == touched
    found = changes(log)
    assert {own: (change.listing_before, change.listing_after) for own, change in found.items()} == listings
    assert all(change.moves == () for change in found.values()), "an order moves no score"


def test_what_is_told_is_what_screening_everybody_again_would_tell() -> None:
    old, new = edition(SILK, COTTON), edition(LAKE, REGION, name="second")
    told: list[dict[str, AssessmentChanged]] = []
    for previous in (old, None):
        log = screened_by(loaded(old))
        again(log, loaded(new, previous))
        told.append(changes(log))
    assert told[0] == told[1]
    assert set(told[0]) == {"silk", "lake", "garments-tkm", "input-tkm", "place-xj"}


def test_an_order_that_ran_out_between_two_editions_is_told_though_its_row_is_the_same(
    looked_at: list[str],
) -> None:
    old = edition(SILK, LAKE)
    log = screened_by(loaded(old))
    looked_at.clear()
    again(log, loaded(edition(SILK, LAKE, name="second", published="2027-01-15"), old))
    assert set(looked_at) == {"lake"}
    assert (changes(log)["lake"].listing_before, changes(log)["lake"].listing_after) == ("listed", "former")


def test_assessments_of_an_edition_before_the_last_are_all_looked_at(looked_at: list[str]) -> None:
    log = screened_by(loaded(edition(COTTON)))
    looked_at.clear()
    again(log, loaded(edition(SILK, LAKE, name="third"), edition(SILK, name="second")))
    assert set(looked_at) == {row["supplier_id"] for row in ROWS}
    assert {"silk", "lake"} <= set(changes(log))


def test_nothing_touched_writes_nothing() -> None:
    old = edition(SILK)
    log = screened_by(loaded(old))
    length = len(events(log))
    again(
        log, loaded(edition(SILK, {"order_id": "new", "names": {"name": "Nobody here"}}, name="second"), old)
    )
    assert len(events(log)) == length
    assert made_again(log) == []
