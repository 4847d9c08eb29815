"""Frames as files for people: CSV, XLSX, Parquet and NDJSON, with formula-like cells made harmless."""

from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

import polars as pl
import xlsxwriter

FORMULA_STARTS = r"^'*[=+\-@\t\r]"
"""A spreadsheet program may run a cell that starts so (OWASP: CSV injection)."""

XLSX_ROW_LIMIT = 1_048_575
"""Rows that a worksheet holds below its header."""

_NEUTRALISED = r"^'('*[=+\-@\t\r])"


def neutralise(frame: pl.DataFrame) -> pl.DataFrame:
    """Put an apostrophe before every text cell that a spreadsheet program could take for a formula."""
    text = pl.col(pl.String)
    return frame.with_columns(
        pl.when(text.str.contains(FORMULA_STARTS)).then(pl.lit("'") + text).otherwise(text).name.keep()
    )


def restore(frame: pl.DataFrame) -> pl.DataFrame:
    """Undo neutralise."""
    return frame.with_columns(pl.col(pl.String).str.replace(_NEUTRALISED, "${1}"))


def write_csv(frames: Iterator[pl.DataFrame], target: IO[bytes]) -> None:
    """Write frames of the same columns one after the other under one header, UTF-8, formula cells neutralised."""
    for number, frame in enumerate(frames):
        neutralise(frame).write_csv(target, include_header=number == 0)


def write_parquet(frames: Iterator[pl.DataFrame], schema: pl.Schema, target: Path) -> None:
    """Stream frames of one schema into a Parquet file; only a few are in memory at once."""
    from polars.io.plugins import register_io_source

    def source(
        with_columns: list[str] | None, predicate: pl.Expr | None, n_rows: int | None, batch_size: int | None
    ) -> Iterator[pl.DataFrame]:
        for frame in frames:
            selected = frame if with_columns is None else frame.select(with_columns)
            yield selected if predicate is None else selected.filter(predicate)

    register_io_source(source, schema=schema, is_pure=False).sink_parquet(target, compression="zstd")


class Workbook:
    """An XLSX file written row by row: text stays text, links and formulas are never made from it."""

    def __init__(self, target: Path | IO[bytes]) -> None:
        self._book: Any = xlsxwriter.Workbook(
            str(target) if isinstance(target, Path) else target,
            {
                "constant_memory": True,
                "strings_to_formulas": False,
                "strings_to_urls": False,
                "strings_to_numbers": False,
                "nan_inf_to_errors": True,
            },
        )
        self._bold: Any = self._book.add_format({"bold": True, "bottom": 1})

    def sheet(self, title: str, frames: Iterator[pl.DataFrame], widths: dict[str, int] | None = None) -> int:
        """Add a sheet with a frozen header row. Returns the rows written; stops at XLSX_ROW_LIMIT."""
        sheet: Any = self._book.add_worksheet(title[:31])
        sheet.freeze_panes(1, 0)
        line = 0
        for frame in frames:
            if line == 0:
                for index, name in enumerate(frame.columns):
                    sheet.set_column(index, index, (widths or {}).get(name, 14))
                    sheet.write_string(0, index, name, self._bold)
            for row in neutralise(frame).iter_rows():
                if line >= XLSX_ROW_LIMIT:
                    return line
                line += 1
                for index, cell in enumerate(row):
                    if isinstance(cell, str):
                        sheet.write_string(line, index, cell[:32_767])
                    elif isinstance(cell, bool):
                        sheet.write_boolean(line, index, cell)
                    elif cell is not None:
                        sheet.write_number(line, index, cell)
        return line

    def close(self) -> None:
        """Finish the file."""
        self._book.close()
