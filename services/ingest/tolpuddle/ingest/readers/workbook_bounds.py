"""Limits on a workbook, checked from its zip directory and while inflating, before any parser sees it."""

import re
import struct
import zipfile
import zlib
from array import array
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
_SHARED_STRINGS = "xl/sharedstrings.xml"
_REFERENCE = re.compile(rb'\bt="s"[^>]{0,200}>\s*<(?:\w+:)?v>(\d{1,9})</')
_REFERENCE_BYTES = 300


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
    inflated = 0
    lengths = array("Q")
    with opened(document) as stream:
        for entry in sorted(entries, key=lambda entry: entry.filename.lower() != _SHARED_STRINGS):
            name = entry.filename.lower()
            if name == _SHARED_STRINGS:
                size, lengths = _shared_strings(_inflated(document, stream, entry, inflated))
            elif name.startswith("xl/worksheets/"):
                size, cells = _check_sheet(document, _inflated(document, stream, entry, inflated))
                if max(lengths, default=0) * cells > MAX_EXPANDED_BYTES:
                    _check_expansion(document, _inflated(document, stream, entry, inflated), lengths)
            else:
                size = sum(len(block) for block in _inflated(document, stream, entry, inflated))
            inflated += size


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


def _check_sheet(document: Document, blocks: Iterator[bytes]) -> tuple[int, int]:
    """Inflated bytes and cells of a sheet, when its outermost row and column are within MAX_CELLS."""
    size, cells, rows, columns, tail = 0, 0, 1, 26, b""
    for block in blocks:
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


def _shared_strings(blocks: Iterator[bytes]) -> tuple[int, "array[int]"]:
    """Inflated bytes of the shared strings, and about how long each is."""
    size, place, started, tail = 0, 0, -1, b""
    lengths = array("Q")
    for block in blocks:
        size += len(block)
        text = tail + block
        for match in _SHARED.finditer(text):
            if started >= 0:
                lengths.append(place + match.start() - started)
            started = place + match.start()
        kept = min(len(text), _OVERLAP if started < place + len(text) - _OVERLAP else 0)
        place += len(text) - kept
        tail = text[len(text) - kept :]
    if started >= 0:
        lengths.append(size - started)
    return size, lengths


def _check_expansion(document: Document, blocks: Iterator[bytes], lengths: "array[int]") -> None:
    """Count what a sheet holds once its shared strings stand where they are used."""
    total, tail = 0, b""
    for block in blocks:
        text = tail + block
        end = 0
        for match in _REFERENCE.finditer(text):
            end = match.end()
            place = int(match[1])
            total += lengths[place] if place < len(lengths) else 0
        if total > MAX_EXPANDED_BYTES:
            raise _refused(document, f"its texts are repeated to more than {MAX_EXPANDED_BYTES:,} bytes")
        tail = text[max(end, len(text) - _REFERENCE_BYTES) :]


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _refused(document: Document, why: str) -> UnusableInputError:
    return UnusableInputError(f"{document.name} is refused as a workbook: {why}.")
