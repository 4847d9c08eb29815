"""What laws ask is filled by what a supplier has answered once; nothing is named that nobody asks."""

import shutil
from pathlib import Path

import polars as pl
import pytest

from tolpuddle.ingest.reference import law_questions
from tolpuddle.ingest.reference.packs import texts
from tolpuddle.kernel.errors import EditionError

CURATED = Path(__file__).parents[3] / "reference" / "curated"
LAWS = {
    "ca_s211",
    "uk_msa54",
    "au_msa16",
    "no_transparency",
    "de_lksg",
    "eu_csddd",
    "eu_flr",
    "us_uflpa",
}


@pytest.fixture(scope="module")
def questions() -> pl.DataFrame:
    return law_questions.build(CURATED, CURATED)[0].frame


def filled_by(questions: pl.DataFrame, column: str) -> dict[str, set[str]]:
    """Id -> laws with a field that it fills."""
    rows = questions.select("law", pl.col(column).str.split(";")).drop_nulls().explode(column)
    return {name: set(laws) for name, laws in rows.group_by(column).agg("law").iter_rows()}


def test_all_eight_laws_have_their_list(questions: pl.DataFrame) -> None:
    assert set(questions.get_column("law")) >= LAWS


def test_what_workers_paid_answered_once_fills_fields_of_at_least_three_laws(
    questions: pl.DataFrame,
) -> None:
    assert len(filled_by(questions, "statement_ids")["workers_pay_recruitment_fees"]) >= 3


@pytest.mark.parametrize("fact", ["cf.structure.sites", "cf.structure.tiers", "cf.remedy.measures"])
def test_a_fact_of_the_case_file_fills_fields_of_at_least_three_laws(
    questions: pl.DataFrame, fact: str
) -> None:
    assert len(filled_by(questions, "facts")[fact]) >= 3


def test_every_field_is_filled_by_something_but_the_choice_of_route(questions: pl.DataFrame) -> None:
    empty = questions.filter(pl.all_horizontal(pl.col("statement_ids", "control_ids", "facts").is_null()))
    assert empty.get_column("field").to_list() == ["ufl_route"]


def test_who_signs_is_never_the_suppliers_to_answer(questions: pl.DataFrame) -> None:
    signed = questions.filter(pl.col("facts").str.contains("cf.approval.signatory"))
    assert set(signed.get_column("answered_by")) == {"reporter"}


def test_a_field_that_names_a_statement_nobody_asks_is_refused_with_its_line(tmp_path: Path) -> None:
    shutil.copytree(CURATED, tmp_path / "curated")
    path = tmp_path / "curated" / "law_questions.csv"
    text = path.read_text(encoding="utf8")
    path.write_text(text.replace("core_unauthorised_subcontract", "core_no_such_thing", 1), encoding="utf8")
    with pytest.raises(EditionError, match=r"law_questions\.csv:2: statement_ids names core_no_such_thing"):
        law_questions.build(tmp_path, tmp_path / "curated")


def test_a_field_without_a_day_does_not_load(tmp_path: Path) -> None:
    shutil.copytree(CURATED, tmp_path / "curated")
    path = tmp_path / "curated" / "law_questions.csv"
    path.write_text(path.read_text(encoding="utf8").replace("2026-11-21", "", 1), encoding="utf8")
    with pytest.raises(EditionError, match=r"law_questions\.csv:2: there is no as_of"):
        law_questions.build(tmp_path, tmp_path / "curated")


def test_french_and_spanish_have_the_same_statements() -> None:
    frame = texts.build(CURATED, CURATED)[0].frame
    by_language = {
        language: set(ids) for language, ids in frame.group_by("language").agg("statement_id").iter_rows()
    }
    assert by_language["fr"] == by_language["es"]
    assert len(by_language["fr"]) > 200
