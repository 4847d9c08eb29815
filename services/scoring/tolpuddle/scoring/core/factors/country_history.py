"""country_history: how many other goods of the country were ever listed."""

import polars as pl

from tolpuddle.scoring.core.factors.contribution import contribution
from tolpuddle.scoring.core.factors.facts import Facts
from tolpuddle.scoring.core.rules import FactorRule


def contribute(facts: Facts, rule: FactorRule) -> pl.DataFrame:
    """Points grow with the logarithm of the number of other goods; the good itself does not count (R6).

    Unknown where the country is unknown. Source: US Department of Labor list, all editions held.
    """
    full = rule.number("full_at")
    ever = facts.listed.select("iso3", "good_id").unique()
    total = ever.group_by("iso3").agg(goods=pl.len())
    frame = (
        facts.grid.select("iso3", "name", "good_id")
        .join(total, on="iso3", how="left", maintain_order="left")
        .join(ever.with_columns(own=pl.lit(1)), on=["iso3", "good_id"], how="left", maintain_order="left")
        .with_columns(others=pl.col("goods").fill_null(0).cast(pl.Int64) - pl.col("own").fill_null(0))
    )
    others = pl.col("others")
    known = pl.col("iso3").is_not_null()
    return contribution(
        frame,
        points=rule.points * ((1 + others).log() / (pl.lit(1.0) + full).log()).clip(0.0, 1.0),
        known=known,
        low=pl.lit(0.0),
        high=pl.lit(rule.points),
        value=others,
        reason=pl.when(known)
        .then(pl.format(f"{{}}: {{}} other goods listed since {facts.first}", "name", others))
        .otherwise(pl.lit("Country unknown: its other goods are unknown")),
        source=pl.lit(f"US Department of Labor list, editions {facts.first} to {facts.latest}"),
    )
