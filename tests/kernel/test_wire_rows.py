"""One assessment as the JSON of its row."""

from datetime import date

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tolpuddle.kernel.errors import UnprocessableEventError
from tolpuddle.kernel.wire_frames import frame_to_arrow
from tolpuddle.kernel.wire_rows import is_row, row_from_bytes, row_to_bytes, row_to_frame, schema_of_row

NUMBERS = st.one_of(st.none(), st.floats(allow_nan=False, allow_infinity=False))
TEXTS = st.one_of(st.none(), st.text(st.characters(exclude_categories=["Cs"])))


@given(index=NUMBERS, points=NUMBERS, goods=TEXTS, row=st.one_of(st.none(), st.integers(-(2**63), 2**63 - 1)))
def test_every_number_and_every_word_reads_back_the_same(
    index: float | None, points: float | None, goods: str | None, row: int | None
) -> None:
    given_row = {"row": row, "goods": goods, "exposure": index, "points_base": points, "detail": goods}
    found = row_to_frame(row_from_bytes(row_to_bytes(given_row)))
    expected = pl.DataFrame([list(given_row.values())], schema=schema_of_row(list(given_row)), orient="row")
    assert frame_to_arrow(found) == frame_to_arrow(expected)


def test_columns_are_typed_by_the_contract_and_can_be_chosen() -> None:
    found = row_to_frame({"row": None, "exposure": None, "goods": None}, ["goods", "exposure"])
    assert found.schema == {"goods": pl.String(), "exposure": pl.Float64()}


def test_a_row_is_told_from_an_arrow_stream() -> None:
    assert is_row(row_to_bytes({"row": 1}))
    assert not is_row(frame_to_arrow(pl.DataFrame({"day": [date(2026, 1, 1)]})))


@pytest.mark.parametrize("content", [b"", b"{", b"[1]", b"null"])
def test_what_is_no_json_object_is_refused(content: bytes) -> None:
    with pytest.raises(UnprocessableEventError):
        row_from_bytes(content)
