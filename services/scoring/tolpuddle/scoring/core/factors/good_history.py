"""good_history: for how many other countries the good was ever listed."""

import polars as pl

from tolpuddle.scoring.core.factors.contribution import contribution
from tolpuddle.scoring.core.factors.facts import Facts
from tolpuddle.scoring.core.rules import FactorRule


def contribute(facts: Facts, rule: FactorRule) -> pl.DataFrame:
    """Points grow with the logarithm of the number of other countries; the country's own entries do not count (R6).

    Unknown where the good is unknown. Source: US Department of Labor list, all editions held.
    """
    full = rule.number("full_at")
    ever = facts.listed.select("iso3", "good_id").unique()
    total = ever.group_by("good_id").agg(everywhere=pl.len())
    frame = (
        facts.grid.select("iso3", "good_id", "good_name")
        .join(total, on="good_id", how="left", maintain_order="left")
        .join(ever.with_columns(own=pl.lit(1)), on=["iso3", "good_id"], how="left", maintain_order="left")
        .with_columns(others=pl.col("everywhere").fill_null(0).cast(pl.Int64) - pl.col("own").fill_null(0))
    )
    others = pl.col("others")
    known = pl.col("good_id").is_not_null()
    return contribution(
        frame,
        points=rule.points * ((1 + others).log() / (pl.lit(1.0) + full).log()).clip(0.0, 1.0),
        known=known,
        low=pl.lit(0.0),
        high=pl.lit(rule.points),
        value=others,
        reason=pl.when(known)
        .then(pl.format(f"{{}}: listed for {{}} other countries since {facts.first}", "good_name", others))
        .otherwise(pl.lit("Goods unknown: how widely they are listed is unknown")),
        source=pl.lit(f"US Department of Labor list, editions {facts.first} to {facts.latest}"),
    )
