"""Tables of names for the matcher, from a file of any of the usual kinds; rows that cannot be used are named."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import polars as pl

from tolpuddle.ingest.readers.any_grid import read_grid
from tolpuddle.ingest.readers.grid import PROBLEM, Grid, cell_names
from tolpuddle.ingest.readers.sniff import Document, kind_of, take
from tolpuddle.kernel.country_words import CountryWords
from tolpuddle.kernel.errors import UnusableInputError

_OTHER_WORDS: Final[Mapping[str, tuple[str, ...]]] = {
    "query_id": ("id", "supplier_id"),
    "index_id": ("id", "entity_id", "order_id"),
    "name": ("entity_name", "entity", "supplier", "supplier_name", "company", "company_name"),
    "country": ("iso3", "country_code"),
}
"""Column -> headers that are read as it where it is not there itself."""

_BLANKS = "-. "
NO_SEVERAL: Final = 0.9
"""Below this confidence a country cell is a guess, and a guess is no evidence."""


@dataclass(frozen=True, slots=True)
class Refused:
    """A row or cell that cannot be used."""

    row: int
    """As the file counts: the header is 1."""
    column: str
    reason: str


@dataclass(frozen=True, slots=True)
class NameTable:
    """Rows that can be used, as text, and what could not be."""

    rows: pl.DataFrame
    """The columns asked for; ids and names never null, countries ISO3 or null."""
    refused: tuple[Refused, ...]
    """Rows that were left out."""
    unread: tuple[Refused, ...]
    """Countries that were not read; their rows count as of unknown country."""


def read_names(
    source: Path, id_column: str, names: Sequence[str], countries: Sequence[str], words: CountryWords
) -> NameTable:
    """Read a table with an id, one or more columns of names and of countries.

    A file without the id column gets the number of the row as id; one without a country column, unknown countries.

    Raises: UnusableInputError when it is no table, has no rows, or lacks a column of names.
    """
    document = take(source)
    grid = read_grid(document, kind_of(document))
    wanted = [id_column, *names, *countries]
    batches = list(grid.batches())
    whole = pl.concat(batches) if batches else pl.DataFrame()
    cells = whole.select(pl.col(cell_names(grid.width)).str.strip_chars().replace("", None))
    header, skip = _header(document, grid, cells, names)
    places = _places(header, wanted)
    if missing := [name for name in names if name not in places]:
        shown = ", ".join(each or "(blank)" for each in header[:12])
        raise UnusableInputError(
            f"{document.name} has no column {missing[0]}: its header must hold {', '.join(wanted)} (it has: {shown})."
        )
    numbered = cells.slice(skip).with_row_index("row", offset=grid.first_row + skip)
    if grid.broken_lines:
        numbered = numbered.with_columns(whole.get_column(PROBLEM).slice(skip))
    filled = numbered.filter(pl.any_horizontal(pl.exclude("row").is_not_null()))
    if filled.is_empty():
        raise UnusableInputError(f"{document.name} has a header but no rows below it.")
    rows = filled.select(
        "row",
        *(_cell(places.get(name)).alias(name) for name in wanted),
        surplus=pl.coalesce([f"c{place}" for place in range(len(header), grid.width)] or [pl.lit(None)]),
        problem=pl.col(PROBLEM) if grid.broken_lines else pl.lit(None, dtype=pl.String),
    ).with_columns(pl.col(id_column).fill_null(pl.col("row").cast(pl.String)))
    wrong = _wrong(rows, names, len(header))
    kept = rows.filter(~pl.col("row").is_in([each.row for each in wrong]))
    kept, unread = _with_iso3(kept, countries, words)
    return NameTable(kept.select(wanted), tuple(wrong), tuple(unread))


def _header(
    document: Document, grid: Grid, cells: pl.DataFrame, names: Sequence[str]
) -> tuple[list[str], int]:
    """Names of the columns, and how many rows they take: the first row that names a column of names, or the first."""
    if grid.names is not None:
        return [_folded(name) for name in grid.names], 0
    rows = [[_folded(cell or "") for cell in row] for row in cells.head(20).rows()]
    filled = [number for number, row in enumerate(rows) if any(row)]
    if not filled:
        raise UnusableInputError(f"{document.name} is empty.")
    at = next((n for n in filled if all(name in _places(rows[n], names) for name in names)), filled[0])
    width = max(place for place, name in enumerate(rows[at]) if name) + 1
    return rows[at][:width], at + 1


def _places(header: Sequence[str], wanted: Sequence[str]) -> dict[str, int]:
    found: dict[str, int] = {}
    for name in wanted:
        for word in (name, *_OTHER_WORDS.get(name, ())):
            if word in header and header.index(word) not in found.values():
                found[name] = header.index(word)
                break
    return found


def _folded(header: str) -> str:
    return "_".join(header.strip().lower().translate(dict.fromkeys(map(ord, _BLANKS), " ")).split())


def _cell(place: int | None) -> pl.Expr:
    return pl.lit(None, dtype=pl.String) if place is None else pl.col(f"c{place}")


def _wrong(rows: pl.DataFrame, names: Sequence[str], width: int) -> list[Refused]:
    found: list[Refused] = []
    empty = pl.any_horizontal(pl.col(name).is_null() for name in names)
    odd = rows.filter(empty | pl.col("surplus").is_not_null() | pl.col("problem").is_not_null())
    for row in odd.iter_rows(named=True):
        if row["problem"] is not None:
            found.append(Refused(row["row"], "the line", str(row["problem"])))
        elif row["surplus"] is not None:
            reason = f"“{row['surplus'][:40]}” stands beyond the last header: put names that hold the separator in quotes."
            found.append(Refused(row["row"], str(width + 1), reason))
        else:
            column = next(name for name in names if row[name] is None)
            found.append(Refused(row["row"], column, "The name is missing."))
    return found


def _with_iso3(
    rows: pl.DataFrame, columns: Sequence[str], words: CountryWords
) -> tuple[pl.DataFrame, list[Refused]]:
    unread: list[Refused] = []
    for column in columns:
        read = words.read(rows.get_column(column))
        sure = read.select(
            pl.col("word").alias(column), iso3=pl.when(pl.col("confidence") >= NO_SEVERAL).then("iso3")
        )
        joined = rows.join(sure, on=column, how="left", maintain_order="left")
        told = read.filter(pl.col("how") == "placeholder").get_column("word").implode()
        lost = joined.filter(
            pl.col(column).is_not_null() & pl.col("iso3").is_null() & ~pl.col(column).is_in(told)
        )
        unread += [
            Refused(row, column, f"“{cell[:60]}” is not read as one country: it counts as unknown.")
            for row, cell in lost.select("row", column).iter_rows()
        ]
        rows = joined.with_columns(pl.col("iso3").alias(column)).drop("iso3")
    return rows, sorted(unread, key=lambda each: each.row)
