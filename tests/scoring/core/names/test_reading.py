"""Names of over twenty languages read word by word, and what holds of every text there is."""

import string
from pathlib import Path
from typing import Any

import polars as pl
import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.scoring.editions import shipped
from tolpuddle.kernel.edition import Edition
from tolpuddle.kernel.errors import EditionError
from tolpuddle.scoring.core.names.reader import READ_SCHEMA, NameReader
from tolpuddle.scoring.core.names.reader_columns import frame_of
from tolpuddle.scoring.core.names.scripts import one_skeleton

READER = NameReader.from_edition(shipped())
LETTERS = "WLIPSUNC"
CASES: list[dict[str, Any]] = yaml.safe_load(
    (Path(__file__).resolve().parents[3] / "cases/names/reading.yaml").read_text(encoding="utf8")
)
NAMES = [name for group in CASES for name in group["cases"]]


def shown(name: str) -> str:
    reading = READER.read_one(name)
    kinds = [f"({LETTERS[kind & 15]})" if kind & 16 else LETTERS[kind] for kind in reading.kinds]
    return " ".join(f"{token}/{kind}" for token, kind in zip(reading.tokens, kinds, strict=True))


@pytest.mark.parametrize(("name", "read"), [pair for group in CASES for pair in group["cases"].items()])
def test_a_name_is_read_word_by_word(name: str, read: str) -> None:
    assert shown(name) == read


def test_over_twenty_languages_are_read() -> None:
    assert len({group["language"] for group in CASES}) > 20


def in_bulk(names: list[str | None]) -> pl.DataFrame:
    return READER.bulk.read(pl.Series(names, dtype=pl.String)).select(
        pl.col(name).cast(dtype) for name, dtype in READ_SCHEMA.items()
    )


def one_by_one(names: list[str | None]) -> pl.DataFrame:
    readings = [None if name is None else READER.read_one(name) for name in names]
    return frame_of(pl.Series(names, dtype=pl.String), readings)


def test_a_column_is_read_as_its_names_are_one_by_one() -> None:
    names = [
        *NAMES,
        None,
        "",
        "()",
        "(((",
        "A & (B) & C",
        "a b (c d)",
        "PT",
        "S.A.",
        "Ltd",
        "and",
        "Unit",
        "U 2 (U 3)",
    ]
    assert in_bulk(names).equals(one_by_one(names))


PARTS = st.sampled_from(
    [*"ABcz19", "Ltd", "Co", "Hong", "Kong", "Unit", "U", "II", "S.A.", "PT", "and", "&", "(", ")", "[", ".", "-", "'", "é",
     "ß", "İ", "№", "新疆", "纺织", "ООО", "textilesltd", "unit14", "2nd", "joint", "stock", "company", "of", "i", "x", "v"]
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(st.lists(st.lists(PARTS, max_size=9).map(" ".join), min_size=1, max_size=8))
def test_bulk_and_single_agree_whatever_is_put_together(names: list[str]) -> None:
    assert in_bulk(list(names)).equals(one_by_one(list(names)))


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=60))
def test_any_text_is_read_and_the_same_each_time(text: str) -> None:
    first, again = READER.read_one(text), READER.read_one(text)
    assert first == again
    assert in_bulk([text, "Acme Ltd"])[:1].equals(one_by_one([text]))
    assert len(first.tokens) == len(first.kinds) == len(first.surfaces)
    assert first.core or not any(char in string.ascii_letters + string.digits for char in text)


@pytest.mark.parametrize(
    "text",
    ["\x00", "a\x00b", "🙂", "🧵 Textile 🧵 Ltd", "\u202eltd\u202c", "\u200f\u200e", "x" * 10_000, "新" * 10_000, "a b " * 2_500,
     "(" * 500, "\ud83d", "ﷺ", "１２３株式会社", "\u0301", "\u0e31", "𝐀𝐜𝐦𝐞 𝐋𝐭𝐝"],
)  # fmt: skip
def test_strange_text_is_read_without_failing(text: str) -> None:
    reading = READER.read_one(text)
    assert all(token.isascii() for token in reading.tokens)


def test_marks_of_direction_change_nothing() -> None:
    assert READER.read_one("\u202bشركة الخليج\u202c").tokens == READER.read_one("شركة الخليج").tokens


def test_the_batch_does_not_matter() -> None:
    names = pl.Series([*NAMES, *(f"Acme {n} Textile Ltd" for n in range(500))])
    whole = READER.read(names)
    assert whole.equals(pl.concat([READER.read(names[:7]), READER.read(names[7:])]))
    assert READER.read(names.reverse()).reverse().equals(whole)


def test_a_null_name_stays_null() -> None:
    row = READER.read(pl.Series([None], dtype=pl.String)).row(0, named=True)
    assert row["name"] is None
    assert row["core"] is None
    assert row["tokens"] == []


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("新疆中泰纺织有限公司", "Xinjiang Zhongtai Textile Co., Ltd."),
        ("ООО «Ромашка»", "Romashka LLC"),
        ("寰宇科技有限公司", "Huanyu Technology Co. Ltd"),
        ("Hotan Taida Apparel Co., Ltd.", "和田泰达服装有限公司"),
    ],
)
def test_a_name_reads_alike_in_two_scripts(one: str, other: str) -> None:
    assert sorted(READER.read_one(one).tokens) == sorted(READER.read_one(other).tokens)


def test_zhong_tai_and_zhongtai_agree_without_spaces() -> None:
    cores = {
        READER.read_one(name).core.replace(" ", "")
        for name in ("Zhong Tai Ltd", "Zhongtai Ltd", "中泰有限公司")
    }
    assert cores == {"zhongtai"}


@pytest.mark.parametrize(
    ("name", "form"),
    [
        ("Acme Limited", "limited"),
        ("柏力有限公司", "limited"),
        ("Acme Company", "company"),
        ("柏力公司", "company"),
        ("ЗАО Ромашка", "limited"),
        ("Acme", ""),
        ("Acme Cooperative", "cooperative"),
    ],
)
def test_a_legal_form_means_the_same_in_any_language(name: str, form: str) -> None:
    assert READER.read_one(name).form == form


@pytest.mark.parametrize(
    ("name", "units", "numbers"),
    [
        ("Acme Ltd Unit-2", ["2"], ["2"]),
        ("Acme Ltd (Unit-II)", ["2"], ["2"]),
        ("Acme Ltd", [], []),
        ("Acme Unit B", ["b"], []),
        ("Acme Branch", ["branch"], []),
        ("Acme Mill 007", ["7"], ["7"]),
    ],
)
def test_a_part_of_a_company_is_told(name: str, units: list[str], numbers: list[str]) -> None:
    row = READER.read(pl.Series([name])).row(0, named=True)
    assert (row["units"], row["numbers"]) == (units, numbers)


def test_other_readings_are_kept() -> None:
    assert "beta trading" in READER.read_one("Acme Ltd (formerly Beta Trading Co)").alternates
    assert "kangaroo" in READER.read_one("Acme (Kangaroo) Ltd").alternates
    assert {"xin xing", "san sing", "new star"} & set(READER.read_one("新星公司").alternates) >= {
        "xin xing",
        "new star",
    }


def test_arabic_and_latin_meet_without_vowels() -> None:
    arabic = READER.read_one("شركة الخليج للنسيج")
    latin = READER.read_one("Al Khaleej Textile Company")
    assert arabic.skeleton == READER.skeletons(pl.Series([latin.core])).item()


@given(st.lists(st.text(alphabet="abkhqszptdwy ", max_size=20), min_size=1, max_size=5))
def test_a_skeleton_is_the_same_alone_and_in_a_column(cores: list[str]) -> None:
    assert READER.skeletons(pl.Series(cores)).to_list() == [one_skeleton(core) for core in cores]


def test_a_rare_word_weighs_more() -> None:
    weights = READER.weights(pl.Series(["ltd", "steel", "zhongtai", None]))
    assert weights[0] < weights[1] < weights[2] == 1.0
    assert weights[3] is None


def test_an_edition_without_words_is_refused() -> None:
    with pytest.raises(EditionError):
        NameReader.from_edition(Edition("empty", {}, {}, {}))
