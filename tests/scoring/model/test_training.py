"""The estimator: additive, exported exactly, unlabelled is not negative, the same bytes each time."""

from dataclasses import replace

import numpy as np
import polars as pl
import pytest

from tests.scoring.model.small_world import a_small_edition
from tolpuddle.kernel.errors import EditionError
from tolpuddle.scoring.core.model.scorecard import Scorecard
from tolpuddle.scoring.model.backtest import run
from tolpuddle.scoring.model.estimator import Additive, Settings, fit
from tolpuddle.scoring.model.learnt import learn
from tolpuddle.scoring.model.training import frame_of, train
from tolpuddle.scoring.model.world import read_world

FAST = Settings(bags=2, rounds=30)
WORLD = read_world(a_small_edition())
LEARNT = learn(WORLD, 2016)


def fitted() -> Additive:
    model = fit(LEARNT.rows, LEARNT.listed["any"], LEARNT.features, FAST)
    assert isinstance(model, Additive)
    return model


def test_the_exported_scorecard_says_what_the_estimator_says() -> None:
    model = fitted()
    card = Scorecard("any", float(model.bases.mean()), model.curves(LEARNT.features), {})
    frame = frame_of(LEARNT.rows, tuple(one.name for one in LEARNT.features))
    np.testing.assert_allclose(card.log_odds(frame).to_numpy(), model.log_odds(LEARNT.rows), atol=1e-12)


def test_curves_never_fall_where_theory_gives_a_sign() -> None:
    model = fitted()
    for feature, curve in zip(LEARNT.features, model.curves(LEARNT.features), strict=True):
        assert feature.sign == 0 or (np.diff(curve.values) >= -1e-12).all(), feature.name


def test_what_is_unknown_adds_nothing() -> None:
    model = fitted()
    rows = np.full((1, LEARNT.rows.shape[1]), np.nan)
    np.testing.assert_allclose(model.log_odds(rows), model.bases.mean(), atol=1e-12)


def test_the_average_candidate_gets_nothing_from_any_feature() -> None:
    model = fitted()
    card = Scorecard("any", 0.0, model.curves(LEARNT.features), {})
    frame = frame_of(LEARNT.rows, tuple(one.name for one in LEARNT.features))
    means = card.contributions(frame.filter(pl.all_horizontal(pl.all().is_not_nan()))).mean()
    whole = card.contributions(frame).select(pl.all().mean())
    assert means.width == whole.width
    assert max(abs(value) for value in whole.row(0)) < 1e-9


def test_training_again_gives_the_same_bytes() -> None:
    first, second = (train(a_small_edition(), FAST) for _ in range(2))
    for head in ("any", "forced"):
        assert first.scorecards[head].to_json() == second.scorecards[head].to_json()
    assert first.priors.write_csv() == second.priors.write_csv()


def test_priors_are_the_sum_of_their_groups_inside_their_interval() -> None:
    priors = train(a_small_edition(), FAST).priors
    groups = [
        name for name in priors.columns if name not in ("iso3", "good_id", "head", "points", "low", "high")
    ]
    total = priors.select(pl.sum_horizontal(groups)).to_series()
    assert (total - priors["points"]).abs().max() < 1e-9  # pyright: ignore[reportOperatorIssue]
    assert (priors["low"] <= priors["points"]).all()
    assert (priors["points"] <= priors["high"]).all()
    assert priors.height == 2 * int(WORLD.candidates.sum())


def test_the_backtest_finds_the_pattern_and_counts_misses() -> None:
    results = list(run(WORLD, FAST, rivals=False))
    assert [(one.edition, one.head) for one in results][:2] == [(2012, "any"), (2012, "forced")]
    assert {one.edition for one in results} == {2012, 2014, 2016}
    last = results[-2].told()
    assert last["missed"] == 1
    assert last["auc"] > 0.8
    assert set(last["recall_at"]) == {"1", "5", "10"}
    assert last["auc_low"] <= last["auc"] <= last["auc_high"]


def test_an_edition_without_history_says_what_it_lacks() -> None:
    edition = a_small_edition()
    without = {name: table for name, table in edition.tables.items() if name != "indicator_history"}
    with pytest.raises(EditionError, match="indicator_history"):
        train(replace(edition, tables=without), FAST)
