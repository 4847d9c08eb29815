"""The benchmarks run, say what they promise to say, and what is compared gives the same results. No seconds are judged."""

import subprocess
import sys
from pathlib import Path

import pytest

from bench import synthetic
from bench.__main__ import MEASUREMENTS
from bench.table import COLUMNS, Cost, Row, written

ROOT = Path(__file__).resolve().parents[2]

pytestmark = pytest.mark.slow


def parsed(table: str) -> list[dict[str, str]]:
    lines = [line.strip("|").split("|") for line in table.splitlines() if line.startswith("|")]
    head, _, *rest = [[cell.strip() for cell in line] for line in lines]
    return [dict(zip(head, line, strict=True)) for line in rest]


@pytest.fixture(scope="module")
def printed() -> list[dict[str, str]]:
    done = subprocess.run(
        [sys.executable, "-m", "bench", "--quick"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return parsed(done.stdout)


def test_every_row_has_a_rate_and_a_peer_of_the_same_run(printed: list[dict[str, str]]) -> None:
    assert len(printed) > len(MEASUREMENTS)
    assert list(printed[0]) == list(COLUMNS)
    for row in printed:
        assert row["what"] and row["size"] and row["seconds"] and row["rate"], row
        assert row["peer"] and row["peer seconds"] and row["times peer"].endswith("×"), row


def test_what_is_compared_gives_the_same_results(printed: list[dict[str, str]]) -> None:
    compared = {row["what"]: row["equal"] for row in printed if row["equal"]}
    assert any("core.screen" in what for what in compared)
    assert any("ScreenBatch" in what for what in compared)
    assert set(compared.values()) == {"yes"}, compared


def test_small_sizes_judge_no_promise(printed: list[dict[str, str]]) -> None:
    assert not [row for row in printed if "MISSED" in row["bar"] or ": met" in row["bar"]]


def test_a_missed_promise_and_unequal_results_cannot_be_overlooked() -> None:
    row = Row(
        "work", 10, "things", Cost(2.0), "peer", Cost(0.5), peer_size=5, bar="1 s", met=False, equal=False
    )
    (shown,) = parsed(written([row]))
    assert shown["bar"] == "1 s: MISSED"
    assert shown["equal"] == "NO"
    assert shown["times peer"] == "2×", "0.2 s each beside 0.1 s each"


def test_synthetic_suppliers_are_the_same_each_time_and_name_all_countries() -> None:
    first, again = synthetic.suppliers(20_000), synthetic.suppliers(20_000)
    assert first.equals(again)
    assert first.get_column("Supplier ID").n_unique() == first.height
    assert first.get_column("Country").drop_nulls().n_unique() > 200
    assert first.get_column("Products").drop_nulls().n_unique() > 9_000
