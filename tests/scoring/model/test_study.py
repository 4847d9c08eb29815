"""The study and its card: every section from a small edition, the same bytes, and a new list extends what is shown."""

import json
from dataclasses import replace
from itertools import pairwise

import numpy as np
import polars as pl
import pytest

from tests.scoring.model.small_world import YEARS, a_small_edition
from tolpuddle.kernel.edition import Edition
from tolpuddle.scoring.model import choice, judged, study, variants
from tolpuddle.scoring.model.backtest import Held, Result, run
from tolpuddle.scoring.model.card import card
from tolpuddle.scoring.model.criteria import GRID, verdicts
from tolpuddle.scoring.model.estimator import Settings
from tolpuddle.scoring.model.heads import blended
from tolpuddle.scoring.model.learnt import learn, model_heads
from tolpuddle.scoring.model.picture import picture
from tolpuddle.scoring.model.world import read_world

FAST = Settings(bags=1, rounds=10)
WORLD = read_world(a_small_edition())


def with_a_newer_list() -> Edition:
    """The small edition after the department published a list of 2020."""
    edition = a_small_edition()
    listed = edition.tables["listed_goods"]
    newest = listed.filter(pl.col("edition_year") == 2018).with_columns(edition_year=pl.lit(2020, pl.Int64))
    more = newest.filter(pl.col("good_id") == "good-02").with_columns(good_id=pl.lit("good-09"))
    editions = pl.concat(
        [edition.tables["list_editions"], pl.DataFrame({"edition_year": [2020], "published": ["2020-09-30"]})]
    )
    tables = {
        **edition.tables,
        "listed_goods": pl.concat([listed, newest, more]),
        "list_editions": editions,
    }
    return replace(edition, tables=tables)


def test_a_newer_list_extends_the_backtest_and_the_drift_by_itself() -> None:
    before = {(one.edition, one.head): one for one in run(WORLD, FAST, rivals=False)}
    after = {(one.edition, one.head): one for one in run(read_world(with_a_newer_list()), FAST, rivals=False)}
    assert {year for year, _ in after} - {year for year, _ in before} == {2018}
    assert 2020 in after[2012, "any"].lists
    assert 2020 not in before[2012, "any"].lists
    assert after[2012, "any"].lists[2014] == before[2012, "any"].lists[2014]


def test_additions_are_counted_for_the_list_that_made_them_first() -> None:
    whole = Held.of(WORLD, 2012, "any")
    parts = [Held.of(WORLD, 2012, "any", after=a, until=b) for a, b in pairwise(YEARS)]
    assert whole.later.sum() == sum(int(one.later.sum()) for one in parts)
    assert not np.any([a.later & b.later for a, b in pairwise(parts)])


def test_a_lead_over_oneself_is_nothing() -> None:
    held = Held.of(WORLD, 2014, "any")
    score = np.random.default_rng(0).random(int(WORLD.candidates.sum()))
    assert held.lead(score, score) == (0.0, 0.0, 0.0)
    lead = held.lead(score, -score)
    assert lead.low <= lead.lead <= lead.high


def test_a_borrowed_share_is_the_mixture_but_for_the_base() -> None:
    learnt = learn(WORLD.known_in(2016), 2016)
    heads = model_heads(learnt, FAST)
    listed = int(learnt.listed["forced"].sum())
    mixed = blended(heads["forced"], heads["any"], 0.2, learnt.rows, listed).log_odds(learnt.rows)
    plain = 0.8 * heads["forced"].log_odds(learnt.rows) + 0.2 * heads["any"].log_odds(learnt.rows)
    assert np.ptp(mixed - plain) < 1e-9
    assert abs((1 / (1 + np.exp(-mixed))).sum() - listed) < 1e-4


def test_a_choice_never_looks_at_the_list_it_is_judged_on() -> None:
    """Turning over what came after 2016 leaves what was chosen for 2014 and 2016 as it was."""
    told = choice.choices(WORLD, FAST)
    other = choice.choices(read_world(with_a_newer_list()), FAST)
    assert [one.name for one in told][: len(GRID)] == [one.name for one in other][: len(GRID)]
    for year in (2014, 2016):
        assert told[-1].taken[year] == other[-1].taken[year]


def test_hidden_entries_are_not_learnt_from() -> None:
    lists = judged.judged(WORLD, FAST)
    curve = variants.learning_curve(lists)
    assert list(curve) == list(variants.SHARES)
    assert curve[0.1]["any"][0] < curve[1.0]["any"][0]


@pytest.fixture(scope="module")
def results() -> tuple[Result, ...]:
    return tuple(run(WORLD, FAST, editions=(2016,)))


@pytest.fixture(scope="module")
def small_study(results: tuple[Result, ...]) -> study.Study:
    return study.study_of("2019.1", WORLD, results, FAST)


def test_the_backtest_gives_the_same_bytes_each_time(results: tuple[Result, ...]) -> None:
    again = tuple(run(WORLD, FAST, editions=(2016,)))
    assert [json.dumps(one.told()) for one in again] == [json.dumps(one.told()) for one in results]


def test_the_card_has_every_section_and_the_same_bytes_each_time(small_study: study.Study) -> None:
    text = card(small_study)
    for heading in (
        "## Protocol and criteria",
        "## Back-test",
        "### Beside simpler and freer rivals",
        "### Drift",
        "### Settings, and a choice",
        "### What the figures hang on",
        "## Class prior",
        "## Folds it never saw",
        "## Calibration",
        "## Error by subgroup",
        "## Is it governance by another name?",
        "## Stability",
        "## Features and signs",
        "## What was tried",
        "## Blind spots",
    ):
        assert heading in text
    assert text.index("## Protocol") < text.index("## Back-test")
    again = study.study_of("2019.1", WORLD, small_study.results, FAST)
    assert card(again) == text
    assert picture(again.results) == picture(small_study.results)


def test_the_worst_subgroups_come_first_with_their_numbers(small_study: study.Study) -> None:
    text = card(small_study).split("## Error by subgroup")[1]
    rows = [line for line in text.split("worst ranked.**")[1].splitlines() if line.startswith("| any")]
    means = [float(line.split("|")[5].split()[0]) for line in rows[:5]]
    assert means == sorted(means)
    everyone = [one.auc for one in small_study.subgroups if one.head == "any"]
    assert means[0] == round(min(everyone), 3)


def test_a_bar_is_not_met_by_rounding(small_study: study.Study) -> None:
    for one in verdicts(small_study.results):
        assert one.passed == (one.reached >= one.least)
