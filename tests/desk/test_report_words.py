"""What a reader finds in the reports: what was reported first, all six readings, what could not be read, which list it is."""

from pathlib import Path

import polars as pl
import pytest

from tests.desk.running import here, sentence

HEADER = "Supplier ID,Name,Country,Products,Workers,Locked in,Passports held,Grievance channel,Colour\n"
ROWS = (
    "S1,Example Garments,Brazil,garments,850,yes,perhaps,written,blue\n"
    "S2,Example Bricks,Germany,bricks,20,,,,red\n"
    "S3,Example Nowhere,Atlantis,bricks,20,,,,red\n"
)


@pytest.fixture(scope="module")
def reports(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("reports")
    (folder / "suppliers.csv").write_text(HEADER + ROWS)
    targets = [argument for name in ("r.html", "r.xlsx", "r.pdf") for argument in ("-o", folder / name)]
    done = here("screen", folder / "suppliers.csv", *targets)
    assert done.returncode == 1, done.stderr
    (folder / "said.txt").write_text(done.stdout)
    return folder


def test_what_was_reported_is_the_first_thing_said_of_a_supplier(reports: Path) -> None:
    assert "Reported: People are locked in" in (reports / "said.txt").read_text()
    page = (reports / "r.html").read_text()
    assert page.index("Reported: People are locked in") < page.index(
        "Listed for forced labour: Garments, Brazil"
    )


def test_the_page_holds_all_six_readings(reports: Path) -> None:
    page = (reports / "r.html").read_text()
    for words in (
        "Listed for forced labour",
        "adds up",
        "Recruitment channel: not enough information",
        "Restriction of movement: reported",
        ": written</li>",
        "Severity: 5 of 5 (from what was reported)",
        "(default: ",
    ):
        assert words in page, words


def test_a_name_given_to_explain_is_told_that_the_row_works(reports: Path) -> None:
    assert "number of the row" in sentence(here("explain", reports / "r.xlsx", "Example Garments"))
