"""The list through its editions: renamed goods stay one good, printed changes are taken back, totals must agree."""

from pathlib import Path

import polars as pl
import pytest

from tolpuddle.ingest.reference.dol import build
from tolpuddle.kernel.errors import EditionError


def listed(sources: Path, curated: Path) -> pl.DataFrame:
    return build(sources, curated)[0].frame


def test_a_renamed_good_keeps_its_id_and_each_name_it_had(sources: Path, curated: Path) -> None:
    oil = listed(sources, curated).filter(pl.col("good_id") == "lamp-oil-refined")
    assert oil["edition_year"].to_list() == ["2012", "2013", "2014", "2016", "2018", "2020", "2022"]
    assert oil["listed_as"].to_list() == ["Lamp Oil"] * 6 + ["Lamp Oil (refined)"]


def test_an_addition_is_taken_back_from_the_edition_before(sources: Path, curated: Path) -> None:
    kites = listed(sources, curated).filter(pl.col("good_id") == "kites", pl.col("iso3") == "ERE")
    assert kites["edition_year"].to_list() == ["2014", "2016"]


def test_a_removal_is_put_back_into_the_edition_before(sources: Path, curated: Path) -> None:
    tops = listed(sources, curated).filter(pl.col("good_id") == "tops")
    assert tops.select("edition_year", "child_labor", "forced_labor").rows() == [("2012", "true", "true")]


def test_a_changed_flag_has_its_old_value_in_the_edition_before(sources: Path, curated: Path) -> None:
    kites = listed(sources, curated).filter(pl.col("good_id") == "kites", pl.col("iso3") == "ATL")
    flags = dict(
        kites.select("edition_year", pl.concat_str("child_labor", "forced_labor", separator=" ")).rows()
    )
    assert flags["2013"] == "false true"
    assert flags["2014"] == "true false"


def test_derived_editions_have_no_row_of_a_file(sources: Path, curated: Path) -> None:
    rows = listed(sources, curated)
    derived = pl.col("edition_year").is_in(("2012", "2013"))
    assert rows.filter(derived)["source_row"].null_count() == rows.filter(derived).height == 5
    assert rows.filter(~derived)["source_row"].null_count() == 0


def test_a_total_that_is_not_the_publishers_stops_the_build(sources: Path, curated: Path) -> None:
    path = curated / "list_editions.csv"
    path.write_text(path.read_text(encoding="utf8").replace("2022-09-28,3", "2022-09-28,4"), encoding="utf8")
    with pytest.raises(EditionError, match="list of 2022 has 3 direct entries; 4 were expected"):
        build(sources, curated)


def test_an_edition_without_stated_totals_stops_the_build(sources: Path, curated: Path) -> None:
    path = curated / "list_editions.csv"
    lines = path.read_text(encoding="utf8").splitlines()
    path.write_text("\n".join(line for line in lines if not line.startswith("2020")), encoding="utf8")
    with pytest.raises(EditionError, match="without stated totals: 2020"):
        build(sources, curated)


@pytest.mark.parametrize(
    ("file", "kind", "name"),
    [("good_names.csv", "good", "Masks"), ("dol_countries.csv", "country", "Erewhon")],
)
def test_a_name_that_nobody_knows_stops_the_build(
    sources: Path, curated: Path, file: str, kind: str, name: str
) -> None:
    lines = (curated / file).read_text(encoding="utf8").splitlines()
    (curated / file).write_text(
        "\n".join(line for line in lines if not line.startswith(name)), encoding="utf8"
    )
    with pytest.raises(EditionError, match=f"a {kind} that is not known: {name}"):
        build(sources, curated)


def test_a_missing_source_is_named(sources: Path, curated: Path) -> None:
    (curated / "good_names.csv").unlink()
    with pytest.raises(EditionError, match=r"good_names\.csv is missing"):
        build(sources, curated)
