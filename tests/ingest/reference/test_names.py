"""The tables of name words: what is refused, and what a small source gives."""

from pathlib import Path

import polars as pl
import pytest

from tolpuddle.ingest.reference import names
from tolpuddle.kernel.errors import EditionError

HEADER = ",".join(names.COLUMNS) + "\n"
WORDS = {
    "legal": "Ltd,ltd,legal_form,,Latn,\nS.A.,sa,legal_form,,Latn,end\n",
    "general": "Unit,unit,unit,,Latn,\n",
    "industry": "Textiles,textile,industry,en,Latn,\n紡織,textile,industry,zh,Hani,\n",
    "place": "Atlantis,atl,place,,Latn,\n",
    "han": "紡,纺,variant,zh,Hani,\n",
    "cantonese": "星,sing,sound,yue,Hani,\n",
}


@pytest.fixture
def folders(tmp_path: Path) -> tuple[Path, Path]:
    sources, curated = tmp_path / "sources", tmp_path / "curated"
    (sources / "entities").mkdir(parents=True)
    curated.mkdir()
    rows = "".join(f"Acme {word} Textiles Ltd,gleif_lei\n" for word in ("One", "Two", "Łódź", "Four"))
    (sources / "entities/facilities_sample.csv").write_text(
        "facility_name,source\n" + rows + "Secret Mills,another\n"
    )
    for file, text in WORDS.items():
        (curated / f"name_words_{file}.csv").write_text(HEADER + text)
    (curated / "country_aliases.csv").write_text(
        "alias,iso3,language,kind\nAtlantis,ATL,en,name\nAtlantide,ATL,fr,name\nAtl,ATL,en,code\nErewhon,ERE,en,name\nNirgendwo,ERE,de,name\n"
    )
    (curated / "places.csv").write_text(
        "name,iso3,alias,kind\nDhaka,BGD,ঢাকা,subdivision\nParis,FRA,Paris,subdivision\n"
    )
    return sources, curated


def built(folders: tuple[Path, Path]) -> dict[str, pl.DataFrame]:
    return {table.file: table.frame for table in names.build(*folders)}


def test_countries_take_the_word_that_curated_places_have(folders: tuple[Path, Path]) -> None:
    frame = built(folders)["name_words.csv"]
    read = dict(frame.filter(pl.col("kind") == "place").select("word", "canonical").iter_rows())
    assert read == {
        "Atlantis": "atl",
        "Atlantide": "atl",
        "Erewhon": "erewhon",
        "Nirgendwo": "erewhon",
        "ঢাকা": "dhaka",
    }


def test_rarity_counts_names_of_the_open_source_only(folders: tuple[Path, Path]) -> None:
    frame = built(folders)["name_word_rarity.csv"]
    assert dict(frame.iter_rows()) == {"acme": "0.0", "ltd": "0.0", "textile": "0.0"}


def test_tables_are_text_in_the_columns_that_the_reader_takes(folders: tuple[Path, Path]) -> None:
    tables = built(folders)
    assert tuple(tables["name_words.csv"].columns) == names.COLUMNS
    assert all(dtype == pl.String for frame in tables.values() for dtype in frame.dtypes)


@pytest.mark.parametrize(
    "row", ["Ltd,ltd,form,,Latn,", "Ltd,,legal_form,,Latn,", "Ltd,ltd,legal_form,,Latn,middle"]
)
def test_a_row_of_an_unknown_kind_or_place_is_refused(folders: tuple[Path, Path], row: str) -> None:
    (folders[1] / "name_words_legal.csv").write_text(HEADER + row + "\n")
    with pytest.raises(EditionError, match="name_words"):
        names.build(*folders)
