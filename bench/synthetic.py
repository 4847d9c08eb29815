"""Synthetic supplier lists: every country, 10,000 distinct goods strings, seeded, the same bytes each time."""

import random
import sys
from pathlib import Path

import polars as pl

from tolpuddle.desk import editions

DISTINCT_GOODS = 10_000
QUALITIES = (
    "organic", "woven", "raw", "processed", "dyed", "frozen", "recycled", "premium", "bulk", "grade A", "unbleached", "refined",
    "hand made", "industrial", "export quality", "washed", "cut", "printed", "mixed", "packed", "sorted", "milled", "dried", "fresh",
)  # fmt: skip
FORMS = (
    "",
    "parts",
    "sets",
    "in bags",
    "by weight",
    "for export",
    "semi-finished",
    "finished",
    "samples",
    "assorted",
)
OTHER = (
    "bearings",
    "paper cups",
    "plastic granules",
    "office chairs",
    "steel pipes",
    "paint",
    "cables",
    "printing services",
    "logistics",
    "packaging film",
)


def suppliers(count: int, seed: int = 1834) -> pl.DataFrame:
    """A supplier list as a buyer would have it: count rows, some cells empty."""
    edition = editions.open_edition(None)
    names = edition.tables["goods"].get_column("name").to_list() + list(OTHER)
    countries = edition.tables["countries"].get_column("name").to_list()
    draw = random.Random(seed)
    goods = sorted(
        {
            f"{quality} {name.lower()} {form}".strip()
            for quality in QUALITIES
            for name in names
            for form in FORMS
        }
    )
    goods = draw.sample(goods, min(DISTINCT_GOODS, len(goods)))
    row = pl.int_range(count, eager=True)
    base = pl.DataFrame({"n": row}).with_columns(
        a=(pl.col("n") * 2654435761) % 4294967296,
        b=(pl.col("n") * 40503 + 12345) % 1000003,
        c=(pl.col("n") * 69069 + 1) % 2147483647,
    )
    shares = pl.Series("share", [round(i / 50, 2) for i in range(51)])
    return base.select(
        ("S" + pl.col("n").cast(pl.String).str.zfill(8)).alias("Supplier ID"),
        ("Example Works " + pl.col("a").cast(pl.String)).alias("Supplier name"),
        pl.when(pl.col("b") % 41 == 0).then(None).otherwise(pl.lit(pl.Series(countries)).gather(pl.col("a") % len(countries))).alias("Country"),
        pl.when(pl.col("c") % 31 == 0).then(None).otherwise(pl.lit(pl.Series(goods)).gather(pl.col("c") % len(goods))).alias("Products"),
        (1 + pl.col("b") % 4).alias("Tier"),
        pl.when(pl.col("b") % 3 == 0).then(None).otherwise(5 + pl.col("c") % 4000).alias("Workers"),
        pl.when(pl.col("b") % 5 < 3).then(None).otherwise(pl.lit(shares).gather(pl.col("a") % 51)).alias("Share of migrant workers"),
        pl.when(pl.col("b") % 7 < 5).then(None).otherwise(pl.lit(pl.Series(["yes", "no"])).gather(pl.col("a") % 2)).alias("Workers pay recruitment fees"),
    )  # fmt: skip


def write(count: int, target: Path) -> Path:
    """Write a synthetic list as CSV. Returns target."""
    suppliers(count).write_csv(target)
    return target


if __name__ == "__main__":
    write(int(sys.argv[1]), Path(sys.argv[2]))
