"""Edition 2026.1 as it ships: the publishers' own totals, open licences, a manifest that says everything."""

import polars as pl
import pytest

from tolpuddle.ingest.reference.indicators import GROUPS
from tolpuddle.ingest.reference.licences import unknown_licences
from tolpuddle.ingest.reference.manifest import FIELDS
from tolpuddle.ingest.reference.verify import verify
from tolpuddle.kernel.edition import RULE_FILES, Edition
from tolpuddle.kernel.edition_files import locate, open_edition, read_manifest

FOLDER = locate("2026.1")
TABLES = {
    "countries",
    "country_aliases",
    "good_names",
    "good_synonyms",
    "goods",
    "hs_codes",
    "hs_goods",
    "indicator_catalogue",
    "indicators",
    "industry_codes",
    "inputs",
    "list_editions",
    "listed_goods",
    "places",
    "produces",
    "sector_words",
    "sectors",
    "state_imposed",
}


@pytest.fixture(scope="module")
def edition() -> Edition:
    return open_edition(FOLDER)


def test_the_edition_has_every_table_and_rule_file_it_needs(edition: Edition) -> None:
    assert TABLES - set(edition.tables) == set()
    assert RULE_FILES - set(edition.sha256) == set()


def test_nothing_is_wrong_with_the_edition() -> None:
    assert verify(FOLDER) == []


@pytest.mark.parametrize(
    ("year", "direct", "downstream"),
    [
        (2012, 345, 0),
        (2013, 342, 0),
        (2014, 353, 0),
        (2016, 379, 0),
        (2018, 418, 0),
        (2020, 437, 0),
        (2022, 457, 10),
    ],
)
def test_each_list_has_as_many_entries_as_its_publisher_states(
    edition: Edition, year: int, direct: int, downstream: int
) -> None:
    rows = edition.tables["listed_goods"].filter(pl.col("edition_year") == year)
    assert (~rows["downstream"]).sum() == direct
    assert rows["downstream"].sum() == downstream


def test_the_2022_list_names_159_goods_from_78_countries(edition: Edition) -> None:
    rows = edition.tables["listed_goods"].filter(pl.col("edition_year") == 2022, ~pl.col("downstream"))
    assert rows["listed_as"].n_unique() == 159
    assert rows["iso3"].n_unique() == 78


def test_every_direct_entry_is_listed_for_child_or_forced_labour(edition: Edition) -> None:
    rows = edition.tables["listed_goods"].filter(~pl.col("downstream"))
    assert rows.filter(~pl.col("child_labor"), ~pl.col("forced_labor")).height == 0


def test_cotton_of_turkmenistan_is_listed_in_every_edition_and_of_the_united_states_in_none(
    edition: Edition,
) -> None:
    cotton = edition.tables["listed_goods"].filter(pl.col("good_id") == "cotton")
    assert cotton.filter(pl.col("iso3") == "TKM").height == 7
    assert cotton.filter(pl.col("iso3") == "USA").height == 0


def test_forced_labour_left_the_entry_of_uzbek_cotton_in_2022(edition: Edition) -> None:
    rows = edition.tables["listed_goods"].filter(pl.col("good_id") == "cotton", pl.col("iso3") == "UZB")
    assert rows["edition_year"].to_list() == [2012, 2013, 2014, 2016, 2018, 2020]
    assert rows.filter(pl.col("edition_year") == 2020)["child_labor"].to_list() == [False]


def test_at_least_25_indicators_cover_all_groups_and_most_countries(edition: Edition) -> None:
    catalogue, values = edition.tables["indicator_catalogue"], edition.tables["indicators"]
    assert catalogue.height >= 25
    assert set(catalogue["group"]) == set(GROUPS)
    covered = values.group_by("indicator_id").len()
    assert covered["len"].min() >= 80
    assert covered.filter(pl.col("len") >= 130).height >= 50


def test_indicator_values_carry_a_year_unless_the_source_gives_none(edition: Edition) -> None:
    values = edition.tables["indicators"]
    assert values["year"].drop_nulls().is_between(2010, 2026).all()
    undated = values.filter(pl.col("year").is_null())["indicator_id"].unique()
    latest = edition.tables["indicator_catalogue"].filter(
        pl.col("source").str.starts_with("Latest observation")
    )
    assert set(undated) == set(latest["indicator_id"])


def test_no_indicator_comes_from_a_publisher_whose_terms_are_not_open(edition: Edition) -> None:
    closed = "Walk Free|Freedom House|Transparency|World Justice|Fund for Peace|Fraser|Cato|UNICEF / Global"
    catalogue = edition.tables["indicator_catalogue"]
    assert catalogue.filter(pl.col("publisher").str.contains(closed)).height == 0
    assert [text for text in catalogue["licence"] if unknown_licences(text)] == []


def test_the_manifest_names_source_licence_and_bounds_of_every_file() -> None:
    _, entries = read_manifest(FOLDER)
    for file, entry in entries.items():
        assert tuple(entry) == FIELDS, file
        filled = ("title", "source", "publisher", "licence", "attribution", "retrieved", "sha256")
        assert all(entry[field] for field in filled), file
        assert unknown_licences(entry["licence"]) == [], file
        assert entry["complete"] or entry["note"], file


def test_state_imposed_rows_say_why_where_from_how_sure_and_of_when(edition: Edition) -> None:
    rows = edition.tables["state_imposed"]
    assert (
        rows.select(pl.all_horizontal(pl.col("points", "reason", "source", "as_of").is_not_null()))
        .to_series()
        .all()
    )
    assert set(rows["certainty"]) <= {"S", "D", "G"}
    assert rows.filter(pl.col("place_id") == "CN-XJ")["good_id"].null_count() == 1
