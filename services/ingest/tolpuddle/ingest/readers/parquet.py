"""Parquet files: their columns as strings, lists joined by |."""

from collections.abc import Iterator

import polars as pl

from tolpuddle.ingest.readers.grid import BATCH_ROWS, Grid, cell_names
from tolpuddle.ingest.readers.sniff import Document
from tolpuddle.kernel.errors import UnusableInputError
from tolpuddle.kernel.frames import GOODS_SEPARATOR


def read_parquet(document: Document) -> Grid:
    """Rows of a Parquet file. Raises: UnusableInputError when it is damaged."""
    try:
        schema = pl.read_parquet_schema(document.path)
    except (pl.exceptions.PolarsError, OSError) as error:
        raise UnusableInputError(f"{document.name} is a damaged Parquet file.") from error
    columns = cell_names(len(schema))
    texts = [
        _as_text(name, dtype).alias(column)
        for (name, dtype), column in zip(schema.items(), columns, strict=True)
    ]

    def batches() -> Iterator[pl.DataFrame]:
        try:
            yield from (
                pl.scan_parquet(document.path)
                .select(texts)
                .collect_batches(chunk_size=BATCH_ROWS, maintain_order=True)
            )
        except (pl.exceptions.PolarsError, OSError) as error:
            raise UnusableInputError(f"{document.name} is a damaged Parquet file.") from error

    return Grid(width=len(columns), batches=batches, names=tuple(schema), first_row=2)


def _as_text(name: str, dtype: pl.DataType) -> pl.Expr:
    column = pl.col(name)
    if isinstance(dtype, pl.List | pl.Array) and not dtype.inner.is_nested():  # pyright: ignore[reportAttributeAccessIssue]
        as_list = column.cast(pl.List(pl.String))
        return as_list.list.drop_nulls().list.join(GOODS_SEPARATOR)
    if isinstance(dtype, pl.List | pl.Array):
        return pl.struct(column).struct.json_encode()
    if isinstance(dtype, pl.Struct):
        return column.struct.json_encode()
    if dtype == pl.Binary:
        return column.bin.encode("hex")
    if dtype.is_float():
        whole = column.cast(pl.Int64, strict=False)
        return pl.when(column == whole).then(whole.cast(pl.String)).otherwise(column.cast(pl.String))
    return column.cast(pl.String)
