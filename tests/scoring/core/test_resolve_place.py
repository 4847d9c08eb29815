"""Xinjiang is found in four scripts, in addresses before names; a street that bears its name is not the place."""

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.cases.places.edition import cases, edition
from tolpuddle.kernel.edition import Edition
from tolpuddle.kernel.errors import EditionError
from tolpuddle.scoring.core.resolve_place import PLACE_SCHEMA, PlaceWords

WORDS = PlaceWords.from_edition(edition())


def read(text: str, iso3: str | None, how: str = "address") -> pl.DataFrame:
    return WORDS.read(pl.Series([text]), pl.Series([iso3], dtype=pl.String), how=how)


@pytest.mark.parametrize("case", cases("xinjiang.csv"), ids=lambda case: f"{case['text']}@{case['iso3']}")
def test_a_place_is_found_or_not(case: dict[str, str]) -> None:
    found = read(case["text"], case["iso3"])
    assert found.get_column("place_id").to_list() == ([case["place_id"]] if case["place_id"] else [])


@pytest.mark.parametrize("script", ["latn", "hani", "arab", "cyrl"])
def test_every_name_that_is_xinjiangs_own_is_found_in_its_script(script: str) -> None:
    names = (
        edition()
        .tables["places"]
        .filter((pl.col("place_id") == "CN-XJ") & (pl.col("script") == script) & (pl.col("kind") != "shared"))
    )
    found = WORDS.read(names.get_column("alias"), pl.Series(["CHN"] * names.height))
    missed = names.join(found, left_on="alias", right_on="text", how="anti")
    assert names.height > 100
    assert missed.height <= names.height // 100, missed


def test_a_name_is_weaker_evidence_than_an_address() -> None:
    name, address = read("Xinjiang Example Co", "CHN", "name"), read("Example Road, Xinjiang", "CHN")
    assert name.get_column("place_id").to_list() == address.get_column("place_id").to_list() == ["CN-XJ"]
    assert name.get_column("confidence").item() < 0.9 <= address.get_column("confidence").item()


def test_a_place_without_a_country_is_an_assumption() -> None:
    assert read("Urumqi", None).get_column("confidence").item() < 0.9


def test_two_subdivisions_in_one_address_leave_a_possibility() -> None:
    found = read("Example Xinjiang Branch, Shanghai", "CHN")
    assert found.get_column("place_id").item() == "CN-XJ"
    assert found.get_column("confidence").item() == 0.5


def test_only_pairs_with_a_place_have_a_row() -> None:
    texts = pl.Series(["Hotan", "Hotan", "nowhere", None], dtype=pl.String)
    found = WORDS.read(texts, pl.Series(["CHN", "CHN", "CHN", "CHN"]))
    assert found.schema == PLACE_SCHEMA
    assert found.rows() == [("Hotan", "CHN", "CN-XJ", "Hotan", 0.9, "address")]


def test_nothing_to_read_gives_an_empty_frame() -> None:
    empty = pl.Series([], dtype=pl.String)
    assert WORDS.read(empty, empty).schema == PLACE_SCHEMA


@settings(deadline=None)
@given(st.lists(st.text(max_size=60), max_size=5))
def test_no_text_breaks_the_reading(texts: list[str]) -> None:
    found = WORDS.read(pl.Series(texts, dtype=pl.String), pl.Series(["CHN"] * len(texts), dtype=pl.String))
    assert found.height <= len(texts)


def test_few_texts_and_many_are_read_alike() -> None:
    addresses = [case["text"] for case in cases("xinjiang.csv") if case["text"]]
    texts = pl.Series([f"{text}, {other}" for text in addresses for other in addresses[:9]])
    many = WORDS.read(texts, pl.Series(["CHN"] * len(texts)))
    few = pl.concat(
        WORDS.read(part, pl.Series(["CHN"] * len(part)))
        for part in (texts.slice(start, 50) for start in range(0, len(texts), 50))
    )
    assert len(texts) > 200
    assert many.sort("text").equals(few.unique().sort("text"))


def test_an_edition_without_places_is_refused_in_words() -> None:
    with pytest.raises(EditionError, match="lacks the table of places"):
        PlaceWords.from_edition(Edition("empty", {}, {}, {}))
