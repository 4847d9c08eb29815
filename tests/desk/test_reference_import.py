"""`tolpuddle reference import`: a published list becomes a new edition in one command, and says what changed."""

from pathlib import Path

import pytest

from tests.desk.running import here, sentence, tolpuddle
from tests.ingest.readers.published_lists import CBP_HEADER, ftm, ftm_company
from tests.ingest.reference.small_edition import HELD, a_page, small_edition
from tolpuddle.kernel.edition_files import open_edition


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return small_edition(tmp_path_factory.mktemp("base"))


@pytest.fixture
def page(tmp_path: Path) -> Path:
    path = tmp_path / "page.html"
    path.write_text(a_page(HELD, ("Sample Foods Co., Ltd.", "May 3, 2029"), leave_out=1), encoding="utf8")
    return path


def test_a_list_becomes_an_edition_and_the_differences_are_told(
    base: Path, page: Path, tmp_path: Path
) -> None:
    done = here("reference", "import", "us_uflpa", page, "--base", base, "--out", tmp_path / "2030.1")
    assert done.returncode == 0, done.stderr
    lines = done.stdout.splitlines()
    assert lines[0] == "us_uflpa: 20 entries, 1 added, 1 ended, 0 changed."
    assert "  + Sample Foods Co., Ltd." in lines
    assert "  - Example Weaving No. 1 Co., Ltd." in lines
    assert lines[-1].startswith("Written to ")
    assert here("reference", "verify", tmp_path / "2030.1").stdout.endswith("nothing wrong found.\n")
    compared = here("reference", "diff", base, tmp_path / "2030.1", "--table", "orders").stdout
    assert "side=after" in compared
    assert "us_uflpa:sample-foods-co-ltd" in compared


def test_a_list_that_shrank_is_one_sentence_with_the_counts(base: Path, tmp_path: Path) -> None:
    path = tmp_path / "entities.ftm.json"
    path.write_text(ftm([ftm_company("u-1", "Example Weaving No. 1 Co., Ltd.")]), encoding="utf8")
    out = tmp_path / "2030.1"
    told = sentence(here("reference", "import", "us_uflpa", path, "--base", base, "--out", out))
    assert "has 1 entries; 20 are held" in told
    assert not out.exists()
    taken = here(
        "reference",
        "import",
        "us_uflpa",
        path,
        "--base",
        base,
        "--out",
        out,
        "--accept-shrink",
        "an extract of ours",
    )
    assert taken.returncode == 0
    assert "us_uflpa: 1 entries, 0 added, 19 ended, 0 changed." in taken.stdout


def test_both_lists_of_customs_come_from_one_file(base: Path, tmp_path: Path) -> None:
    path = tmp_path / "orders.csv"
    path.write_text(
        f"{CBP_HEADER}\n06/17/2020,2020,CN,China,Hair products,WRO,Health,Active,,Example Hair Works,,\n"
        "07/15/2020,2020,MY,Malaysia,Disposable gloves,Finding,Health,Active,,Example Glove Sdn Bhd,,\n"
    )
    done = here("reference", "import", "us_cbp", path, "--base", base, "--out", tmp_path / "2030.1")
    assert "us_cbp_wro: 1 entries" in done.stdout
    assert "us_cbp_finding: 1 entries" in done.stdout
    held = open_edition(tmp_path / "2030.1").tables["orders"]["list_id"].unique()
    assert {"us_cbp_wro", "us_cbp_finding"} <= set(held)


def test_a_list_of_ones_own_has_the_name_it_is_given(base: Path, tmp_path: Path) -> None:
    path = tmp_path / "ours.csv"
    path.write_text("Name,Country\nExample Mill Ltd,Vietnam\n")
    out = tmp_path / "2030.1"
    done = here(
        "reference", "import", "own:ours", path, "--base", base, "--out", out, "--name", "Not bought from"
    )
    assert done.returncode == 0, done.stderr
    assert "Not bought from" in (out / "order_lists.csv").read_text("utf8")


def test_without_a_name_the_edition_is_numbered_after_its_base(
    base: Path, page: Path, tmp_path: Path
) -> None:
    first = tolpuddle("reference", "import", "us_uflpa", page, "--base", base, cwd=tmp_path)
    assert first.returncode == 0, first.stderr
    assert (tmp_path / "reference" / "1.1.1" / "manifest.yaml").is_file()
    tolpuddle("reference", "import", "us_uflpa", page, "--base", base, "--edition", "ours", cwd=tmp_path)
    assert (tmp_path / "reference" / "ours" / "manifest.yaml").is_file()


def test_the_lists_of_an_edition_say_how_whole_they_are(base: Path) -> None:
    shipped = here("reference", "lists", "2026.1").stdout
    assert (
        "us_uflpa  UFLPA Entity List and regional presumption: 65 of about 144 entries as of 2025-01-15, partial"
        in shipped
    )
    assert "high-priority sectors" in shipped.lower()
    assert "20 entries as of 2029-06-01, whole" in here("reference", "lists", base).stdout


def test_an_unknown_list_and_a_missing_year_are_told(tmp_path: Path, page: Path) -> None:
    assert "There is no list us_ofac" in sentence(
        here("reference", "import", "us_ofac", page, "--out", tmp_path / "x")
    )
    assert "with --year" in sentence(here("reference", "import", page, "--out", tmp_path / "x"))
