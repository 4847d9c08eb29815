"""An edition opens only if every byte is what its manifest says, and types every column."""

import hashlib
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl
import pytest
import yaml

from tolpuddle.kernel.edition_files import edition_order, list_folders, locate, open_edition
from tolpuddle.kernel.errors import EditionError

TABLE = "good_id,share,listed,since,count\ncotton,0.5,true,2012-09-26,3\nbricks,,,,\n"
TYPES = {"good_id": "string", "share": "decimal", "listed": "boolean", "since": "date", "count": "integer"}


def an_edition(folder: Path, **changes: Any) -> Path:
    """A folder with one table and one document; `changes` go into the table's manifest entry."""
    folder.mkdir(parents=True)
    files = {"things.csv": TABLE, "bands.yaml": "high: 60\n"}
    entries: dict[str, dict[str, Any]] = {}
    for file, text in files.items():
        (folder / file).write_text(text, encoding="utf8")
        entries[file] = {"sha256": hashlib.sha256(text.encode()).hexdigest()}
    entries["things.csv"] |= {"rows": 2, "columns": TYPES, **changes}
    manifest = {"name": folder.name, "published": "2030-01-01", "files": entries}
    (folder / "manifest.yaml").write_text(yaml.safe_dump(manifest, sort_keys=False), encoding="utf8")
    return folder


def test_columns_are_typed_as_the_manifest_says_and_empty_is_null(tmp_path: Path) -> None:
    edition = open_edition(an_edition(tmp_path / "2030.1"))
    table = edition.tables["things"]
    assert edition.name == "2030.1"
    assert table.dtypes == [pl.String(), pl.Float64(), pl.Boolean(), pl.Date(), pl.Int64()]
    assert table.row(0) == ("cotton", 0.5, True, date(2012, 9, 26), 3)
    assert table.row(1) == ("bricks", None, None, None, None)
    assert edition.documents == {"bands": "high: 60\n"}


def test_one_changed_byte_stops_the_opening_and_names_the_file(tmp_path: Path) -> None:
    folder = an_edition(tmp_path / "2030.1")
    path = folder / "things.csv"
    path.write_text(path.read_text(encoding="utf8").replace("0.5", "0.6"), encoding="utf8")
    with pytest.raises(EditionError, match=r"things\.csv of edition 2030\.1 was changed"):
        open_edition(folder)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    folder = an_edition(tmp_path / "2030.1")
    (folder / "things.csv").unlink()
    with pytest.raises(EditionError, match=r"lacks things\.csv"):
        open_edition(folder)


def test_a_file_the_manifest_does_not_name_is_refused(tmp_path: Path) -> None:
    folder = an_edition(tmp_path / "2030.1")
    (folder / "extra.csv").write_text("a\n1\n", encoding="utf8")
    with pytest.raises(EditionError, match=r"does not name: extra\.csv"):
        open_edition(folder)


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"rows": 3}, r"has 2 rows, not 3"),
        ({"columns": {"good_id": "string"}}, r"has the columns"),
        ({"columns": {**TYPES, "good_id": "integer"}}, r"type it should"),
        ({"columns": {**TYPES, "share": "number"}}, r"type number of share"),
        ({"columns": {**TYPES, "good_id": "boolean"}}, r"type it should"),
        ({"columns": None}, r"is not a mapping"),
    ],
)
def test_a_manifest_that_does_not_fit_its_table_is_refused(
    tmp_path: Path, changes: dict[str, Any], sentence: str
) -> None:
    with pytest.raises(EditionError, match=sentence):
        open_edition(an_edition(tmp_path / "2030.1", **changes))


@pytest.mark.parametrize("text", ["- a list\n", "name: 1\nfiles: {}\n", "name: x\n", "name: [\n"])
def test_a_broken_manifest_is_refused(tmp_path: Path, text: str) -> None:
    folder = an_edition(tmp_path / "2030.1")
    (folder / "manifest.yaml").write_text(text, encoding="utf8")
    with pytest.raises(EditionError):
        open_edition(folder)


def test_a_folder_without_a_manifest_is_no_edition(tmp_path: Path) -> None:
    with pytest.raises(EditionError, match="no reference edition"):
        open_edition(tmp_path)


def test_the_shipped_edition_is_found_without_a_name() -> None:
    assert open_edition(locate()).name == locate().name


def test_an_edition_is_found_by_name_and_by_folder(tmp_path: Path) -> None:
    folder = an_edition(tmp_path / "2030.1")
    assert locate(folder) == folder
    assert locate("2026.1").name == "2026.1"


def test_an_unknown_edition_is_answered_with_those_there_are() -> None:
    with pytest.raises(EditionError, match=r"2026\.1"):
        locate("1834.1")


def test_the_tenth_edition_of_a_year_comes_after_the_ninth(tmp_path: Path) -> None:
    names = ["2030.10", "2030.9", "2029.12"]
    for name in names:
        an_edition(tmp_path / name)
    assert [folder.name for folder in list_folders(tmp_path)] == ["2029.12", "2030.9", "2030.10"]
    assert max(names, key=edition_order) == "2030.10"
