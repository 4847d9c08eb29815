"""What an order's words say about goods; words that are not understood never come to mean any goods."""

import pytest

from tolpuddle.ingest.reference.orders.goods import OrderGoods
from tolpuddle.kernel.edition_files import locate, open_edition

READER = OrderGoods.from_tables(open_edition(locate("2026.1")).tables)

UNDERSTOOD = {
    "Hair products": {"hair-products"},
    "Cotton": {"cotton"},
    "Cotton, tomatoes, and downstream products": {"cotton", "tomatoes"},
    "Tomatoes and tomato products": {"tomatoes", "tomato-products"},
    "Disposable gloves": {"rubber-gloves"},
    "Artisanal rough cut diamonds": {"diamonds"},
    "Tobacco produced in Malawi and products containing tobacco produced in Malawi": {"tobacco"},
    "All Turkmenistan Cotton or products produced in whole or in part with Turkmenistan cotton.": {"cotton"},
    "Beans (green, soy, yellow)": {"beans-green-soy-yellow"},
    "Pharmaceuticals, Health and Chemicals; Hair products": {"hair-products"},
}


@pytest.mark.parametrize("words", UNDERSTOOD)
def test_products_are_read_as_goods(words: str) -> None:
    read = READER.read(words)
    assert (set(read.good_ids), read.basis) == (UNDERSTOOD[words], "goods")


@pytest.mark.parametrize("words", ["", "Caustic soda", "Cotton and flux capacitors", "Silica-based products"])
def test_words_that_are_not_understood_leave_a_product_unread(words: str) -> None:
    assert READER.read(words).basis == "unread"


@pytest.mark.parametrize("words", ["All", "all goods", "All merchandise"])
def test_all_goods_are_any_goods(words: str) -> None:
    assert READER.read(words).basis == "any"


def test_a_list_about_everything_an_entity_makes_is_about_any_goods() -> None:
    assert READER.read("", any_goods=True).basis == "any"


def test_an_industry_is_not_a_product() -> None:
    read = READER.read("Apparel, Footwear and Textiles")
    assert read.basis == "industry"
    assert {"garments", "footwear", "textiles"} <= set(read.good_ids)
    assert READER.read("Electronics", industry_only=True).basis == "industry"
    assert READER.read("Electronics").basis == "goods"
