"""Numbers as people write them."""

import polars as pl
import pytest

from tolpuddle.ingest.numbers import read_numbers


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("1234", 1234), ("1.234", 1234), ("1,234", 1234), ("1 234", 1234), ("1\u202f234", 1234), ("1'234", 1234),
        ("1.234,00", 1234), ("1,234.00", 1234), ("1234.0", 1234), ("1.234.567", 1234567), ("12,5", 12.5),
        ("-5", -5), ("−7", -7), ("(5)", -5), ("5-", -5), ("ca. 500", 500), ("~500", 500), ("500+", 500), ("> 500", 500),
        ("250 Mitarbeiter", 250), ("250 workers", 250), ("1.2E+05", 120000), ("0", 0),
    ],
)  # fmt: skip
def test_a_count_is_read_in_every_way_of_writing(text: str, number: float) -> None:
    assert read_numbers(pl.Series([text]), grouped=True).item(0, "number") == number


@pytest.mark.parametrize("text", ["many", "200-100", "10..5", "2 (million)", "1,23,4", "12 or 15", "five"])
def test_what_is_no_number_stays_unknown(text: str) -> None:
    assert read_numbers(pl.Series([text]), grouped=True).item(0, "number") is None


@pytest.mark.parametrize(
    ("text", "number", "percent"),
    [
        ("12%", 12, True),
        ("12,5 %", 12.5, True),
        ("0,125", 0.125, False),
        ("0.12", 0.12, False),
        (".5", 0.5, False),
        ("7 Prozent", 7, True),
    ],
)
def test_a_share_keeps_its_decimals_and_its_sign(text: str, number: float, percent: bool) -> None:
    assert read_numbers(pl.Series([text]), grouped=False).row(0) == (number, percent, False)


@pytest.mark.parametrize(
    ("text", "grouped", "number", "percent"),
    [
        ("15% (Syrian)", False, 15, True), ("15% Syrian", False, 15, True), ("10-12%", False, 12, True), ("1.5k", True, 1500, False),
        ("approx. 200", True, 200, False), ("ca. 200", True, 200, False), ("~200", True, 200, False), ("200-250", True, 250, False),
        ("200 – 1.250", True, 1250, False), ("200 (2025)", True, 200, False), ("ca. 1,2k", True, 1200, False),
    ],
)  # fmt: skip
def test_a_number_with_words_is_read_loosely_and_a_range_at_its_upper_end(
    text: str, grouped: bool, number: float, percent: bool
) -> None:
    read = read_numbers(pl.Series([text, "x", None, "7"]), grouped=grouped)
    assert read.row(0) == (number, percent, True)
    assert read.get_column("loose").to_list() == [True, False, False, False]


@pytest.mark.parametrize("text", ["15% (not migrants)", "15% except the office", "half", "15% or 20%"])
def test_words_that_may_turn_a_share_leave_it_unknown(text: str) -> None:
    assert read_numbers(pl.Series([text]), grouped=False).item(0, "number") is None


def test_null_stays_null_beside_numbers() -> None:
    assert read_numbers(pl.Series(["5", None, "x", "1.000"]), grouped=True).get_column(
        "number"
    ).to_list() == [5, None, None, 1000]
