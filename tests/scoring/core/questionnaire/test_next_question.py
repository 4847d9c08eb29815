"""What is asked next: what moves the result most, never what only workers can say, and no more once nothing can change."""

from typing import Any

import pytest

from bench.questionnaire_world import texts_of
from tests.scoring.core.questionnaire.opened import AGENCY, GARMENT, form
from tolpuddle.scoring.core.evidence.statement import Statement
from tolpuddle.scoring.core.questionnaire.ask import next_questions, progress, sheet_questions


def item(name: str) -> Statement:
    statements = form().reference.statements
    return statements.items[statements.scheme.positions[name]]


def asked_until_the_end(row: dict[str, Any], answer: int | str) -> dict[str, str]:
    """answer: 0 shows every statement, 1 denies it; or the same word to everything."""
    given: dict[str, str] = {}
    while questions := next_questions(form(), row, given):
        one = questions[0]
        given[one.id] = answer if isinstance(answer, str) else "unknown"
        if not isinstance(answer, str) and one.part == "statement":
            given[one.id] = texts_of(item(one.id))[answer]
        assert len(given) < 100
    return given


@pytest.mark.parametrize("row", [GARMENT, AGENCY], ids=["garment", "agency"])
def test_no_supplier_is_asked_what_only_workers_can_say(row: dict[str, Any]) -> None:
    questions = sheet_questions(form(), row, {}, whole=True)
    statements = [item(one.id) for one in questions if one.part == "statement"]
    assert statements
    assert all(one.asked_of_supplier for one in statements)
    assert {one.pack for one in statements} <= {"general", "garment_textile", "domestic_work_agencies"}


def test_country_sector_and_goods_come_first_where_they_are_unknown() -> None:
    questions = next_questions(form(), {"name": "Someone"}, {}, most=3)
    assert [one.id for one in questions] == ["country", "sector", "goods"]


def test_the_same_input_gives_the_same_questions() -> None:
    answers = {"workers_pay_recruitment_fees": "no", "identity_documents_retained": "unknown"}
    once = next_questions(form(), GARMENT, answers, most=20)
    again = next_questions(form(), GARMENT, dict(reversed(answers.items())), most=20)
    assert once
    assert once == again


def test_every_question_says_why_it_is_asked_in_one_sentence() -> None:
    for one in next_questions(form(), AGENCY, {}, most=50):
        assert one.why.endswith(".")
        assert one.why.count(".") == 1
        assert one.moves or one.part == "route"


def test_an_unknown_answer_is_not_asked_again_and_is_not_read_as_good() -> None:
    given = asked_until_the_end(GARMENT, "unknown")
    reached = progress(form(), GARMENT, given)
    assert reached.done
    assert reached.channel_band == "insufficient_data"
    assert len(given) == len(set(given))


def test_a_declined_answer_is_treated_as_unknown_is() -> None:
    unknown, declined = (asked_until_the_end(AGENCY, word) for word in ("unknown", "declined"))
    assert list(unknown) == list(declined)
    assert progress(form(), AGENCY, unknown).channel_band == progress(form(), AGENCY, declined).channel_band


def test_a_supplier_that_discloses_everything_is_soon_left_alone() -> None:
    shown, denied = asked_until_the_end(AGENCY, 0), asked_until_the_end(AGENCY, 1)
    assert len(shown) < len(denied)
    assert len(shown) <= 0.4 * progress(form(), AGENCY, shown).whole
    assert progress(form(), AGENCY, shown).priority == "P1"


def test_questions_that_were_passed_over_are_not_asked_again() -> None:
    first = next_questions(form(), GARMENT, {})[0]
    second = next_questions(form(), GARMENT, {}, asked=[first.id])[0]
    assert first.id != second.id
    assert progress(form(), GARMENT, {}, [first.id]).asked == 1


def test_an_answer_under_another_name_of_a_statement_counts_as_its_own() -> None:
    names = item("workers_pay_recruitment_fees").names
    ids = {one.id for one in next_questions(form(), GARMENT, {names[1]: "no"}, most=99)}
    assert "workers_pay_recruitment_fees" not in ids
    assert "identity_documents_retained" in ids


def test_what_applies_to_migrants_is_not_asked_where_there_are_none() -> None:
    with_migrants, without = ({**GARMENT, "migrant_share": share} for share in (0.5, 0.0))
    extra = {one.id for one in sheet_questions(form(), with_migrants, {}, whole=True)} - {
        one.id for one in sheet_questions(form(), without, {}, whole=True)
    }
    assert "mig_return_cost_on_worker" in extra
    assert all(any(c.what == "migrants" for c in item(name).applies) for name in extra)


def test_the_role_of_an_agency_is_asked_only_where_questions_hang_on_it() -> None:
    assert "role" in {one.id for one in next_questions(form(), AGENCY, {}, most=99)}
    assert "role" in {one.id for one in sheet_questions(form(), AGENCY, {})}
    assert "role" not in {one.id for one in next_questions(form(), AGENCY, {"role": "other"}, most=99)}
    assert "role" not in {one.id for one in next_questions(form(), AGENCY, {}, asked=["role"], most=99)}
    assert "role" not in {one.id for one in next_questions(form(), GARMENT, {}, most=99)}


def test_once_the_gravest_is_known_the_end_says_so() -> None:
    answers = {"state_assigned_or_prison_labour": "yes"}
    reached = progress(form(), AGENCY, answers)
    assert reached.priority == "P1"
    assert reached.chance == 0


def test_progress_never_counts_beyond_the_whole() -> None:
    given: dict[str, str] = {}
    shares = [progress(form(), GARMENT, given).share]
    for one in next_questions(form(), GARMENT, {}, most=6):
        given[one.id] = "unknown"
        shares.append(progress(form(), GARMENT, given).share)
    assert shares == sorted(shares)
    assert shares[-1] <= 1
