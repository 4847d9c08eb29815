"""What each factor says, for people and programs that ask."""

import polars as pl

from tolpuddle.scoring.core.factors.every import FACTORS
from tolpuddle.scoring.core.reference import Reference


def factors(reference: Reference) -> pl.DataFrame:
    """One row per factor in the order shown: id, description, points (the most it adds), coverage, reason, source."""
    rules = reference.rules.factors
    return pl.DataFrame(
        [
            (
                f.id,
                f.description,
                rules[f.id].points,
                rules[f.id].coverage,
                rules[f.id].reason,
                rules[f.id].source,
            )
            for f in FACTORS
        ],
        schema={
            "id": pl.String,
            "description": pl.String,
            "points": pl.Float64,
            "coverage": pl.Float64,
            "reason": pl.String,
            "source": pl.String,
        },
        orient="row",
    )
