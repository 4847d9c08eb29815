"""Pure: days as people write them in cells, as ISO dates; what can be read in two ways is not read."""

from typing import Final

import polars as pl

_YEAR_FIRST: Final = r"^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[ T]\d{1,2}:\d{2}.*)?$"
_YEAR_LAST: Final = r"^(\d{1,2})([-/.])(\d{1,2})[-/.](\d{4})$"


def read_days(texts: pl.Series) -> pl.Series:
    """ISO dates, null where a text is no day or could be two: 2024-03-01, 2024/3/1, 1.3.2024 (points: the day first), 31/12/2024.

    texts: trimmed; null: not stated.
    """
    text = pl.col("text")
    year_first = [text.str.extract(_YEAR_FIRST, group) for group in (1, 2, 3)]
    one, mark, two, year = (text.str.extract(_YEAR_LAST, group) for group in (1, 2, 3, 4))
    first, second = one.cast(pl.Int64, strict=False), two.cast(pl.Int64, strict=False)
    day_first = (mark == ".") | (first > 12) | (first == second)
    month_first = ~day_first & (second > 12)
    written = pl.coalesce(
        _iso(*year_first),
        pl.when(day_first).then(_iso(year, two, one)).when(month_first).then(_iso(year, one, two)),
    )
    days = texts.to_frame("text").select(written.str.to_date("%Y-%m-%d", strict=False).cast(pl.String))
    return days.to_series().alias(texts.name)


def _iso(year: pl.Expr, month: pl.Expr, day: pl.Expr) -> pl.Expr:
    return pl.concat_str(year, month.str.zfill(2), day.str.zfill(2), separator="-")
