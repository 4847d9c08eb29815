"""Pure: the order of work over a whole portfolio, in frames and in their JSON."""

from collections.abc import Sequence

import polars as pl


def ranked(frame: pl.DataFrame) -> pl.DataFrame:
    """priority_rank filled, 1 = first, by (priority_key, supplier_id, row), in the detail too. Rows keep their order."""
    order = frame.select(pl.arg_sort_by("priority_key", "supplier_id", "row", nulls_last=False)).to_series()
    ranks = pl.DataFrame({"at": order, "rank": pl.int_range(1, frame.height + 1, eager=True)})
    return with_ranks(frame, ranks.sort("at").get_column("rank").to_list())


def with_ranks(frame: pl.DataFrame, ranks: Sequence[int]) -> pl.DataFrame:
    """Put ranks into priority_rank and, where there is a detail, into its JSON.

    In the detail only the member "rank" of "priority" has that name, and a quotation mark inside a JSON string is
    always written with a backslash: so the text found is the member itself.
    """
    frame = frame.with_columns(pl.Series("priority_rank", list(ranks), dtype=pl.Int64))
    if "detail" not in frame.columns:
        return frame
    member = pl.format('"rank":{}', pl.col("priority_rank"))
    return frame.with_columns(pl.col("detail").str.replace(r'"rank":\s*(?:null|\d+)', member))
