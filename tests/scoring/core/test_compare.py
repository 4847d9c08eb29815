"""When an edition changes, exactly the suppliers it touches move, and every move is decomposed."""

import polars as pl
from hypothesis import given, settings

from tests.scoring.core.small_edition import TABLES, listed_also, small_edition, small_reference, suppliers
from tests.scoring.core.strategies import portfolio
from tolpuddle.scoring.core.compare import moves, select_touched, touched
from tolpuddle.scoring.core.reference import Reference, prepare
from tolpuddle.scoring.core.screen import screen

NEW_ENTRY = "2022,DEU,gold,false,true,false,9"
CHANGED = small_edition(listed_goods=listed_also(NEW_ENTRY))
NEWER = prepare(CHANGED)

READINGS = (
    "listing",
    "exposure",
    "exposure_low",
    "exposure_high",
    "coverage",
    "priority",
    "severity",
    "channel",
)


def both(frame: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    return screen(frame, small_reference(), True), screen(frame, NEWER, True)


def test_moves_sum_to_the_difference_and_say_why() -> None:
    before, after = both(suppliers({"country": "Germany", "goods": "gold"}))
    moved = moves(before, after)
    difference = after["exposure"].item() - before["exposure"].item()
    assert abs((moved["points_after"] - moved["points_before"]).sum() - difference) < 1e-9
    forced = moved.filter(pl.col("factor") == "listed_forced").row(0, named=True)
    assert forced["reason_before"].startswith("No entry")
    assert (
        forced["reason_after"]
        == "Listed by the US Department of Labor (2022 edition) for forced labour: Gold, Germany"
    )


def test_a_new_entry_touches_its_pair_and_no_other() -> None:
    pairs = touched(small_edition(), CHANGED).rows()
    assert ("DEU", "gold") in pairs
    assert ("DEU", "cotton") not in pairs, "what an entry says of others is the model's to learn"


def test_a_prior_that_moves_touches_its_pair_and_the_goods_that_are_not_known() -> None:
    other = TABLES["priors"].replace("CHN,gold,10,10,10,-5,0,15,0", "CHN,gold,10,10,10,5,0,15,0")
    pairs = touched(small_edition(), small_edition(priors=other)).rows()
    assert ("CHN", "gold") in pairs
    assert ("CHN", None) in pairs, "the mean over the country's goods moved"
    assert ("NPL", "bricks") not in pairs


def test_the_interval_of_a_prior_that_widens_touches_its_pair() -> None:
    other = TABLES["priors"].replace("NPL,bricks,10,10", "NPL,bricks,10,20")
    assert ("NPL", "bricks") in touched(small_edition(), small_edition(priors=other)).rows()


def test_the_same_edition_touches_nobody() -> None:
    assert touched(small_edition(), small_edition()).is_empty()
    frame = suppliers({"country": "Nepal", "goods": "bricks"}, {})
    assert select_touched(frame, small_reference(), prepare(small_edition())).is_empty()


def test_other_rules_touch_everybody() -> None:
    weights = small_edition().documents["exposure_weights"].replace("index: 22", "index: 23")
    frame = suppliers({"country": "Nepal", "goods": "bricks"}, {})
    other: Reference = prepare(small_edition(exposure_weights=weights))
    assert select_touched(frame, small_reference(), other).height == 2


def test_a_supplier_is_touched_through_a_stated_material() -> None:
    frame = suppliers(
        {"country": "Nepal", "goods": "garments", "inputs": "gold@Germany"},
        {"country": "Nepal", "goods": "bricks"},
    )
    assert select_touched(frame, small_reference(), NEWER)["supplier_id"].to_list() == ["S0"]


@settings(max_examples=20, deadline=None)
@given(portfolio)
def test_whoever_is_not_touched_reads_the_same(rows: list[dict[str, object]]) -> None:
    frame = suppliers(*rows).with_columns(supplier_id=pl.int_range(pl.len()).cast(pl.String))
    before, after = both(frame)
    hit = select_touched(frame, small_reference(), NEWER)["supplier_id"].to_list()
    rest = ~pl.col("supplier_id").is_in(hit)
    assert before.filter(rest).select(READINGS).equals(after.filter(rest).select(READINGS))
