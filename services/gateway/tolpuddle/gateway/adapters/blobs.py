"""Frames and ranks as bytes in the store."""

import io
import sys
from array import array
from collections.abc import Sequence

import polars as pl

from tolpuddle.kernel.wire import frame_to_arrow

_SMALL = 32
"""Up to so many rows packing costs more time than it saves space."""


def pack(frame: pl.DataFrame) -> bytes:
    """A frame as an Arrow IPC stream."""
    return frame_to_arrow(frame, "zstd" if frame.height > _SMALL else "uncompressed")


def unpack(content: bytes, columns: Sequence[str] | None = None) -> pl.DataFrame:
    """Undo pack, for all or some columns."""
    return pl.read_ipc_stream(io.BytesIO(content), columns=None if columns is None else list(columns))


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


def with_ranks(frame: pl.DataFrame, ranks: Sequence[int]) -> pl.DataFrame:
    """Put ranks into priority_rank and, where there is a detail, into its JSON.

    In the detail only the member "rank" of "priority" has that name, and a quotation mark inside a JSON string is
    always written with a backslash: so the text found is the member itself.
    """
    frame = frame.with_columns(pl.Series("priority_rank", list(ranks), dtype=pl.Int64))
    if "detail" not in frame.columns:
        return frame
    ranked = pl.format('"rank":{}', pl.col("priority_rank"))
    return frame.with_columns(pl.col("detail").str.replace(r'"rank":\s*(?:null|\d+)', ranked))
