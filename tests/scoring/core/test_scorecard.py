"""A scorecard is looked up: contributions sum to the log-odds, in any order and batch; a damaged one is refused."""

import json
from typing import Any

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tolpuddle.kernel.errors import EditionError
from tolpuddle.scoring.core.model.scorecard import Curve, Scorecard, points_of

NUMBERS = st.floats(-1e6, 1e6, allow_nan=False)
STEPS = st.lists(NUMBERS, max_size=8, unique=True).map(sorted)


@st.composite
def scorecards(draw: st.DrawFn) -> Scorecard:
    curves = tuple(
        Curve(
            f"f{at}",
            f"g{at % 2}",
            np.array(steps, dtype=np.float64),
            np.array(draw(st.lists(NUMBERS, min_size=len(steps) + 1, max_size=len(steps) + 1))),
        )
        for at, steps in enumerate(draw(st.lists(STEPS, min_size=1, max_size=4)))
    )
    return Scorecard("any", draw(NUMBERS), curves, {"list": 2022})


def rows_for(card: Scorecard) -> st.SearchStrategy[pl.DataFrame]:
    value = st.one_of(
        st.none(),
        st.just(float("nan")),
        NUMBERS,
        *(st.sampled_from(one.thresholds.tolist()) for one in card.curves if one.thresholds.size),
    )
    row = st.tuples(*(value for _ in card.curves))
    names = [one.feature for one in card.curves]
    return st.lists(row, min_size=1, max_size=12).map(
        lambda rows: pl.DataFrame(rows, schema=dict.fromkeys(names, pl.Float64), orient="row")
    )


@settings(max_examples=50)
@given(st.data())
def test_contributions_sum_to_the_log_odds(data: st.DataObject) -> None:
    card = data.draw(scorecards())
    frame = data.draw(rows_for(card))
    total = card.base + card.contributions(frame).select(pl.sum_horizontal(pl.all())).to_series()
    scale = (
        1.0 + card.contributions(frame).select(pl.max_horizontal(pl.all().abs())).to_series() + abs(card.base)
    )
    assert ((total - card.log_odds(frame)).abs() / scale).max() <= 1e-12  # pyright: ignore[reportOperatorIssue]


@settings(max_examples=50)
@given(st.data())
def test_order_batches_and_loading_change_no_bit(data: st.DataObject) -> None:
    card = data.draw(scorecards())
    frame = data.draw(rows_for(card))
    whole = card.log_odds(frame)
    loaded = Scorecard.from_json(card.to_json())
    assert loaded.to_json() == card.to_json()
    assert loaded.log_odds(frame).equals(whole)
    assert card.log_odds(frame.reverse()).reverse().equals(whole)
    assert pl.concat([card.log_odds(frame[at : at + 1]) for at in range(frame.height)]).equals(whole)


def a_card() -> Scorecard:
    return Scorecard("any", -1.0, (Curve("f", "g", np.array([1.0, 2.0]), np.array([-0.5, 0.0, 0.7])),), {})


def test_a_value_on_a_threshold_belongs_below_it() -> None:
    frame = pl.DataFrame({"f": [0.0, 1.0, 1.5, 2.0, 2.1]})
    assert a_card().contributions(frame)["f"].to_list() == [-0.5, -0.5, 0.0, 0.0, 0.7]


def test_an_unknown_value_adds_nothing() -> None:
    frame = pl.DataFrame({"f": [None, float("nan")]}, schema={"f": pl.Float64})
    assert a_card().log_odds(frame).to_list() == [-1.0, -1.0]


def test_ten_points_double_the_odds() -> None:
    assert points_of(np.log(2.0)) == pytest.approx(10.0)


def changed(**what: Any) -> str:
    told = json.loads(a_card().to_json())
    told["curves"][0].update(what)
    return json.dumps(told)


@pytest.mark.parametrize(
    "text",
    [
        "no json",
        "{}",
        changed(thresholds=[2.0, 1.0]),
        changed(values=[1.0]),
        changed(values=[1.0, 2.0, float("nan")]),
        changed(missing="much"),
    ],
)
def test_a_damaged_scorecard_is_refused(text: str) -> None:
    with pytest.raises(EditionError):
        Scorecard.from_json(text)


def test_a_frame_without_a_feature_is_refused() -> None:
    with pytest.raises(EditionError, match="lacks the features f"):
        a_card().log_odds(pl.DataFrame({"other": [1.0]}))
