"""Shares of world output as they were known in past years, and who exports goods that are only a part of a heading."""

from collections.abc import Sequence
from pathlib import Path
from typing import Final

import polars as pl

from tolpuddle.ingest.reference.goods import build as build_goods
from tolpuddle.ingest.reference.produces import (
    ATTRIBUTION,
    LICENCE,
    OPEN_EXPORTS,
    OPEN_PRODUCTION,
    PUBLISHER,
    RETRIEVED,
    SMALLEST_EXPORT_USD,
    VALUES_OF_FEW,
)
from tolpuddle.ingest.reference.produces import build as build_produces
from tolpuddle.ingest.reference.table import Table, read_source

YEARS: Final = tuple(range(2010, 2025, 2))
"""share_<year>: from each statistic's newest value of that year or before."""
EXPORTS: Final = "share_exports_2016"


def build(sources: Path, curated: Path) -> Sequence[Table]:
    """The table production_history.csv: iso3, good_id, basis, share_2010 ... share_2024, share_exports_2016.

    Raises: EditionError when a source is missing.
    """
    produces = build_produces(sources, curated)[0].frame
    exports = produces.filter((pl.col("basis") == "exports") & pl.col("share").is_not_null())
    exports = exports.select("iso3", "good_id", "basis", pl.col("share").cast(pl.Float64))
    goods = next(table.frame for table in build_goods(sources, curated) if table.file == "goods.csv")
    unseen = goods.select("good_id", "hs4").join(produces, on="good_id", how="anti")
    trade = pl.concat([exports, _parts(sources, unseen)])
    production = _production(sources, curated)
    frame = pl.concat([production, trade.rename({"share": EXPORTS})], how="diagonal").unique(
        ["iso3", "good_id"], keep="first", maintain_order=True
    )
    shares = [*(f"share_{year}" for year in YEARS), EXPORTS]
    frame = (
        frame.with_columns(pl.col(shares).round_sig_figs(3))
        .filter(pl.any_horizontal(pl.col(shares).is_not_null()) | (pl.col("basis") != "production"))
        .sort("iso3", "good_id")
        .cast(pl.String)
    )
    return (_table(frame, shares),)


def _parts(sources: Path, unseen: pl.DataFrame) -> pl.DataFrame:
    """Exporters of the headings that hold goods for which nothing else is recorded: iso3, good_id, basis, share."""
    facts = read_source(sources / "trade" / "exports_facts.csv", ("iso3", "hs4", "value_usd", "source"))
    headings = unseen.with_columns(pl.col("hs4").str.split(";")).explode("hs4")
    return (
        facts.filter((pl.col("source") == OPEN_EXPORTS) & pl.col("iso3").str.contains(r"^[A-Z]{3}$"))
        .with_columns(usd=pl.col("value_usd").cast(pl.Float64))
        .join(headings, on="hs4")
        .group_by("iso3", "good_id", maintain_order=True)
        .agg(pl.col("usd").sum())
        .with_columns(share=pl.col("usd") / pl.col("usd").sum().over("good_id"))
        .filter(pl.col("usd") >= SMALLEST_EXPORT_USD)
        .sort("iso3", "good_id")
        .select("iso3", "good_id", pl.lit("part_of_heading").alias("basis"), "share")
    )


def _production(sources: Path, curated: Path) -> pl.DataFrame:
    items = read_source(curated / "production_items.csv", ("good_id", "item"))
    facts = (
        read_source(
            sources / "trade" / "production_facts.csv", ("iso3", "year", "item", "value", "unit", "source")
        )
        .filter(pl.col("source").is_in(OPEN_PRODUCTION) & pl.col("iso3").str.contains(r"^[A-Z]{3}$"))
        .with_columns(
            year=pl.col("year").cast(pl.Int64), amount=pl.col("value").cast(pl.Float64, strict=False)
        )
        .filter((pl.col("amount") > 0) & (pl.col("source") != VALUES_OF_FEW))
    )
    known = [_known_in(facts, items, year) for year in YEARS]
    keys = pl.concat([frame.select("iso3", "good_id") for frame in known]).unique().sort("iso3", "good_id")
    keys = keys.with_columns(basis=pl.lit("production"))
    for frame in known:
        keys = keys.join(frame, on=["iso3", "good_id"], how="left", maintain_order="left")
    return keys


def _known_in(facts: pl.DataFrame, items: pl.DataFrame, year: int) -> pl.DataFrame:
    """iso3, good_id, share_<year>: the newest statistic's share, from values of the year and before."""
    newest = (
        facts.filter(pl.col("year") <= year)
        .sort("year", "iso3", "item", "unit", "source", descending=[True, False, False, False, False])
        .unique(["iso3", "item", "unit", "source"], keep="first", maintain_order=True)
    )
    made = (
        newest.join(items, on="item")
        .group_by("iso3", "good_id", "unit", "source", maintain_order=True)
        .agg(pl.col("amount").sum(), pl.col("year").max())
        .with_columns(share=pl.col("amount") / pl.col("amount").sum().over("good_id", "unit", "source"))
    )
    return (
        made.sort("year", "share", "source", descending=[True, True, False])
        .unique(["iso3", "good_id"], keep="first", maintain_order=True)
        .select("iso3", "good_id", pl.col("share").alias(f"share_{year}"))
    )


def _table(frame: pl.DataFrame, shares: Sequence[str]) -> Table:
    return Table(
        file="production_history.csv",
        frame=frame,
        title="Share of recorded world output of a good per country, as known in past years, for the model's back-test",
        source=(
            "FAOSTAT and FishStat; USGS Mineral Commodity Summaries 2025 and 2026; British Geological Survey World "
            "Mineral Statistics; Clio Infra; Atlas of Economic Complexity, exports 2016"
        ),
        publisher=PUBLISHER,
        licence=LICENCE,
        attribution=ATTRIBUTION,
        retrieved=RETRIEVED,
        min_rows=8000,
        max_rows=40000,
        complete=False,
        note=(
            "Exports are those of 2016: no openly licensed table of other years is held, so the back-tests from lists "
            "before 2018 know the trade of 2016; docs/model_card.md shows them without it too. "
            "part_of_heading: nothing but the heading that holds the good is recorded."
        ),
        dtypes=dict.fromkeys(shares, "decimal"),
    )
