"""Rankings are held against what came later: ties count half, misses are never found."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from sklearn.metrics import average_precision_score, roc_auc_score

from tolpuddle.scoring.model.ranking import rank

COUNTRY = np.arange(40, dtype=np.intp) % 8


def test_a_perfect_ranking_is_one() -> None:
    score = np.arange(40.0)
    later = score >= 38
    found = rank(score, later, 0, COUNTRY)
    assert found.auc == 1.0
    assert found.recall == {1: 0.5, 5: 1.0, 10: 1.0}


def test_misses_count_in_recall_and_not_among_candidates() -> None:
    score = np.arange(40.0)
    found = rank(score, score >= 38, 2, COUNTRY)
    assert found.recall[5] == 0.5
    assert found.later == 4
    assert found.missed == 2
    assert found.auc_misses_last == 0.5


@given(
    st.lists(st.integers(0, 5), min_size=40, max_size=40),
    st.sets(st.integers(0, 39), min_size=1, max_size=20),
)
def test_the_area_is_scikit_learns(score: list[int], later: set[int]) -> None:
    flags = np.isin(np.arange(40), list(later))
    numbers = np.array(score, dtype=np.float64)
    assert abs(rank(numbers, flags, 0, COUNTRY).auc - roc_auc_score(flags, numbers)) < 1e-12


def test_average_precision_is_scikit_learns_without_ties() -> None:
    score = np.random.default_rng(0).permutation(40).astype(np.float64)
    later = COUNTRY == 3
    assert abs(rank(score, later, 0, COUNTRY).ap - average_precision_score(later, score)) < 1e-12


def test_the_interval_holds_the_figure_and_is_the_same_each_time() -> None:
    score = np.random.default_rng(1).random(40)
    one, other = (rank(score, COUNTRY == 2, 1, COUNTRY) for _ in range(2))
    assert one == other
    assert one.auc_low <= one.auc <= one.auc_high
