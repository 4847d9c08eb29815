"""What was known of production and exports in past years: since when a good is on record, and shares of the world."""

from collections.abc import Sequence
from pathlib import Path
from typing import Final

import polars as pl

from tolpuddle.ingest.reference.export_history import export_shares
from tolpuddle.ingest.reference.produces import (
    ATTRIBUTION,
    LICENCE,
    OPEN_PRODUCTION,
    PUBLISHER,
    RETRIEVED,
    VALUES_OF_FEW,
)
from tolpuddle.ingest.reference.table import Table, read_source

YEARS: Final = tuple(range(2010, 2025, 2))
"""share_<year>: from each statistic's newest value of that year or before."""
EXPORTS: Final = ("exports_1999", "exports_2016", "heading_1999", "heading_2016")


def build(sources: Path, curated: Path) -> Sequence[Table]:
    """The table production_history.csv: iso3, good_id, made_since, share_2010 ... share_2024, exports and headings of two years.

    Raises: EditionError when a source is missing.
    """
    shares = [*(f"share_{year}" for year in YEARS), *EXPORTS]
    frame = (
        _production(sources, curated)
        .join(export_shares(sources, curated), on=["iso3", "good_id"], how="full", coalesce=True)
        .with_columns(pl.col(shares).round_sig_figs(3))
        .select("iso3", "good_id", "made_since", *shares)
        .sort("iso3", "good_id")
        .cast(pl.String)
    )
    return (_table(frame, shares),)


def _production(sources: Path, curated: Path) -> pl.DataFrame:
    """iso3, good_id, made_since (first year on record) and one share per year of YEARS."""
    items = read_source(curated / "production_items.csv", ("good_id", "item"))
    facts = (
        read_source(
            sources / "trade" / "production_facts.csv", ("iso3", "year", "item", "value", "unit", "source")
        )
        .filter(pl.col("source").is_in(OPEN_PRODUCTION) & pl.col("iso3").str.contains(r"^[A-Z]{3}$"))
        .with_columns(
            year=pl.col("year").cast(pl.Int64), amount=pl.col("value").cast(pl.Float64, strict=False)
        )
        .filter(pl.col("amount") > 0)
    )
    keys = (
        facts.join(items, on="item")
        .group_by("iso3", "good_id")
        .agg(made_since=pl.col("year").min())
        .sort("iso3", "good_id")
    )
    weighed = facts.filter(pl.col("source") != VALUES_OF_FEW)
    for year in YEARS:
        keys = keys.join(
            _known_in(weighed, items, year), on=["iso3", "good_id"], how="left", maintain_order="left"
        )
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
        title="What was known of the production and exports of a good per country in past years, for the model",
        source=(
            "FAOSTAT and FishStat; USGS Mineral Commodity Summaries 2025 and 2026; British Geological Survey World "
            "Mineral Statistics; Clio Infra; Atlas of Economic Complexity, exports 2016; the R package "
            "economiccomplexity, mean exports 1998 to 2000"
        ),
        publisher=f"{PUBLISHER.removesuffix('; compiled by Tolpuddle')}; economiccomplexity authors; compiled by Tolpuddle",
        licence=f"{LICENCE}; Apache-2.0",
        attribution=f"{ATTRIBUTION} economiccomplexity (Apache-2.0), from UN Comtrade by way of Open Trade Statistics.",
        retrieved=RETRIEVED,
        min_rows=12000,
        max_rows=60000,
        complete=False,
        note=(
            "made_since is the first year a held statistic records production; the oldest begins in 2009. "
            "exports_1999 is the share in the mean yearly export per partner, 1998 to 2000, of SITC revision 2 products: "
            "a mean per partner, not a total, so it weighs sellers to few partners too high; 100,000 US dollars and more. "
            "exports_2016 is the share in totals, 1 million US dollars and more. heading_ is the same of a wider "
            "heading, for goods that no heading holds by half. A model of a list of a year knows nothing younger than "
            "two years before it."
        ),
        dtypes={"made_since": "integer", **dict.fromkeys(shares, "decimal")},
    )
