"""Verifying an edition names every broken link, repeated row and wrong total, and stays silent on a whole one."""

from pathlib import Path

import polars as pl
import pytest

from tolpuddle.ingest.reference.build import build
from tolpuddle.ingest.reference.table import Table
from tolpuddle.ingest.reference.verify import verify
from tolpuddle.kernel.errors import EditionError

ROWS = {
    "countries": "iso3\nATL\n",
    "goods": "good_id,sector_id\nkites,toys\n",
    "sectors": "sector_id\ntoys\n",
    "listed_goods": "edition_year,iso3,good_id,downstream,listed_as\n2030,ATL,kites,false,Kites\n",
    "list_editions": "edition_year,direct_entries,downstream_entries,goods,countries\n2030,1,0,1,1\n",
}


def an_edition(folder: Path, **changes: str) -> Path:
    """An edition of small tables; `changes` replace the text of some."""
    tables = [
        Table(
            file=f"{name}.csv",
            frame=pl.read_csv(text.encode(), infer_schema=False),
            title=name,
            source="A book",
            publisher="Us",
            licence="CC0-1.0",
            attribution="Us",
            retrieved="2030-01-01",
            min_rows=0,
            max_rows=9,
            complete=True,
        )
        for name, text in {**ROWS, **changes}.items()
    ]
    build(folder, folder / "2030.1", folder, families={"all": lambda _s, _c: tables})
    return folder / "2030.1"


def test_a_whole_edition_has_nothing_wrong(tmp_path: Path) -> None:
    assert verify(an_edition(tmp_path)) == []


@pytest.mark.parametrize(
    ("table", "text", "sentence"),
    [
        ("goods", "good_id,sector_id\nkites,games\n", "goods.sector_id names games, unknown to sectors."),
        ("countries", "iso3\nERE\n", "listed_goods.iso3 names ATL, unknown to countries."),
        ("countries", "iso3\nATL\nATL\n", "The table countries repeats rows with the same iso3."),
        (
            "list_editions",
            "edition_year,direct_entries,downstream_entries,goods,countries\n2030,2,0,1,1\n",
            "The list of 2030 has 1 direct entries; 2 were expected.",
        ),
    ],
)
def test_what_is_wrong_is_named_in_one_sentence(tmp_path: Path, table: str, text: str, sentence: str) -> None:
    assert verify(an_edition(tmp_path, **{table: text})) == [sentence]


def test_a_changed_file_is_reported_and_the_rest_not_guessed(tmp_path: Path) -> None:
    folder = an_edition(tmp_path)
    (folder / "goods.csv").write_text("good_id,sector_id\n", encoding="utf8")
    assert verify(folder) == [
        "The file goods.csv of edition 2030.1 was changed: its hash is not the manifest's."
    ]


def test_a_folder_that_is_no_edition_cannot_be_verified(tmp_path: Path) -> None:
    with pytest.raises(EditionError, match="no reference edition"):
        verify(tmp_path)
