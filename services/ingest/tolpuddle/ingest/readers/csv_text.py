"""Comma, semicolon, tab and pipe separated text, read in blocks so that memory stays bounded."""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass

import polars as pl

from tolpuddle.ingest.header_words import recognise
from tolpuddle.ingest.readers.grid import Grid, cell_names
from tolpuddle.ingest.readers.sniff import Document, TextEncoding, encoding_of, text_blocks
from tolpuddle.kernel.errors import UnusableInputError

DELIMITERS = (",", ";", "\t", "|")

NO_DELIMITER = "\x1f"
"""A mark that no text holds: the whole line is one cell."""

SPARE_COLUMNS = 4
"""Columns kept beyond the widest row of the beginning, so that a row with surplus cells is still whole."""

MAX_COLUMNS = 702

_SAMPLE_LINES = 60
_LONGEST_RECORD_LINES = 200
"""A quote that is still open after so many lines is taken for a mark that opens nothing."""

_CUT_TRIES = 1_000

csv.field_size_limit(2**31 - 1)


@dataclass(frozen=True, slots=True)
class _Layout:
    delimiter: str
    width: int
    skip_lines: int
    carriage_returns: bool


def read_text(document: Document) -> Grid:
    """Rows of a separated text. Blank lines are rows too, as in a spreadsheet program.

    Raises: UnusableInputError when it is no text or has no rows.
    """
    encoding = encoding_of(document)
    layout = _layout(document, encoding)
    notes: list[str] = []
    if encoding.assumed:
        notes.append(f"The text has no mark of its encoding; it was read as {encoding.codec}.")
    if encoding.nul_count:
        notes.append(f"{encoding.nul_count:,} NUL characters were left out.")

    def batches() -> Iterator[pl.DataFrame]:
        for block, regular in _records(document, encoding, layout):
            yield _fast(block, layout) if regular else _slow(block, layout)

    return Grid(
        width=layout.width,
        batches=batches,
        first_row=1 + layout.skip_lines,
        encoding=encoding.codec,
        notes=tuple(notes),
    )


def _layout(document: Document, encoding: TextEncoding) -> _Layout:
    sample = b""
    for block in text_blocks(document, encoding):
        sample += block[: 1024 * 1024]
        if len(sample) >= 256 * 1024:
            break
    text = sample.decode(errors="ignore")
    if not text.strip():
        raise UnusableInputError(f"{document.name} is empty: it holds no text.")
    carriage_returns = "\r" in text and "\n" not in text
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    skip, stated = 0, None
    if lines[0].lower().startswith("sep=") and len(lines[0].strip()) == 5:
        skip, stated = 1, lines[0].strip()[4]
    start = "\n".join(lines[skip : skip + _SAMPLE_LINES])
    delimiter = stated or _delimiter(start)
    width = max((len(row) for row in _parse(start, delimiter)), default=1)
    if width > MAX_COLUMNS:
        raise UnusableInputError(
            f"{document.name} has {width:,} columns; more than {MAX_COLUMNS} are not read."
        )
    return _Layout(delimiter, width + SPARE_COLUMNS, skip, carriage_returns)


def _delimiter(text: str) -> str:
    """The mark that separates cells; none occurs in a list of names alone, whatever marks the names hold."""
    first = next((line for line in text.split("\n") if line.strip()), "")
    known = recognise(first.strip().strip('"'))
    if known is not None and known[0] == "name" and not any(mark in first for mark in DELIMITERS):
        return NO_DELIMITER
    return max(DELIMITERS, key=lambda mark: _fitness(text, mark))


def _fitness(text: str, delimiter: str) -> tuple[float, int]:
    """How much a text looks separated by this mark: rows of the commonest width above one, times that width."""
    widths = [len(row) for row in _parse(text, delimiter) if any(cell.strip() for cell in row)]
    if not widths or max(widths) == 1:
        return (0.0, 0)
    common = max(set(widths), key=lambda width: (widths.count(width) if width > 1 else 0, width))
    return (widths.count(common) / len(widths) * min(common, 12), common)


def _parse(text: str, delimiter: str) -> list[list[str]]:
    rows: list[list[str]] = []
    for record in _grouped(text.split("\n")):
        rows.extend(_cells(record, delimiter))
    return rows


def _records(document: Document, encoding: TextEncoding, layout: _Layout) -> Iterator[tuple[bytes, bool]]:
    """Blocks that end with whole records, and whether the quotes in them are regular."""
    rest, skip = b"", layout.skip_lines
    for block in text_blocks(document, encoding):
        rest += block.replace(b"\r", b"\n") if layout.carriage_returns else block
        if skip and b"\n" in rest:
            rest, skip = rest.split(b"\n", 1)[1], 0
        cut = _cut(rest)
        if cut:
            yield rest[:cut], _regular(rest[:cut], layout.delimiter)
            rest = rest[cut:]
    if rest:
        yield rest, _regular(rest, layout.delimiter)


def _cut(text: bytes) -> int:
    """Length of the part that ends with a whole record; 0: none ends here yet."""
    end = last = text.rfind(b"\n")
    odd = bool(text.count(b'"', 0, end + 1) % 2)
    for _ in range(_CUT_TRIES):
        if end < 0 or not odd:
            break
        previous = text.rfind(b"\n", 0, end)
        odd ^= bool(text.count(b'"', previous + 1, end + 1) % 2)
        end = previous
    return (end if end >= 0 and not odd else last) + 1


def _regular(text: bytes, delimiter: str) -> bool:
    """Whether every quote opens or closes a cell; else only the patient way reads it right."""
    quotes = text.count(b'"')
    if not quotes:
        return True
    mark = delimiter.encode()
    opening = text.count(mark + b'"') + text.count(b'\n"') + text.startswith(b'"')
    closing = text.count(b'"' + mark) + text.count(b'"\n') + text.count(b'"\r\n') + text.endswith(b'"')
    return opening == closing and quotes == 2 * opening


def _fast(block: bytes, layout: _Layout) -> pl.DataFrame:
    try:
        frame = pl.read_csv(
            block,
            has_header=False,
            schema=dict.fromkeys(cell_names(layout.width), pl.String),
            separator=layout.delimiter,
            quote_char='"' if b'"' in block else None,
            truncate_ragged_lines=True,
            missing_columns="insert",
        )
    except pl.exceptions.PolarsError:
        return _slow(block, layout)
    if b'"' not in block and frame.height != block.count(b"\n") + (not block.endswith(b"\n")):
        return _slow(block, layout)
    if frame.get_column(f"c{layout.width - 1}").null_count() < frame.height:
        return _slow(block, layout)
    return frame


def _slow(block: bytes, layout: _Layout) -> pl.DataFrame:
    """Cell by cell with Python's csv: for blocks whose quotes or widths are irregular."""
    text = block.decode(errors="replace")
    lines = text.removesuffix("\n").split("\n")
    rows: list[list[str | None]] = []
    for record in _grouped(lines):
        for cells in _cells(record, layout.delimiter):
            if len(cells) > layout.width:
                surplus = layout.delimiter.join(cells[layout.width - 1 :])
                cells = [*cells[: layout.width - 1], surplus]
            rows.append([*(cell or None for cell in cells), *([None] * (layout.width - len(cells)))])
    return pl.DataFrame(rows, schema=dict.fromkeys(cell_names(layout.width), pl.String), orient="row")


def _grouped(lines: list[str]) -> Iterator[list[str]]:
    """Lines of one record together; an open quote joins the next lines, up to a limit."""
    at = 0
    while at < len(lines):
        end, quotes = at + 1, lines[at].count('"')
        while quotes % 2 and end < len(lines) and end - at < _LONGEST_RECORD_LINES:
            quotes += lines[end].count('"')
            end += 1
        if quotes % 2:
            end = at + 1
        yield lines[at:end]
        at = end


def _cells(record: list[str], delimiter: str) -> list[list[str]]:
    """Cells of a record; when its lines make no sense together, each line is a record."""
    if len(record) > 1:
        try:
            rows = list(csv.reader(io.StringIO("\n".join(record)), delimiter=delimiter, strict=True))
        except csv.Error:
            rows = []
        if len(rows) == 1:
            return rows
    cells: list[list[str]] = []
    for line in record:
        line = line.removesuffix("\r")
        quoting = csv.QUOTE_NONE if line.count('"') % 2 else csv.QUOTE_MINIMAL
        parsed = list(csv.reader([line], delimiter=delimiter, quoting=quoting))
        cells.append(parsed[0] if parsed else [])
    return cells
