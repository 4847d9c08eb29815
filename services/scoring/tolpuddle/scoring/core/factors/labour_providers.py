"""labour_providers: share of the workforce that labour providers supply."""

from typing import Final

import polars as pl

from tolpuddle.scoring.core.points import rounded
from tolpuddle.scoring.core.rules import FactorRule

DESCRIPTION: Final = (
    "The weight times the share of workers supplied by labour providers; not stated: unknown. Does not apply to "
    "labour suppliers themselves, whose sector says it."
)


def points(rule: FactorRule, share: pl.Expr) -> pl.Expr:
    """Points of a share from 0 to 1 (R11)."""
    return rounded(rule.points * share.clip(0.0, 1.0))


def texts(rule: FactorRule) -> pl.DataFrame:
    """percent (0 to 100), value, reason; one row for each percent."""
    return pl.DataFrame({"percent": range(101)}).select(
        "percent",
        value=pl.format("{}%", "percent"),
        reason=pl.format("{}% of workers come from labour providers", "percent"),
        source=pl.lit(rule.source),
    )
