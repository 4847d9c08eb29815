"""Numbers of one supplier, rounded and written exactly as the frame rounds and writes them."""

import polars as pl

from tolpuddle.scoring.core.points import DECIMALS


def rounded(value: float, decimals: int = DECIMALS) -> float:
    """As polars rounds: scaled, to the nearest whole number, halves to even; minus zero becomes zero."""
    scale = 10.0**decimals
    return round(value * scale) / scale + 0.0


def bounded(points: float) -> float:
    """A sum of points as an index from 0 to 100."""
    return min(max(rounded(points), 0.0), 100.0)


def written(value: float) -> str:
    """A decimal as polars writes it; Python's exponents start earlier."""
    text = repr(value)
    return text if "e" not in text else pl.Series([value]).cast(pl.String).item()
