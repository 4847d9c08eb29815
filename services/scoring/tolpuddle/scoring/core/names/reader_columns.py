"""The columns a reading has, and readings of single names laid out in them."""

from collections.abc import Sequence
from typing import Final

import polars as pl

from tolpuddle.scoring.core.names.reader_one import NameReading

READ_SCHEMA: Final[dict[str, pl.DataType]] = {
    "name": pl.String(),
    "folded": pl.String(),
    "tokens": pl.List(pl.String()),
    "kinds": pl.List(pl.UInt8()),
    "core": pl.String(),
    "numbers": pl.List(pl.String()),
    "units": pl.List(pl.String()),
    "form": pl.String(),
    "script": pl.String(),
    "alternates": pl.List(pl.String()),
    "skeleton": pl.String(),
}
"""Columns of `NameReader.read`."""


def frame_of(names: pl.Series, readings: Sequence[NameReading | None]) -> pl.DataFrame:
    """READ_SCHEMA rows of readings; None is the reading of a null name."""
    columns = {"name": names.cast(pl.String)}
    for column, dtype in READ_SCHEMA.items():
        if column == "name":
            continue
        empty: list[str] | None = [] if isinstance(dtype, pl.List) else None
        columns[column] = pl.Series(
            [empty if reading is None else getattr(reading, column) for reading in readings], dtype=dtype
        )
    return pl.DataFrame(columns)
