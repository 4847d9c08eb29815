"""Who produces what: production statistics where they are open, every country for goods that are sold at home."""

from collections.abc import Sequence
from pathlib import Path
from typing import Final

import polars as pl

from tolpuddle.ingest.reference.table import Table, read_source
from tolpuddle.kernel.errors import EditionError

SINCE: Final = 2014
"""Older production says little about today's suppliers."""

OPEN_SOURCES: Final = ("faostat", "fao_fishstat", "usgs", "bgs", "owid")
"""Beginnings of the source ids whose facts may ship. Export values are left out: their terms are not open."""

COLUMNS: Final = ("iso3", "good_id", "basis", "share", "year")


def build(sources: Path, curated: Path) -> Sequence[Table]:
    """The table produces.csv.

    Raises: EditionError when a source lacks a column or a good has no id.
    """
    names = read_source(curated / "good_names.csv", ("name", "good_id"))
    goods = read_source(curated / "goods.csv", ("good_id", "sold_at_home"))
    countries = read_source(sources / "trade" / "countries.csv", ("iso3",)).get_column("iso3").to_list()
    crosswalk = read_source(sources / "trade" / "good_crosswalk_curated.csv", ("good", "production_items"))
    facts = read_source(
        sources / "trade" / "production_facts.csv", ("iso3", "year", "item", "value", "unit", "source")
    )
    items = _items(crosswalk, names)
    produced = _produced(facts, items).filter(pl.col("iso3").is_in([*countries, "XKX"]))
    at_home = goods.filter(pl.col("sold_at_home") == "true").select("good_id")
    home = at_home.join(pl.DataFrame({"iso3": sorted({*countries, "XKX"})}), how="cross").join(
        produced, on=["iso3", "good_id"], how="anti"
    )
    frame = pl.concat(
        [
            produced.select(COLUMNS),
            home.select(
                "iso3",
                "good_id",
                pl.lit("sold_at_home").alias("basis"),
                pl.lit(None, pl.String).alias("share"),
                pl.lit(None, pl.String).alias("year"),
            ),
        ]
    ).sort("good_id", "iso3")
    if frame.select("iso3", "good_id").is_duplicated().any():
        raise EditionError("A row of produces.csv stands there twice.")
    return (_table(frame),)


def _items(crosswalk: pl.DataFrame, names: pl.DataFrame) -> pl.DataFrame:
    """good_id, item: which production statistics are about which good."""
    joined = crosswalk.join(names, left_on="good", right_on="name", how="left")
    lost = joined.filter(pl.col("good_id").is_null()).get_column("good").to_list()
    if lost:
        raise EditionError(f"The crosswalk names goods without an id: {', '.join(lost)}.")
    return (
        joined.select("good_id", pl.col("production_items").str.split("|").alias("item"))
        .explode("item")
        .filter(pl.col("item").is_not_null() & (pl.col("item") != ""))
        .unique()
    )


def _produced(facts: pl.DataFrame, items: pl.DataFrame) -> pl.DataFrame:
    """iso3, good_id, basis, share, year: a share of the world's total in the newest year of each statistic.

    Items of one good in one unit and source are added; of several statistics the largest share counts.
    """
    open_facts = facts.filter(
        pl.any_horizontal(pl.col("source").str.starts_with(prefix) for prefix in OPEN_SOURCES)
    ).with_columns(pl.col("year").cast(pl.Int64), pl.col("value").cast(pl.Float64))
    wanted = open_facts.filter((pl.col("value") > 0) & (pl.col("year") >= SINCE)).join(items, on="item")
    newest = wanted.filter(pl.col("year") == pl.col("year").max().over("item", "source", "unit", "iso3"))
    statistic = ["good_id", "source", "unit"]
    by_country = newest.group_by(*statistic, "iso3").agg(pl.col("value").sum(), pl.col("year").max())
    shares = by_country.with_columns(share=pl.col("value") / pl.col("value").sum().over(statistic))
    return (
        shares.group_by("iso3", "good_id")
        .agg(pl.col("share").max(), pl.col("year").max())
        .sort("good_id", "iso3")
        .with_columns(
            pl.lit("production").alias("basis"),
            pl.col("share").round(6).cast(pl.String),
            pl.col("year").cast(pl.String),
        )
    )


def _table(frame: pl.DataFrame) -> Table:
    return Table(
        file="produces.csv",
        frame=frame,
        title="Countries that produce a good of the list, with their share of recorded production where there is one",
        source="FAOSTAT and FAO FishStat production; USGS Mineral Commodity Summaries; BGS World Mineral Statistics",
        publisher="Food and Agriculture Organization; US Geological Survey; British Geological Survey; Our World in Data",
        licence="BGS terms (© UKRI, facts with acknowledgement); CC-BY-4.0; US Government work (public domain)",
        attribution="FAO; US Geological Survey; contains British Geological Survey materials © UKRI; Our World in Data",
        retrieved="2026-11-21",
        min_rows=8_000,
        max_rows=40_000,
        complete=False,
        note="Manufactured goods have no openly licensed production figures by country: they have no rows, which "
        "means unknown. Statistics list leading producers only for many minerals.",
        dtypes={"share": "decimal", "year": "integer"},
    )
