"""Files of R: a data frame reads as it was saved, anything else is refused by name."""

import gzip
import lzma
from pathlib import Path

import pytest

from tests.ingest.reference.r_files import doubles, frame, integer, saved, strings
from tolpuddle.ingest.reference.r_data import read_r_frame
from tolpuddle.kernel.errors import EditionError

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
