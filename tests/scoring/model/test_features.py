"""Features: no pair sees its own entry, nothing is known before it was published, unknown stays unknown."""

from dataclasses import replace

import numpy as np

from tests.scoring.model.small_world import COUNTRIES, GOODS, a_small_edition
from tolpuddle.scoring.model.features import country_values, feature_list, features, shares
from tolpuddle.scoring.model.neighbourhood import around, most_alike
from tolpuddle.scoring.model.world import Listing, read_world

WORLD = read_world(a_small_edition())
NEWEST = WORLD.lists[2018]


def flipped(listing: Listing, at: tuple[int, int]) -> Listing:
    """The list with one pair's entry turned over."""
    child, forced = listing.child.copy(), listing.forced.copy()
    child[at], forced[at] = not child[at], not forced[at]
    return Listing(child, forced, listing.downstream)


def test_no_pair_ever_sees_its_own_entry() -> None:
    rows = features(WORLD, NEWEST, 2018)
    country, good = WORLD.pairs
    for number in range(0, country.size, 37):
        other = features(WORLD, flipped(NEWEST, (country[number], good[number])), 2018)
        np.testing.assert_array_equal(rows[number], other[number])


def test_every_count_stands_under_its_own_name() -> None:
    rows = features(WORLD, NEWEST, 2018)
    columns = {one.name: rows[:, at] for at, one in enumerate(feature_list(WORLD))}
    alike = most_alike(np.column_stack(list(country_values(WORLD, 2018).values())))
    for kind in ("any", "forced"):
        for name, counted in around(WORLD, NEWEST.of(kind), alike).items():
            np.testing.assert_array_equal(columns[f"{name}_{kind}"], counted[WORLD.candidates], name)


def test_a_neighbours_entry_is_seen() -> None:
    alike = most_alike(np.column_stack(list(country_values(WORLD, 2018).values())))
    nobody = np.zeros_like(NEWEST.any)
    one = nobody.copy()
    one[0, 0] = True
    counts = around(WORLD, one, alike)
    assert counts["subregion"][1, 0] == 1
    assert counts["subregion"][5, 0] == 0
    assert counts["region"][5, 0] == 1
    assert counts["good"][39, 0] == 1
    assert counts["good"][0, 0] == 0
    assert counts["sector_in_country"][0, 1] == 1
    assert counts["sector_in_country"][0, 9] == 0


def test_candidates_do_not_depend_on_the_list() -> None:
    edition = a_small_edition()
    emptied = edition.tables["listed_goods"].head(1)
    other = replace(edition, tables={**edition.tables, "listed_goods": emptied})
    np.testing.assert_array_equal(WORLD.candidates, read_world(other).candidates)
    assert not WORLD.candidates[:, GOODS.index("good-15")].any()


def test_a_value_counts_from_the_year_it_was_published() -> None:
    early, late = country_values(WORLD, 2015)["governance"], country_values(WORLD, 2016)["governance"]
    np.testing.assert_array_equal(early, late)  # 2010 and 2014 hold the same values
    assert np.isnan(country_values(WORLD, 2011)["governance"]).all()
    assert np.isnan(country_values(WORLD, 2026)["governance"]).all()


def test_shares_are_those_of_two_years_before() -> None:
    assert shares(WORLD, 2014)[1, 0] == np.round(np.log10(0.025), 6)
    assert shares(WORLD, 2018)[1, 0] == np.round(np.log10(0.026), 6)
    assert np.isnan(shares(WORLD, 2018)[0, 0])


def test_bad_governance_is_turned_so_that_higher_is_worse() -> None:
    value = country_values(WORLD, 2018)["governance"]
    assert value[COUNTRIES.index("AAA")] > value[COUNTRIES.index("AAC")]


def test_every_column_has_a_name_a_group_and_a_reason() -> None:
    named = feature_list(WORLD)
    assert len(named) == features(WORLD, NEWEST, 2018).shape[1]
    assert len({one.name for one in named}) == len(named)
    assert all(one.group and one.meaning and one.why for one in named)
