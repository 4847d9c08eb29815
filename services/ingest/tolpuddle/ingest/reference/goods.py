"""Goods of the list with their sectors and headings, the words people write for them, and words that mean none."""

from collections.abc import Sequence
from pathlib import Path
from typing import Final

import polars as pl

from tolpuddle.ingest.reference.hs import hs_goods
from tolpuddle.ingest.reference.table import Table, read_source
from tolpuddle.kernel.errors import EditionError

WHOLE: Final = 0.95
"""A heading mapped with at least this confidence is the good; below, only part of the heading is."""

_PUBLISHER: Final = "Tolpuddle"
_LICENCE: Final = "Apache-2.0"
_ATTRIBUTION: Final = "Tolpuddle contributors"
_WRITTEN: Final = "2026-11-22"


def build(sources: Path, curated: Path) -> Sequence[Table]:
    """The tables goods.csv, good_synonyms.csv and goods_guards.csv.

    Raises: EditionError when a curated file is missing, or names a good that goods.csv does not have.
    """
    goods = _goods(sources, curated)
    return (
        Table(
            file="goods.csv",
            frame=goods,
            title="Every good the list named from 2012 to 2022, direct or downstream, under its latest name",
            source="List of Goods, editions 2012-2022; sector, customs headings and sold_at_home are our own reading",
            note="sold_at_home: mostly sold where it is made, so no trade statistic shows who makes it.",
            min_rows=150,
            max_rows=260,
            complete=True,
            dtypes={"sold_at_home": "boolean"},
            publisher=_PUBLISHER,
            licence=_LICENCE,
            attribution=_ATTRIBUTION,
            retrieved=_WRITTEN,
        ),
        Table(
            file="good_synonyms.csv",
            frame=_synonyms(curated, goods),
            title="Words that people write for a good, by language, and how surely they mean it",
            source="Compiled by hand",
            note="A leading = wants the accents as written, a leading ~ the word alone in its cell.",
            min_rows=3000,
            max_rows=40000,
            complete=False,
            dtypes={"confidence": "decimal"},
            publisher=_PUBLISHER,
            licence=_LICENCE,
            attribution=_ATTRIBUTION,
            retrieved=_WRITTEN,
        ),
        Table(
            file="goods_guards.csv",
            frame=_guards(curated),
            title="Words that change what a word for a good means: services, machines, packaging, qualifiers",
            source="Compiled by hand",
            min_rows=1000,
            max_rows=20000,
            complete=False,
            note="Words met so far; a word that is not here changes nothing.",
            publisher=_PUBLISHER,
            licence=_LICENCE,
            attribution=_ATTRIBUTION,
            retrieved=_WRITTEN,
        ),
    )


def _goods(sources: Path, curated: Path) -> pl.DataFrame:
    """good_id, name, dol_sector, sector_id, hs4 (joined by ;), heading_match (whole, part or none), sold_at_home."""
    goods = read_source(curated / "goods.csv", ("good_id", "name", "dol_sector", "sector_id", "sold_at_home"))
    headings = (
        hs_goods(sources, curated)
        .filter(pl.col("code").str.len_chars() == 4)
        .with_columns(sure=pl.col("confidence").cast(pl.Float64))
        .filter(pl.col("sure") >= pl.min_horizontal(pl.lit(0.5), pl.col("sure").max().over("good_id")))
        .sort("good_id", "code")
        .group_by("good_id", maintain_order=True)
        .agg(hs4=pl.col("code").str.join(";"), sure=pl.col("sure").max())
    )
    return (
        goods.join(headings, on="good_id", how="left", maintain_order="left")
        .with_columns(
            heading_match=pl.when(pl.col("sure").is_null())
            .then(pl.lit("none"))
            .when(pl.col("sure") >= WHOLE)
            .then(pl.lit("whole"))
            .otherwise(pl.lit("part"))
        )
        .select("good_id", "name", "dol_sector", "sector_id", "hs4", "heading_match", "sold_at_home")
        .sort("good_id")
    )


def _synonyms(curated: Path, goods: pl.DataFrame) -> pl.DataFrame:
    """good_id, synonym, language, confidence; of words written twice for a good in a language the surest stays."""
    files = sorted(curated.glob("good_synonyms_*.csv"))
    if not files:
        raise EditionError("There are no files good_synonyms_<language>.csv among the curated tables.")
    frame = pl.concat(
        read_source(file, ("good_id", "confidence", "words")).with_columns(
            language=pl.lit(file.stem.removeprefix("good_synonyms_"))
        )
        for file in files
    )
    strange = frame.join(goods, on="good_id", how="anti")["good_id"].unique().sort().to_list()
    if strange:
        raise EditionError(f"Synonyms name goods that goods.csv does not have: {', '.join(strange)}.")
    names = read_source(curated / "good_names.csv", ("name", "good_id")).select(
        "good_id",
        pl.lit("1").alias("confidence"),
        ("~" + pl.col("name")).alias("words"),
        pl.lit("en").alias("language"),
    )
    return (
        pl.concat([frame, names])
        .with_columns(synonym=pl.col("words").str.split("|"))
        .explode("synonym")
        .with_columns(pl.col("synonym").str.strip_chars())
        .filter(pl.col("synonym") != "")
        .sort("good_id", "language", "synonym", "confidence", descending=[False, False, False, True])
        .unique(["good_id", "language", "synonym"], keep="first", maintain_order=True)
        .select("good_id", "synonym", "language", "confidence")
    )


def _guards(curated: Path) -> pl.DataFrame:
    """word, kind, language."""
    return (
        read_source(curated / "goods_guards.csv", ("kind", "language", "words"))
        .with_columns(word=pl.col("words").str.split("|"))
        .explode("word")
        .with_columns(pl.col("word").str.strip_chars())
        .filter(pl.col("word") != "")
        .select("word", "kind", "language")
        .unique()
        .sort("kind", "language", "word")
    )
