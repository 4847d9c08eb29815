"""Cases of orders and lists that a lawyer can read, alone and among many."""

import json
from typing import Any

import polars as pl
import pytest
import yaml

from tests.scoring.core.ordered_edition import CASES, case_reference
from tests.scoring.core.small_edition import suppliers
from tolpuddle.kernel.frames import SUPPLIER_COLUMNS, conform
from tolpuddle.scoring.core.screen import screen, screen_frame

FILES = ("days.yaml", "who.yaml", "where.yaml")


def cases() -> list[Any]:
    return [
        pytest.param(case, id=case["sentence"])
        for file in FILES
        for case in yaml.safe_load((CASES / file).read_text(encoding="utf8"))
    ]


@pytest.mark.parametrize("case", cases())
def test_orders_read_as_the_case_says(case: dict[str, Any]) -> None:
    frame = conform(suppliers(case["supplier"]), SUPPLIER_COLUMNS)
    read = screen(frame, case_reference(), details=True).row(0, named=True)
    entries = json.loads(read["detail"])["listing"]["orders"]
    assert {name: read[name] for name in case.get("expect", {})} == case.get("expect", {})
    for column, words in case.get("has", {}).items():
        assert words in (read[column] or ""), (column, read[column])
    if "state_of" in case:
        orders = [entry for entry in entries if "order_id" in entry]
        assert {entry["order_id"]: entry["state"] for entry in orders} == case["state_of"]
    for order_id, words in case.get("words_of", {}).items():
        (entry,) = [entry for entry in entries if entry.get("order_id") == order_id]
        assert words in entry["section_words"]


def test_every_case_reads_the_same_among_all_others() -> None:
    rows = [case.values[0]["supplier"] for case in cases()]
    frame = conform(suppliers(*rows), SUPPLIER_COLUMNS)
    many = screen_frame(frame, case_reference(), True)
    alone = pl.concat(screen(frame[n : n + 1], case_reference(), True) for n in range(frame.height))
    assert alone.rows() == many.rows()
