"""Reads a data frame from a file that R saved: only its plain columns of text and numbers, nothing is ever executed."""

import bz2
import gzip
import lzma
import struct
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import numpy as np
import polars as pl

from tolpuddle.kernel.errors import EditionError

_OPENERS: Final[tuple[tuple[bytes, Callable[[bytes], bytes]], ...]] = (
    (b"\xfd7zXZ", lzma.decompress),
    (b"\x1f\x8b", gzip.decompress),
    (b"BZh", bz2.decompress),
)
_SYMBOL, _PAIRS, _CHARACTERS, _LOGICAL, _INTEGERS, _DOUBLES, _STRINGS, _LIST = 1, 2, 9, 10, 13, 14, 16, 19
_NIL, _REFERENCE = 254, 255
_HAS_ATTRIBUTES, _HAS_TAG = 0x200, 0x400


def read_r_frame(path: Path) -> pl.DataFrame:
    """The one data frame of an .rda file (`save`, versions 2 and 3, binary), its columns in their order.

    Raises: EditionError when the file is missing or holds anything but one data frame of text and numbers.
    """
    if not path.is_file():
        raise EditionError(f"The source {path.name} is missing in {path.parent.name}.", file=path.name)
    data = path.read_bytes()
    for magic, opened in _OPENERS:
        if data.startswith(magic):
            data = opened(data)
    try:
        return _Reader(data).frame()
    except (struct.error, IndexError, KeyError, TypeError, UnicodeDecodeError, ValueError) as error:
        raise EditionError(f"{path.name} is no data frame saved by R: {error}.", file=path.name) from error


@dataclass(slots=True)
class _Reader:
    """One pass over the bytes of R's XDR serialisation."""

    data: bytes
    at: int = 0
    symbols: list[str] = field(default_factory=list[str])

    def frame(self) -> pl.DataFrame:
        head = self.data[:5]
        if head not in (b"RDX2\n", b"RDX3\n") or self.data[5:7] != b"X\n":
            raise ValueError("another format")
        self.at = 7
        version, _, _ = self._integer(), self._integer(), self._integer()
        if version == 3:
            self._bytes(self._integer())
        objects = self._pairs(self._integer())
        if len(objects) != 1:
            raise ValueError("not one object")
        columns, about = next(iter(objects.values()))
        names: list[str] = about["names"][0]
        values: list[Any] = [one for one, _ in columns]
        return pl.DataFrame(dict(zip(names, values, strict=True)))

    def _item(self) -> Any:
        """A value and its attributes; of pairs a dictionary, of symbols and characters the text, of nothing None."""
        flags = self._integer()
        kind = flags & 0xFF
        if kind == _NIL:
            return None
        if kind == _SYMBOL:
            self.symbols.append(str(self._item()))
            return self.symbols[-1]
        if kind == _REFERENCE:
            return self.symbols[(flags >> 8) - 1]
        if kind == _CHARACTERS:
            length = self._integer()
            return None if length == -1 else self._bytes(length).decode()
        if kind == _PAIRS:
            return self._pairs(flags)
        value = self._vector(kind)
        return value, self._item() if flags & _HAS_ATTRIBUTES else {}

    def _pairs(self, flags: int) -> dict[str, Any]:
        found: dict[str, Any] = {}
        while flags & 0xFF == _PAIRS:
            if flags & _HAS_ATTRIBUTES:
                self._item()
            tag = str(self._item()) if flags & _HAS_TAG else ""
            found[tag] = self._item()
            flags = self._integer()
        if flags & 0xFF != _NIL:
            raise ValueError("a list that does not end")
        return found

    def _vector(self, kind: int) -> Any:
        length = self._integer()
        if kind in (_STRINGS, _LIST):
            return [self._item() for _ in range(length)]
        if kind in (_INTEGERS, _LOGICAL):
            return np.frombuffer(self._bytes(4 * length), dtype=">i4").astype(np.int64)
        if kind == _DOUBLES:
            return np.frombuffer(self._bytes(8 * length), dtype=">f8").astype(np.float64)
        raise ValueError(f"a value of R's kind {kind}")

    def _integer(self) -> int:
        return int(struct.unpack(">i", self._bytes(4))[0])

    def _bytes(self, length: int) -> bytes:
        if length < 0 or self.at + length > len(self.data):
            raise ValueError("it ends too soon")
        self.at += length
        return self.data[self.at - length : self.at]
