"""Frames and ranks as bytes in the store."""

import io
import sys
from array import array
from collections.abc import Sequence

import polars as pl

from tolpuddle.kernel.wire import frame_to_arrow
from tolpuddle.kernel.wire_rows import is_row, row_from_bytes, row_to_frame, schema_of_row

_SMALL = 32
"""Up to so many rows packing costs more time than it saves space."""


def pack(frame: pl.DataFrame) -> bytes:
    """A frame as an Arrow IPC stream."""
    return frame_to_arrow(frame, "zstd" if frame.height > _SMALL else "uncompressed")


def unpack(content: bytes, columns: Sequence[str] | None = None) -> pl.DataFrame:
    """Undo pack, for all or some columns; or a row as scoring sends one."""
    if is_row(content):
        return row_to_frame(row_from_bytes(content), columns)
    return pl.read_ipc_stream(io.BytesIO(content), columns=None if columns is None else list(columns))


def schema_of(content: bytes) -> pl.Schema:
    """Columns and types of a packed frame."""
    if is_row(content):
        return pl.Schema(schema_of_row(list(row_from_bytes(content))))
    return pl.read_ipc_stream(io.BytesIO(content), n_rows=0).schema


def pack_ranks(ranks: Sequence[int]) -> bytes:
    """Ranks as little-endian int64, one per row."""
    numbers = array("q", ranks)
    if sys.byteorder == "big":
        numbers.byteswap()
    return numbers.tobytes()


def unpack_ranks(content: bytes) -> Sequence[int]:
    """Undo pack_ranks."""
    numbers = array("q")
    numbers.frombytes(content)
    if sys.byteorder == "big":
        numbers.byteswap()
    return numbers
