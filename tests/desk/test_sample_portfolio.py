"""The sample is what it says: real names without any answer, invented ones wherever something adverse is told."""

import re

import polars as pl
import pytest

from tests.cases.places.edition import ROOT, edition
from tolpuddle.ingest.accept import accept
from tolpuddle.ingest.readers import supplier_list
from tolpuddle.kernel.country_words import CountryWords

FOLDER = ROOT / "services/desk/tolpuddle/desk/sample"
SAMPLE = pl.read_csv(FOLDER / "portfolio.csv", infer_schema=False)
INVENTED = SAMPLE.filter(pl.col("Supplier ID").str.starts_with("EX-"))
REAL = SAMPLE.filter(~pl.col("Supplier ID").str.starts_with("EX-"))
ABOUT_PEOPLE = [
    name for name in SAMPLE.columns if SAMPLE.columns.index(name) >= SAMPLE.columns.index("Tier")
][:-1]
WORDS = CountryWords.from_edition(edition())


def test_there_are_about_three_hundred_rows_with_ids_of_their_own() -> None:
    assert 280 <= SAMPLE.height <= 330
    assert SAMPLE.get_column("Supplier ID").is_unique().all()
    assert SAMPLE.get_column("Supplier name").null_count() == 0


def test_real_facilities_carry_no_answer_and_no_number() -> None:
    assert REAL.height > 150
    for column in (*ABOUT_PEOPLE, "Raw materials and origin"):
        assert REAL.get_column(column).null_count() == REAL.height, column


def test_invented_suppliers_say_so_in_their_name() -> None:
    assert INVENTED.get_column("Supplier name").str.starts_with("Example ").all()
    assert (INVENTED.get_column("Taken from") == "invented").all()
    assert not REAL.get_column("Supplier name").str.contains("(?i)example").any()


def test_agencies_are_invented() -> None:
    words = "(?i)recruit|manpower|domestic|household|employment agency|labour supply"
    assert not REAL.filter(pl.col("Supplier name").str.contains(words)).height
    assert INVENTED.filter(pl.col("Sector").str.contains(words)).height >= 8


def test_no_contact_details_or_persons_stand_in_the_real_rows() -> None:
    texts = REAL.select(
        pl.concat_str("Supplier name", "Address", separator=" ", ignore_nulls=True)
    ).to_series()
    pattern = re.compile(r"@|\+\d|\b(mr|mrs|attn|c/o|tel|phone)\b|\d{8,}", re.IGNORECASE)
    assert [text for text in texts if pattern.search(text)] == []


def test_every_country_is_read_and_there_are_many() -> None:
    read = WORDS.read(SAMPLE.get_column("Country"))
    unread = read.filter(pl.col("iso3").is_null()).get_column("word").to_list()
    assert unread == ["various"]
    assert read.get_column("iso3").n_unique() >= 25
    assert read.height > read.get_column("iso3").n_unique() + 30  # spelled in many ways


def test_rows_without_a_country_cell_are_read_by_their_address() -> None:
    blank = SAMPLE.filter(pl.col("Country").is_null() & pl.col("Address").is_not_null())
    assert blank.height > 5
    assert all(WORDS.read_address(address).iso3 for address in blank.get_column("Address"))


@pytest.mark.parametrize(
    "supplier_id",
    [
        "EX-COT-TM",
        "EX-COT-US",
        "EX-BRK-NP",
        "EX-BRK-DE",
        "EX-GAR-BD",
        "EX-GAR-PT",
        "EX-FAC-FEES",
        "EX-FAC-PLAIN",
        "EX-NOTHING",
        "EX-DOM-GULF",
        "EX-XJ-COT",
        "EX-XJ-TOM",
    ],
)
def test_the_contrasts_are_there_and_explained(supplier_id: str) -> None:
    assert SAMPLE.filter(pl.col("Supplier ID") == supplier_id).height == 1
    assert supplier_id in (FOLDER / "SOURCES.md").read_text(encoding="utf-8")


def test_the_same_factory_differs_in_its_answers_only() -> None:
    pair = SAMPLE.filter(pl.col("Supplier ID").is_in(["EX-FAC-FEES", "EX-FAC-PLAIN"])).drop(
        "Supplier ID", "Supplier name"
    )
    differing = [name for name in pair.columns if pair.get_column(name).n_unique() > 1]
    assert set(differing) == {"Workers pay recruitment fees", "Recruitment loans", "Passports held"}


def test_the_row_about_which_nothing_is_known_is_empty() -> None:
    row = SAMPLE.filter(pl.col("Supplier ID") == "EX-NOTHING").drop(
        "Supplier ID", "Supplier name", "Taken from"
    )
    assert row.null_count().sum_horizontal().item() == row.width


def test_the_banner_stands_first() -> None:
    text = (FOLDER / "SOURCES.md").read_text(encoding="utf-8")
    assert text.index("An exposure is not a finding") < text.index("Real facilities")


def test_the_sample_is_accepted_whole_and_its_headers_are_understood() -> None:
    raw = supplier_list.read(FOLDER / "portfolio.csv", None)
    accepted = accept(raw, WORDS, 1_000)
    assert sum(batch.suppliers.height for batch in accepted) == SAMPLE.height
    assert (accepted.counts.rejected, accepted.counts.merged) == (0, 0)
    assert set(SAMPLE.columns) - set(accepted.header_map) == {"Taken from"}
