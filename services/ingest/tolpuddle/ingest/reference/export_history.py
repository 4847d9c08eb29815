"""Who exported a good around 1999 and in 2016: shares of the headings that hold it, and of wider ones that merely contain it."""

from pathlib import Path
from typing import Final

import polars as pl

from tolpuddle.ingest.reference.hs import hs_goods
from tolpuddle.ingest.reference.produces import OPEN_EXPORTS, PART, SMALLEST_EXPORT_USD
from tolpuddle.ingest.reference.r_data import read_r_frame
from tolpuddle.ingest.reference.table import read_source

OLD_EXPORTS: Final = "world_trade_avg_1998_to_2000.rda"
"""Mean yearly export of a country per partner that bought the product, SITC revision 2, US dollars of 2000."""
SMALLEST_MEAN_USD: Final = 100_000
"""Per partner, where the newer table has totals: a million sold to ten partners."""
RENAMED: Final = {"ROM": "ROU", "SCG": "SRB"}
"""Codes of that time; Serbia and Montenegro goes to the larger part, the Netherlands Antilles to none."""
YEARS: Final = (1999, 2016)


def export_shares(sources: Path, curated: Path) -> pl.DataFrame:
    """iso3, good_id and the shares exports_1999, exports_2016, heading_1999, heading_2016; null where it is below the smallest.

    `heading_` only for goods that no heading of that table holds by at least a half: the exporters of a wider one.

    Raises: EditionError when a source is missing.
    """
    parts = [
        _shares(_old(sources, curated), 1999, SMALLEST_MEAN_USD),
        _shares(_new(sources, curated), 2016, SMALLEST_EXPORT_USD),
    ]
    columns = [f"{kind}_{year}" for year in YEARS for kind in ("exports", "heading")]
    joined = parts[0].join(parts[1], on=["iso3", "good_id"], how="full", coalesce=True)
    return joined.select("iso3", "good_id", *columns).sort("iso3", "good_id")


def _shares(flows: pl.DataFrame, year: int, smallest: int) -> pl.DataFrame:
    """From iso3, good_id, wider, usd: the two columns of a year, rows below the smallest left out."""
    held = flows.filter(~pl.col("wider"))
    apart = flows.filter(pl.col("wider")).join(held, on="good_id", how="anti")
    return (
        pl.concat([held, apart])
        .sort("good_id", "iso3", "usd")
        .group_by("iso3", "good_id", "wider", maintain_order=True)
        .agg(pl.col("usd").sum())
        .with_columns(share=pl.col("usd") / pl.col("usd").sum().over("good_id"))
        .filter(pl.col("usd") >= smallest)
        .select(
            "iso3",
            "good_id",
            pl.when(~pl.col("wider")).then("share").alias(f"exports_{year}"),
            pl.when("wider").then("share").alias(f"heading_{year}"),
        )
    )


def _old(sources: Path, curated: Path) -> pl.DataFrame:
    flows = read_r_frame(sources / "trade" / "raw" / "ots_2017" / OLD_EXPORTS)
    held = read_source(curated / "good_sitc2.csv", ("good_id", "code", "wider"))
    return (
        flows.select(
            pl.col("country").str.to_uppercase().replace(RENAMED).alias("iso3"),
            pl.col("product").alias("code"),
            pl.col("value").alias("usd"),
        )
        .join(held.with_columns(pl.col("wider") == "true"), on="code")
        .join(_countries(sources), on="iso3", how="semi")
        .select("iso3", "good_id", "wider", "usd")
    )


def _new(sources: Path, curated: Path) -> pl.DataFrame:
    """The headings of curated goods, with how surely a heading is the good."""
    held = hs_goods(sources, curated).filter(pl.col("code").str.len_chars() == 4)
    held = held.with_columns(wider=pl.col("confidence").cast(pl.Float64) < PART)
    facts = read_source(sources / "trade" / "exports_facts.csv", ("iso3", "hs4", "value_usd", "source"))
    return (
        facts.filter((pl.col("source") == OPEN_EXPORTS) & pl.col("iso3").str.contains(r"^[A-Z]{3}$"))
        .with_columns(usd=pl.col("value_usd").cast(pl.Float64))
        .join(held, left_on="hs4", right_on="code")
        .join(_countries(sources), on="iso3", how="semi")
        .select("iso3", "good_id", "wider", "usd")
    )


def _countries(sources: Path) -> pl.DataFrame:
    known = read_source(sources / "trade" / "countries.csv", ("iso3",)).drop_nulls()
    return pl.concat([known, pl.DataFrame({"iso3": ["XKX"]})])
