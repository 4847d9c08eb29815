"""base: where every index starts."""

from typing import Final

import polars as pl

from tolpuddle.scoring.core.factors.contribution import contribution
from tolpuddle.scoring.core.factors.facts import Facts
from tolpuddle.scoring.core.rules import FactorRule

DESCRIPTION: Final = "The odds of the average pair of country and good that the model looks at, as points: where every index starts (R4, R6)."


def base_contribution(facts: Facts, rule: FactorRule, points: float) -> pl.DataFrame:
    """The same points for every row of the grid: the average candidate of the model, moved to the scale of the index (R4)."""
    return contribution(
        facts.grid,
        points=pl.lit(points),
        known=pl.lit(True),
        value=pl.lit(f"{points:g}"),
        reason=pl.lit("Starting point of every index: the average pair of country and good"),
        source=pl.lit(rule.source),
    )
