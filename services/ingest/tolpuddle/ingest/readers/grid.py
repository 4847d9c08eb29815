"""What every reader of lists hands over: cells as strings, in batches, row by row as the document counts them."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

import polars as pl

BATCH_ROWS = 50_000
"""Rows that a reader gives at once, at most."""

LINE = "line"
"""Column of a line that is no row, whole; null: the row is one."""

PROBLEM = "problem"
"""Column of the sentence that says why."""


@dataclass(frozen=True, slots=True)
class Grid:
    """A document before anybody knows which row is its header. Reading it twice gives the same."""

    width: int
    """Columns of every batch, named c0, c1, ... and all String; null is an empty cell."""
    batches: Callable[[], Iterator[pl.DataFrame]]
    """Opens the document from its first row. Raises: UnusableInputError when it turns out damaged."""
    names: tuple[str, ...] | None = None
    """Column names of a document that has them apart from its rows (Parquet, JSON); null: a row is the header."""
    first_row: int = 1
    """Number of the first row, as the document counts."""
    encoding: str | None = None
    sheet: str | None = None
    notes: tuple[str, ...] = ()
    stated: Mapping[str, str] | None = None
    """Names that the format itself gives a meaning, name -> supplier column (nested JSON); null: none."""
    broken_lines: bool = False
    """Whether the columns LINE and PROBLEM follow."""


def cell_names(width: int) -> list[str]:
    """Names of the columns of a grid."""
    return [f"c{i}" for i in range(width)]
