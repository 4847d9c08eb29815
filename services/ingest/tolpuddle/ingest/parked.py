"""Frames put aside and read again in order: in memory up to a limit, beyond it on disk."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

import polars as pl

from tolpuddle.kernel.errors import UnusableInputError

MEMORY_BYTES = 384 * 1024**2


class Parked:
    """Not for use by two threads at once. What is on disk goes away with this object."""

    def __init__(self, memory_bytes: int = MEMORY_BYTES) -> None:
        self._left = memory_bytes
        self._frames: list[pl.DataFrame | Path] = []
        self._folder: tempfile.TemporaryDirectory[str] | None = None

    def put(self, frame: pl.DataFrame) -> None:
        """Put a frame at the end; empty ones are left out. Raises: UnusableInputError when the disk is full."""
        if frame.is_empty():
            return
        self._left -= int(frame.estimated_size())
        self._frames.append(frame if self._left >= 0 else self._written(frame))

    def __iter__(self) -> Iterator[pl.DataFrame]:
        for frame in self._frames:
            yield frame if isinstance(frame, pl.DataFrame) else pl.read_ipc(frame)

    def _written(self, frame: pl.DataFrame) -> Path:
        try:
            if self._folder is None:
                self._folder = tempfile.TemporaryDirectory(prefix="tolpuddle-")
            path = Path(self._folder.name) / f"{len(self._frames)}.arrow"
            frame.write_ipc(path, compression="lz4")
        except (OSError, pl.exceptions.PolarsError) as error:
            raise UnusableInputError(
                f"The list is too large for the room left on the disk: {error}."
            ) from error
        return path
