"""The presumption for Xinjiang by place, in whatever script the place is written; by the shipped edition."""

import json
from typing import Any

import pytest

from tests.scoring.core.small_edition import suppliers
from tests.scoring.editions import loaded
from tolpuddle.kernel.frames import SUPPLIER_COLUMNS, conform
from tolpuddle.scoring.core.screen import screen

REGION = "us_uflpa:region-cn-xj"
PLACES = (
    "Hotan",
    "No. 12 Beijing Road, Hotan Prefecture, Xinjiang",
    "和田地区墨玉县",
    "新疆维吾尔自治区和田市",
    "خوتەن",
    "شىنجاڭ ئۇيغۇر ئاپتونوم رايونى ئاقسۇ",
    "Синьцзян-Уйгурский автономный район, г. Хотан",
    "г. Хотан",
)


def state(**supplier: Any) -> str | None:
    """What the regional presumption says."""
    frame = conform(suppliers(supplier), SUPPLIER_COLUMNS)
    detail = json.loads(screen(frame, loaded().reference, details=True).item(0, "detail"))
    found = {order["order_id"]: order for order in detail["listing"]["orders"] if "order_id" in order}
    return found[REGION]["state"] if REGION in found else None


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("column", ["address", "region"])
def test_a_garment_supplier_there_is_under_the_presumption_by_place(place: str, column: str) -> None:
    assert state(country="China", goods="garments", **{column: place}) == "listed"


@pytest.mark.parametrize(
    "name", ["Hotan Example Garments", "和田样例服装厂", "Хотан Пример Текстиль", "خوتەن مىسال"]
)
def test_a_place_in_the_name_alone_is_possible(name: str) -> None:
    assert state(country="China", goods="garments", name=name) == "possible"


def test_a_name_with_the_place_and_an_address_elsewhere_is_not_under_it() -> None:
    assert (
        state(
            country="China", goods="garments", name="Hotan Example Garments", address="Guangzhou, Guangdong"
        )
        is None
    )


def test_without_a_country_a_whole_name_of_the_region_is_enough() -> None:
    assert state(goods="garments", address="新疆维吾尔自治区和田地区") == "listed"


def test_tomato_paste_from_there_is_listed_by_place_and_by_product() -> None:
    frame = conform(
        suppliers({"country": "China", "goods": "tomato paste", "address": "新疆昌吉"}), SUPPLIER_COLUMNS
    )
    read = screen(frame, loaded().reference, details=True).row(0, named=True)
    assert "All goods, Xinjiang, China (region" in read["listing_refs"]
    assert "Tomato Products, China (forced labour)" in read["listing_refs"]


@pytest.mark.parametrize(
    "inputs",
    ["cotton@Xinjiang", "cotton@新疆", "cotton@Hotan, China", "polyester@Xinjiang", "cotton@Синьцзян"],
)
def test_an_input_from_there_is_covered_wherever_the_work_is_done(inputs: str) -> None:
    assert state(country="Vietnam", goods="t-shirts", inputs=inputs) == "listed"


@pytest.mark.parametrize("sector", ["apparel", "polysilicon", "seafood", "aluminium"])
def test_a_sector_that_enforcement_gives_priority_to_is_no_presumption(sector: str) -> None:
    assert state(country="China", region="Guangdong", sector=sector) is None
