"""Bands of an index, with the cut points of the edition."""

from typing import Final

import polars as pl

from tolpuddle.scoring.core.rules import BandRule

INSUFFICIENT: Final = "insufficient_data"


def band(index: pl.Expr, rule: BandRule) -> pl.Expr:
    """low, moderate, high or very_high; a band starts at its cut point."""
    return (
        pl.when(index >= rule.very_high)
        .then(pl.lit("very_high"))
        .when(index >= rule.high)
        .then(pl.lit("high"))
        .when(index >= rule.moderate)
        .then(pl.lit("moderate"))
        .otherwise(pl.lit("low"))
    )
