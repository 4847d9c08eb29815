"""Cases that a lawyer can read, against the shipped edition."""

import json
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.scoring.core.small_edition import suppliers
from tests.scoring.editions import loaded
from tolpuddle.scoring.core.priority import rank
from tolpuddle.scoring.core.screen import screen

CASES = Path(__file__).parents[2] / "cases"


def cases(name: str) -> list[Any]:
    return [pytest.param(case, id=case["sentence"]) for case in yaml.safe_load((CASES / name).read_text())]


@pytest.mark.parametrize("case", cases("readings/ordering.yaml"))
def test_exposure_orders_as_an_expert_would(case: dict[str, Any]) -> None:
    read = screen(suppliers(case["above"], case["below"]), loaded().reference)
    above, below = read.row(0, named=True), read.row(1, named=True)
    assert above["exposure"] > below["exposure"]
    assert case.get("because", "") in above["top_reasons"]


@pytest.mark.parametrize("case", cases("readings/states.yaml"))
def test_a_supplier_is_read_as_the_case_says(case: dict[str, Any]) -> None:
    read = screen(suppliers(case["supplier"]), loaded().reference).row(0, named=True)
    assert {name: read[name] for name in case["expect"]} == case["expect"]
    for column, words in case.get("has", {}).items():
        assert words in (read[column] or ""), column


@pytest.mark.parametrize("case", cases("screenings/same_factory.yaml"))
def test_a_list_is_put_into_the_order_of_work(case: dict[str, Any]) -> None:
    ranked = rank(screen(suppliers(*case["suppliers"]), loaded().reference))
    assert ranked.sort("priority_rank").get_column("supplier_id").to_list() == case["order"]
    assert ranked.get_column("priority_rank").sort().to_list() == list(range(1, ranked.height + 1))


@pytest.mark.parametrize("case", cases("readings/prior.yaml"))
def test_the_prior_moves_an_exposure_as_the_case_says(case: dict[str, Any]) -> None:
    read = screen(suppliers(case["supplier"]), loaded().reference, details=True).row(0, named=True)
    told = {part["factor"]: part for part in json.loads(read["detail"])["exposure"]["contributions"]}
    for factor, side in case.get("prior", {}).items():
        points = told[factor]["points"]
        assert {"above": points > 0, "below": points < 0, "equal": points == 0}[side], (factor, points)
    for factor, words in case.get("reason", {}).items():
        assert words in told[factor]["reason"]
    assert case.get("notes", "") in (read["notes"] or "")
    assert read["exposure_band"] != case.get("never")
