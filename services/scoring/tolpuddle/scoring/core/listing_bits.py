"""What orders leave to be found out and which laws they touch, as bits of one column."""

from typing import Final

import polars as pl

ORDER_BITS: Final = ("uflpa", "import_order", "procurement", "name", "place", "goods", "material", "order")
"""Bits of the column order_bits: laws that orders touch, then what a person must find out."""


def has_order_bit(name: str) -> pl.Expr:
    """True where the column order_bits has this bit."""
    return (pl.col("order_bits") & pl.lit(1 << ORDER_BITS.index(name), pl.Int64)) != 0
