"""Answers as people give them: kept as their statement asks, or refused with a reason."""

import pytest

from tolpuddle.kernel.answer_values import read_answer
from tolpuddle.kernel.answer_words import AnswerKind
from tolpuddle.kernel.personal_text import personal_in

HOURS = AnswerKind("h", unit="h/week", minimum=0, maximum=168)
ROOMS = AnswerKind("multi", options=("lock", "exit"))


@pytest.mark.parametrize(
    ("text", "kind", "kept"),
    [
        (" Yes ", AnswerKind("yn"), "yes"),
        ("72 hours", HOURS, "72"),
        ("USD 1200.50", AnswerKind("money", minimum=0), "1200.5 USD"),
        ("0", AnswerKind("money", minimum=0), "0"),
        ("exit, lock", ROOMS, "lock;exit"),
        ("none", ROOMS, "none"),
        ("n/a", HOURS, "not_applicable"),
        ("decline", HOURS, "declined"),
        ("unknown", ROOMS, "unknown"),
    ],
)
def test_an_answer_is_kept_in_one_form(text: str, kind: AnswerKind, kept: str) -> None:
    assert read_answer(text, kind).canonical == kept


@pytest.mark.parametrize(
    ("text", "kind", "says"),
    [
        ("300", HOURS, "above 168"),
        ("-1", HOURS, "below 0"),
        ("3 days", HOURS, "is not hours"),
        ("1200", AnswerKind("money", minimum=0), "three letters of its currency"),
        ("-5 USD", AnswerKind("money", minimum=0), "below 0"),
        ("2.5", AnswerKind("int", minimum=0, maximum=9), "not a whole number"),
        ("maybe", AnswerKind("yn"), "none of yes, no"),
        ("lock;window", ROOMS, "none of lock, exit"),
        ("none;lock", ROOMS, "contradicts itself"),
        ("lock;exit", AnswerKind("enum", options=("lock", "exit")), "one option"),
        ("x" * 2001, AnswerKind("text"), "2001 characters"),
        ("1e5", HOURS, "is not hours"),
    ],
)
def test_an_answer_out_of_range_contradictory_or_in_the_wrong_unit_is_refused(
    text: str, kind: AnswerKind, says: str
) -> None:
    read = read_answer(text, kind)
    assert read.canonical is None and read.value is None
    assert read.refusal is not None and says in read.refusal


@pytest.mark.parametrize("text", ["unknown", "declined", "not_applicable"])
def test_what_carries_no_information_is_kept_and_never_scored(text: str) -> None:
    read = read_answer(text, HOURS)
    assert read.canonical == text and read.value is None


def test_an_option_that_says_that_nobody_looked_is_no_information() -> None:
    kind = AnswerKind("enum", options=("same", "worse", "not_compared"))
    assert read_answer("not_compared", kind).value is None


@pytest.mark.parametrize(
    "text",
    [
        "Call +971 50 123 4567 at night", "write to amina@example.org", "passport no A1234567", "Ask Mrs Karimova",
        "a worker named Fatima", "0171 2345678", "papers P7654321 are kept", "Dr Karimova told us", "Worker: Amal Haddad",
        "tel 5012 3456", "pasaporte n° 7654321",
    ],
)  # fmt: skip
def test_signs_of_a_single_person_are_seen(text: str) -> None:
    assert personal_in(text) is not None
    assert personal_in(text, in_list=True) is not None


@pytest.mark.parametrize("text", ["Don Mueang district", "Name: UFLPA Entity List"])
def test_signs_that_are_too_greedy_for_supplier_lists_count_everywhere_else(text: str) -> None:
    assert personal_in(text, in_list=True) is None
    assert personal_in(text) == "the name of a person"


@pytest.mark.parametrize(
    "text",
    [
        "Workers keep their passports in lockers of their own",
        "About 1200 USD, paid over 24 months to sub-agents",
        "ILO Convention 189, Article 9; 60 hours a week",
        "Ministry of Labour register, 2026-05-01",
        "",
    ],
)
def test_words_about_groups_and_practices_are_left_alone(text: str) -> None:
    assert personal_in(text) is None
