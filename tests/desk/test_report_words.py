"""What a reader finds in the reports: what was reported first, all six readings, what could not be read, which list it is."""

import sys
from pathlib import Path

import polars as pl
import pytest

from tests.desk.running import here, sentence
from tolpuddle.desk import program
from tolpuddle.desk.legend import LATEST_PUBLISHED, list_line
from tolpuddle.kernel.edition_files import locate, open_edition

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


def test_what_was_not_read_or_with_doubt_is_on_the_page_with_a_way_out(reports: Path) -> None:
    page = (reports / "r.html").read_text()
    section = page[page.index('id="reading"') :]
    assert "Headers that mean nothing here: Colour" in section
    assert "&#39;perhaps&#39; in row 2 of Passports held" in section
    assert "Row 4, Country: " in section and "Atlantis" in section
    assert "--map 'HEADER=column'" in section


def test_every_report_says_which_list_and_year_it_rests_on_and_what_is_known_of_what(reports: Path) -> None:
    year = int(max(pl.read_csv(locate() / "list_editions.csv")["edition_year"]))
    read_me = pl.read_excel(reports / "r.xlsx", sheet_name="Read me")
    notices = " ".join(read_me.filter(pl.col("about") == "notice").get_column("meaning"))
    for text in ((reports / "said.txt").read_text(), (reports / "r.html").read_text(), notices):
        words = " ".join(text.split())
        assert f"US Department of Labor list of goods, {year} edition" in words
        assert "answers about the suppliers themselves: 1 of 2 suppliers" in words


def test_the_last_sheet_of_a_workbook_explains_every_column(reports: Path) -> None:
    sheets = pl.read_excel(reports / "r.xlsx", sheet_id=0)
    assert list(sheets)[-1] == "Read me"
    explained = set(sheets["Read me"].filter(pl.col("about") == "column").get_column("word"))
    assert {name for name in sheets["Suppliers"].columns if not name.startswith("points_")} <= explained


def test_a_printed_command_names_the_program_as_it_was_called(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "argv", ["tolpuddle"])
    assert program.call("verify", Path("a b.csv")) == "tolpuddle verify 'a b.csv'"
    monkeypatch.setattr(sys, "argv", [".venv/bin/tolpuddle"])
    assert program.call("verify", "r.csv") == ".venv/bin/tolpuddle verify r.csv"


def test_a_list_that_is_older_than_the_newest_says_so() -> None:
    line = list_line(open_edition(locate()))
    assert (f"a {LATEST_PUBLISHED} edition exists" in line) == (f"{LATEST_PUBLISHED} edition;" not in line)
    assert "UFLPA" in line


def test_the_front_page_names_the_same_year_as_the_reports() -> None:
    said = " ".join((Path(__file__).parents[2] / "README.md").read_text().split())
    year = list_line(open_edition(locate())).partition(" edition")[0][-4:]
    assert f"`reference/{locate().name}/list_editions.csv` ({year};" in said
