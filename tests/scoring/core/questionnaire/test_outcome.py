"""What a questionnaire supposes of an answer is what screening says when the answer is there."""

import random

import pytest

from bench.questionnaire_world import RATES, sectors_of, simulate, texts_of
from tests.scoring.core.questionnaire.opened import AGENCY, GARMENT, form, screened
from tolpuddle.scoring.core.questionnaire.session import open_session


@pytest.mark.parametrize("pack", ["general", "domestic_work_agencies", "garment_textile", "mining"])
def test_priority_and_band_are_those_of_screening(pack: str) -> None:
    sectors = sectors_of(form(), [pack])[pack]
    chance = random.Random(pack)
    for one in simulate(form(), sectors, 12, pack, RATES):
        answers = {name: text for name, text in one.answers.items() if chance.random() < 0.5}
        now = open_session(form(), one.row, answers).now
        read = screened(dict(one.row), answers)
        assert (now.priority, now.channel_band) == (read["priority"], read["channel_band"])


@pytest.mark.parametrize("row", [GARMENT, AGENCY], ids=["garment", "agency"])
def test_a_supposed_answer_reads_as_the_real_one(row: dict[str, object]) -> None:
    answers = {"workers_pay_recruitment_fees": "no", "contract_differs_from_offer": "yes"}
    session = open_session(form(), row, answers)
    tried = [one.item for one in session.candidates if one.item is not None and one.item.present is not None]
    assert len(tried) > 15
    for item in tried:
        shown, denied = texts_of(item)
        for text, state in ((shown, session.state.present(item)), (denied, session.state.absent(item))):
            supposed = session.supplier.outcome(state)
            read = screened(dict(row), {**answers, item.id: text})
            assert (supposed.priority, supposed.channel_band) == (read["priority"], read["channel_band"]), (
                item.id
            )


def test_answers_together_read_as_one_after_the_other() -> None:
    session = open_session(form(), AGENCY, {})
    items = [one.item for one in session.candidates if one.item is not None and one.item.present is not None]
    one_by_one = session.state
    for item in items:
        one_by_one = one_by_one.present(item)
    assert session.state.answered(items, items).key == one_by_one.key
