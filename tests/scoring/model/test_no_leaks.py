"""Leaks: candidates never come from a list, nothing younger than a list is known to it, no feature holds the label."""

from dataclasses import replace

import numpy as np
import polars as pl
import pytest

from tests.scoring.editions import shipped
from tests.scoring.model.small_world import GOODS, YEARS, a_small_edition
from tolpuddle.kernel.edition import Edition
from tolpuddle.scoring.model.backtest import run
from tolpuddle.scoring.model.estimator import Settings
from tolpuddle.scoring.model.features import feature_list, features
from tolpuddle.scoring.model.learnt import learn
from tolpuddle.scoring.model.world import LAG, read_world

FAST = Settings(bags=1, rounds=10)


def with_table(edition: Edition, name: str, table: pl.DataFrame) -> Edition:
    return replace(edition, tables={**edition.tables, name: table})


def without_younger_facts(edition: Edition, year: int) -> Edition:
    """Every statistic that was not out yet, and every later list, taken away."""
    output = edition.tables["production_history"]
    late = [
        name
        for name in output.columns
        if name.rpartition("_")[2].isdecimal() and int(name.rpartition("_")[2]) > year - LAG
    ]
    output = output.with_columns(pl.lit(None, pl.Float64).alias(name) for name in late).with_columns(
        made_since=pl.when(pl.col("made_since") <= year - LAG).then("made_since")
    )
    history = edition.tables["indicator_history"].filter(pl.col("year") < year)
    lists = edition.tables["listed_goods"].filter(pl.col("edition_year") <= year)
    editions = edition.tables["list_editions"].filter(pl.col("edition_year") <= year)
    smaller = with_table(edition, "production_history", output)
    smaller = with_table(smaller, "indicator_history", history)
    smaller = with_table(smaller, "listed_goods", lists)
    return with_table(smaller, "list_editions", editions)


@pytest.mark.parametrize("year", YEARS)
def test_a_list_knows_nothing_that_came_after_it(year: int) -> None:
    whole, smaller = (
        read_world(one) for one in (a_small_edition(), without_younger_facts(a_small_edition(), year))
    )
    then, cut = whole.known_in(year), smaller.known_in(year)
    np.testing.assert_array_equal(then.candidates, cut.candidates)
    np.testing.assert_array_equal(
        features(then, then.lists[year], year), features(cut, cut.lists[year], year)
    )


@pytest.mark.parametrize("year", [2012, 2016, 2020])
def test_the_shipped_tables_tell_a_list_nothing_that_came_after_it(year: int) -> None:
    whole, smaller = (read_world(one) for one in (shipped(), without_younger_facts(shipped(), year)))
    then, cut = whole.known_in(year), smaller.known_in(year)
    np.testing.assert_array_equal(then.candidates, cut.candidates)
    np.testing.assert_array_equal(
        features(then, then.lists[year], year), features(cut, cut.lists[year], year)
    )


def test_candidates_stay_the_same_whatever_the_lists_say() -> None:
    edition = shipped()
    emptied = edition.tables["listed_goods"].with_columns(iso3=pl.lit("AFG"))
    other = read_world(with_table(edition, "listed_goods", emptied))
    world = read_world(edition)
    for year in world.lists:
        np.testing.assert_array_equal(world.known_in(year).candidates, other.known_in(year).candidates)


def test_exports_of_2016_make_no_candidate_of_an_older_list() -> None:
    world = read_world(a_small_edition())
    good = GOODS.index("good-14")
    assert world.known_in(2016).candidates[:, good].sum() == 1
    assert world.known_in(2018).candidates[:, good].all()


def test_a_listed_pair_outside_the_candidates_is_a_miss_and_never_a_candidate() -> None:
    world = read_world(shipped())
    for year in world.lists:
        then = world.known_in(year)
        outside = then.lists[year].any & ~then.candidates
        assert outside.any()
        assert learn(then, year).rows.shape[0] == int(then.candidates.sum())
    results = {
        (one.edition, one.head): one.model for one in run(read_world(a_small_edition()), FAST, rivals=False)
    }
    assert results[2016, "forced"].missed == 1


def test_no_feature_of_a_pair_moves_with_its_own_entry_in_the_shipped_list() -> None:
    world = read_world(shipped())
    year = max(world.lists)
    then = world.known_in(year)
    rows = features(then, then.lists[year], year)
    country, good = then.pairs
    listed = np.flatnonzero(then.lists[year].forced[country, good])
    for at in listed[::40]:
        hidden = np.zeros_like(then.candidates)
        hidden[country[at], good[at]] = True
        other = features(then, then.lists[year].without(hidden), year)
        np.testing.assert_array_equal(rows[at], other[at])


def test_no_single_feature_gives_the_label_away() -> None:
    world = read_world(shipped())
    year = max(world.lists)
    learnt = learn(world.known_in(year), year)
    for head, listed in learnt.listed.items():
        for at, one in enumerate(feature_list(world)):
            column = learnt.rows[:, at]
            apart = set(np.unique(column[listed])) & set(np.unique(column[~listed]))
            assert apart, f"{one.name} separates the entries of {head}"
