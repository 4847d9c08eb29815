"""Words of organisation names in many languages: legal forms, industries, places, units, numbers; and how rare words are."""

import math
from collections.abc import Sequence
from pathlib import Path
from typing import Final

import polars as pl

from tolpuddle.ingest.reference.table import Table, read_source
from tolpuddle.kernel.errors import EditionError

COLUMNS: Final = ("word", "canonical", "kind", "language", "script", "position")
KINDS: Final = (
    "legal_form",
    "industry",
    "place",
    "stop",
    "unit",
    "number",
    "common",
    "variant",
    "meaning",
    "sound",
)
POSITIONS: Final = ("end", "start", "number", "later", "unit")
FILES: Final = ("legal", "general", "industry", "place", "han", "cantonese")
"""Curated files name_words_<these>.csv, in the order in which they win where a word stands in two."""

PROVINCES_OF: Final = (
    "BGD", "CHN", "IDN", "IND", "KHM", "LKA", "MMR", "MYS", "NPL", "PAK", "PHL", "THA", "TKM", "TUR", "UZB", "VNM",
)  # fmt: skip
OPEN_SOURCE: Final = "gleif_lei"
"""Rows of the names whose words are counted: CC0."""
FEWEST: Final = 3
"""Names that must have a word for it to stand in the table; the others are as rare as can be."""


def build(sources: Path, curated: Path) -> Sequence[Table]:
    """Compile name_words.csv and name_word_rarity.csv.

    Raises: EditionError when a word has no canonical form, or an unknown kind or position; or the names are missing.
    """
    words = pl.concat([read_source(curated / f"name_words_{file}.csv", COLUMNS) for file in FILES])
    stray = words.filter(
        pl.col("word").is_null()
        | pl.col("canonical").is_null()
        | ~pl.col("kind").is_in(list(KINDS))
        | ~pl.col("position").fill_null("end").is_in(list(POSITIONS))
    )
    if stray.height:
        raise EditionError(f"name_words: {stray.height} rows are not as they should be: {stray.row(0)}.")
    words = pl.concat([words, _countries(curated, words), _provinces(curated)])
    words = words.unique(["word", "kind"], keep="first", maintain_order=True)
    names = read_source(sources / "entities" / "facilities_sample.csv", ("facility_name", "source"))
    return (_words_table(words), _rarity_table(_rarity(names, words)))


def _countries(curated: Path, words: pl.DataFrame) -> pl.DataFrame:
    """Names of countries in all languages -> the word the curated places have for the country, else its English name."""
    aliases = read_source(curated / "country_aliases.csv", ("alias", "iso3", "language", "kind"))
    english = aliases.filter((pl.col("kind") == "name") & (pl.col("language") == "en")).unique(
        "iso3", keep="first", maintain_order=True
    )
    places = words.filter(pl.col("kind") == "place").select(
        key=pl.col("word").str.to_lowercase(), canonical="canonical"
    )
    canonical = english.select("iso3", key=pl.col("alias").str.to_lowercase()).join(
        places.unique("key", keep="first", maintain_order=True), on="key", how="left", maintain_order="left"
    )
    known = canonical.select("iso3", canonical=pl.coalesce("canonical", _one_word("key")))
    return (
        aliases.filter(
            pl.col("kind").is_in(["name", "official", "former", "adjective"]) & _long_enough("alias")
        )
        .join(known, on="iso3", how="inner", maintain_order="left")
        .select(word="alias", canonical="canonical", language="language")
        .filter(pl.col("word") != "Jersey")  # the fabric
        .pipe(_as_places)
    )


def _provinces(curated: Path) -> pl.DataFrame:
    """Subdivisions of the countries where most factories are, by their names in all scripts."""
    places = read_source(curated / "places.csv", ("name", "iso3", "alias", "kind"))
    return (
        places.filter(
            (pl.col("kind") == "subdivision")
            & pl.col("iso3").is_in(list(PROVINCES_OF))
            & _long_enough("alias")
        )
        .select(word="alias", canonical=_one_word("name"), language=pl.lit(None, dtype=pl.String))
        .pipe(_as_places)
    )


def _as_places(frame: pl.DataFrame) -> pl.DataFrame:
    none = pl.lit(None, dtype=pl.String)
    return frame.select(
        "word", "canonical", kind=pl.lit("place"), language="language", script=none, position=none
    ).filter(pl.col("canonical") != "")


def _one_word(column: str) -> pl.Expr:
    plain = pl.col(column).str.normalize("NFKD").str.replace_all(r"\p{M}", "").str.to_lowercase()
    return plain.str.replace_all("[^a-z]", "")


def _long_enough(column: str) -> pl.Expr:
    """Latin names of three letters and fewer are more often words or initials."""
    return (pl.col(column).str.len_chars() > 3) | pl.col(column).str.contains(r"^[^\p{Latin}]{2,}$")


def _rarity(names: pl.DataFrame, words: pl.DataFrame) -> pl.DataFrame:
    """word, weight: 1 for a word in one name only, 0 for a word in every name; by the logarithm of how many have it."""
    canonical = (
        words.filter(
            ~pl.col("kind").is_in(["variant", "meaning", "sound"])
            & ~pl.col("canonical").str.contains(" ")
            & pl.col("word").str.contains(r"^[A-Za-z]+$")
        )
        .select(pl.col("word").str.to_lowercase(), "canonical")
        .unique("word", keep="first", maintain_order=True)
    )
    open_names = (
        names.filter(pl.col("source") == OPEN_SOURCE).get_column("facility_name").drop_nulls().unique()
    )
    plain = open_names.str.normalize("NFKD").str.replace_all(r"\p{M}", "").str.to_lowercase()
    counted = (
        pl.DataFrame({"name": pl.int_range(len(plain), eager=True), "word": plain.str.extract_all("[a-z]+")})
        .explode("word")
        .filter(pl.col("word").str.len_chars() > 1)
        .join(canonical, on="word", how="left")
        .select("name", word=pl.coalesce("canonical", "word"))
        .unique()
        .group_by("word")
        .len("names")
        .filter(pl.col("names") >= FEWEST)
        .sort("word")
    )
    scale = math.log(len(plain))
    weight = 1 - pl.col("names").cast(pl.Float64).log() / scale
    return counted.select("word", weight=weight.round(3).cast(pl.String))


def _rarity_table(frame: pl.DataFrame) -> Table:
    return Table(
        file="name_word_rarity.csv",
        frame=frame,
        title="How rare a word is among the names of legal entities",
        source="Names of 17,103 legal entities of the GLEIF golden copy, October 2025, chosen by a word of an industry",
        publisher="Global Legal Entity Identifier Foundation",
        licence="CC0-1.0",
        attribution="Names of legal entities: GLEIF (CC0).",
        retrieved="2026-11-22",
        min_rows=1_000,
        max_rows=20_000,
        complete=False,
        note=f"weight: 1 - log(names with the word) / log(names). Words of fewer than {FEWEST} names are left out and count 1.",
        dtypes={"weight": "decimal"},
    )


def _words_table(frame: pl.DataFrame) -> Table:
    return Table(
        file="name_words.csv",
        frame=frame,
        title="Words of organisation names in many languages, and what each stands for",
        source=(
            "Collected by hand; names of countries and provinces of this edition; organisation types and words of opensanctions/rigour 1.2; Cantonese readings of "
            "ToJyutping 3.2, respelt as Hong Kong does"
        ),
        publisher="Tolpuddle; OpenSanctions; Cantonese Computational Linguistics Infrastructure Development Workgroup",
        licence="Apache-2.0; MIT; BSD-2-Clause; Unicode-3.0; GeoNames CC-BY-4.0",
        attribution="Some legal forms and words: OpenSanctions rigour (MIT). Country names: Unicode CLDR. Cantonese readings: ToJyutping (BSD-2-Clause).",
        retrieved="2026-11-22",
        min_rows=6_000,
        max_rows=40_000,
        complete=False,
        note=(
            "canonical: what the word is read as, several words apart by a space. position: where in a name the kind holds "
            "(end, start, number = before a number, later = not first, unit = after a unit word; empty = anywhere). "
            "kind=variant: a Han character and the one it is read as. kind=meaning: a Han word and its English. "
            "kind=sound: a Han character and its Cantonese sound as Hong Kong spells it."
        ),
    )
