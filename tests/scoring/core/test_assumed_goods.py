"""Goods that only the sector names, and materials that only the goods name."""

import json
from typing import Any

import polars as pl
import pytest
from hypothesis import given, settings

from tests.scoring.core.small_edition import small_reference, suppliers
from tests.scoring.core.strategies import supplier
from tolpuddle.scoring.core.screen import screen

FEW = settings(max_examples=20, deadline=None)


def read(*rows: dict[str, Any]) -> pl.DataFrame:
    return screen(suppliers(*rows), small_reference(), details=True)


def one(row: dict[str, Any]) -> dict[str, Any]:
    return read(row).row(0, named=True)


def test_an_assumed_good_is_marked_and_counts_half() -> None:
    line = one({"country": "Bangladesh", "sector": "garments", "goods": None})
    good = json.loads(line["detail"])["goods"][0]
    assert (good["good"], good["assumed"], good["confidence"], good["listing"]) == (
        "Garments", True, 0.5, "possible",
    )  # fmt: skip


def test_coverage_of_an_assumed_good_lies_between_none_and_a_stated_one() -> None:
    base = {"country": "Bangladesh"}
    none, assumed, stated = (
        one({**base, **more})["coverage"]
        for more in ({"sector": "1410"}, {"sector": "garments"}, {"sector": "garments", "goods": "garments"})
    )
    assert none < assumed < stated


def test_the_range_reaches_as_far_as_without_the_good() -> None:
    without, assumed = (
        one({"country": "Bangladesh", "sector": sector, "agency_share": 0.0, "tier": 1})
        for sector in ("1410", "garments")
    )
    assert assumed["exposure"] > without["exposure"]
    assert assumed["exposure_low"] <= without["exposure_low"]
    assert assumed["exposure_high"] >= without["exposure_high"]


def test_an_assumed_good_raises_no_severity() -> None:
    without, assumed = (one({"country": "Bangladesh", "sector": s})["severity"] for s in ("1410", "garments"))
    assert assumed == without


def test_several_goods_may_be_assumed() -> None:
    line = one({"country": "Nepal", "sector": "bricks and gold"})
    assert line["goods"] == "Bricks|Gold"
    assert line["notes"].startswith("Goods assumed from the sector: Bricks, Gold")


def test_a_word_that_may_mean_a_good_lets_nothing_be_assumed() -> None:
    line = one({"country": "Nepal", "sector": "clothes"})
    assert line["goods"] is None


@FEW
@given(supplier)
def test_what_is_assumed_is_never_listed_and_never_low(row: dict[str, Any]) -> None:
    line = one({**row, "goods": None, "hs_codes": None})
    assert line["listing"] != "listed"
    assumed = line["goods"] is not None
    assert not assumed or line["listing"] in (None, "possible", "former")
    assert not assumed or line["exposure_band"] != "low"


@FEW
@given(supplier)
def test_missing_country_sector_or_goods_is_asked_first(row: dict[str, Any]) -> None:
    """Whatever else is open: labour providers, tier, statements."""
    line = one({**row, "country": None, "address": None, "region": None})
    if line["country"] is None:
        assert line["questions"].startswith("In which country is the work done?")
    bare = one({**row, "goods": None, "hs_codes": None, "sector": None})
    asked = bare["questions"].split(" | ")
    places = [asked.index(text) for text in FIRST_QUESTIONS if text in asked]
    assert places == list(range(len(places)))
    assert any("What does the supplier make" in text for text in asked)


FIRST_QUESTIONS = (
    "In which country is the work done?",
    "What does the supplier make, grow or do? Goods or customs codes, please.",
    "In which sector does the supplier work?",
)


@pytest.mark.parametrize("sector", ["garments", "cotton", "bricks"])
def test_what_the_supplier_makes_is_asked_first_where_it_is_assumed(sector: str) -> None:
    line = one({"country": "Nepal", "sector": sector, "a_workers_pay_recruitment_fees": None})
    assert line["questions"].startswith("What does the supplier make")


def test_a_named_material_is_shown_once_without_an_origin() -> None:
    line = one({"country": "Germany", "goods": "cotton garments"})
    inside = [good for good in json.loads(line["detail"])["goods"] if good["role"] == "input"]
    assert [(good["good"], good["origin"]) for good in inside] == [("Cotton", None)]
    both = one({"country": "Germany", "goods": "cotton garments", "inputs": "cotton@China"})
    inside = [good for good in json.loads(both["detail"])["goods"] if good["role"] == "input"]
    assert [(good["good"], good["origin"]) for good in inside] == [("Cotton", "CHN")]


def test_a_usual_material_does_not_count_twice_when_the_goods_name_it() -> None:
    plain, named = (one({"country": "Germany", "goods": goods}) for goods in ("garments", "cotton garments"))
    assert named["points_inputs"] == plain["points_inputs"]
    assert named["coverage"] == plain["coverage"]


def test_a_material_that_is_not_usual_counts_when_the_goods_name_it() -> None:
    plain, named = (one({"country": "Germany", "goods": goods}) for goods in ("bricks", "cotton bricks"))
    assert named["points_inputs"] > plain["points_inputs"] == 0
    assert "Material Cotton, origin not stated" in named["top_reasons"]


def test_a_named_material_belongs_to_the_good_it_is_named_with() -> None:
    both = json.loads(one({"country": "Germany", "goods": "cotton garments|bricks"})["detail"])["goods"]
    inputs = {
        good["good"]: next(part for part in good["contributions"] if part["factor"] == "inputs")
        for good in both
        if good["role"] == "direct"
    }
    assert inputs["Garments"]["value"] == "named with the goods"
    assert (inputs["Bricks"]["value"], inputs["Bricks"]["points"]) == (None, 0.0)
