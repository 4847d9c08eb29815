"""Supplier lists of any shape: CSV, XLSX, Parquet, JSON and NDJSON to strings under the file's own headers."""

import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO

import polars as pl

from tolpuddle.ingest.header_row import SEARCHED_ROWS, HeaderRow, distinct, find_header
from tolpuddle.ingest.header_words import HeaderReading, read_headers
from tolpuddle.ingest.readers.any_grid import read_grid
from tolpuddle.ingest.readers.grid import LINE, PROBLEM, Grid
from tolpuddle.ingest.readers.json_rows import is_json
from tolpuddle.ingest.readers.sniff import Document, kind_of, take
from tolpuddle.kernel.errors import UnusableInputError

KINDS = ("csv", "xlsx", "xls", "parquet", "json")

SURPLUS = "(surplus cell {})"
"""Name of a cell beyond the last header."""

BROKEN_LINE = "(line)"
"""Name of the column of a line that is no row."""

BROKEN_WHY = "(why the line is no row)"


@dataclass(frozen=True, slots=True)
class RawTable:
    """A list as it came: strings under its own headers, without the columns about single people."""

    headers: tuple[str, ...]
    """As written; made different where a file repeats one."""
    reading: HeaderReading
    first_row_number: int
    """Number of the first row below the header, as the file counts."""
    kind: str
    encoding: str | None
    notes: tuple[str, ...]
    rows: Callable[[], Iterator[pl.DataFrame]]
    """Batches of all rows below the header, blank ones too, columns as in headers, then surplus ones, then BROKEN_LINE and BROKEN_WHY.

    May be called again; raises UnusableInputError when the document turns out damaged.
    """
    surplus: tuple[str, ...] = ()
    """Columns for cells beyond the last header."""
    broken_lines: bool = False
    """Whether there are lines that are no rows: columns BROKEN_LINE and BROKEN_WHY, null in all other rows."""
    name: str = ""
    keeps: object = None

    @property
    def frame(self) -> pl.DataFrame:
        """All rows at once; for lists that fit in memory."""
        batches = list(self.rows())
        if not batches:
            return pl.DataFrame(schema=dict.fromkeys(self.headers, pl.String))
        return pl.concat(batches)


def read(
    source: Path | str | IO[bytes],
    header_map: Mapping[str, str] | None = None,
    *,
    kind: str | None = None,
    name: str | None = None,
) -> RawTable:
    """Read a supplier list; "-" is stdin. kind (one of KINDS) overrides what the content looks like.

    Raises: UnusableInputError, with one sentence, when there is no supplier list in it.
    """
    if source == "-" or source == Path("-"):
        document = take(sys.stdin.buffer, name or "The input")
    else:
        document = take(source, name)
    if kind is not None and kind not in KINDS:
        raise UnusableInputError(
            f"{kind} is no kind of list that is read here; there are {', '.join(KINDS)}."
        )
    found = _kind(kind) if kind is not None else kind_of(document)
    grid = read_grid(document, found)
    header = _header(document, grid, header_map or {})
    names = header.names[: header.width]
    if found != "text" and grid.names is None:
        names = distinct([*names, *([""] * (grid.width - len(names)))])
    reading = read_headers(names, header_map)
    if "name" not in reading.columns:
        raise UnusableInputError(_no_name(document, names))
    keep = [place for place, one in enumerate(names) if one not in reading.personal]
    surplus = range(header.width, grid.width) if found == "text" else range(0)
    skip = header.index + header.rows if grid.names is None else 0
    selection = [pl.col(f"c{place}").alias(names[place]) for place in keep] + [
        pl.col(f"c{place}").alias(SURPLUS.format(number)) for number, place in enumerate(surplus, start=1)
    ]
    if grid.broken_lines:
        selection += [pl.col(LINE).alias(BROKEN_LINE), pl.col(PROBLEM).alias(BROKEN_WHY)]

    def rows() -> Iterator[pl.DataFrame]:
        left = skip
        for batch in grid.batches():
            part = batch.slice(left)
            left = max(0, left - batch.height)
            if part.height:
                yield part.select(selection)

    if next(rows(), None) is None:
        raise UnusableInputError(f"{document.name} has a header but no suppliers below it.")
    notes = [*grid.notes]
    if header.index and grid.names is None:
        notes.append(f"The header was found in row {grid.first_row + header.index}.")
    if header.rows == 2:
        notes.append("Two rows were read as the header.")
    return RawTable(
        headers=tuple(names[place] for place in keep),
        reading=reading,
        first_row_number=grid.first_row + skip,
        kind="csv" if found == "text" else found,
        encoding=grid.encoding,
        notes=(*notes, *reading.notes()),
        rows=rows,
        surplus=tuple(SURPLUS.format(number) for number, _ in enumerate(surplus, start=1)),
        broken_lines=grid.broken_lines,
        name=document.name,
        keeps=document,
    )


def _kind(kind: str) -> str:
    return "text" if kind == "csv" else kind


def _header(document: Document, grid: Grid, header_map: Mapping[str, str]) -> HeaderRow:
    if grid.names is not None:
        return HeaderRow(-1, 0, distinct(grid.names), len(grid.names))
    first = next(grid.batches(), None)
    rows = first.head(SEARCHED_ROWS + 1).rows() if first is not None else []
    if not any(cell and cell.strip() for row in rows for cell in row):
        raise UnusableInputError(f"{document.name} is empty: its first {SEARCHED_ROWS} rows hold nothing.")
    header = find_header(rows, header_map)
    if header is None:
        if is_json(document):
            raise UnusableInputError(
                f"{document.name} is JSON, but holds no suppliers: each is an object, in a list or on a line of its own."
            )
        filled = [[cell for cell in row if cell] for row in rows if any(row)]
        names = filled[0]
        raise UnusableInputError(_no_name(document, names))
    return header


def _no_name(document: Document, names: Sequence[str]) -> str:
    shown = ", ".join(name[:40] for name in names[:12])
    return (
        f"No column of {document.name} is known as the supplier's name (columns: {shown}): "
        "say which one is, as in --map 'Column=name'."
    )
