"""Sectors are read from codes and words; a code without a meaning and a word for anything decide nothing."""

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.cases.places.edition import cases, edition
from tolpuddle.kernel.edition import Edition
from tolpuddle.kernel.errors import EditionError
from tolpuddle.scoring.core.resolve_sector import SECTOR_SCHEMA, SectorWords

WORDS = SectorWords.from_edition(edition())


@pytest.mark.parametrize("case", cases("sectors.csv"), ids=lambda case: str(case["text"]))
def test_a_sector_is_read(case: dict[str, str]) -> None:
    reading = WORDS.read_text(case["text"])
    assert reading.sector_id == case["sector_id"]
    assert reading.how == case["how"]


def test_every_word_of_a_sector_alone_names_that_sector() -> None:
    words = edition().tables["sector_words"].with_columns(text=pl.col("word").str.strip_chars_end("*"))
    read = words.join(WORDS.read(words.get_column("text")), on="text", how="left", suffix="_read")
    wrong = read.filter(pl.col("sector_id").ne_missing(pl.col("sector_id_read")))
    assert wrong.is_empty(), wrong


def test_every_industry_code_with_its_standard_names_its_sector() -> None:
    codes = edition().tables["industry_codes"]
    said = {"ISIC4": "ISIC Rev. 4 ", "NACE2": "NACE ", "NAICS2022": "NAICS 2022: "}
    for standard, code, sector in codes.select("standard", "code", "sector_id").iter_rows():
        assert WORDS.read_text(said[standard] + code).sector_id == sector


def test_a_code_with_its_standard_is_surer_than_bare_digits() -> None:
    assert (WORDS.read_text("NACE 14.13").confidence or 0) > (WORDS.read_text("14").confidence or 1)


def test_words_for_anything_yield_to_words_that_say_more() -> None:
    assert WORDS.read_text("Manufacturing of garments").sector_id == "garment_textile"
    assert WORDS.read_text("Services: industrial cleaning").sector_id == "hospitality_cleaning"
    assert (WORDS.read_text("Services").confidence or 1) < 0.9


def test_points_have_a_reason_and_a_source_and_stay_within_their_cap() -> None:
    sectors = edition().tables["sectors"]
    points = sectors.get_column("inherent_points").cast(pl.Float64)
    assert points.is_between(-2, 12).all()
    assert sectors.select("reason", "source").null_count().sum_horizontal().item() == 0


def test_read_gives_one_row_for_each_distinct_text() -> None:
    read = WORDS.read(pl.Series(["Fishing", None, "Fishing", "qq"], dtype=pl.String))
    assert read.schema == SECTOR_SCHEMA
    assert read.get_column("sector_id").to_list() == ["fishing_seafood", None]


@settings(deadline=None)
@given(st.text(max_size=80))
def test_no_text_breaks_the_reading(text: str) -> None:
    reading = WORDS.read_text(text)
    assert (reading.sector_id is None) == (reading.how is None)


def test_an_edition_without_sectors_is_refused_in_words() -> None:
    with pytest.raises(EditionError, match="lacks a table of sectors"):
        SectorWords.from_edition(Edition("empty", {}, {}, {}))
