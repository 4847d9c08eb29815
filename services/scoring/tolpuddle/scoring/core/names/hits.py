"""What a search among names gives: its columns, and who can search."""

from typing import Final, Protocol

import polars as pl

HIT_SCHEMA: Final = {
    "query_id": pl.String,
    "index_id": pl.String,
    "score": pl.Float64,
    "rank": pl.Int64,
    "verdict": pl.String,
    "reasons": pl.String,
    "features": pl.List(pl.Struct({"id": pl.String, "points": pl.Float64, "sentence": pl.String})),
}
"""Columns of `NameIndex.search`. features: what was looked at; with the start their points are the log odds of the score."""

REASONS_SEPARATOR: Final = " | "
"""Between the sentences of a row's reasons."""


class Search(Protocol):
    """What names are compared with."""

    def search(self, queries: pl.DataFrame, top: int = 10) -> pl.DataFrame:
        """query_id, name, country (ISO3 or null) -> HIT_SCHEMA, best first; no row where none is near."""
        ...


def sentences_of(reasons: str | None) -> tuple[str, ...]:
    """The sentences of a row's reasons."""
    return tuple(part for part in (reasons or "").split(REASONS_SEPARATOR) if part)
