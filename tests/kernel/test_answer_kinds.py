"""A row of statements.csv means the same, whether its cells came as text or typed."""

from typing import Any

import pytest

from tolpuddle.kernel.answer_kinds import kind_of_row, number
from tolpuddle.kernel.answer_words import AnswerKind


@pytest.mark.parametrize(
    "cells",
    [
        {"answer_type": "pct", "unit": "%", "options": "", "minimum": "0", "maximum": "100"},
        {"answer_type": "pct", "unit": "%", "options": None, "minimum": 0.0, "maximum": 100},
    ],
    ids=["text", "typed"],
)
def test_cells_of_text_and_typed_cells_ask_for_the_same(cells: dict[str, Any]) -> None:
    assert kind_of_row(cells) == AnswerKind("pct", "%", (), 0.0, 100.0)


def test_a_row_of_an_older_form_asks_for_yes_or_no() -> None:
    assert kind_of_row({"statement_id": "one"}) == AnswerKind("yn")


def test_options_are_the_ids_before_their_labels() -> None:
    cells = {"answer_type": "enum", "options": "cash=In cash ; bank = By bank;"}
    assert kind_of_row(cells).options == ("cash", "bank")


@pytest.mark.parametrize(
    ("cell", "read"), [("-1.5", -1.5), ("", None), ("1e3", None), ("many", None), (2, 2)]
)
def test_a_bound_is_a_plain_decimal_number_or_none(cell: str | float, read: float | None) -> None:
    assert number(cell) == read
