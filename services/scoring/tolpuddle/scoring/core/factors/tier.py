"""tier: steps from the buyer; each takes away visibility and leverage."""

from typing import Final

import polars as pl

from tolpuddle.scoring.core.rules import FactorRule

DESCRIPTION: Final = "Points for each step beyond the direct supplier, up to the weight; not stated: unknown."
STEPS: Final = 12
"""Tiers are read from 1 to 12; more count as 12."""


def contributions(rule: FactorRule) -> pl.DataFrame:
    """tier (0 = unknown, 1 to 12), points, low, high, known, value, reason, source (R11)."""
    per_step = rule.number("per_step")
    return pl.DataFrame({"tier": range(STEPS + 1)}).select(
        "tier",
        points=(pl.when(pl.col("tier") > 0).then((pl.col("tier") - 1) * per_step).otherwise(0.0)).clip(
            0.0, rule.points
        ),
        high=pl.when(pl.col("tier") > 0)
        .then(((pl.col("tier") - 1) * per_step).clip(0.0, rule.points))
        .otherwise(rule.points),
        known=pl.col("tier") > 0,
        value=pl.when(pl.col("tier") > 0).then(pl.col("tier").cast(pl.String)),
        reason=pl.when(pl.col("tier") > 0)
        .then(pl.format("Tier {} of the supply chain", "tier"))
        .otherwise(pl.lit("Tier unknown")),
        source=pl.lit(rule.source),
    )
