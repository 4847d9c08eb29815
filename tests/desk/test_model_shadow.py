"""`tolpuddle model shadow`: what a candidate would move, to the tenth of a point, and that nothing is adopted by looking."""

import hashlib
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from tests.desk.running import here, sentence
from tests.scoring.editions import SHIPPED, shipped
from tolpuddle.desk.shadow import compare
from tolpuddle.kernel.edition import MODEL_FILES
from tolpuddle.scoring.core.model.scorecard import Scorecard

LIST = """id,name,country,products
1,Example Bricks,Pakistan,bricks
2,Example Cotton,Turkmenistan,cotton
3,Example Coffee,Brazil,coffee
4,Example Garments,Portugal,garments
5,Example Unknown,,
"""


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("shadow")
    (folder / "list.csv").write_text(LIST)
    card = Scorecard.from_json(shipped().documents["model_forced.json"])
    halved = tuple(replace(curve, values=curve.values / 2) for curve in card.curves)
    (folder / "halved.json").write_text(replace(card, curves=halved).to_json())
    return folder


@pytest.fixture(scope="module")
def told(room: Path) -> dict[str, Any]:
    before = fingerprint()
    done = here("model", "shadow", room / "list.csv", "--candidate", room / "halved.json", "--json")
    assert done.returncode == 0, done.stderr
    assert fingerprint() == before, "nothing is adopted"
    return json.loads(done.stdout)


def fingerprint() -> dict[str, str]:
    return {name: hashlib.sha256((SHIPPED / name).read_bytes()).hexdigest() for name in MODEL_FILES}


def test_every_supplier_is_compared_and_the_distribution_counts_each_once(told: dict[str, Any]) -> None:
    assert told["suppliers"] == 5
    assert sum(step["suppliers"] for step in told["distribution"]) == told["compared"] > 0
    assert told["standing"] != told["candidate"]
    assert told["quantiles"]["0%"] <= told["quantiles"]["50%"] <= told["quantiles"]["100%"]


def test_the_parts_of_a_move_sum_to_it(told: dict[str, Any]) -> None:
    assert told["largest"]
    for one in told["largest"]:
        move = one["exposure_after"] - one["exposure_before"]
        parts = sum(part["points_after"] - part["points_before"] for part in one["parts"])
        assert parts == pytest.approx(move, abs=1e-6)
        assert any(part["reason_after"] for part in one["parts"])


def test_the_largest_moves_come_first(told: dict[str, Any]) -> None:
    sizes = [abs(one["exposure_after"] - one["exposure_before"]) for one in told["largest"]]
    assert sizes == sorted(sizes, reverse=True)


def test_everyone_who_changes_band_is_named(told: dict[str, Any]) -> None:
    assert sum(crossing["suppliers"] for crossing in told["bands"]) == len(told["changed_band"])
    assert all(one["band_before"] != one["band_after"] for one in told["changed_band"])


def test_an_edition_beside_itself_moves_nobody(room: Path) -> None:
    done = here("model", "shadow", room / "list.csv", "--candidate", SHIPPED, "-o", room / "same.json")
    assert "Nothing is adopted." in done.stdout
    same = json.loads((room / "same.json").read_text())
    assert (same["largest"], same["changed_band"], same["mean_move"]) == ([], [], 0.0)


def test_a_candidate_that_is_none_is_refused_with_a_sentence(room: Path) -> None:
    (room / "broken.json").write_text('{"head": "forced"}')
    for candidate, words in (("no-such-edition", "There is no reference edition"), (room / "none.json", "no scorecard"), (room / "broken.json", "cannot be read")):  # fmt: skip
        assert words in sentence(here("model", "shadow", room / "list.csv", "--candidate", candidate))


def test_an_index_that_comes_or_goes_is_counted_and_never_a_move() -> None:
    def frame(*exposures: float | None) -> pl.DataFrame:
        rows = [
            {
                "supplier_id": str(at), "name": "x", "country": None, "goods": None, "exposure": each, "priority": "P3",
                "exposure_band": "insufficient_data" if each is None else "high" if each >= 45 else "moderate", "input": "{}",
            }
            for at, each in enumerate(exposures)
        ]  # fmt: skip
        return pl.DataFrame(
            rows, schema_overrides={"exposure": pl.Float64, "country": pl.String, "goods": pl.String}
        )

    found, before, after = compare(frame(50.0, None, 40.0, 44.0), frame(None, 20.0, 40.0, 46.0), "a", "b")
    assert (found.compared, found.gained, found.lost, found.mean_move) == (2, 1, 1, 1.0)
    assert before["supplier_id"].to_list() == after["supplier_id"].to_list() == ["3"]
    assert [(each.before, each.after) for each in found.bands] == [
        ("high", "insufficient_data"), ("insufficient_data", "moderate"), ("moderate", "high"),
    ]  # fmt: skip
