"""What a factor says about each line of its table: points, range, value, reason, source."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, Literal

import polars as pl

from tolpuddle.scoring.core.factors.facts import Facts
from tolpuddle.scoring.core.points import rounded
from tolpuddle.scoring.core.rules import FactorRule

COLUMNS: Final = ("points", "low", "high", "known", "value", "reason", "source")
"""points, low, high (Float64; equal where known), known (Boolean), value (String; null: unknown), reason, source."""

Level = Literal["locality", "pair", "sector", "supplier"]


@dataclass(frozen=True, slots=True)
class Factor:
    """One factor of exposure."""

    id: str
    description: str
    """Published: what it says and how it is computed."""
    level: Level
    """What it depends on: a locality, a locality and good, a sector, or answers of the supplier."""
    contribute: Callable[[Facts, FactorRule], pl.DataFrame] | None
    """For tables of localities (one row per locality), pairs (one per row of the grid) and sectors; None: per supplier, and
    the base and the prior, which prior.py lays all at once."""


def contribution(
    frame: pl.DataFrame,
    *,
    points: pl.Expr,
    known: pl.Expr,
    value: pl.Expr,
    reason: pl.Expr,
    source: pl.Expr,
    low: pl.Expr | None = None,
    high: pl.Expr | None = None,
) -> pl.DataFrame:
    """The rows of a frame as contributions; where not known, points are 0 and the range is low to high."""
    unknown_low = pl.lit(0.0) if low is None else low
    unknown_high = pl.lit(0.0) if high is None else high
    shown = pl.when(known).then(points).otherwise(pl.lit(0.0))
    return frame.with_columns(
        points=rounded(shown.fill_null(0.0)),
        low=rounded(pl.when(known).then(points).otherwise(unknown_low).fill_null(0.0)),
        high=rounded(pl.when(known).then(points).otherwise(unknown_high).fill_null(0.0)),
        known=known.fill_null(False),
        value=pl.when(known).then(value.cast(pl.String)),
        reason=reason.cast(pl.String),
        source=source.cast(pl.String),
    ).select(COLUMNS)
