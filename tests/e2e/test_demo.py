"""The demo from sample to reports: receipts hold, and tell which part was changed; the order is what an expert expects."""

import json
import re
import shutil
from collections.abc import Callable
from importlib.resources import files
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from tests.desk.running import here
from tolpuddle.ingest.reference.seal import seal
from tolpuddle.kernel.edition_files import locate

Assessment = dict[str, Any]


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that the demo wrote."""
    folder = tmp_path_factory.mktemp("demo")
    done = here("demo", "--out", folder)
    assert done.returncode == 0, done.stderr
    assert "295 suppliers screened" in done.stdout
    assert "First 10 in the order of work" in done.stdout
    assert "An exposure is not a finding" in done.stdout
    return folder


@pytest.fixture(scope="module")
def assessed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Assessment]:
    """Every assessment of the sample by supplier id."""
    target = tmp_path_factory.mktemp("whole") / "sample.ndjson"
    sample = files("tolpuddle.desk") / "sample/portfolio.csv"
    assert here("screen", str(sample), "-o", target).returncode == 0
    lines = [json.loads(line) for line in target.read_text().splitlines()]
    return {each["supplier_id"]: each for each in lines}


@pytest.fixture
def copied_edition(tmp_path: Path) -> Path:
    return Path(shutil.copytree(locate(), tmp_path / "edition"))


def test_the_demo_writes_reports_that_stand_for_themselves(demo: Path) -> None:
    assert {path.name for path in demo.iterdir()} == {
        "sample.html",
        "sample.xlsx",
        "sample.parquet",
        "sample.pdf",
        "refused.csv",
    }
    page = (demo / "sample.html").read_text()
    assert "<script" not in page and not re.search(r"(?:src|href)=", page)
    assert "Listed for forced labour" in page and "An exposure is not a finding" in page
    assert (demo / "sample.pdf").read_bytes().startswith(b"%PDF")


def test_the_same_input_gives_the_same_bytes(demo: Path, tmp_path: Path) -> None:
    assert here("demo", "--out", tmp_path).returncode == 0
    for name in ("sample.html", "sample.parquet"):
        assert (tmp_path / name).read_bytes() == (demo / name).read_bytes(), name


@pytest.mark.parametrize("name", ["sample.parquet", "sample.xlsx"])
def test_every_receipt_of_the_demo_holds(demo: Path, name: str) -> None:
    done = here("verify", demo / name)
    assert (done.returncode, done.stdout.startswith("All 295 receipts hold")) == (0, True), done.stdout


def test_verify_names_the_input_when_one_byte_of_it_is_another(demo: Path, tmp_path: Path) -> None:
    frame, changed = pl.read_parquet(demo / "sample.parquet"), tmp_path / "changed.parquet"
    inputs = frame.get_column("input").to_list()
    inputs[0] = inputs[0].replace('"name":"', '"name":"X', 1)
    frame.with_columns(pl.Series("input", inputs)).write_parquet(changed)
    done = here("verify", changed)
    assert done.returncode == 1
    assert "1 of 295 receipts do not hold" in done.stdout
    assert "input: 1" in done.stdout and frame.item(0, "supplier_id") in done.stdout


def test_verify_names_the_reading_when_it_was_written_over(demo: Path, tmp_path: Path) -> None:
    changed = tmp_path / "changed.parquet"
    frame = pl.read_parquet(demo / "sample.parquet")
    frame.with_columns(
        pl.when(pl.int_range(pl.len()) == 3)
        .then(pl.lit("P4"))
        .otherwise(pl.col("priority"))
        .alias("priority")
    ).write_parquet(changed)
    done = here("verify", changed)
    assert (done.returncode, "result:priority: 1" in done.stdout) == (1, True), done.stdout


def _other_weight(folder: Path) -> None:
    path = folder / "exposure_weights.yaml"
    text = path.read_text()
    assert "points: 22" in text
    path.write_text(text.replace("points: 22", "points: 23", 1))


def _other_list_row(folder: Path) -> None:
    path = folder / "listed_goods.csv"
    text = path.read_text()
    line = next(line for line in text.splitlines() if line.startswith("2022,") and line.count("true"))
    path.write_text(text.replace(line, line.replace("true", "false", 1), 1))


def _other_byte_of(file: str) -> Callable[[Path], None]:
    """The last letter of the last row of an order table becomes another."""

    def change(folder: Path) -> None:
        path = folder / file
        text = path.read_text()
        place = max(n for n, letter in enumerate(text) if letter.isalpha())
        path.write_text(text[:place] + ("y" if text[place] == "x" else "x") + text[place + 1 :])

    return change


@pytest.mark.parametrize(
    ("change", "file", "part"),
    [
        (_other_weight, "exposure_weights.yaml", "rules"),
        (_other_list_row, "listed_goods.csv", "edition"),
        (_other_byte_of("orders.csv"), "orders.csv", "edition"),
        (_other_byte_of("order_names.csv"), "order_names.csv", "edition"),
        (_other_byte_of("order_lists.csv"), "order_lists.csv", "edition"),
    ],
)
def test_verify_names_the_part_of_the_edition_that_was_changed(
    demo: Path, copied_edition: Path, change: Callable[[Path], None], file: str, part: str
) -> None:
    result = demo / "sample.parquet"
    assert here("verify", result, "--edition", copied_edition).returncode == 0
    change(copied_edition)
    unsealed = here("verify", result, "--edition", copied_edition)
    assert unsealed.returncode == 1 and file in unsealed.stdout, unsealed.stdout
    assert seal(copied_edition) == [file]
    # A process of its own would open it anew; here the open edition is known by its folder.
    renamed = copied_edition.rename(copied_edition.with_name(f"edition-{part}"))
    sealed = here("verify", result, "--edition", renamed)
    assert sealed.returncode == 1 and f"{part}: 295" in sealed.stdout, sealed.stdout


def test_a_changed_reason_in_json_is_found(assessed: dict[str, Assessment], tmp_path: Path) -> None:
    some = json.loads(json.dumps([assessed["EX-COT-TM"], assessed["EX-BRK-NP"]]))
    target = tmp_path / "two.json"
    target.write_text(json.dumps(some))
    assert here("verify", target).returncode == 0
    some[1]["exposure"]["contributions"][3]["points"] += 0.5
    target.write_text(json.dumps(some))
    done = here("verify", target)
    assert done.returncode == 1
    assert "EX-BRK-NP: exposure comes out differently" in done.stdout


@pytest.mark.parametrize(
    ("above", "below", "because"),
    [
        ("EX-COT-TM", "EX-COT-US", "Turkmenistan"),
        ("EX-BRK-NP", "EX-BRK-DE", "Nepal"),
        ("EX-GAR-BD", "EX-GAR-PT", "Cotton"),
    ],
)
def test_the_order_is_what_an_expert_expects_and_says_why(
    assessed: dict[str, Assessment], above: str, below: str, because: str
) -> None:
    first, second = assessed[above], assessed[below]
    assert first["priority"]["rank"] < second["priority"]["rank"]
    assert first["exposure"]["index"] > second["exposure"]["index"]
    assert any(because in reason for reason in first["top_reasons"])
    strongest = max(
        first["exposure"]["contributions"],
        key=lambda part: (
            part["points"]
            - sum(o["points"] for o in second["exposure"]["contributions"] if o["factor"] == part["factor"])
        ),
    )
    assert strongest["reason"] and strongest["source"]


def test_fees_and_kept_passports_put_the_same_factory_first(assessed: dict[str, Assessment]) -> None:
    fees, plain = assessed["EX-FAC-FEES"], assessed["EX-FAC-PLAIN"]
    assert fees["priority"]["rank"] < plain["priority"]["rank"]
    assert fees["channel"]["band"] in ("high", "very_high")
    assert plain["channel"]["index"] < fees["channel"]["index"]
    assert plain["channel"]["band"] == "moderate", "what management denies about itself never reads low (R12)"
    assert fees["exposure"]["index"] == plain["exposure"]["index"]
    assert fees["indicators"]["debt_bondage"]["state"] == "reported"
    assert plain["indicators"]["debt_bondage"]["state"] != "reported"
    assert any("paid" in reason.lower() for reason in fees["top_reasons"])


def test_nothing_known_is_never_low_and_asks(assessed: dict[str, Assessment]) -> None:
    unknown = assessed["EX-NOTHING"]
    assert unknown["priority"]["class"] == "insufficient_data"
    assert unknown["exposure"]["index"] is None
    assert unknown["exposure"]["band"] == "insufficient_data"
    questions = " ".join(unknown["questions"]).lower()
    assert "country" in questions or "where" in questions
    assert "make" in questions


def test_contributions_sum_to_the_index(assessed: dict[str, Assessment]) -> None:
    scored = [each for each in assessed.values() if each["exposure"]["index"] is not None]
    assert len(scored) > 200
    for each in scored:
        total = sum(part["points"] for part in each["exposure"]["contributions"])
        assert total == pytest.approx(each["exposure"]["index"], abs=1e-9)
