"""Names against a list: what is found, what is not, what is asked, and that nothing else changes it."""

from typing import Any

import polars as pl
import pytest

from tests.scoring.editions import shipped
from tolpuddle.scoring.core.names.hits import HIT_SCHEMA
from tolpuddle.scoring.core.names.index import NameIndex
from tolpuddle.scoring.core.names.pairs import score_pairs
from tolpuddle.scoring.core.names.reader import NameReader
from tolpuddle.scoring.core.names.settings import MatchSettings

LIST = [
    ("zhongtai", "Xinjiang Zhongtai Textile Co., Ltd.", "CHN"),
    ("number", "11420 CORP.", None),
    ("mark", "Mark Fashions Wear Pvt Ltd", "BGD"),
    ("hoshine", "Hoshine Silicon Industry Co., Ltd.", "CHN"),
    ("hoshine", "Hesheng Silicon Industry", "CHN"),
    ("kurgan", "Kurganmashzavod PAO", "RUS"),
    ("abc", "ABC Ltd", None),
]


@pytest.fixture(scope="module")
def reader() -> NameReader:
    return NameReader.from_edition(shipped())


@pytest.fixture(scope="module")
def settings() -> MatchSettings:
    return MatchSettings.from_edition(shipped())


@pytest.fixture(scope="module")
def index(reader: NameReader, settings: MatchSettings) -> NameIndex:
    entries = pl.DataFrame(LIST, schema=["index_id", "name", "country"], orient="row")
    return NameIndex.build(entries, reader, settings)


def asked(*names: str | None, country: str | None = None) -> pl.DataFrame:
    return pl.DataFrame(
        {
            "query_id": [f"q{at}" for at in range(len(names))],
            "name": names,
            "country": [country] * len(names),
        },
        schema={"query_id": pl.String, "name": pl.String, "country": pl.String},
    )


def first(index: NameIndex, name: str, country: str | None = None) -> dict[str, Any]:
    hits = index.search(asked(name, country=country))
    return (
        hits.row(0, named=True)
        if hits.height
        else {"index_id": None, "score": 0.0, "verdict": "none", "reasons": ""}
    )


@pytest.mark.parametrize(
    ("name", "entry"),
    [
        ("新疆中泰纺织有限公司", "zhongtai"),
        ("新疆中泰紡織有限公司", "zhongtai"),
        ("XINJIANG ZHONG TAI TEXTILE COMPANY LIMITED", "zhongtai"),
        ("ПАО Курганмашзавод", "kurgan"),
        ("Mark Fashion Wear (Pvt.) Ltd.", "mark"),
        ("markfashions wear pvtltd", "mark"),
        ("Hoshine Silicon Industry Company Limited", "hoshine"),
    ],
)
def test_another_spelling_or_script_of_a_listed_name_finds_it(
    index: NameIndex, name: str, entry: str
) -> None:
    hit = first(index, name)
    assert hit["index_id"] == entry
    assert hit["verdict"] in ("listed", "possible")


def test_a_legal_form_alone_is_no_likeness(index: NameIndex) -> None:
    assert (
        "number" not in index.search(asked("BELLETECH CORP")).filter(pl.col("verdict") != "none")["index_id"]
    )


@pytest.mark.parametrize("name", ["Mark Fashions Wear Pvt Ltd U-2", "Mark Fashions Wear Pvt Ltd Unit-2"])
def test_another_unit_of_a_listed_company_is_a_question_and_no_verdict(index: NameIndex, name: str) -> None:
    hit = first(index, name)
    assert hit["verdict"] == "possible"
    assert "Number or unit differs" in hit["reasons"]


def test_a_short_name_is_listed_only_as_written(index: NameIndex) -> None:
    assert first(index, "ABD Ltd")["verdict"] != "listed"
    assert first(index, "AB Ltd")["verdict"] != "listed"


def test_an_unrelated_name_has_no_verdict(index: NameIndex) -> None:
    hits = index.search(asked("Northern Lights Bakery GmbH", "Xinjiang University", "Silicon Valley Bank"))
    assert hits.filter(pl.col("verdict") == "listed").is_empty()


def test_an_equal_country_earns_nothing_and_another_one_costs(index: NameIndex) -> None:
    name = "Hoshine Silicon Industry"
    unknown, equal, other = (first(index, name, country)["score"] for country in (None, "CHN", "DEU"))
    assert equal == unknown
    assert other < unknown


def test_another_country_is_said_and_does_not_hide_the_entry(index: NameIndex) -> None:
    hit = first(index, "Hoshine Silicon Industry Co., Ltd.", "DEU")
    assert hit["index_id"] == "hoshine"
    assert hit["verdict"] != "none"
    assert "countries differ" in hit["reasons"]


def test_aliases_of_one_entity_are_one_hit_with_the_best_score(index: NameIndex) -> None:
    hits = index.search(asked("Hesheng Silicon Industry Co Ltd"))
    assert hits.filter(pl.col("index_id") == "hoshine").height == 1


def test_hits_are_ranked_from_one_with_falling_scores(index: NameIndex) -> None:
    hits = index.search(asked("Xinjiang Silicon Industry Textile Co Ltd", "Mark Textile"), top=3)
    assert hits.schema == pl.Schema(HIT_SCHEMA)
    for _, part in hits.group_by("query_id"):
        assert part["rank"].to_list() == list(range(1, part.height + 1))
        assert part["score"].is_sorted(descending=True)
        assert part.height <= 3


def test_the_result_of_a_name_does_not_depend_on_what_is_asked_beside_it(index: NameIndex) -> None:
    names = [name for _, name, _ in LIST] + ["新疆中泰纺织有限公司", "Silicon Industry", "Mark Wear"] * 2
    together = index.search(asked(*names))
    turned = index.search(asked(*names)[::-1])
    assert together.sort("query_id", "rank").equals(turned.sort("query_id", "rank"))
    for at, name in enumerate(names):
        alone = index.search(asked(name)).drop("query_id")
        assert alone.equals(together.filter(pl.col("query_id") == f"q{at}").drop("query_id"))


def test_empty_missing_and_letterless_names_find_nothing(index: NameIndex) -> None:
    assert index.search(asked("", None, "!!!", "🙂")).is_empty()
    assert index.search(asked()).is_empty()


def test_an_empty_list_finds_nothing(reader: NameReader, settings: MatchSettings) -> None:
    empty = pl.DataFrame(schema={"index_id": pl.String, "name": pl.String, "country": pl.String})
    assert NameIndex.build(empty, reader, settings).search(asked("Hoshine")).is_empty()


def test_a_pair_scores_the_same_both_ways_within_a_hair(reader: NameReader, settings: MatchSettings) -> None:
    pairs = pl.DataFrame(
        {
            "pair_id": ["1", "2"],
            "left_name": ["Hoshine Silicon", "Hoshine Silicon Industry Co."],
            "left_country": [None, None],
            "right_name": ["Hoshine Silicon Industry Co.", "Hoshine Silicon"],
            "right_country": [None, None],
        }
    )
    there, back = score_pairs(pairs, reader, settings)["score"].to_list()
    assert there == pytest.approx(back, abs=0.1)


def test_pairs_come_back_in_their_order_also_without_letters(
    reader: NameReader, settings: MatchSettings
) -> None:
    pairs = pl.DataFrame(
        {
            "pair_id": ["b", "a", "c"],
            "left_name": ["Hoshine Silicon", "", "Hoshine"],
            "left_country": ["CHN", None, None],
            "right_name": ["Hoshine Silicon Ltd", "Hoshine", "Meridian Tomato Paste"],
            "right_country": ["CHN", None, None],
        }
    )
    scored = score_pairs(pairs, reader, settings)
    assert scored["pair_id"].to_list() == ["b", "a", "c"]
    alike, letterless, unlike = scored["score"].to_list()
    assert alike > 0.5
    assert letterless == 0
    assert unlike < 0.1


def test_the_points_told_add_up_to_the_score(index: NameIndex) -> None:
    import math
    import re

    hit = first(index, "Mark Fashion Wear (Pvt.) Ltd.")
    points = [float(found) for found in re.findall(r"\(?([+-]\d+\.\d)\)?\.", hit["reasons"])]
    odds = math.log(hit["score"] / (1 - hit["score"]))
    assert sum(points) == pytest.approx(odds, abs=0.05 * (len(points) + 1))
