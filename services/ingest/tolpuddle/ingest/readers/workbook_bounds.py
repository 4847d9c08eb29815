"""Limits on a workbook, checked from its zip directory and while inflating, before any parser sees it."""

import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from typing import BinaryIO

from tolpuddle.ingest.readers.sniff import Document, opened
from tolpuddle.kernel.errors import UnusableInputError

MAX_ENTRIES = 2_000
MAX_INFLATED_BYTES = 1024**3
MAX_RATIO = 200
"""Inflated to packed size; a sheet of real suppliers stays below 30."""
RATIO_FREE_BYTES = 16 * 1024**2
"""Below this inflated size the ratio does not matter."""
MAX_CELLS = 40_000_000
"""Rows times columns of a sheet, empty ones included: a parser makes room for all of them."""
MAX_EXPANDED_BYTES = 1024**3
"""Text of a sheet after shared strings are put where they are used."""

_BLOCK = 1024 * 1024
_OVERLAP = 64
_ROW = re.compile(rb'<(?:\w+:)?row [^>]{0,200}?\br="(\d{1,9})"')
_WIDE_CELL = re.compile(rb'\br="([A-Z]{2,5})\d{1,9}"')
_SHARED = re.compile(rb"<(?:\w+:)?si[ >/]")


def check_workbook(document: Document) -> None:
    """Return when the workbook is within all limits.

    Raises: UnusableInputError with the limit that it breaks.
    """
    try:
        with zipfile.ZipFile(document.path) as archive:
            entries = archive.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise UnusableInputError(f"{document.name} is a damaged workbook.") from error
    _check_directory(document, entries)
    inflated, longest_shared = 0, 0
    cells = 0
    with opened(document) as stream:
        for entry in sorted(entries, key=lambda entry: entry.filename != "xl/sharedStrings.xml"):
            name = entry.filename.lower()
            if name.startswith("xl/worksheets/"):
                size, count = _check_sheet(document, stream, entry, inflated)
                cells += count
            elif name == "xl/sharedstrings.xml":
                size, longest_shared = _shared_strings(document, stream, entry, inflated)
            else:
                size = sum(len(block) for block in _inflated(document, stream, entry, inflated))
            inflated += size
    if longest_shared * cells > MAX_EXPANDED_BYTES and longest_shared > 40_000:
        raise _refused(document, f"it repeats a text of {longest_shared:,} bytes in up to {cells:,} cells")


def _check_directory(document: Document, entries: list[zipfile.ZipInfo]) -> None:
    if len(entries) > MAX_ENTRIES:
        raise _refused(document, f"it holds {len(entries):,} parts, more than {MAX_ENTRIES:,}")
    total, packed = sum(entry.file_size for entry in entries), sum(entry.compress_size for entry in entries)
    if total > MAX_INFLATED_BYTES:
        raise _refused(document, f"it unpacks to {total:,} bytes, more than {MAX_INFLATED_BYTES:,}")
    if total > RATIO_FREE_BYTES and total > MAX_RATIO * document.size:
        raise _refused(document, f"it unpacks to more than {MAX_RATIO} times its size")
    if packed > document.size:
        raise _refused(document, "its parts overlap")
    if any(entry.flag_bits & 1 for entry in entries):
        raise UnusableInputError(f"{document.name} is protected by a password.")
    if any(entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED) for entry in entries):
        raise UnusableInputError(f"{document.name} is packed in a way that workbooks are not.")


def _inflated(document: Document, stream: BinaryIO, entry: zipfile.ZipInfo, before: int) -> Iterator[bytes]:
    """The part in blocks, by its own bytes and not by what the directory says of it."""
    stream.seek(entry.header_offset)
    header = stream.read(30)
    if len(header) < 30 or not header.startswith(b"PK\x03\x04"):
        raise UnusableInputError(f"{document.name} is a damaged workbook.")
    name_length, extra_length = struct.unpack("<HH", header[26:30])
    stream.seek(entry.header_offset + 30 + name_length + extra_length)
    left, size = entry.compress_size, 0
    inflater = zlib.decompressobj(-15) if entry.compress_type == zipfile.ZIP_DEFLATED else None
    while left > 0 and (packed := stream.read(min(left, 64 * 1024))):
        left -= len(packed)
        while packed:
            try:
                block = inflater.decompress(packed, _BLOCK) if inflater else packed
            except zlib.error as error:
                raise UnusableInputError(f"{document.name} is a damaged workbook.") from error
            packed = inflater.unconsumed_tail if inflater else b""
            size += len(block)
            if size > entry.file_size:
                raise _refused(document, f"{entry.filename} is larger than it says")
            if before + size > MAX_INFLATED_BYTES:
                raise _refused(document, f"it unpacks to more than {MAX_INFLATED_BYTES:,} bytes")
            yield block
            if not packed and not block:
                break


def _check_sheet(
    document: Document, stream: BinaryIO, entry: zipfile.ZipInfo, before: int
) -> tuple[int, int]:
    """Inflated bytes and cells of a sheet, when its outermost row and column are within MAX_CELLS."""
    size, cells, rows, columns, tail = 0, 0, 1, 26, b""
    for block in _inflated(document, stream, entry, before):
        size += len(block)
        cells += block.count(b"<c ") + block.count(b"<c>") + block.count(b":c ")
        text = tail + block
        for match in _ROW.finditer(text):
            rows = max(rows, int(match[1]))
        for letters in {match[1] for match in _WIDE_CELL.finditer(text)}:
            columns = max(columns, _column_number(letters))
        if rows * columns > MAX_CELLS:
            raise _refused(document, f"a sheet spans {rows:,} rows and {columns:,} columns")
        tail = text[-_OVERLAP:]
    return size, cells


def _shared_strings(
    document: Document, stream: BinaryIO, entry: zipfile.ZipInfo, before: int
) -> tuple[int, int]:
    """Inflated bytes of the shared strings, and an upper bound of the longest of them."""
    size, longest, current, tail = 0, 0, 0, b""
    for block in _inflated(document, stream, entry, before):
        size += len(block)
        text = tail + block
        at = 0
        for match in _SHARED.finditer(text):
            longest = max(longest, current + match.start() - at)
            at, current = match.start(), 0
        current += len(text) - at
        tail = b""
    return size, max(longest, current)


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _refused(document: Document, why: str) -> UnusableInputError:
    return UnusableInputError(f"{document.name} is refused as a workbook: {why}.")
