"""What holds of orders and lists, whatever they say."""

import json
from datetime import date, timedelta
from typing import Any

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.scoring.core.ordered_edition import case_edition, case_reference, ordered_edition
from tests.scoring.core.small_edition import small_edition, small_reference, suppliers
from tests.scoring.core.strategies import supplier
from tolpuddle.kernel.edition import Edition
from tolpuddle.kernel.errors import EditionError
from tolpuddle.kernel.frames import SUPPLIER_COLUMNS, conform
from tolpuddle.scoring.core.compare import select_touched
from tolpuddle.scoring.core.reference import prepare
from tolpuddle.scoring.core.screen import screen, screen_frame

FEW = settings(max_examples=25, deadline=None)
NAMES = (
    "Example Silk Road Weaving Co., Ltd.",
    "Silk Road Example Spinners",
    "Zarafun Trading GmbH",
    "Example Ridge Mining",
    "Example Gloves Group",
    "Example Quiet Works",
    "Example Friendly Traders",
    "Xinjiang Example Foods",
    "Example Plain Works",
)
DAYS = (None, "2019-01-01", "2023-02-01", "2025-01-01", "2026-11-22", "2030-01-01", "no day")


def _asked(row: dict[str, Any], name: str, day: str | None) -> dict[str, Any]:
    return {**row, "name": name, "on_date": day}


asked = st.builds(_asked, supplier, st.sampled_from(NAMES), st.sampled_from(DAYS))
SCORES = ("exposure", "exposure_low", "exposure_high", "exposure_band", "coverage", "channel", "controls")


def whole(*rows: dict[str, Any]) -> pl.DataFrame:
    return conform(suppliers(*rows), SUPPLIER_COLUMNS, ("a_", "c_"))


def listed_by(row: dict[str, Any]) -> set[str]:
    """Ids of the orders that say listed."""
    detail = screen(whole(row), case_reference(), details=True).item(0, "detail")
    return {
        e["order_id"]
        for e in json.loads(detail)["listing"]["orders"]
        if e.get("order_id") and e["state"] == "listed"
    }


@FEW
@given(st.lists(asked, min_size=2, max_size=6))
def test_one_supplier_alone_reads_as_among_many(rows: list[dict[str, Any]]) -> None:
    frame = whole(*rows)
    many = screen_frame(frame, case_reference(), True)
    for place in range(frame.height):
        alone = screen(frame[place : place + 1], case_reference(), True)
        assert alone.rows(named=True) == many[place : place + 1].rows(named=True)


@FEW
@given(st.lists(asked, min_size=2, max_size=6), st.randoms())
def test_order_and_company_change_nothing(rows: list[dict[str, Any]], chance: Any) -> None:
    frame = whole(*rows)
    order = list(range(frame.height))
    chance.shuffle(order)
    shuffled = screen(frame[order], case_reference(), True)
    assert shuffled.rows() == screen(frame, case_reference(), True)[order].rows()


@FEW
@given(st.lists(asked, min_size=1, max_size=4))
def test_orders_move_no_score(rows: list[dict[str, Any]]) -> None:
    with_orders, without = (
        screen(whole(*rows), r).select(SCORES) for r in (case_reference(), small_reference())
    )
    assert with_orders.rows() == without.rows()


@FEW
@given(asked)
def test_orders_only_ever_strengthen_the_listing(row: dict[str, Any]) -> None:
    order = (None, "none", "former", "possible", "listed")
    with_orders, without = (
        screen(whole(row), r).item(0, "listing") for r in (case_reference(), small_reference())
    )
    assert order.index(with_orders) >= order.index(without)


@FEW
@given(asked)
def test_the_state_is_that_of_the_strongest_entry(row: dict[str, Any]) -> None:
    read = screen(whole(row), case_reference(), details=True).row(0, named=True)
    entries = json.loads(read["detail"])["listing"]["orders"]
    states = [entry["state"] for entry in entries]
    assert states == sorted(states, key=("listed", "possible", "former").index)
    assert (states or [read["listing"] or "none"])[0] == (read["listing"] or "none")
    assert len((read["listing_refs"] or "").split(" | ")) == max(len(entries), 1)


@FEW
@given(st.dates(date(2015, 1, 1), date(2030, 1, 1)), st.integers(0, 2000), st.integers(0, 2000))
def test_an_order_is_listed_inside_its_life_former_after_it_and_none_before(
    begins: date, length: int, apart: int
) -> None:
    until = begins + timedelta(days=length)
    order = {
        "order_id": "a",
        "from": begins,
        "until": until,
        "status": "revoked",
        "names": {"name": "Example A"},
    }
    reference = prepare(ordered_edition([order]))
    days = (begins - timedelta(days=1 + apart), begins, until, until + timedelta(days=1 + apart))
    rows = [{"name": "Example A", "country": "Germany", "goods": "gold", "on_date": str(day)} for day in days]
    assert screen(whole(*rows), reference).get_column("listing").to_list() == [
        "none",
        "listed",
        "listed",
        "former",
    ]


@pytest.mark.parametrize("weight", ["1.0", "0.5", "0.000001"])
def test_no_share_is_too_small(weight: str) -> None:
    inputs = f"good_id,input_good_id,input_iso3,weight,reason,source\ngarments,cotton,,{weight},some cotton,small edition\n"
    order = {
        "order_id": "r",
        "who": "any",
        "iso3": "CHN",
        "place_id": "CN-XJ",
        "in_part": True,
        "goods_words": "All goods",
    }
    reference = prepare(ordered_edition([order], inputs=inputs))
    row = {"country": "Germany", "goods": "garments", "inputs": "cotton@Xinjiang"}
    assert screen(whole(row), reference).item(0, "listing") == "listed"


@pytest.mark.parametrize("address", ["Xinjiang", "新疆 1", "12 Mill Road, Xinjiang, China"])
@pytest.mark.parametrize("goods", ["garments", "gold", "widgets", None])
def test_the_region_covers_whatever_is_made_there(address: str, goods: str | None) -> None:
    assert "us_uflpa:region" in listed_by({"country": "China", "address": address, "goods": goods})


def test_the_same_name_in_another_place_of_the_country_is_not_under_the_region() -> None:
    row = {"country": "China", "region": "Guangdong", "goods": "garments"}
    assert listed_by(row) == set()


def test_an_edition_without_orders_has_no_members_of_orders() -> None:
    detail = json.loads(
        screen(whole({"country": "Nepal", "goods": "bricks"}), small_reference(), True).item(0, "detail")
    )
    assert detail["listing"].keys() == {"state", "orders"}
    assert [entry.keys() for entry in detail["listing"]["orders"]] == [
        {"list", "entity", "reason", "section", "from", "until", "status", "source"}
    ]
    assert detail["notes"] == []


def test_every_result_says_how_partial_the_lists_are() -> None:
    read = screen(whole({"country": "Germany", "goods": "gold"}), case_reference(), True).row(0, named=True)
    assert json.loads(read["detail"])["listing"]["lists"] == [
        "UFLPA Entity List: 65 of about 144 entities are held here: bring the full list"
    ]
    assert "UFLPA Entity List: 65 of about 144" in read["notes"]


def test_the_day_of_the_edition_is_part_of_its_hash_where_it_holds_orders() -> None:
    def digests(edition: Edition) -> set[str]:
        others = [
            Edition(edition.name, edition.tables, edition.documents, edition.sha256, day)
            for day in ("2026-01-01", "2027-01-01")
        ]
        return {each.data_digest() for each in others}

    assert len(digests(case_edition())) == 2
    assert len(digests(small_edition())) == 1


@pytest.mark.parametrize(
    "wrong",
    [
        {"who": "somebody"},
        {"status": "perhaps"},
        {"from": "last year"},
        {"who": "any"},
        {"list_id": "not_there"},
    ],
)
def test_an_order_that_is_no_order_does_not_load(wrong: dict[str, Any]) -> None:
    with pytest.raises(EditionError):
        prepare(ordered_edition([{"order_id": "a", **wrong}], lists={"us_uflpa": {}}))


def test_an_order_whose_goods_nobody_understood_covers_no_whole_country() -> None:
    order = {"order_id": "a", "who": "any", "iso3": "DEU", "goods": "unheard-of", "goods_words": "Unheard of"}
    reference = prepare(ordered_edition([order]))
    assert screen(whole({"country": "Germany", "goods": "gold"}), reference).item(0, "listing") == "none"


def test_a_changed_entry_touches_those_it_names_and_nobody_else() -> None:
    more = {"order_id": "new", "names": {"name": "Example Plain Works"}}
    old = prepare(ordered_edition([{"order_id": "old", "names": {"name": "Example Silk"}}]))
    new = prepare(ordered_edition([{"order_id": "old", "names": {"name": "Example Silk"}}, more]))
    frame = whole(*({"name": name, "country": "Nepal", "goods": "gold"} for name in (*NAMES, "Example Silk")))
    assert select_touched(frame, old, new).get_column("name").to_list() == ["Example Plain Works"]
