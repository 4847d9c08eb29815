"""Days in cells, and the column that holds them."""

from pathlib import Path

import polars as pl
import pytest

from tests.scoring.editions import SHIPPED
from tolpuddle.ingest.accept import accept
from tolpuddle.ingest.day_cells import read_days
from tolpuddle.ingest.header_words import recognise
from tolpuddle.ingest.readers import supplier_list
from tolpuddle.kernel.country_words import CountryWords
from tolpuddle.kernel.edition_files import open_edition


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("2024-03-01", "2024-03-01"),
        ("2024-03-01 00:00:00", "2024-03-01"),
        ("2024/3/1", "2024-03-01"),
        ("1.3.2024", "2024-03-01"),
        ("31/12/2024", "2024-12-31"),
        ("12/31/2024", "2024-12-31"),
        ("03/03/2024", "2024-03-03"),
        ("03/04/2024", None),
        ("30.02.2024", None),
        ("last spring", None),
        (None, None),
    ],
)
def test_a_day_is_read_where_it_can_be_only_one(written: str | None, read: str | None) -> None:
    assert read_days(pl.Series("on_date", [written], dtype=pl.String)).to_list() == [read]


@pytest.mark.parametrize("header", ["On date", "Stichtag", "Date de référence", "Fecha de referencia"])
def test_the_day_has_words_in_four_languages(header: str) -> None:
    found = recognise(header)
    assert found is not None and found[0] == "on_date"


def test_a_day_that_cannot_be_read_is_told_and_the_row_goes_on(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text(
        "Name,Country,Products,Stichtag\nExample A,Nepal,bricks,01.03.2024\nExample B,Nepal,bricks,03/04/2024\n"
    )
    accepted = accept(supplier_list.read(path), CountryWords.from_edition(open_edition(SHIPPED)))
    assert accepted.suppliers().get_column("on_date").to_list() == ["2024-03-01", None]
    assert any("'03/04/2024' in row 3 of Stichtag is no day" in note for note in accepted.notes)
