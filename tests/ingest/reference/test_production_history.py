"""What was known when: production since its first year, exports of two tables, wider headings only where nothing else is."""

from pathlib import Path

import polars as pl
import pytest

from tests.ingest.reference.r_files import doubles, frame, saved, strings
from tolpuddle.ingest.reference.production_history import build

EXPORTS = [
    ("ind", "0741", 3_000_000.0),
    ("ken", "0741", 1_000_000.0),
    ("rom", "0741", 90_000.0),
    ("ind", "2789", 500_000.0),
    ("ant", "2789", 500_000.0),
]


@pytest.fixture
def table(tmp_path: Path) -> pl.DataFrame:
    """Tea has its own heading and product, and is made in Kenya since 2011; amber is a part of wider ones."""
    trade, curated = tmp_path / "trade", tmp_path / "curated"
    (trade / "raw" / "ots_2017").mkdir(parents=True)
    curated.mkdir()
    columns = (
        strings([one[0] for one in EXPORTS])
        + strings([one[1] for one in EXPORTS])
        + doubles([one[2] for one in EXPORTS])
    )
    (trade / "raw/ots_2017/world_trade_avg_1998_to_2000.rda").write_bytes(
        saved(frame(columns, 3, ["country", "product", "value"]))
    )
    (trade / "countries.csv").write_text("iso3\nIND\nKEN\nROU\n")
    (trade / "hs_codes.csv").write_text(
        "hs_version,code,level,description\n" + "".join(f"HS2012,{code},4,x\n" for code in ("0902", "2530"))
    )
    (trade / "exports_facts.csv").write_text(
        "iso3,year,hs4,value_usd,source,flag\n"
        "IND,2016,0902,6000000,atlas_hs92_2016,\n"
        "ROU,2016,0902,2000000,atlas_hs92_2016,\n"
        "KEN,2016,0902,999999,atlas_hs92_2016,\n"
        "KEN,2017,0902,9000000,ots_hs07_2017,\n"
        "ROU,2016,2530,4000000,atlas_hs92_2016,\n"
    )
    (trade / "production_facts.csv").write_text(
        "iso3,year,item,value,unit,source\n"
        "KEN,2011,Tea,30,t,faostat_qcl_gcam\n"
        "KEN,2015,Tea,10,t,faostat_qcl_gcam\n"
        "IND,2015,Tea,30,t,faostat_qcl_gcam\n"
        "ROU,2013,Tea,5,1000 Int$,faostat_qv\n"
    )
    (curated / "production_items.csv").write_text("good_id,item\ntea,Tea\n")
    (curated / "hs_rules.csv").write_text("prefix,good_id,confidence\n0902,tea,0.98\n2530,amber,0.2\n")
    (curated / "good_sitc2.csv").write_text("good_id,code,wider\namber,2789,true\ntea,0741,false\n")
    (made,) = build(tmp_path, curated)
    return made.frame


def row(table: pl.DataFrame, iso3: str, good: str) -> dict[str, str | None]:
    return table.row(by_predicate=(pl.col("iso3") == iso3) & (pl.col("good_id") == good), named=True)


def test_a_share_of_a_year_knows_nothing_younger(table: pl.DataFrame) -> None:
    kenya = row(table, "KEN", "tea")
    assert (kenya["share_2010"], kenya["share_2012"], kenya["share_2016"]) == (None, "1.0", "0.25")
    assert row(table, "IND", "tea")["share_2014"] is None


def test_production_is_on_record_since_its_first_year_even_where_only_its_value_is(
    table: pl.DataFrame,
) -> None:
    assert row(table, "KEN", "tea")["made_since"] == "2011"
    assert row(table, "ROU", "tea")["made_since"] == "2013"
    assert row(table, "ROU", "tea")["share_2024"] is None


def test_exports_below_the_smallest_are_left_out_and_still_count_in_the_world(table: pl.DataFrame) -> None:
    assert row(table, "IND", "tea")["exports_1999"] == "0.733"
    assert row(table, "ROU", "tea")["exports_1999"] is None
    assert row(table, "IND", "tea")["exports_2016"] == "0.667"
    assert row(table, "KEN", "tea")["exports_2016"] is None


def test_a_part_of_a_wider_heading_has_its_exporters_apart(table: pl.DataFrame) -> None:
    assert row(table, "IND", "amber")["heading_1999"] == "1.0"
    assert row(table, "IND", "amber")["exports_1999"] is None
    assert row(table, "ROU", "amber")["heading_2016"] == "1.0"
    assert not {"ANT", "ROM"} & set(table["iso3"])
