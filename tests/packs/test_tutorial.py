"""docs/packs.md does what it says: its files make a pack, the pack an edition, and a supplier is screened with it."""

import json
import re
import shutil
from pathlib import Path

import polars as pl
import pytest
from typer.testing import CliRunner

from tests.packs.reading_cases import cases_of, frame_of, wrong_in
from tolpuddle.desk.main import app
from tolpuddle.ingest.reference.build import build
from tolpuddle.kernel.edition_files import open_edition
from tolpuddle.kernel.frames import SUPPLIER_COLUMNS, conform
from tolpuddle.scoring.core.questionnaire.arising import asked_of
from tolpuddle.scoring.core.reference import Reference, prepare
from tolpuddle.scoring.core.screen import screen, screen_frame

ROOT = Path(__file__).parents[2]
BLOCK = re.compile(r"^```\w+ (\S+\.\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
PACK = "commercial_laundries"


@pytest.fixture(scope="module")
def curated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The curated tables with the pack of the tutorial beside those that ship."""
    folder = tmp_path_factory.mktemp("reference") / "curated"
    shutil.copytree(ROOT / "reference" / "curated", folder)
    pack = folder / "packs" / PACK
    pack.mkdir()
    for file, text in BLOCK.findall((ROOT / "docs" / "packs.md").read_text(encoding="utf8")):
        (pack / file).write_text(text, encoding="utf8")
    return folder


@pytest.fixture(scope="module")
def reference(curated: Path) -> Reference:
    edition = curated.parent / "with-laundries"
    shutil.copytree(ROOT / "reference" / "2026.1", edition)
    build(curated.parent, edition, curated, only=["packs"])
    return prepare(open_edition(edition))


def test_the_pack_of_the_tutorial_is_good(curated: Path) -> None:
    done = CliRunner().invoke(app, ["pack", "check", str(curated / "packs" / PACK)])
    assert done.exit_code == 0, done.output
    assert "3 statements, 3 cases, nothing wrong" in done.output


def test_its_cases_hold(curated: Path, reference: Reference) -> None:
    cases = cases_of(curated / "packs" / PACK)
    assessments = screen_frame(frame_of(cases), reference, details=True).rows(named=True)
    for case, assessment in zip(cases, assessments, strict=True):
        assert not list(wrong_in(case, assessment, []))


def test_its_suppliers_are_asked_its_questions_and_others_are_not(reference: Reference) -> None:
    told = {f"a_{name}": "no" for name in ("workers_pay_recruitment_fees", "identity_documents_retained")}
    rows = [
        {
            "supplier_id": sector,
            "name": sector,
            "country": "GBR",
            "sector": sector,
            "agency_share": 0.5,
            **told,
        }
        for sector in ("hospitality_cleaning", "mining")
    ]
    frame = conform(pl.DataFrame(rows), SUPPLIER_COLUMNS, ("a_", "c_"))
    for row in frame.iter_rows(named=True):
        answers = reference.statements.answers(reference.statements.given_by(row))
        packs = asked_of(reference.statements.packs, row["sector"])
        assert (PACK in packs) == (row["sector"] == "hospitality_cleaning")
        assert answers.asked


def test_an_answer_to_it_is_read_whoever_gives_it(reference: Reference) -> None:
    row = {
        "supplier_id": "1",
        "name": "A works",
        "country": "GBR",
        "sector": "mining",
        "a_lau_uniform_deducted": "60 GBP",
    }
    made = screen(conform(pl.DataFrame([row]), SUPPLIER_COLUMNS, ("a_", "c_")), reference, details=True)
    detail = json.loads(made.item(0, "detail"))
    assert detail["indicators"]["debt_bondage"]["state"] == "reported"
