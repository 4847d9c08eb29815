"""A receipt names what an assessment was computed from; verify computes it again and names what changed."""

import subprocess
import sys
import tomllib
from pathlib import Path

import polars as pl

from tests.scoring.core.small_edition import listed_also, small_edition, small_reference, suppliers
from tolpuddle.scoring.core.canonical import canonical_json, read_back
from tolpuddle.scoring.core.engine import ENGINE
from tolpuddle.scoring.core.receipt import verify
from tolpuddle.scoring.core.reference import prepare
from tolpuddle.scoring.core.screen import screen

ROOT = Path(__file__).parents[3]


def assessments() -> pl.DataFrame:
    rows = suppliers(
        {"country": "Nepal", "goods": "bricks", "agency_share": 0.1 + 0.2, "a_workers_locked_in": "yes"},
        {"country": "China", "goods": 'cotton "raw"\n\\', "name": "Example 新疆 \x07", "tier": 2},
        {},
    )
    return screen(rows, small_reference(), details=True)


def parts(frame: pl.DataFrame, reference: object = None) -> list[str | None]:
    return verify(frame, reference or small_reference()).get_column("part").to_list()  # type: ignore[arg-type]


def test_an_unchanged_assessment_verifies() -> None:
    checked = verify(assessments(), small_reference())
    assert checked.columns == ["supplier_id", "ok", "part", "sentence"]
    assert checked.get_column("ok").all()


def test_a_changed_input_is_named() -> None:
    changed = assessments().with_columns(pl.col("input").str.replace("Nepal", "Nepam"))
    assert parts(changed) == ["input", None, None]


def test_an_input_that_is_no_json_is_named_even_with_a_fitting_hash() -> None:
    frame = assessments()
    assert parts(frame.with_columns(input=pl.lit("{"))) == ["input"] * 3


def test_a_changed_result_is_named_by_its_column() -> None:
    frame = assessments()
    assert parts(frame.with_columns(pl.col("exposure") + 1e-9))[0] == "result:exposure"
    assert parts(frame.with_columns(pl.lit("P4").alias("priority")))[0] == "result:priority"
    assert parts(frame.with_columns(pl.col("points_sector") * 2))[0] == "result:points_sector"
    assert parts(frame.with_columns(questions=pl.lit(None, pl.String)))[0] == "result:questions"


def test_a_changed_list_weight_or_receipt_is_named() -> None:
    frame = assessments()
    other_list = prepare(small_edition(listed_goods=listed_also("2022,DEU,gold,true,true,false,9")))
    weights = small_edition().documents["exposure_weights"].replace("points: 22", "points: 23")
    other_rules = prepare(small_edition(exposure_weights=weights))
    assert parts(frame, other_list) == ["edition"] * 3
    assert parts(frame, other_rules) == ["rules"] * 3
    assert (
        parts(frame.with_columns(receipt=pl.col("receipt").str.replace("tp1:.", "tp1:x"))) == ["receipt"] * 3
    )
    assert (
        parts(frame.with_columns(receipt=pl.col("receipt").str.replace(r"0\.1\.0$", "9.9.9")))
        == ["engine"] * 3
    )
    assert parts(frame.with_columns(receipt=pl.lit("nothing"))) == ["input"] * 3


def test_a_row_number_of_the_file_is_no_part_of_the_facts() -> None:
    one = suppliers({"row": 2, "country": "Nepal"})
    other = one.with_columns(row=pl.lit(9, pl.Int64))
    assert (
        screen(one, small_reference())["receipt"].item() == screen(other, small_reference())["receipt"].item()
    )


def test_receipts_are_the_same_in_another_process() -> None:
    code = (
        "from tests.scoring.core.test_receipt import assessments;"
        "print(assessments().get_column('receipt').to_list())"
    )
    printed = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert printed.stdout.strip() == str(assessments().get_column("receipt").to_list())


def test_canonical_json_reads_back_as_it_was() -> None:
    frame = assessments()
    again = read_back(frame.get_column("input"))
    assert canonical_json(again.with_columns(row=None)).to_list() == frame.get_column("input").to_list()


def test_the_engine_is_the_version_of_the_project() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    assert project["project"]["version"] == ENGINE
