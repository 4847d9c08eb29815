"""Picks the strongest of many keys per row and turns them into text."""

import polars as pl

from tolpuddle.scoring.core.pairs import text_of_key


def strongest(
    keys: pl.DataFrame, count: int, pool: pl.Series, instead: tuple[int, int, pl.Series] | None = None
) -> list[pl.Series]:
    """For each row the texts of its `count` highest keys, highest first; null where there are fewer above zero.

    keys: Int64 columns as reason_key makes them; the low 33 bits are a position in the pool. instead: (first, end, texts
    of the rows): a position from first up to end is shown as the row's own text where it has one.
    """
    names = keys.columns
    found: list[pl.Series] = []
    for _ in range(count):
        keys = keys.with_columns(top=pl.max_horizontal(names))
        top = pl.col("top")
        at = keys.select(text_of_key(top)).to_series()
        text = pool.gather(at)
        if instead is not None:
            first, end, own = instead
            text = text.zip_with(~((at >= first) & (at < end) & own.is_not_null()).fill_null(False), own)
        found.append(text)
        keys = keys.select(
            pl.when(pl.col(name) == top).then(0).otherwise(pl.col(name)).alias(name) for name in names
        )
    return found


def joined(texts: list[pl.Series]) -> pl.Series:
    """The texts of each row joined by ' | ', nulls left out; null where all are null."""
    frame = pl.DataFrame([text.alias(f"t{i}") for i, text in enumerate(texts)])
    text = pl.concat_str(pl.all(), separator=" | ", ignore_nulls=True)
    return frame.select(pl.when(text != "").then(text)).to_series()
