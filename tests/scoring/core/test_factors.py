"""Single factors on the small edition: what is known, what is not, and what the range then is."""

import polars as pl
import pytest

from tests.scoring.core.small_edition import small_reference, suppliers
from tolpuddle.scoring.core.points import from_odds
from tolpuddle.scoring.core.screen import screen

INTERVAL = 20 * small_reference().rules.prior.stretch
"""Width of the interval of nearly every prior of the small edition: ten points of the model both ways."""


def points(**facts: object) -> dict[str, float]:
    frame = screen(suppliers(facts), small_reference())
    return {
        name.removeprefix("points_"): frame[name].item()
        for name in frame.columns
        if name.startswith("points_")
    }


def reading(**facts: object) -> dict[str, object]:
    return screen(suppliers(facts), small_reference()).row(0, named=True)


def test_ten_points_double_the_odds() -> None:
    assert (from_odds(1), from_odds(2), from_odds(0.5)) == (50.0, 60.0, 40.0)


def test_a_removed_entry_keeps_points_that_fade() -> None:
    gone = points(country="China", goods="gold")
    weight = small_reference().rules.factors["formerly_listed"].points
    assert 0 < gone["formerly_listed"] < weight
    assert (gone["listed_forced"], gone["listed_child"]) == (0.0, 0.0)


def test_an_unknown_group_of_indicators_gives_no_points_and_a_range() -> None:
    known, unknown = points(country="Bangladesh", goods="gold"), points(country="Nepal", goods="gold")
    assert known["country_treaties"] != 0.0
    assert unknown["country_treaties"] == 0.0
    read = reading(country="Nepal", goods="gold", tier=1, agency_share=0.0)
    width = small_reference().rules.factors["country_treaties"].points
    assert float(str(read["exposure_high"])) - float(str(read["exposure_low"])) == pytest.approx(
        2 * width + INTERVAL, abs=1e-9
    )


def test_a_known_origin_ends_the_range_of_materials() -> None:
    unknown = reading(country="Bangladesh", goods="garments", tier=1, agency_share=0.0)
    known = reading(country="Bangladesh", goods="garments", tier=1, agency_share=0.0, inputs="cotton@Germany")
    assert unknown["exposure_low"] < unknown["exposure"] <= unknown["exposure_high"]  # type: ignore[operator]
    assert known["exposure_high"] - known["exposure_low"] == pytest.approx(INTERVAL, abs=1e-9)  # type: ignore[operator]


def test_an_adverse_origin_weighs_more_than_an_unknown_one() -> None:
    adverse = points(country="Germany", goods="garments", inputs="cotton@Turkmenistan")["inputs"]
    unknown = points(country="Germany", goods="garments")["inputs"]
    favourable = points(country="Germany", goods="garments", inputs="cotton@Germany")["inputs"]
    assert adverse > unknown > favourable == 0.0


def test_a_place_in_china_widens_the_range_until_it_is_known() -> None:
    unknown = reading(country="China", goods="gold", tier=1, agency_share=0.0)
    elsewhere = reading(country="China", region="Guangdong", goods="gold", tier=1, agency_share=0.0)
    there = reading(country="China", region="Xinjiang", goods="gold", tier=1, agency_share=0.0)
    assert unknown["exposure"] == elsewhere["exposure"]
    assert elsewhere["exposure_high"] < there["exposure"]  # type: ignore[operator]
    assert unknown["exposure_high"] == there["exposure_high"]
    assert "province" in str(unknown["questions"])


def test_an_assumed_good_is_only_possibly_listed_and_widens_the_range() -> None:
    assumed = reading(country="Bangladesh", goods="clothes")
    stated = reading(country="Bangladesh", goods="garments")
    assert (assumed["listing"], stated["listing"]) == ("possible", "listed")
    assert assumed["exposure_low"] < stated["exposure_low"]  # type: ignore[operator]
    assert assumed["coverage"] < stated["coverage"]  # type: ignore[operator]
    assert "assumed" in str(assumed["notes"])


def test_of_several_goods_the_most_exposed_decides() -> None:
    one = reading(country="Bangladesh", goods="bricks")
    several = reading(country="Bangladesh", goods="gold|bricks|textiles")
    assert several["exposure"] == one["exposure"]
    assert several["goods"] == "Bricks|Gold|Textiles"


def test_the_credit_of_country_indices_is_taken_back_in_a_blind_spot() -> None:
    frame = screen(suppliers({"country": "Qatar", "sector": "domestic work"}), small_reference())
    assert frame["points_blind_spot"].item() > 0
    assert (
        frame.select(
            pl.sum_horizontal(pl.col("^points_country_.*$"), pl.col("^points_prior_.*$"))
            + pl.col("points_blind_spot")
        ).item()
        >= 0
    )
    assert frame["exposure_band"].item() == "moderate"
    assert "Blind spot" in frame["notes"].item()


def test_migrant_workers_under_tied_permits_are_a_note_and_no_score() -> None:
    without = reading(country="Qatar", goods="garments")
    known = reading(country="Qatar", goods="garments", migrant_share=0.8)
    assert "permits of migrant workers" in str(known["notes"])
    assert known["exposure"] == without["exposure"]
    assert (without["inquiry_depth"], known["inquiry_depth"]) == (0, 1)


def test_a_sector_without_goods_is_not_asked_for_them() -> None:
    read = reading(country="Germany", sector="consulting")
    assert read["exposure"] is not None
    assert "What does the supplier make" not in str(read["questions"])
