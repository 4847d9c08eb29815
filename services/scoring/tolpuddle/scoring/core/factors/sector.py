"""sector: how work is organised there, whatever the country."""

import polars as pl

from tolpuddle.scoring.core.factors.contribution import contribution
from tolpuddle.scoring.core.factors.facts import Facts
from tolpuddle.scoring.core.rules import FactorRule


def contribute(facts: Facts, rule: FactorRule) -> pl.DataFrame:
    """Points of the stated sector, else of the sector of the good; one row per sector, the last one unknown (R9).

    Source: beside each sector of sectors.csv.
    """
    points = pl.col("inherent_points").clip(0.0, rule.points)
    known = pl.col("sector_id").is_not_null()
    return contribution(
        facts.sectors,
        points=points,
        known=known,
        low=pl.lit(0.0),
        high=points.max(),
        value=pl.col("sector_id"),
        reason=pl.when(known)
        .then(pl.format("{}: {}", "sector_name", "reason"))
        .otherwise(pl.lit("Sector unknown")),
        source=pl.coalesce("source", pl.lit(rule.source)),
    )
