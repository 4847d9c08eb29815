"""Past values for the model: nothing of a later year, nothing without an open licence, the table as it ships."""

from pathlib import Path

import polars as pl
import pytest

from tests.scoring.editions import SHIPPED, shipped
from tolpuddle.ingest.reference import indicator_history
from tolpuddle.ingest.reference.licences import unknown_licences
from tolpuddle.kernel.errors import EditionError

HEAD = "indicator_id,group,direction,scale,lag_years,publisher,licence,source,reason\n"


def sources(folder: Path, facts: str, licence: str = "CC-BY-4.0") -> tuple[Path, Path]:
    """Publishers' documents and a catalogue of one indicator."""
    (folder / "indicators").mkdir()
    (folder / "trade").mkdir()
    (folder / "curated").mkdir()
    (folder / "indicators/indicators_facts.csv").write_text("indicator_id,iso3,year,value\n" + facts)
    (folder / "trade/countries.csv").write_text("iso3\nAFG\nNAM\n")
    line = f"law,governance,lower_is_riskier,linear,2,World Bank,{licence},WGI,courts\n"
    (folder / "curated/model_indicators.csv").write_text(HEAD + line)
    return folder, folder / "curated"


def test_one_row_for_a_country_and_year_rounded_and_sorted(tmp_path: Path) -> None:
    facts = "law,NAM,2014,0.123456\nlaw,AFG,2012,-1\nlaw,AFG,1999,-2\nother,AFG,2012,5\nlaw,XXX,2012,5\n"
    _, history = indicator_history.build(*sources(tmp_path, facts))
    assert history.frame.rows() == [("AFG", "2012", "-1.0"), ("NAM", "2014", "0.1235")]


def test_an_indicator_without_values_is_refused(tmp_path: Path) -> None:
    with pytest.raises(EditionError, match="no value for law"):
        indicator_history.build(*sources(tmp_path, "other,AFG,2012,5\n"))


def test_an_indicator_under_closed_terms_is_refused(tmp_path: Path) -> None:
    with pytest.raises(EditionError, match="not known to be open"):
        indicator_history.build(*sources(tmp_path, "law,AFG,2012,1\n", "Walk Free terms"))


def test_every_indicator_of_the_model_is_open_and_has_a_lag() -> None:
    catalogue = shipped().tables["model_indicators"]
    assert not [line for line in catalogue["licence"] if unknown_licences(line)]
    assert (catalogue["lag_years"] >= 1).all()
    assert set(catalogue["indicator_id"]) == set(shipped().tables["indicator_history"].columns) - {
        "iso3",
        "year",
    }


def test_shares_of_a_good_never_exceed_the_world() -> None:
    table = shipped().tables["production_history"]
    years = [name for name in table.columns if name.removeprefix("share_").isdecimal()]
    assert years == [f"share_{year}" for year in range(2010, 2025, 2)]
    for name in years:
        assert table[name].drop_nulls().is_between(0, 1).all()


def test_exports_of_both_years_are_shares_and_wider_headings_never_stand_beside_narrow_ones() -> None:
    table = shipped().tables["production_history"]
    for year in (1999, 2016):
        narrow, wide = (table.drop_nulls(f"{kind}_{year}") for kind in ("exports", "heading"))
        assert narrow[f"exports_{year}"].is_between(0, 1).all()
        assert wide[f"heading_{year}"].is_between(0, 1).all()
        assert not set(narrow["good_id"]) & set(wide["good_id"])
        assert "polysilicon" in wide["good_id"]


def test_production_is_on_record_since_the_first_year_that_has_a_share() -> None:
    table = shipped().tables["production_history"]
    for year in range(2010, 2025, 2):
        assert (table.drop_nulls(f"share_{year}")["made_since"] <= year).all()


def test_who_sold_most_cocoa_around_1999_is_found() -> None:
    table = shipped().tables["production_history"]
    cocoa = table.filter(pl.col("good_id") == "cocoa").sort("exports_1999", descending=True, nulls_last=True)
    assert {"CIV", "GHA"} <= set(cocoa["iso3"].head(15))


def test_every_product_of_the_older_exports_is_a_code_and_every_good_is_known() -> None:
    curated = pl.read_csv(SHIPPED.parent / "curated" / "good_sitc2.csv", infer_schema=False)
    assert curated["code"].str.contains(r"^\d{4}$").all()
    assert set(curated["good_id"]) <= set(shipped().tables["goods"]["good_id"])
    assert set(curated["wider"]) == {"true", "false"}
    assert not curated.select("good_id", "code").is_duplicated().any()
    assert (curated.group_by("good_id").agg(pl.col("wider").n_unique())["wider"] == 1).all()
