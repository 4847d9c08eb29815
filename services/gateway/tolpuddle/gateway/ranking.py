"""Pure: the order of work over a whole portfolio, in frames and in their JSON."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

import polars as pl

_MEMBER = r'"rank":\s*(?:null|\d+)'
"""In a detail only the member "rank" of "priority" has that name, and a quotation mark inside a JSON string is always
written with a backslash: so the text found is the member itself."""

_FIRST_MEMBER = re.compile(_MEMBER)


def ranks_of(frame: pl.DataFrame) -> pl.Series:
    """Rank of each row, 1 = first, by (priority_key, supplier_id, row); Int64, in the order of the rows."""
    order = frame.select(pl.arg_sort_by("priority_key", "supplier_id", "row", nulls_last=False)).to_series()
    ranks = pl.DataFrame({"at": order, "rank": pl.int_range(1, frame.height + 1, eager=True)})
    return ranks.sort("at").get_column("rank")


def ranks_of_lines(lines: Sequence[Mapping[str, Any]]) -> list[int]:
    """As ranks_of, for a request's rows at hand: text sorts by code point as it does by bytes."""

    def place(at: int) -> tuple[str, str, int]:
        line = lines[at]
        return line["priority_key"], line["supplier_id"], -1 if line["row"] is None else line["row"]

    ranks = [0] * len(lines)
    for rank, at in enumerate(sorted(range(len(lines)), key=place), start=1):
        ranks[at] = rank
    return ranks


def with_ranks(frame: pl.DataFrame, ranks: Sequence[int]) -> pl.DataFrame:
    """Put ranks into priority_rank and, where there is a detail, into its JSON."""
    frame = frame.with_columns(pl.Series("priority_rank", list(ranks), dtype=pl.Int64))
    if "detail" not in frame.columns:
        return frame
    member = pl.format('"rank":{}', pl.col("priority_rank"))
    return frame.with_columns(pl.col("detail").str.replace(_MEMBER, member))


def with_rank(detail: str, rank: int) -> str:
    """Put a rank into one assessment's JSON."""
    return _FIRST_MEMBER.sub(f'"rank":{rank}', detail, count=1)
