"""The JSON of `screen` and `goods` is a contract: names and kinds of values of the documented JSON shape (docs/results.md); more may follow."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.desk.running import here

NUMBER = (int, float)
OPTIONAL_NUMBER = (int, float, type(None))
OPTIONAL_TEXT = (str, type(None))
CONTRIBUTIONS = [
    {"factor": str, "points": NUMBER, "value": OPTIONAL_TEXT, "reason": str, "source": str},
]
INDEX = {
    "index": OPTIONAL_NUMBER,
    "low": OPTIONAL_NUMBER,
    "high": OPTIONAL_NUMBER,
    "band": str,
    "coverage": NUMBER,
    "contributions": CONTRIBUTIONS,
}
ASSESSMENT: dict[str, Any] = {
    "row": (int, type(None)),
    "supplier_id": str,
    "name": str,
    "country": OPTIONAL_TEXT,
    "goods": [{"good": str, "role": str, "confidence": NUMBER, "assumed": bool}],
    "sector": OPTIONAL_TEXT,
    "listing": {
        "state": OPTIONAL_TEXT,
        "orders": [
            {
                "list": str,
                "entity": str,
                "reason": str,
                "section": OPTIONAL_TEXT,
                "from": OPTIONAL_TEXT,
                "until": OPTIONAL_TEXT,
                "status": str,
                "source": str,
            }
        ],
    },
    "exposure": INDEX,
    "channel": INDEX,
    "controls": {"strength": OPTIONAL_NUMBER, "items": [{}]},
    "severity": {
        "scale": (int, type(None)),
        "scope": (int, type(None)),
        "irremediability": (int, type(None)),
    },
    "priority": {"class": str, "rank": int, "why": str},
    "questions": [str],
    "actions": [str],
    "obligations": [str],
    "receipt": {"id": str, "input": str, "edition": str, "rules": str, "model": str, "engine": str},
}
STATES = {"not_asked", "no_information", "reported", "corroborated", "contradicted", "not_applicable"}
LIST = """Supplier ID,Name,Country,Goods,Sector,Raw materials and origin,Workers pay recruitment fees,Passports held
J1,Example Garments,Bangladesh,garments,,cotton@China,yes,yes
J2,Example Kiln,Nepal,bricks|carpets,brick kiln,,,
J3,Example Partner,,,,,,
J4,Example Agency,Qatar,,recruitment agency,,no,
"""


def check(value: Any, shape: Any, where: str) -> None:
    if isinstance(shape, dict):
        assert isinstance(value, dict), where
        for name, inner in shape.items():
            assert name in value, f"{where}.{name}"
            check(value[name], inner, f"{where}.{name}")
    elif isinstance(shape, list):
        assert isinstance(value, list), where
        for number, item in enumerate(value):
            check(item, shape[0], f"{where}[{number}]")
    else:
        assert isinstance(value, shape), f"{where}: {value!r}"


@pytest.fixture(scope="module")
def lines(tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, Any]]:
    source = tmp_path_factory.mktemp("shape") / "list.csv"
    source.write_text(LIST)
    done = here("screen", source, "--json")
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_an_assessment_has_the_shape_of_its_contract(lines: list[dict[str, Any]]) -> None:
    assert [each["supplier_id"] for each in lines] == ["J1", "J2", "J3", "J4"]
    for each in lines:
        check(each, ASSESSMENT, each["supplier_id"])
        assert each["listing"]["state"] in {"none", "possible", "listed", "former", None}
        assert each["priority"]["class"] in {"P1", "P2", "P3", "P4", "insufficient_data"}
        assert {good["role"] for good in each["goods"]} <= {"direct", "input"}
        assert len(each["indicators"]) == 11
        for indicator in each["indicators"].values():
            check(indicator, {"state": str, "why": str, "evidence": [{}]}, "indicators")
            assert indicator["state"] in STATES
    assert sorted(each["priority"]["rank"] for each in lines) == [1, 2, 3, 4]


def test_inputs_stand_beside_goods(lines: list[dict[str, Any]]) -> None:
    assert any(good["role"] == "input" and good["good"] == "Cotton" for good in lines[0]["goods"])


def test_json_and_ndjson_files_hold_the_same(lines: list[dict[str, Any]], tmp_path: Path) -> None:
    source = tmp_path / "list.csv"
    source.write_text(LIST)
    whole, by_line = tmp_path / "out.json", tmp_path / "out.ndjson"
    assert here("screen", source, "-o", whole, "-o", by_line).returncode == 0
    assert json.loads(whole.read_text()) == lines
    assert [json.loads(line) for line in by_line.read_text().splitlines()] == lines


def test_goods_have_the_shape_of_their_contract() -> None:
    done = here("goods", "cotton t-shirts", "6109.10", "management consulting", "--json")
    read = [json.loads(line) for line in done.stdout.splitlines()]
    assert [each["input"] for each in read] == ["cotton t-shirts", "6109.10", "management consulting"]
    for each in read:
        check(
            each, {"input": str, "goods": [{"good": str, "role": str, "confidence": NUMBER}]}, each["input"]
        )
        assert "read_as" in each
    assert read[0]["goods"] and not [good for good in read[2]["goods"] if good["confidence"] >= 0.5]
