"""Tables of an edition with the columns and types that scoring relies on."""

from collections.abc import Mapping

import polars as pl

from tolpuddle.kernel.edition import Edition
from tolpuddle.kernel.errors import EditionError


def typed_table(
    edition: Edition, name: str, columns: Mapping[str, type[pl.DataType] | pl.DataType]
) -> pl.DataFrame:
    """These columns of one table, cast; empty text is null.

    Raises: EditionError when the table or a column is missing, or a value is not of its type.
    """
    if name not in edition.tables:
        raise EditionError(f"Edition {edition.name} lacks the table {name}.", table=name)
    table = edition.tables[name]
    missing = [column for column in columns if column not in table.columns]
    if missing:
        raise EditionError(f"The table {name} lacks {', '.join(missing)}.", table=name)
    try:
        return table.select(_typed(table.schema[column], column, dtype) for column, dtype in columns.items())
    except pl.exceptions.PolarsError as error:
        raise EditionError(f"A value of the table {name} is not of its type: {error}", table=name) from error


def _typed(have: pl.DataType, column: str, want: type[pl.DataType] | pl.DataType) -> pl.Expr:
    value = pl.col(column)
    if have != pl.String():
        return value.cast(want)
    value = pl.when(value.str.strip_chars() != "").then(value.str.strip_chars())
    if want == pl.Boolean:
        return value.str.to_lowercase().replace_strict(
            ["true", "false", "1", "0", "yes", "no"], [True, False, True, False, True, False]
        )
    return value.cast(want)
