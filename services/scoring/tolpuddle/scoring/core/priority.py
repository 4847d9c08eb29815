"""The order of work over a whole portfolio."""

import polars as pl


def rank(assessments: pl.DataFrame) -> pl.DataFrame:
    """Fill priority_rank: 1 is first, by priority_key, supplier_id, row over the frame given; rows keep their places."""
    order = (
        assessments.select("priority_key", "supplier_id", "row")
        .with_row_index("place")
        .sort("priority_key", "supplier_id", "row", "place", nulls_last=True)
        .with_columns(priority_rank=pl.int_range(1, pl.len() + 1, dtype=pl.Int64))
        .sort("place")
    )
    return assessments.with_columns(order.get_column("priority_rank"))
