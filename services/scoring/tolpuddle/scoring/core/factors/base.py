"""base: where every index starts."""

import polars as pl

from tolpuddle.scoring.core.factors.contribution import contribution
from tolpuddle.scoring.core.factors.facts import Facts
from tolpuddle.scoring.core.rules import FactorRule


def contribute(facts: Facts, rule: FactorRule) -> pl.DataFrame:
    """The same points for every row of the grid: the odds before anything is known (R4)."""
    return contribution(
        facts.grid,
        points=pl.lit(rule.points),
        known=pl.lit(True),
        value=pl.lit(f"{rule.points:g}"),
        reason=pl.lit("Starting point of every index"),
        source=pl.lit(rule.source),
    )
