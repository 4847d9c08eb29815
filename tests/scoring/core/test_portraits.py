"""Portraits of countries, goods and pairs: what the list says, what the prior is made of, and what is not seen."""

from functools import cache

import polars as pl
import pytest

from tests.scoring.editions import shipped
from tolpuddle.kernel.edition import Edition
from tolpuddle.kernel.errors import NotFoundError
from tolpuddle.scoring.core.model import portrait_words as words
from tolpuddle.scoring.core.model.portrait_listing import entries
from tolpuddle.scoring.core.model.portrait_shape import Portrait
from tolpuddle.scoring.core.model.portraits import Portraits


@cache
def portraits() -> Portraits:
    return Portraits.from_edition(shipped())


def of(iso3: str | None, good_id: str | None = None) -> Portrait:
    return portraits().of(iso3, good_id)


def test_every_group_of_the_priors_has_words() -> None:
    assert set(portraits().priors.groups) <= set(words.GROUPS)


@pytest.mark.parametrize(
    ("iso3", "good"), [("BRA", "coffee"), ("ARE", "garments"), ("CHN", None), (None, "cotton")]
)
def test_the_parts_and_the_average_pair_sum_to_the_prior(iso3: str | None, good: str | None) -> None:
    told = of(iso3, good)
    assert [prior.head for prior in told.priors] == ["forced", "any"]
    for prior in told.priors:
        rounding = 0.01 * (len(prior.parts) + 1) if prior.pairs > 1 else 1e-9
        assert abs(prior.world.base + sum(part.points for part in prior.parts) - prior.points) <= rounding
        assert prior.low <= prior.points <= prior.high
        assert prior.times == pytest.approx(2 ** ((prior.points - prior.world.base) / 10), rel=1e-3, abs=1e-3)
        sizes = [abs(part.points) for part in prior.parts]
        assert sizes == sorted(sizes, reverse=True)


def test_a_listed_pair_says_for_what_and_since_when() -> None:
    told = of("BRA", "coffee")
    (entry,) = told.listed
    assert (entry.forced, entry.child, entry.since, entry.or_earlier, entry.until) == (
        True,
        True,
        2018,
        False,
        None,
    )
    assert (
        told.words[0]
        == "Coffee from Brazil is on the list of 2022: forced labour, child labour; since 2018, for forced labour since 2020."
    )
    assert words.BESIDE in told.words
    assert all(
        other.good_id == "coffee" and other.iso3 != "BRA" and other.until is None for other in told.others
    )


def test_a_pair_that_left_the_list_says_when_and_that_this_is_no_clearance() -> None:
    gone = portraits().entries.filter(pl.col("until").is_not_null())
    iso3, good = gone.select("iso3", "good_id").row(0)
    told = of(iso3, good)
    (entry,) = told.formerly
    assert entry.until is not None and entry.until < told.list_year
    assert any(f"to {entry.until}. Leaving the list is not clearance." in sentence for sentence in told.words)
    assert words.UNLISTED in told.words
    assert not told.listed


def test_what_is_not_listed_is_unlabelled_and_never_safe() -> None:
    told = of("DEU", "tobacco")
    assert not told.listed
    assert "unlabelled, not safe" in " ".join(told.words)
    assert words.MEANS in told.words
    assert "absence from a list is not clearance" in words.MEANS


def test_a_pair_without_prior_is_not_enough_information() -> None:
    priors = portraits().priors.frame
    without = portraits().goods.filter(
        ~pl.col("good_id").is_in(priors.filter(pl.col("iso3") == "DEU")["good_id"].to_list())
    )["good_id"][0]
    told = of("DEU", without)
    assert told.priors == ()
    assert words.NO_PRIOR in told.words


def test_tied_permits_private_homes_and_wide_headings_stand_beside_the_score() -> None:
    assert words.TIED in of("ARE").blind
    assert words.TIED in of("KWT", "garments").blind
    assert words.TIED not in of("BRA").blind
    part = portraits().goods.filter(pl.col("heading_match") == "part")["good_id"][0]
    assert words.PART_OF_HEADING in of(None, part).blind
    assert words.PART_OF_HEADING not in of(None, "cotton").blind
    assert all(words.HOMES in told.blind for told in (of("BRA"), of(None, "cotton"), of("BRA", "coffee")))


def test_goods_are_ordered_by_the_prior_and_countries_by_name_alone() -> None:
    goods = [line.forced.points for line in of("BRA").lines if line.forced is not None]
    assert goods == sorted(goods, reverse=True)
    countries = [line.country for line in of(None, "cotton").lines]
    assert countries == sorted(countries) and len(countries) > 50
    names = [line.name for line in portraits().countries()]
    assert names == sorted(names)


def test_counts_around_a_pair_leave_the_pair_itself_out() -> None:
    told = of("BRA", "coffee")
    facts = {part.group: part.facts for part in told.priors[0].parts}
    assert facts["good_history"][0].startswith(f"Listed for {len(told.others)} other countries")
    assert facts["country_history"][0].startswith(f"{len(of('BRA').listed) - 1} other goods of Brazil")


def test_the_index_counts_entries_and_pairs() -> None:
    brazil = next(line for line in portraits().countries() if line.id == "BRA")
    told = of("BRA")
    assert (brazil.listed, brazil.formerly, brazil.pairs) == (
        len(told.listed),
        len(told.formerly),
        len(told.lines),
    )


def test_names_and_ids_are_both_understood_and_others_refused() -> None:
    assert portraits().iso3_of("brazil") == portraits().iso3_of("BRA") == "BRA"
    assert portraits().good_of("Cotton") == portraits().good_of("cotton") == "cotton"
    for refused in (lambda: of("XXX"), lambda: of(None, "no-good"), lambda: portraits().iso3_of("Atlantis")):
        with pytest.raises(NotFoundError):
            refused()


def an_edition_listing(*rows: tuple[int, str]) -> Edition:
    """Rows of year and good, all of one country, for forced labour."""
    table = pl.DataFrame(
        [
            {
                "edition_year": str(year), "iso3": "BRA", "good_id": good, "child_labor": "false", "forced_labor": "true",
                "downstream": "false", "forced_child_labor": "",
            }
            for year, good in rows
        ]
    )  # fmt: skip
    return Edition("test", {"listed_goods": table}, {}, {})


def test_since_begins_anew_after_a_gap_and_says_when_it_may_be_older() -> None:
    edition = an_edition_listing(
        (2012, "a"), (2014, "a"), (2016, "a"),
        (2012, "b"), (2014, "c"), (2016, "b"),
        (2014, "d"), (2014, "e"), (2016, "e"),
    )  # fmt: skip
    found, latest = entries(edition)
    told = {
        good: tuple(rest)
        for good, *rest in found.select("good_id", "since", "or_earlier", "until").iter_rows()
    }
    assert latest == 2016
    assert told == {
        "a": (2012, True, None), "b": (2016, False, None), "c": (2014, False, 2014), "d": (2014, False, 2014),
        "e": (2014, False, None),
    }  # fmt: skip


@pytest.mark.parametrize(
    ("times", "shown"), [(1234.0, "1,200 times"), (12.3, "12 times"), (2.44, "2.4 times"), (0.034, "0.03 times"), (0.001, "less than 0.01 times")]
)  # fmt: skip
def test_multiples_are_told_no_more_exactly_than_they_are_known(times: float, shown: str) -> None:
    assert words.multiple(times) == shown
