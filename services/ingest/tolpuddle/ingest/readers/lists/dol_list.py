"""Reads the US Department of Labor's List of Goods in any form it is published, told apart by content."""

from pathlib import Path

import polars as pl

from tolpuddle.ingest.readers.lists.dol_api import read_api_csv, read_api_json
from tolpuddle.ingest.readers.lists.dol_excel import read_excel
from tolpuddle.ingest.readers.lists.dol_xml import read_xml
from tolpuddle.kernel.errors import UnusableInputError

_LARGEST_BYTES = 20_000_000
"""The list has some hundred entries; anything of this size is another document."""


def read_dol_list(path: Path, edition_year: int) -> pl.DataFrame:
    """The list as one frame, `dol_columns.LIST_SCHEMA`, in the order of the document, one row per entry.

    Raises: UnusableInputError when the file is missing, too large, of another kind, of another shape, or names one
    country and good twice.
    """
    try:
        size = path.stat().st_size
        data = path.read_bytes() if size <= _LARGEST_BYTES else b""
    except OSError as error:
        raise UnusableInputError(f"The list {path.name} cannot be read: {error.strerror}.") from error
    if size > _LARGEST_BYTES:
        raise UnusableInputError(f"The list {path.name} is too large to be the list of goods: {size} bytes.")
    frame = _read(data, edition_year, path.name)
    key = ["country", "good", "downstream"]
    twice = frame.filter(pl.struct(key).is_duplicated()).sort(*key, "source_row")
    if twice.height:
        raise UnusableInputError(
            f"The list {path.name} names {twice.item(0, 'good')} from {twice.item(0, 'country')} more than once, "
            f"at {', '.join(str(row) for row in twice.head(2)['source_row'])}."
        )
    return frame


def _read(data: bytes, edition_year: int, name: str) -> pl.DataFrame:
    start = data.removeprefix(b"\xef\xbb\xbf").lstrip()[:1]
    if not start:
        raise UnusableInputError(f"The list {name} is empty.")
    if data.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        return read_excel(data, edition_year)
    if start == b"<":
        return read_xml(data, edition_year)
    if start in b"[{":
        return read_api_json(data.removeprefix(b"\xef\xbb\xbf"), edition_year)
    return read_api_csv(data, edition_year)
