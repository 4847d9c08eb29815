"""The DOL list as the department's open-data API serves it: CSV, or JSON rows bare or under one key."""

import io
import json
from typing import cast

import polars as pl

from tolpuddle.ingest.readers.lists.dol_columns import list_frame
from tolpuddle.kernel.errors import UnusableInputError


def read_api_csv(data: bytes, edition_year: int) -> pl.DataFrame:
    """Rows of a CSV answer as `dol_columns.LIST_SCHEMA`.

    Raises: UnusableInputError when it is no CSV with the list's columns.
    """
    try:
        frame = pl.read_csv(io.BytesIO(data), infer_schema=False, encoding="utf8")
    except pl.exceptions.PolarsError as error:
        raise UnusableInputError(f"The CSV list cannot be read: {error}.") from error
    return list_frame(
        frame.with_row_index("source_row", offset=2), frame.columns, edition_year, "The CSV list"
    )


def read_api_json(data: bytes, edition_year: int) -> pl.DataFrame:
    """Rows of a JSON answer as `dol_columns.LIST_SCHEMA`: an array of objects, or an object holding one array.

    Raises: UnusableInputError when it is damaged or holds no rows. The field names of the present API are served
    only with a key, so every header of `dol_columns.HEADERS` is understood and any other refused by name.
    """
    try:
        loaded: object = json.loads(data)
    except ValueError as error:
        raise UnusableInputError(f"The JSON list is damaged: {error}.") from error
    if isinstance(loaded, dict):
        values = cast("dict[str, object]", loaded).values()
        arrays: list[object] = [value for value in values if isinstance(value, list)]
        if len(arrays) != 1:
            raise UnusableInputError("The JSON list should hold one array of rows.")
        loaded = arrays[0]
    if not isinstance(loaded, list) or not all(isinstance(row, dict) for row in cast("list[object]", loaded)):
        raise UnusableInputError("The JSON list should be an array of rows.")
    objects = cast("list[dict[str, object]]", loaded)
    names = list(dict.fromkeys(name for row in objects for name in row))
    columns = {name: [_text(row.get(name)) for row in objects] for name in names}
    frame = pl.DataFrame(columns, schema=dict.fromkeys(names, pl.String))
    return list_frame(frame.with_row_index("source_row", offset=1), names, edition_year, "The JSON list")


def _text(value: object) -> str | None:
    return None if value is None else str(value)
