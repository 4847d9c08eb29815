"""A new edition of the list is one command: the base edition with that list, checked against what came before."""

from datetime import date
from pathlib import Path

import polars as pl
import pytest

from tolpuddle.ingest.reference.diff import diff, list_editions, row_changes
from tolpuddle.ingest.reference.import_list import ImportedList, import_list
from tolpuddle.kernel.edition_files import locate, open_edition
from tolpuddle.kernel.errors import EditionError, UnusableInputError

BASE = locate("2026.1")
DAY = date(2030, 1, 1)


def newest_list() -> pl.DataFrame:
    """The 2022 list of the shipped edition as the department's CSV would have it."""
    edition = open_edition(BASE)
    names = edition.tables["dol_countries"].unique("iso3", keep="first", maintain_order=True)
    rows = edition.tables["listed_goods"].filter(pl.col("edition_year") == 2022, ~pl.col("downstream"))
    return rows.join(names, on="iso3", maintain_order="left").select(
        country="name", good="listed_as", child_labor="child_labor", forced_labor="forced_labor"
    )


def imported(tmp_path: Path, frame: pl.DataFrame, **options: int) -> ImportedList:
    path = tmp_path / "list.csv"
    frame.write_csv(path)
    return import_list(BASE, path, 2030, tmp_path / "2030.1", published=DAY, **options)


def an_entry(country: str, good: str) -> pl.DataFrame:
    return pl.DataFrame(
        {"country": [country], "good": [good], "child_labor": [False], "forced_labor": [True]}
    )


def test_a_list_with_one_more_entry_adds_exactly_that_entry(tmp_path: Path) -> None:
    result = imported(tmp_path, pl.concat([newest_list(), an_entry("Mauritius", "Garments")]))
    assert result.added.rows() == [("MUS", "garments", "Garments")]
    assert result.removed.height == 0
    assert result.entries == 458
    assert result.new_goods == ()


def test_the_new_edition_differs_from_its_base_in_the_lists_tables_only(tmp_path: Path) -> None:
    result = imported(tmp_path, newest_list())
    changed = diff(BASE, result.folder).filter(pl.col("change") != "same")
    assert changed["file"].to_list() == ["list_editions.csv", "listed_goods.csv"]
    assert changed["rows_only_before"].to_list() == [0, 0]
    assert changed["rows_only_after"].to_list() == [1, 457]
    line = row_changes(BASE, result.folder, "list_editions").row(0, named=True)
    assert (line["side"], line["edition_year"], line["direct_entries"]) == ("after", "2030", "457")


def test_an_entry_that_is_gone_is_reported(tmp_path: Path) -> None:
    cotton = (pl.col("country") == "Turkmenistan") & (pl.col("good") == "Cotton")
    result = imported(tmp_path, newest_list().filter(~cotton))
    assert result.removed.rows() == [("TKM", "cotton", "Cotton")]


def test_another_spelling_of_a_known_good_is_the_same_good(tmp_path: Path) -> None:
    result = imported(
        tmp_path, newest_list().with_columns(pl.col("good").replace({"Palm Fruit": "PALM  FRUIT"}))
    )
    assert result.new_goods == ()
    assert result.added.height == result.removed.height == 0


def test_a_good_that_no_edition_had_comes_in_and_is_reported(tmp_path: Path) -> None:
    result = imported(tmp_path, pl.concat([newest_list(), an_entry("China", "Paper Lanterns")]))
    assert result.new_goods == ("Paper Lanterns",)
    assert result.added.rows() == [("CHN", "paper-lanterns", "Paper Lanterns")]
    tables = open_edition(result.folder).tables
    assert "paper-lanterns" in tables["good_names"]["good_id"]
    if "goods" in tables:
        assert "paper-lanterns" in tables["goods"]["good_id"]


def test_a_country_nobody_knows_stops_the_import(tmp_path: Path) -> None:
    with pytest.raises(EditionError, match="countries that are not known: Atlantis"):
        imported(tmp_path, pl.concat([newest_list(), an_entry("Atlantis", "Garments")]))
    assert not (tmp_path / "2030.1").exists()


def test_a_list_that_lost_much_stops_the_import_until_the_total_is_stated(tmp_path: Path) -> None:
    half = newest_list().head(200)
    with pytest.raises(UnusableInputError, match="200 direct entries and lacks 257 of the 457"):
        imported(tmp_path, half)
    assert imported(tmp_path, half, stated_entries=200).entries == 200


def test_a_list_that_is_not_as_long_as_stated_stops_the_import(tmp_path: Path) -> None:
    with pytest.raises(UnusableInputError, match="457 direct entries; the publisher states 460"):
        imported(tmp_path, newest_list(), stated_entries=460)


def test_an_edition_that_exists_is_never_changed(tmp_path: Path) -> None:
    imported(tmp_path, newest_list())
    with pytest.raises(EditionError, match="exists already"):
        imported(tmp_path, newest_list())


def test_a_list_of_a_year_that_is_there_replaces_it(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    newest_list().write_csv(path)
    result = import_list(BASE, path, 2022, tmp_path / "2030.1", published=DAY)
    rows = open_edition(result.folder).tables["listed_goods"].filter(pl.col("edition_year") == 2022)
    assert rows.height == 457


def test_editions_are_listed_oldest_first(tmp_path: Path) -> None:
    result = imported(tmp_path, newest_list())
    listing = list_editions([BASE.parent, result.folder.parent])
    assert listing["name"].to_list()[-1] == "2030.1"
    assert listing["published"].to_list()[-1] == "2030-01-01"
