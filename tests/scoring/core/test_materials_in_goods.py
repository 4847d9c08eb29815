"""Materials that stand among the goods are never goods of the supplier (R10)."""

from typing import Any

import polars as pl
import pytest
from polars.testing import assert_frame_equal

from tests.scoring.core.small_edition import suppliers
from tests.scoring.editions import loaded
from tolpuddle.kernel.frames import ANSWER_PREFIX, CONTROL_PREFIX, SUPPLIER_COLUMNS, conform
from tolpuddle.scoring.core.screen import screen, screen_frame

WRITTEN = [
    "jeans (cotton from Uzbekistan)",
    "jeans made of cotton from Uzbekistan",
    "jeans, cotton from Uzbekistan",
    "jeans [cotton sourced from Uzbekistan]",
]


def read(*rows: dict[str, Any]) -> list[dict[str, Any]]:
    """Both paths, which must agree."""
    frame = conform(suppliers(*rows), SUPPLIER_COLUMNS, (ANSWER_PREFIX, CONTROL_PREFIX))
    reference = loaded().reference
    several = screen_frame(frame, reference, True)
    assert_frame_equal(several, pl.concat(screen(frame[n], reference, True) for n in range(frame.height)))
    return several.rows(named=True)


@pytest.mark.parametrize("goods", WRITTEN)
def test_a_material_with_an_origin_counts_as_if_stated(goods: str) -> None:
    in_goods, in_inputs = read(
        {"country": "Türkiye", "goods": goods},
        {"country": "Türkiye", "goods": "jeans", "inputs": "cotton@Uzbekistan"},
    )
    assert in_goods["goods"] == "Garments"
    assert "Cotton, Türkiye" not in (in_goods["listing_refs"] or "")
    assert "Cotton from Uzbekistan" in in_goods["top_reasons"]
    assert in_goods["exposure"] == in_inputs["exposure"]


@pytest.mark.parametrize(
    "goods", ["cotton from Uzbekistan", "towel racks made of cotton", "widgets (cotton)"]
)
def test_a_material_without_a_listed_product_is_no_good_of_the_supplier(goods: str) -> None:
    made = read({"country": "Türkiye", "goods": goods})[0]
    assert made["goods"] is None
    assert made["listing"] is None


def test_a_material_in_brackets_without_an_origin_has_an_unknown_one() -> None:
    made = read({"country": "Türkiye", "goods": "jeans (100% cotton)"})[0]
    assert made["goods"] == "Garments"
    assert "Material Cotton, origin not stated" in made["top_reasons"]


def test_who_grows_cotton_at_home_sells_it_and_goods_in_brackets_stay_goods() -> None:
    home, other, plain = read(
        {"country": "Uzbekistan", "goods": "cotton from Uzbekistan"},
        {"country": "Türkiye", "goods": "garments (jeans, shirts)"},
        {"country": "Türkiye", "goods": "cotton; jeans"},
    )
    assert home["goods"] == "Cotton"
    assert other["goods"] == "Garments"
    assert plain["goods"] == "Cotton|Garments"
