"""The points scale: 50 is even odds, ten points double them; every number is rounded to four decimals."""

import math
from typing import Final

import polars as pl

EVEN_ODDS_INDEX: Final = 50.0
POINTS_PER_DOUBLING: Final = 10.0
DECIMALS: Final = 4
"""Points carry four decimals, so that sums come out the same in any order and on any machine (R3)."""


def from_odds(odds: float) -> float:
    """The index of given odds (above 0): 1 -> 50, 2 -> 60, 0.5 -> 40."""
    return round(EVEN_ODDS_INDEX + POINTS_PER_DOUBLING * math.log2(odds), DECIMALS)


def rounded(points: pl.Expr) -> pl.Expr:
    """Points as they are stored; minus zero becomes zero."""
    return points.round(DECIMALS) + 0.0


def bounded(points: pl.Expr) -> pl.Expr:
    """A sum of points as an index from 0 to 100."""
    return rounded(points).clip(0.0, 100.0)
