"""The document of an order list: its text in the right encoding, and its rows if it is separated text."""

import csv
import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from pathlib import Path
from typing import Final

import polars as pl

from tolpuddle.ingest.readers.sniff import kind_of, take
from tolpuddle.ingest.readers.spreadsheet import read_workbook
from tolpuddle.kernel.errors import UnusableInputError

LARGEST_BYTES: Final = 200_000_000
"""The largest list read here has some ten thousand entries."""

_HEADER_LINES: Final = 40
"""A header that has not come by then is not there."""
_LOST: Final = "�"
_TWICE_ENCODED: Final = re.compile("[ÃÂ][\u0080-\u00bf]|â€|ï»¿")
_SPREADSHEETS: Final = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
_SEPARATORS: Final = (",", ";", "\t", "|")


@dataclass(frozen=True, slots=True)
class Rows:
    """Rows of separated text under their header: cells by the header's own words, and the line each began on."""

    header: tuple[str, ...]
    rows: tuple[tuple[int, dict[str, str]], ...]


def read_document(path: Path) -> str:
    """The text of a list, whatever its encoding: UTF-8 or UTF-16 with or without a mark, else Windows-1252.

    An Excel workbook is read as the comma separated text of its fullest sheet.

    Raises: UnusableInputError when the file is missing, empty, too large, damaged, or was saved in a wrong encoding
    so that letters are lost.
    """
    try:
        size = path.stat().st_size
        data = path.read_bytes() if size <= LARGEST_BYTES else b""
    except OSError as error:
        raise UnusableInputError(f"The list {path.name} cannot be read: {error.strerror}.") from error
    if size > LARGEST_BYTES:
        raise UnusableInputError(f"The list {path.name} is too large to be one: {size:,} bytes.")
    text = _workbook(path) if data.startswith(_SPREADSHEETS) else _decoded(data)
    if not text.strip():
        raise UnusableInputError(f"The list {path.name} is empty.")
    if "\x00" in text:
        raise UnusableInputError(f"The list {path.name} is no text.")
    lost = text.count(_LOST) + len(_TWICE_ENCODED.findall(text))
    if lost:
        raise UnusableInputError(
            f"The list {path.name} was saved in a wrong encoding: {lost:,} letters of it are lost. Download it anew."
        )
    return text


def is_web_page(text: str) -> bool:
    """Whether the text is HTML."""
    return bool(
        re.match(r"\s*<(?:!doctype html|html|\?xml|head|body|table|div|main|section|h\d|p)\b", text, re.I)
    )


def is_json(text: str) -> bool:
    """Whether the text is JSON, line by line or whole."""
    return text.lstrip()[:1] in ("{", "[")


def read_rows(text: str, name: str, wanted: Sequence[Sequence[str]]) -> Rows:
    """Rows of separated text. The header is the first row that has one of each of the `wanted` headers (folded).

    Raises: UnusableInputError naming what is missing when there is no such row, or a web page stands in its place.
    """
    if is_web_page(text):
        raise UnusableInputError(f"The list {name} is a web page where a table in CSV was expected.")
    best: set[str] = set()
    try:
        for separator in _SEPARATORS:
            lines = _lines(text, separator)
            for _, cells in islice(lines, _HEADER_LINES):
                folded = {fold_header(cell) for cell in cells}
                if all(folded & set(choice) for choice in wanted):
                    return Rows(tuple(cells), tuple(_under(lines, cells)))
                if len(cells) > 1:
                    best |= folded
    except csv.Error as error:
        raise UnusableInputError(f"The list {name} cannot be read as CSV: {error}.") from error
    missing = [choice[0] for choice in wanted if not best & set(choice)]
    raise UnusableInputError(
        f"The list {name} changed its shape or is another one: it has no column {', '.join(missing) or wanted[0][0]}."
    )


@lru_cache(maxsize=4_096)
def fold_header(text: str) -> str:
    """A header without case, marks and surplus blanks: "Country Code " and "country_code" are the same."""
    return re.sub(r"[\W_]+", " ", text.casefold()).strip()


def pick(row: dict[str, str], names: Sequence[str]) -> str:
    """The cell of the first of these headers (folded) that has one; empty if none has."""
    folded = {fold_header(header): cell for header, cell in row.items()}
    return next((folded[name] for name in names if folded.get(name)), "")


def _lines(text: str, separator: str) -> Iterator[tuple[int, list[str]]]:
    """Cells without surplus blanks, and the line they began on: a cell may go on over several."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    line = 1
    for cells in reader:
        yield line, [" ".join(cell.split()) for cell in cells]
        line = reader.line_num + 1


def _under(
    lines: Iterator[tuple[int, list[str]]], header: Sequence[str]
) -> Iterator[tuple[int, dict[str, str]]]:
    """Rows with something in them. Raises: UnusableInputError when one has more cells than there are headers."""
    for line, cells in lines:
        if any(cells[len(header) :]):
            raise UnusableInputError(
                f"Row {line} has more cells than the header: text with a separator in it is not in quotes."
            )
        if any(cells):
            yield line, dict(zip(header, cells, strict=False))


def _workbook(path: Path) -> str:
    """The fullest sheet of an Excel workbook as comma separated text."""
    document = take(path)
    grid = read_workbook(
        document, kind_of(document), lambda rows: sum(cell is not None for row in rows for cell in row)
    )
    return pl.concat(list(grid.batches())).write_csv(include_header=False)


def _decoded(data: bytes) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", errors="replace")
    for codec in ("utf-8-sig", "cp1252"):
        try:
            return data.decode(codec)
        except UnicodeDecodeError:
            continue
    return data.decode("latin-1")
