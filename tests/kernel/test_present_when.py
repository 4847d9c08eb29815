"""Conditions on answers: what parses, what holds, and where the first wrong character stands."""

import pytest

from tolpuddle.kernel.answer_values import read_answer
from tolpuddle.kernel.answer_words import AnswerKind, ConditionError
from tolpuddle.kernel.applies_when import Applies, read_applies_when
from tolpuddle.kernel.present_when import read_present_when

CHOICES = AnswerKind("multi", options=("locked", "guards", "curfew"))


@pytest.mark.parametrize(
    ("condition", "kind", "answer", "seen"),
    [
        ("yes", AnswerKind("yn"), "yes", True),
        ("yes", AnswerKind("yn"), "no", False),
        ("partly or no", AnswerKind("ynp"), "Partly", True),
        ("partly or no", AnswerKind("doc"), "yes", False),
        ("> 0", AnswerKind("money"), "1200 USD", True),
        ("> 0", AnswerKind("money"), "0", False),
        (">= 3", AnswerKind("mo"), "3 months", True),
        ("< 80", AnswerKind("pct"), "79.5%", True),
        ("< 80", AnswerKind("pct"), "80", False),
        ("= 0", AnswerKind("int"), "0", True),
        ("any of locked, guards", CHOICES, "guards;curfew", True),
        ("any of locked, guards", CHOICES, "none", False),
        ("none of locked, guards", CHOICES, "curfew", True),
        ("none of locked, guards", CHOICES, "none", True),
        ("lacks locked, curfew", CHOICES, "locked", True),
        ("lacks locked, curfew", CHOICES, "curfew; locked", False),
        ("lacks locked", CHOICES, "none", True),
    ],
)
def test_a_condition_says_which_answer_shows_the_practice(
    condition: str, kind: AnswerKind, answer: str, seen: bool
) -> None:
    present = read_present_when(condition, kind)
    value = read_answer(answer, kind).value
    assert present is not None and value is not None
    assert present.holds(value) is seen


@pytest.mark.parametrize("text", ["", "   "])
def test_an_empty_condition_is_none_and_is_never_scored_alone(text: str) -> None:
    assert read_present_when(text, AnswerKind("text")) is None


@pytest.mark.parametrize(
    ("condition", "kind", "position"),
    [
        ("maybe", AnswerKind("yn"), 0),
        ("partly", AnswerKind("yn"), 0),
        ("partly no", AnswerKind("ynp"), 7),
        ("yes or", AnswerKind("yn"), 6),
        ("3", AnswerKind("int"), 0),
        (">= three", AnswerKind("int"), 3),
        ("> 500", AnswerKind("money"), 2),
        ("yes", AnswerKind("text"), 0),
        ("locked", CHOICES, 0),
        ("any of locked, gards", CHOICES, 15),
        ("lacks locked", AnswerKind("enum", options=("locked", "open")), 0),
        ("__import__('os')", AnswerKind("int"), 0),
    ],
)
def test_what_does_not_parse_is_told_with_its_place(condition: str, kind: AnswerKind, position: int) -> None:
    with pytest.raises(ConditionError) as told:
        read_present_when(condition, kind)
    assert told.value.position == position
    assert f"character {position + 1} " in told.value.sentence


def test_when_a_statement_is_asked_is_read_condition_by_condition() -> None:
    assert read_applies_when("sector is mining and migrants and core_hostel_control present") == (
        Applies("sector", "mining"),
        Applies("migrants"),
        Applies("statement", "core_hostel_control"),
    )
    assert read_applies_when("role is sending_agency") == (Applies("role", "sending_agency"),)
    assert read_applies_when("") == ()


@pytest.mark.parametrize(
    ("text", "position"),
    [("women", 0), ("migrants and", 9), ("migrants and role is king", 21), ("sector is", 0)],
)
def test_a_condition_that_is_none_is_told_with_its_place(text: str, position: int) -> None:
    with pytest.raises(ConditionError) as told:
        read_applies_when(text)
    assert told.value.position in (position, 0)
