"""Fewer questions, the same priority: the bench of questionnaires, on a small sample of its suppliers."""

from statistics import mean

from bench.questionnaire import adaptive, measure
from bench.questionnaire_world import RATES, sectors_of, simulate
from tests.scoring.core.questionnaire.opened import form


def test_simulated_suppliers_are_the_same_for_the_same_seed() -> None:
    once, again, other = (list(simulate(form(), ["mining"], 5, seed, RATES)) for seed in ("a", "a", "b"))
    assert once == again
    assert once != other


def test_adaptive_questions_reach_the_full_priority_more_often_than_as_many_in_fixed_order() -> None:
    sectors = sectors_of(form(), ["garment_textile"])["garment_textile"]
    tally = measure(form(), sectors, 25, "small sample", RATES)
    assert tally.suppliers == 25
    assert tally.adaptive > tally.fixed
    assert tally.adaptive >= 0.9 * tally.suppliers
    assert mean(tally.shares()) <= 0.5


def test_no_simulated_supplier_is_asked_anything_twice_or_without_end() -> None:
    for one in simulate(form(), ["domestic_work"], 5, "end", RATES):
        assert len(adaptive(form(), one)) < 70
