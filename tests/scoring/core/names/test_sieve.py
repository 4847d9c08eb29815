"""What the sieve sets aside would not have been found: held to that on the labelled names, and one name as among many."""

from functools import cache
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tolpuddle.kernel.edition import Edition
from tolpuddle.kernel.edition_files import locate, open_edition
from tolpuddle.scoring.core.names.index import NameIndex
from tolpuddle.scoring.core.names.reader import NameReader
from tolpuddle.scoring.core.names.settings import MatchSettings
from tolpuddle.scoring.core.names.sieve import Sieve

LABELLED = Path(__file__).resolve().parents[3] / "matching" / "labelled_pairs.csv"


@cache
def edition() -> Edition:
    return open_edition(locate(None))


@cache
def pairs() -> pl.DataFrame:
    return pl.read_csv(LABELLED, infer_schema=False).filter(pl.col("expected") == "same")


@cache
def made() -> tuple[NameIndex, Sieve]:
    """The left names of the labelled pairs as a list, and its sieve."""
    entries = pairs().select(index_id="pair_id", name="left_name", country="left_country")
    reader = NameReader.from_edition(edition())
    index = NameIndex.build(entries, reader, MatchSettings.from_edition(edition()))
    return index, Sieve.of(index, reader)


def test_of_the_names_that_are_rightly_found_the_sieve_keeps_199_in_200() -> None:
    index, sieve = made()
    queries = pairs().select(query_id="pair_id", name="right_name", country="right_country").unique("name")
    found = index.search(queries, 1).filter(
        pl.col("query_id") == pl.col("index_id"), pl.col("verdict") != "none"
    )
    kept = queries.filter(sieve.passing(queries["name"])).select("query_id")
    lost = found.join(kept, on="query_id", how="anti")
    assert found.height > 800
    assert lost.height * 200 <= found.height
    assert lost.filter(pl.col("verdict") == "listed").height <= 1


@pytest.mark.parametrize(
    "name", ["Example Works 12345", "Lorem Ipsum Dolor", "Quartz & Vellum Ltd", "77 88 99"]
)
def test_a_name_that_shares_nothing_is_set_aside_or_bare(name: str) -> None:
    reader = NameReader.from_edition(edition())
    entries = pl.DataFrame(
        {"index_id": ["1"], "name": ["Xinjiang Zhongtai Chemical Co., Ltd."], "country": ["CHN"]}
    )
    sieve = Sieve.of(NameIndex.build(entries, reader, MatchSettings.from_edition(edition())), reader)
    assert sieve.passes(name) is (name == "77 88 99")


@given(
    st.lists(
        st.text(max_size=30) | st.sampled_from(["Zhong Tai", "新疆中泰", "Hoshine 12345 Co"]), max_size=8
    )
)
def test_one_name_passes_as_it_does_among_many(names: list[str]) -> None:
    _, sieve = made()
    among = sieve.passing(pl.Series(names, dtype=pl.String)).to_list()
    assert among == [sieve.passes(name) for name in names]


def test_what_was_met_before_changes_nothing() -> None:
    index, warm = made()
    names = pairs()["right_name"].unique(maintain_order=True).head(300)
    backwards = warm.passing(names.reverse()).reverse()
    cold = Sieve.of(index, NameReader.from_edition(edition()))
    assert [cold.passes(name) for name in names] == backwards.to_list()
