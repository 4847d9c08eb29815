"""Countries are read from any spelling, and never wrongly: what cannot be told apart stays unread."""

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.cases.places.edition import cases, edition
from tolpuddle.kernel.country_words import READING_SCHEMA, CountryWords, fold
from tolpuddle.kernel.edition import Edition
from tolpuddle.kernel.errors import EditionError

WORDS = CountryWords.from_edition(edition())


@pytest.mark.parametrize("case", cases("countries.csv"), ids=lambda case: str(case["word"]))
def test_a_country_is_read(case: dict[str, str]) -> None:
    reading = WORDS.read_word(case["word"])
    assert reading.iso3 == case["iso3"]
    assert case["how"] in (None, reading.how)
    assert reading.confidence is not None and 0.5 < reading.confidence <= 1


@pytest.mark.parametrize("case", cases("unread_countries.csv"), ids=lambda case: str(case["word"]))
def test_what_is_no_single_country_stays_unread(case: dict[str, str]) -> None:
    reading = WORDS.read_word(case["word"])
    assert reading.iso3 is None
    assert reading.how == case["how"]


@pytest.mark.parametrize("case", cases("addresses.csv"), ids=lambda case: str(case["address"]))
def test_a_country_is_read_off_an_address_or_not_at_all(case: dict[str, str]) -> None:
    reading = WORDS.read_address(case["address"] or "")
    assert reading.iso3 == case["iso3"]
    assert reading.how == ("address" if case["iso3"] else None)


@pytest.mark.parametrize(
    ("word", "iso3"),
    [
        ("Congo, Democratic Republic", "COD"), ("Congo (Democratic Republic)", "COD"), ("Guinea, Equatorial", "GNQ"),
        ("Islands, Cook", "COK"), ("Itlay", "ITA"), ("Inida", "IND"), ("Bangladesh, India", None), ("Chile, Peru", None),
        ("Itlia", None),
    ],
)  # fmt: skip
def test_names_back_to_front_and_two_letters_that_changed_places(word: str, iso3: str | None) -> None:
    assert WORDS.read_word(word).iso3 == iso3


def test_every_code_and_name_of_every_country_is_that_country() -> None:
    countries = edition().tables["countries"]
    for column in ("iso3", "iso2", "name"):
        read = WORDS.read(countries.get_column(column)).join(countries, left_on="word", right_on=column)
        expected = pl.col("word") if column == "iso3" else pl.col("iso3_right")
        wrong = read.filter(pl.col("iso3").ne_missing(expected) & ~pl.col("word").is_in(["NA", "NC", "NR"]))
        assert wrong.is_empty(), wrong


def test_every_name_in_every_language_is_its_country_in_any_case() -> None:
    names = edition().tables["country_aliases"].filter(pl.col("kind").is_in(["name", "official", "former"]))
    for spelled in (
        names.get_column("alias"),
        names.get_column("alias").str.to_uppercase(),
        names.get_column("alias").str.to_lowercase() + " ",
    ):
        read = WORDS.read(spelled)
        joined = names.with_columns(word=spelled).join(read, on="word", how="left", suffix="_read")
        wrong = joined.filter((pl.col("iso3_read") != pl.col("iso3")) & (pl.col("alias").str.len_chars() > 3))
        assert wrong.is_empty(), wrong
        assert joined.get_column("iso3_read").null_count() == 0


def test_read_gives_one_row_for_each_distinct_word() -> None:
    read = WORDS.read(pl.Series(["China", None, "China", "??", "k.A.", "nowhere"], dtype=pl.String))
    assert read.schema == READING_SCHEMA
    assert read.get_column("word").to_list() == ["China", "??", "k.A.", "nowhere"]
    assert read.get_column("how").to_list() == ["name", "placeholder", "placeholder", None]


def test_guesses_are_marked_as_assumptions() -> None:
    for word in ("Korea", "Bangaldesh", "Shenzhen", "D"):
        assert (WORDS.read_word(word).confidence or 1) < 0.9
    assert (WORDS.read_address("Gazipur, Dhaka").confidence or 1) < 0.9


def test_ten_thousand_distinct_words_are_read_at_once() -> None:
    aliases = edition().tables["country_aliases"].get_column("alias").head(5_000).to_list()
    words = pl.Series([f"{alias} {n}" for alias in aliases for n in ("", "x")])
    read = WORDS.read(words)
    assert read.height >= 9_900


@given(st.text(max_size=80))
def test_no_text_breaks_the_reading(text: str) -> None:
    assert WORDS.read_word(text).iso3 is None or len(WORDS.read_word(text).iso3 or "") == 3
    assert WORDS.read_address(text).how in (None, "address")


@given(st.text(max_size=40))
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


def test_a_very_long_cell_is_no_country() -> None:
    assert WORDS.read_word("China " * 2_000).iso3 is None


def test_an_edition_without_countries_is_refused_in_words() -> None:
    with pytest.raises(EditionError, match="lacks a table of countries"):
        CountryWords.from_edition(Edition("empty", {}, {}, {}))
