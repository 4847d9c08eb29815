"""The list of goods reads the same from XML, workbook, CSV and JSON, and a changed source stops the import."""

import json
from pathlib import Path

import polars as pl
import pytest
import xlsxwriter

from tolpuddle.ingest.readers.lists.dol_columns import LIST_SCHEMA
from tolpuddle.ingest.readers.lists.dol_list import read_dol_list
from tolpuddle.kernel.errors import UnusableInputError

XML = """<?xml version="1.0" encoding="UTF-8"?>
<Goods>
  <Good>
    <Good_Name>Paper Lanterns</Good_Name>
    <Good_Sector>Manufacturing</Good_Sector>
    <Countries>
      <Country>
        <Country_Name>Atlantis</Country_Name>
        <Child_Labor>Yes</Child_Labor>
        <Forced_Labor>No</Forced_Labor>
        <Forced_Child_Labor>No</Forced_Child_Labor>
        <Derived_Labor_Exploitation>No</Derived_Labor_Exploitation>
      </Country>
      <Country>
        <Country_Name>C&#244;te d&#39;Ivoire</Country_Name>
        <Child_Labor>Yes</Child_Labor>
        <Forced_Labor>Yes</Forced_Labor>
        <Forced_Child_Labor>Yes</Forced_Child_Labor>
        <Derived_Labor_Exploitation>No</Derived_Labor_Exploitation>
      </Country>
    </Countries>
  </Good>
  <Good>
    <Good_Name>Lantern Oil</Good_Name>
    <Good_Sector>Agriculture</Good_Sector>
    <Countries>
      <Country>
        <Country_Name>Atlantis</Country_Name>
        <Child_Labor>No</Child_Labor>
        <Forced_Labor>No</Forced_Labor>
        <Forced_Child_Labor>No</Forced_Child_Labor>
        <Derived_Labor_Exploitation>Yes</Derived_Labor_Exploitation>
      </Country>
    </Countries>
  </Good>
</Goods>
"""
MARKS = [
    ("Atlantis", "Paper Lanterns", True, False),
    ("Côte d'Ivoire", "Paper Lanterns", True, True),
    ("Atlantis", "Lantern Oil", False, False),
]
CROSSES = [
    (country, good, "X" if child else "", "x" if forced else "") for country, good, child, forced in MARKS
]


def a_file(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(text, encoding="utf8")
    return path


def a_workbook(folder: Path, rows: list[tuple[str, ...]], *, notes_sheet: bool = False) -> Path:
    path = folder / "list.xlsx"
    workbook = xlsxwriter.Workbook(str(path))
    if notes_sheet:
        workbook.add_worksheet("Notes").write(0, 0, "About this list")
    sheet = workbook.add_worksheet("List")
    for number, row in enumerate(rows):
        sheet.write_row(number, 0, row)
    workbook.close()
    return path


def marks_of(frame: pl.DataFrame) -> list[tuple[object, ...]]:
    return frame.select("country", "good", "child", "forced").rows()


def test_the_application_xml_gives_one_row_per_good_and_country(tmp_path: Path) -> None:
    frame = read_dol_list(a_file(tmp_path, "goods.xml", XML), 2030)
    assert frame.schema == LIST_SCHEMA
    assert marks_of(frame) == MARKS
    assert frame["edition_year"].to_list() == [2030, 2030, 2030]
    assert frame["forced_child"].to_list() == [False, True, False]
    assert frame["downstream"].to_list() == [False, False, True]
    assert frame["sector"].to_list() == ["Manufacturing", "Manufacturing", "Agriculture"]
    assert frame["source_row"].to_list() == [1, 2, 3]


@pytest.mark.parametrize(
    "header",
    [
        ("Country", "Good", "Child Labor", "Forced Labor"),
        ("ORIGIN", "GOOD", "CL", "FL"),
        ("Country/Area", "Good", "Child Labor", "Forced Labor"),
    ],
)
def test_the_yearly_workbook_reads_under_each_of_its_headers(tmp_path: Path, header: tuple[str, ...]) -> None:
    frame = read_dol_list(a_workbook(tmp_path, [header, *CROSSES]), 2030)
    assert marks_of(frame) == MARKS
    assert frame["source_row"].to_list() == [2, 3, 4]


def test_a_workbook_may_have_titles_above_and_notes_before_the_list(tmp_path: Path) -> None:
    title = ("List of Goods", "", "", "")
    header = ("Country", "Good", "Child Labor", "Forced Labor")
    frame = read_dol_list(a_workbook(tmp_path, [title, title, header, *CROSSES], notes_sheet=True), 2030)
    assert marks_of(frame) == MARKS
    assert frame["source_row"].to_list() == [4, 5, 6]


def test_what_a_workbook_does_not_say_is_null_not_no(tmp_path: Path) -> None:
    header = ("Country", "Good", "Child Labor", "Forced Labor")
    frame = read_dol_list(a_workbook(tmp_path, [header, *CROSSES]), 2030)
    assert frame["forced_child"].null_count() == 3
    assert frame["sector"].null_count() == 3


def test_the_api_csv_reads_with_its_own_header_names(tmp_path: Path) -> None:
    lines = ["country_name,good_name,child_labor,forced_labor,forced_child_labor,sector"]
    lines += [f"{country},{good},{child},{forced},false,Other" for country, good, child, forced in MARKS]
    frame = read_dol_list(a_file(tmp_path, "list.csv", "\n".join(lines)), 2030)
    assert marks_of(frame) == MARKS
    assert frame["source_row"].to_list() == [2, 3, 4]


@pytest.mark.parametrize("wrapped", [False, True])
def test_the_api_json_reads_bare_and_under_one_key(tmp_path: Path, wrapped: bool) -> None:
    rows = [
        {
            "country": country,
            "good": good,
            "child_labor": int(child),
            "forced_labor": "Yes" if forced else "No",
        }
        for country, good, child, forced in MARKS
    ]
    text = json.dumps({"data": rows} if wrapped else rows)
    assert marks_of(read_dol_list(a_file(tmp_path, "list.json", text), 2030)) == MARKS


def test_a_missing_column_stops_the_import_and_is_named(tmp_path: Path) -> None:
    path = a_file(tmp_path, "list.csv", "country,good,child_labor,price\nAtlantis,Kites,Yes,3\n")
    with pytest.raises(
        UnusableInputError, match=r"no column for forced; it has country, good, child_labor, price"
    ):
        read_dol_list(path, 2030)


def test_a_mark_that_is_neither_yes_nor_no_stops_the_import(tmp_path: Path) -> None:
    path = a_file(tmp_path, "list.csv", "country,good,child_labor,forced_labor\nAtlantis,Kites,Yes,perhaps\n")
    with pytest.raises(UnusableInputError, match="row 2 with 'perhaps'"):
        read_dol_list(path, 2030)


def test_a_row_without_a_country_stops_the_import(tmp_path: Path) -> None:
    path = a_file(tmp_path, "list.csv", "country,good,child_labor,forced_labor\n,Kites,Yes,No\n")
    with pytest.raises(UnusableInputError, match="without a country or a good, the first at 2"):
        read_dol_list(path, 2030)


def test_an_entry_named_twice_stops_the_import(tmp_path: Path) -> None:
    path = a_file(
        tmp_path,
        "list.csv",
        "country,good,child_labor,forced_labor\nAtlantis,Kites,Yes,No\nAtlantis,Kites,No,No\n",
    )
    with pytest.raises(UnusableInputError, match="Kites from Atlantis more than once, at 2, 3"):
        read_dol_list(path, 2030)


@pytest.mark.parametrize(
    ("name", "text", "sentence"),
    [
        ("empty.csv", "", "is empty"),
        ("header.csv", "country,good,child_labor,forced_labor\n", "no entries"),
        ("cut.xml", "<Goods><Good>", "damaged XML"),
        ("other.xml", "<Countries/>", "should be a Goods document"),
        ("entity.xml", '<!DOCTYPE x [<!ENTITY a "b">]><Goods/>', "XML entities"),
        ("cut.json", '[{"country": ', "damaged"),
        ("two.json", '{"a": [], "b": []}', "one array"),
        ("bare.json", "[1, 2]", "array of rows"),
    ],
)
def test_what_is_not_the_list_is_refused_in_one_sentence(
    tmp_path: Path, name: str, text: str, sentence: str
) -> None:
    with pytest.raises(UnusableInputError, match=sentence):
        read_dol_list(a_file(tmp_path, name, text), 2030)


def test_a_workbook_without_the_list_says_what_it_has(tmp_path: Path) -> None:
    with pytest.raises(UnusableInputError, match="first row reads: Month, Price"):
        read_dol_list(a_workbook(tmp_path, [("Month", "Price"), ("May", "3")]), 2030)


def test_a_file_that_is_not_there_is_reported(tmp_path: Path) -> None:
    with pytest.raises(UnusableInputError, match=r"gone\.xml cannot be read"):
        read_dol_list(tmp_path / "gone.xml", 2030)


def test_a_damaged_workbook_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "list.xlsx"
    path.write_bytes(b"PK\x03\x04 and nothing more")
    with pytest.raises(UnusableInputError, match="workbook cannot be read"):
        read_dol_list(path, 2030)
