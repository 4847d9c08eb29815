"""The current entry of the list for each row of the grid, read once for both of its flags."""

import polars as pl

from tolpuddle.scoring.core.factors.contribution import contribution
from tolpuddle.scoring.core.factors.facts import Facts
from tolpuddle.scoring.core.rules import FactorRule


def current_entries(facts: Facts) -> pl.DataFrame:
    """iso3, good_id, child, forced, downstream (only so), source_rows: entries of the current edition."""
    return (
        facts.listed.filter(pl.col("edition_year") == facts.latest)
        .group_by("iso3", "good_id")
        .agg(
            pl.col("child").fill_null(False).any(),
            pl.col("forced").fill_null(False).any(),
            pl.col("downstream").fill_null(False).all(),
            source_rows=pl.col("source_row").drop_nulls().unique().sort().str.join(", "),
        )
        .sort("iso3", "good_id")
    )


def for_what() -> pl.Expr:
    """The words of an entry: forced labour, child labour, or both."""
    return (
        pl.when(pl.col("forced") & pl.col("child"))
        .then(pl.lit("forced labour and child labour"))
        .when(pl.col("forced"))
        .then(pl.lit("forced labour"))
        .otherwise(pl.lit("child labour"))
    )


def entry_source(facts: Facts) -> pl.Expr:
    """Dataset, edition and row of an entry."""
    return pl.format(f"US Department of Labor, List of Goods {facts.latest}, row {{}}", "source_rows")


def flag_contribution(facts: Facts, rule: FactorRule, flag: str, words: str) -> pl.DataFrame:
    """One row per row of the grid: the weight where the current entry has the flag, less for downstream goods (R7)."""
    frame = facts.grid.join(current_entries(facts), on=["iso3", "good_id"], how="left", maintain_order="left")
    has = pl.col(flag).fill_null(False)
    known = pl.col("good_id").is_not_null() & pl.col("iso3").is_not_null()
    weight = pl.when(pl.col("downstream")).then(rule.number("downstream")).otherwise(1.0)
    by = pl.when(pl.col("downstream")).then(pl.lit(", through its materials")).otherwise(pl.lit(""))
    return contribution(
        frame,
        points=pl.when(has).then(rule.points * weight).otherwise(0.0),
        known=known,
        low=pl.lit(0.0),
        high=pl.lit(rule.points),
        value=pl.when(has).then(pl.lit("listed")).otherwise(pl.lit("not listed")),
        reason=pl.when(known & has)
        .then(
            pl.format(
                f"Listed by the US Department of Labor ({facts.latest} edition) for {{}}{{}}: {{}}, {{}}",
                for_what() if flag == "forced" else pl.lit(words),
                by,
                "good_name",
                "country_name",
            )
        )
        .when(known)
        .then(
            pl.format(f"No entry for {words}, which proves nothing: {{}}, {{}}", "good_name", "country_name")
        )
        .otherwise(pl.lit("Country or goods unknown: the list cannot be read")),
        source=pl.when(has)
        .then(entry_source(facts))
        .otherwise(pl.lit(f"US Department of Labor, List of Goods {facts.latest}")),
    )
