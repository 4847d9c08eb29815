"""Files of R: a data frame reads as it was saved, anything else is refused by name."""

import gzip
import lzma
import struct
from pathlib import Path

import pytest

from tolpuddle.ingest.reference.r_data import read_r_frame
from tolpuddle.kernel.errors import EditionError


def integer(number: int) -> bytes:
    return struct.pack(">i", number)


def characters(text: str | None) -> bytes:
    if text is None:
        return integer(9) + integer(-1)
    return integer(0x40009) + integer(len(text.encode())) + text.encode()


def strings(values: list[str | None]) -> bytes:
    return integer(16) + integer(len(values)) + b"".join(characters(one) for one in values)


def doubles(values: list[float]) -> bytes:
    return integer(14) + integer(len(values)) + b"".join(struct.pack(">d", one) for one in values)


def pair(name: str, value: bytes, *, known: int = 0) -> bytes:
    symbol = integer((known << 8) | 0xFF) if known else integer(1) + characters(name)
    return integer(0x402) + symbol + value


def frame(columns: bytes, width: int, names: list[str | None]) -> bytes:
    about = pair("names", strings(names)) + pair("class", strings(["data.frame"])) + integer(0xFE)
    return integer(0x313) + integer(width) + columns + about


def saved(value: bytes) -> bytes:
    encoding = integer(5) + b"UTF-8"
    return (
        b"RDX3\nX\n" + integer(3) + integer(0) + integer(0) + encoding + pair("trade", value) + integer(0xFE)
    )


WHOLE = saved(frame(strings(["afg", None]) + doubles([1.5, -2.0]), 2, ["country", "value"]))


@pytest.mark.parametrize("packed", [lzma.compress(WHOLE), gzip.compress(WHOLE), WHOLE])
def test_a_data_frame_reads_whatever_it_was_packed_with(tmp_path: Path, packed: bytes) -> None:
    (tmp_path / "trade.rda").write_bytes(packed)
    read = read_r_frame(tmp_path / "trade.rda")
    assert read.columns == ["country", "value"]
    assert read.rows() == [("afg", 1.5), (None, -2.0)]


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"RDX3\nA\n3\n",
        WHOLE[:60],
        saved(integer(3) + integer(0)),
        saved(strings(["no frame"])),
        saved(frame(doubles([1.0]), 1, ["one", "two"])),
    ],
)
def test_anything_else_is_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "trade.rda").write_bytes(content)
    with pytest.raises(EditionError, match=r"trade\.rda is no data frame"):
        read_r_frame(tmp_path / "trade.rda")


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(EditionError, match=r"trade\.rda is missing"):
        read_r_frame(tmp_path / "trade.rda")
