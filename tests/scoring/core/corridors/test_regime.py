"""The regime of a destination: counted where it bears on someone, until it is known whether workers may change employer."""

import json
from dataclasses import replace
from typing import Any

import polars as pl
import pytest

from tests.scoring.editions import loaded, shipped
from tolpuddle.kernel.frames import SUPPLIER_COLUMNS, conform
from tolpuddle.scoring.core.corridors.regime import TABLE, lay_corridor
from tolpuddle.scoring.core.corridors.words import CERTAINTY
from tolpuddle.scoring.core.screen import screen, screen_frame

FEES = {"a_workers_pay_recruitment_fees": "yes", "a_identity_documents_retained": "yes"}


def channel(**row: Any) -> dict[str, Any]:
    facts = {"supplier_id": "1", "name": "Example Works", **FEES, **row}
    frame = conform(pl.DataFrame([facts]), SUPPLIER_COLUMNS, ("a_", "c_"))
    alone = screen(frame, loaded().reference, details=True)
    assert alone.equals(screen_frame(frame, loaded().reference, details=True))
    return json.loads(alone.item(0, "detail"))["channel"]


def regime(reading: dict[str, Any]) -> list[dict[str, Any]]:
    return [part for part in reading["contributions"] if part["factor"] == "corridor"]


def test_a_tied_corridor_adds_points_with_day_and_source() -> None:
    (part,) = regime(channel(country="JOR", sector="domestic_work"))
    assert part["points"] == 12.0
    assert "permits are tied to one employer" in part["reason"] and "as of 20" in part["reason"]
    assert CERTAINTY["S"] in part["reason"] or CERTAINTY["D"] in part["reason"]
    assert part["source"]


@pytest.mark.parametrize(
    ("begins", "ends", "points"),
    [
        (None, None, 5.0),
        (None, "2026-06-30", 5.0),
        ("2026-06-30", None, 5.0),
        (None, "2026-06-29", 0.0),
        ("2026-07-01", None, 0.0),
    ],
    ids=["without_days", "on_its_last_day", "on_its_first_day", "ended", "not_yet"],
)
def test_a_rule_counts_while_it_is_in_force_its_first_and_last_day_too(
    begins: str | None, ends: str | None, points: float
) -> None:
    facts = shipped().tables[TABLE].filter(iso3="JOR", fact="tie_to_employer")[:1]
    dated = facts.with_columns(
        pl.lit(begins, pl.String).alias("from"), pl.lit(ends, pl.String).alias("until")
    )
    certain = dated.with_columns(value=pl.lit("1"), certainty=pl.lit("S"))
    edition = replace(shipped(), tables={**shipped().tables, TABLE: certain}, published="2026-06-30")
    rule = loaded().reference.rules.channel.corridor
    laid = lay_corridor(edition, pl.DataFrame({"iso3": ["JOR", "AUS"]}), rule)
    assert laid.points.to_list() == [points, 0.0]
    assert bool(laid.reason[0]) == bool(points)


def test_a_country_of_which_nothing_sound_is_known_adds_nothing() -> None:
    assert regime(channel(country="AUS", sector="domestic_work")) == []


def test_known_freedom_to_change_employer_takes_the_place_of_the_law() -> None:
    assert regime(channel(country="JOR", sector="domestic_work", a_workers_cannot_change_employer="no")) == []


@pytest.mark.parametrize(("share", "counts"), [(0.4, True), (0.0, False)])
def test_in_a_factory_it_counts_where_migrants_are_known_of(share: float, counts: bool) -> None:
    reading = channel(country="MYS", sector="electronics", migrant_share=share, agency_share=1.0)
    assert bool(regime(reading)) is counts


def test_where_migrants_are_unknown_it_widens_the_range_alone() -> None:
    facts = {"sector": "electronics", "agency_share": 1.0}
    tied, free = channel(country="MYS", **facts), channel(country="AUS", **facts)
    assert tied["index"] == free["index"]
    assert tied["high"] >= free["high"]
