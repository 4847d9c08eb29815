"""One assessment as the JSON object of its row: for a request that waits, half the time of an Arrow stream of one row."""

from collections.abc import Mapping, Sequence
from typing import Any, Final, cast

import polars as pl
from pydantic_core import from_json, to_json

from tolpuddle.kernel.errors import UnprocessableEventError
from tolpuddle.kernel.frames import ASSESSMENT_COLUMNS, POINTS_PREFIX

_DTYPES: Final = {column.name: column.dtype for column in ASSESSMENT_COLUMNS}
_OPENS: Final = b"{"


def row_to_bytes(row: Mapping[str, Any]) -> bytes:
    """A row of the assessment frame as JSON, members in the order of its columns. Numbers read back the same."""
    return to_json(row)


def row_from_bytes(content: bytes) -> dict[str, Any]:
    """Undo row_to_bytes. Raises: UnprocessableEventError when the bytes are no JSON object."""
    try:
        row: object = from_json(content)
    except ValueError as error:
        raise UnprocessableEventError(f"The assessment is not readable JSON: {error}") from error
    if not isinstance(row, dict):
        raise UnprocessableEventError("The assessment is no JSON object.")
    return cast("dict[str, Any]", row)


def is_row(content: bytes) -> bool:
    """True for a row, false for an Arrow stream: that begins with 0xFF, or with its length."""
    return content.startswith(_OPENS)


def schema_of_row(names: Sequence[str]) -> dict[str, pl.DataType]:
    """Types of columns by the contract of the assessment frame."""
    return {name: _DTYPES.get(name) or _beyond(name) for name in names}


def row_to_frame(row: Mapping[str, Any], columns: Sequence[str] | None = None) -> pl.DataFrame:
    """The row as a frame, all columns or some."""
    names = list(row if columns is None else columns)
    return pl.DataFrame([[row[name] for name in names]], schema=schema_of_row(names), orient="row")


def _beyond(name: str) -> pl.DataType:
    return pl.Float64() if name.startswith(POINTS_PREFIX) else pl.String()
