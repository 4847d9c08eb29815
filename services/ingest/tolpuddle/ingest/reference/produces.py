"""Which country makes a good: from openly licensed production and export statistics, and goods sold at home."""

from collections.abc import Sequence
from pathlib import Path
from typing import Final

import polars as pl

from tolpuddle.ingest.reference.hs import hs_goods
from tolpuddle.ingest.reference.table import Table, read_source
from tolpuddle.kernel.errors import EditionError

OPEN_EXPORTS: Final = "atlas_hs92_2016"
"""The one export table that may be passed on: the Atlas of Economic Complexity, 2016."""

OPEN_PRODUCTION: Final = (
    "bgs_wms",
    "fao_fishstat",
    "faostat_fo_gcam",
    "faostat_qcl_gcam",
    "faostat_qv",
    "owid_bgs2016",
    "owid_clio_usgs",
    "usgs_mcs2025",
    "usgs_mcs2026",
)

VALUES_OF_FEW: Final = "faostat_qv"
"""Values of the 25 countries that the tonnage table leaves out: they show that a good is made, not how much of it."""

SMALLEST_EXPORT_USD: Final = 1_000_000
"""Exports below this are re-exports, samples or returns as often as production."""

PART: Final = 0.5
"""Headings that hold a good less surely than this say nothing about who exports it."""


PUBLISHER: Final = (
    "FAO; US Geological Survey; British Geological Survey; Our World in Data; Growth Lab at Harvard; "
    "compiled by Tolpuddle"
)
LICENCE: Final = (
    "CC-BY-4.0; US Government work (public domain); BGS terms (© UKRI, facts with acknowledgement); MIT"
)
ATTRIBUTION: Final = (
    "FAO, FAOSTAT and FishStat. US Geological Survey. Contains British Geological Survey materials © UKRI. "
    "Our World in Data (CC BY 4.0). The Growth Lab at Harvard University, The Atlas of Economic Complexity."
)
RETRIEVED: Final = "2026-11-21"
"""Of production and exports, for every table that is compiled from them."""


def build(sources: Path, curated: Path) -> Sequence[Table]:
    """The table produces.csv: for every country and good the surest basis, production before exports.

    Raises: EditionError when a source is missing or an item of the production statistics is unknown.
    """
    production = _production(sources, curated)
    exports = _exports(sources, curated)
    at_home = _at_home(sources, curated)
    # Shares of exports and of production do not add up: where production is recorded only it counts.
    exports = exports.with_columns(
        share=pl.when(~pl.col("good_id").is_in(production["good_id"].unique().to_list())).then(
            pl.col("share")
        )
    )
    frame = (
        pl.concat([production, exports, at_home])
        .unique(["iso3", "good_id"], keep="first", maintain_order=True)
        .sort("iso3", "good_id")
        .with_columns(share=pl.col("share").round(6).cast(pl.String))
        .select("iso3", "good_id", "basis", "share", "year")
    )
    return (
        Table(
            file="produces.csv",
            frame=frame,
            title="Countries that produce, export or surely have a good at home, with their share of what is recorded",
            source=(
                "FAOSTAT and FishStat 2009-2023; USGS Mineral Commodity Summaries 2025 and 2026; British Geological "
                "Survey World Mineral Statistics; Clio Infra; Atlas of Economic Complexity, exports 2016"
            ),
            publisher=PUBLISHER,
            licence=LICENCE,
            attribution=ATTRIBUTION,
            retrieved=RETRIEVED,
            min_rows=8000,
            max_rows=45000,
            complete=False,
            note=(
                "Exports are not production: trading hubs appear. Goods sold at home are given to every country without "
                "a share; so are exporters of goods whose production is recorded. A country and good that is missing may still be made there on a small scale."
            ),
            dtypes={"share": "decimal", "year": "integer"},
        ),
    )


def _production(sources: Path, curated: Path) -> pl.DataFrame:
    """iso3, good_id, basis, share, year of the newest year of each country and item; shares within one statistic."""
    items = read_source(curated / "production_items.csv", ("good_id", "item"))
    facts = read_source(
        sources / "trade" / "production_facts.csv", ("iso3", "year", "item", "value", "unit", "source")
    )
    strange = items.join(facts, on="item", how="anti")["item"].unique().sort().to_list()
    if strange:
        raise EditionError(f"Production statistics do not have the items {', '.join(strange[:5])}.")
    newest = (
        facts.filter(pl.col("source").is_in(OPEN_PRODUCTION) & pl.col("iso3").str.contains(r"^[A-Z]{3}$"))
        .with_columns(amount=pl.col("value").cast(pl.Float64, strict=False))
        .filter(pl.col("amount") > 0)
        .sort("year", descending=True)
        .unique(["iso3", "item", "unit", "source"], keep="first", maintain_order=True)
    )
    made = (
        newest.join(items, on="item")
        .group_by("iso3", "good_id", "unit", "source", maintain_order=True)
        .agg(amount=pl.col("amount").sum(), year=pl.col("year").max())
        .with_columns(share=pl.col("amount") / pl.col("amount").sum().over("good_id", "unit", "source"))
        .with_columns(share=pl.when(pl.col("source") != VALUES_OF_FEW).then(pl.col("share")))
    )
    return (
        made.sort("year", "share", descending=True, nulls_last=True)
        .unique(["iso3", "good_id"], keep="first", maintain_order=True)
        .select("iso3", "good_id", pl.lit("production").alias("basis"), "share", "year")
    )


def _exports(sources: Path, curated: Path) -> pl.DataFrame:
    """The same from exports of the headings that hold the good."""
    held = hs_goods(sources, curated).filter(
        (pl.col("code").str.len_chars() == 4) & (pl.col("confidence").cast(pl.Float64) >= PART)
    )
    facts = read_source(
        sources / "trade" / "exports_facts.csv", ("iso3", "year", "hs4", "value_usd", "source", "flag")
    )
    return (
        facts.filter((pl.col("source") == OPEN_EXPORTS) & pl.col("iso3").str.contains(r"^[A-Z]{3}$"))
        .with_columns(usd=pl.col("value_usd").cast(pl.Float64))
        .join(held, left_on="hs4", right_on="code")
        .group_by("iso3", "good_id", "year", maintain_order=True)
        .agg(pl.col("usd").sum())
        .with_columns(share=pl.col("usd") / pl.col("usd").sum().over("good_id"))
        .filter(pl.col("usd") >= SMALLEST_EXPORT_USD)
        .sort("good_id", "iso3")
        .select("iso3", "good_id", pl.lit("exports").alias("basis"), "share", "year")
    )


def _at_home(sources: Path, curated: Path) -> pl.DataFrame:
    """Every country for goods that are mostly sold where they are made; no share, no year."""
    goods = read_source(curated / "goods.csv", ("good_id", "sold_at_home")).filter(
        pl.col("sold_at_home") == "true"
    )
    countries = read_source(sources / "trade" / "countries.csv", ("iso3",)).drop_nulls().unique().sort("iso3")
    return countries.join(goods.select("good_id").sort("good_id"), how="cross").select(
        "iso3",
        "good_id",
        pl.lit("sold_at_home").alias("basis"),
        pl.lit(None, pl.Float64).alias("share"),
        pl.lit(None, pl.String).alias("year"),
    )
