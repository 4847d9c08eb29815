"""Goods from codes and words: what is found, how surely, and what must never be taken for a good."""

import csv
from functools import cache
from pathlib import Path

import polars as pl
import pytest

from tolpuddle.kernel.edition_files import open_edition
from tolpuddle.scoring.core.goods.resolve import GOODS_SCHEMA, STATED, USED, GoodsWords

ROOT = Path(__file__).resolve().parents[3]
CASES = ROOT / "tests" / "cases" / "goods"
LANGUAGES = ("en", "de", "fr", "es", "bn", "zh")


@cache
def goods_words() -> GoodsWords:
    return GoodsWords.from_edition(open_edition(ROOT / "reference" / "2026.1"))


def found(text: str, least: float = USED) -> dict[str, float]:
    return {one.good_id: one.confidence for one in goods_words().read_one(text) if one.confidence >= least}


def roles(text: str) -> dict[str, str]:
    return {one.good_id: one.role for one in goods_words().read_one(text) if one.confidence >= USED}


def cases(name: str) -> list[tuple[str, str, str]]:
    with (CASES / name).open(encoding="utf-8", newline="") as file:
        return [
            (row["input"], row["language"], row["expected"]) for row in csv.DictReader(file, delimiter=";")
        ]


def is_right(text: str, expected: str) -> bool:
    """`a|b`: both; `a/b`: either; nothing: no good that would be scored."""
    read = found(text)
    if not expected:
        return not read
    return all(any(good in read for good in either.split("/")) for either in expected.split("|"))


@pytest.mark.parametrize("name", ["unseen.csv", "unseen_harder.csv"])
@pytest.mark.parametrize("language", ["hs", *LANGUAGES])
def test_nine_in_ten_of_what_buyers_write_is_read(name: str, language: str) -> None:
    wanted = [(text, expected) for text, kind, expected in cases(name) if kind == language and expected]
    missed = [(text, sorted(found(text))) for text, expected in wanted if not is_right(text, expected)]
    assert len(wanted) >= 20
    assert len(missed) <= 0.1 * len(wanted), missed


@pytest.mark.parametrize("name", ["unseen.csv", "unseen_harder.csv"])
def test_what_is_no_listed_good_gets_none(name: str) -> None:
    texts = [text for text, _, expected in cases(name) if not expected]
    assert len(texts) >= 25
    assert [(text, found(text)) for text in texts if found(text)] == []


@pytest.mark.parametrize(
    ("written", "good"),
    [
        ("0901.11", "coffee"),
        ("901.11", "coffee"),
        ("9011100", "coffee"),
        ("9011100.0", "coffee"),
        ("901", "coffee"),
        ("0901 11 00", "coffee"),
        ("0901-11-00", "coffee"),
        ("HS 0901", "coffee"),
        ("61.09", "garments"),
        ("6109.1", "garments"),
        ("6109100012", "garments"),
        ("61", "garments"),
        ("Zolltarifnummer 6109 10 00", "garments"),
        ("8541.40", "solar-cells"),
    ],
)
def test_a_customs_code_is_read_however_it_is_written(written: str, good: str) -> None:
    read = goods_words().read_one(written)
    assert good in {one.good_id for one in read}
    assert {one.how for one in read} == {"hs"}


def test_a_subheading_says_more_than_its_heading() -> None:
    assert list(found("0801.32")) == ["cashews"]
    assert "shrimp" not in found("0306.14")
    assert found("8507.10") == {}


def test_years_prices_and_percentages_are_no_codes() -> None:
    for text in ("since 2002", "100% polyester 2020", "EUR 1.234,00", "99999999"):
        assert all(one.how != "hs" for one in goods_words().read_one(text)), text


def test_a_long_run_of_digits_is_no_code() -> None:
    assert all(one.how != "hs" for one in goods_words().read_one("hs " + "1" * 10_000 + "a"))


def test_code_and_words_together_give_one_reading() -> None:
    assert roles("HS 6109.10 cotton t-shirts") == {"garments": "direct", "cotton": "input"}


@pytest.mark.parametrize(
    "text",
    [
        "cotton t-shirts",
        "t-shirts en coton",
        "camisetas de algodón",
        "Baumwollhemden",
        "棉质T恤",
        "tops 95% cotton",
    ],
)
def test_the_material_of_a_good_is_an_input_and_not_a_good_of_its_own(text: str) -> None:
    read = roles(text)
    assert read["garments"] == "direct"
    assert read.get("cotton", "input") == "input"


def test_several_goods_in_one_cell_are_all_read() -> None:
    assert {"thread-yarn", "garments"} <= set(found("cotton yarn and garments"))
    assert {"garments", "footwear", "toys"} <= set(found("T-shirts / footwear; toys"))
    assert {"onions", "garlic"} <= set(found("পেঁয়াজ ও রসুন"))


def test_a_service_beside_a_good_spoils_only_its_own_part() -> None:
    assert found("coffee and tea consultancy") == {}
    assert "garments" in found("T-shirts, freight forwarding")
    assert "garments" in found("garment manufacturing services")


@pytest.mark.parametrize(
    "text",
    [
        "coffee machines",
        "Kaffeemaschinen",
        "machines à café",
        "咖啡机",
        "textile machinery",
        "glass cleaner",
        "leather chemicals",
    ],
)
def test_a_thing_for_or_around_a_good_is_not_the_good(text: str) -> None:
    assert not found(text, STATED)


def test_a_misspelt_word_is_an_assumption() -> None:
    frame = goods_words().read(pl.Series(["tobbaco"]))
    assert frame.row(0, named=True)["good_id"] == "tobacco"
    assert frame.row(0, named=True)["how"] == "spelling"
    assert frame["assumed"].to_list() == [True]


@pytest.mark.parametrize(
    "text", ["Conflict minerals", "spices", "Feuerwerk", "Nähgarn", "naehgarn", "CAFÉ", "ＣＯＦＦＥＥ"]
)
def test_case_accents_and_width_do_not_matter(text: str) -> None:
    assert found(text)


def test_every_name_the_list_ever_used_is_read_as_its_good() -> None:
    with (ROOT / "reference" / "curated" / "good_names.csv").open(encoding="utf-8", newline="") as file:
        names = [(row["name"], row["good_id"]) for row in csv.DictReader(file)]
    missed = [(name, good, found(name)) for name, good in names if found(name, STATED).get(good) is None]
    assert missed == []


def test_every_good_has_words_in_all_six_languages() -> None:
    edition = open_edition(ROOT / "reference" / "2026.1")
    held = edition.tables["good_synonyms"].group_by("good_id").agg(pl.col("language").unique())
    by_good = {good: set(languages) for good, languages in held.iter_rows()}
    goods = edition.tables["goods"]["good_id"].to_list()
    lacking = {good: set(LANGUAGES) - by_good.get(good, set()) for good in goods}
    assert {good: missing for good, missing in lacking.items() if missing} == {}


def test_the_frame_has_one_row_per_text_and_good_and_nulls_where_nothing_was_read() -> None:
    frame = goods_words().read(pl.Series(["cotton", "management consulting", None]))
    assert frame.schema == GOODS_SCHEMA
    assert frame.filter(pl.col("text") == "management consulting").row(0)[1:] == (None,) * 7
    assert frame["text"].n_unique() == 2


@pytest.mark.parametrize(
    "word",
    ["beams", "seats", "mango", "guava", "later", "connection", "estimates", "guarantee", "coral reef"],
)
def test_an_everyday_word_that_resembles_a_good_is_not_taken_for_a_slip(word: str) -> None:
    assert found(word) == {}


@pytest.mark.parametrize(
    ("typed", "good"),
    [
        ("onoins", "onions"),
        ("vanila", "vanilla"),
        ("cotten", "cotton"),
        ("potatos", "potatoes"),
        ("sneekers", "footwear"),
    ],
)
def test_a_slip_of_the_hand_is_forgiven(typed: str, good: str) -> None:
    assert good in found(typed)


@pytest.mark.parametrize(
    "text",
    [
        "brick-and-mortar shop", "tin roof painting", "copper pipe fitting labour", "corn plasters", "palm reading",
        "sand timer", "Fußballtickets", "coffee and tea services", "leather conditioner cream", "steel beams",
    ],
)  # fmt: skip
def test_a_good_in_the_name_of_something_else_is_not_scored(text: str) -> None:
    assert found(text) == {}


def test_the_answer_has_the_shape_of_the_command_line() -> None:
    answer = goods_words().answer("raw cotton")
    assert answer["input"] == "raw cotton"
    assert answer["read_as"]
    assert answer["goods"][0]["good"] == "Cotton"
    assert answer["goods"][0]["role"] == "direct"
    assert answer["goods"][0]["confidence"] >= STATED
    assert goods_words().answer("office cleaning services")["goods"] == []
