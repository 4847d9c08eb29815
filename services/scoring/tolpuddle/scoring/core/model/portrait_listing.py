"""Since when the list has each pair of country and good, and until when it had those that are gone."""

from collections.abc import Iterable

import polars as pl

from tolpuddle.kernel.edition import Edition
from tolpuddle.kernel.errors import EditionError
from tolpuddle.scoring.core.edition_tables import typed_table
from tolpuddle.scoring.core.model.portrait_shape import Entry

_COLUMNS = {
    "edition_year": pl.Int64,
    "iso3": pl.String,
    "good_id": pl.String,
    "child_labor": pl.Boolean,
    "forced_labor": pl.Boolean,
    "downstream": pl.Boolean,
    "forced_child_labor": pl.Boolean,
}


def entries(edition: Edition) -> tuple[pl.DataFrame, int]:
    """One row per pair that any held edition of the list names, and the year of the newest.

    Columns: iso3, good_id, forced, child, forced_child, downstream (of the last edition that had it), since, forced_since
    (null: not for forced labour), or_earlier, until (null: it stands there now).

    Raises: EditionError when a table is missing or the list is empty.
    """
    rows = typed_table(edition, "listed_goods", _COLUMNS)
    if rows.is_empty():
        raise EditionError(f"Edition {edition.name} holds no edition of the list of goods.")
    years = rows.get_column("edition_year").unique().sort()
    place = pl.DataFrame({"edition_year": years, "at": range(years.len())})
    latest, oldest = int(years[-1]), int(years[0])
    pair = ["iso3", "good_id"]
    # An entry may stand twice in one edition, by itself and through its materials: any flag of the two holds.
    yearly = (
        rows.group_by(*pair, "edition_year")
        .agg(
            forced=pl.col("forced_labor").fill_null(False).any(),
            child=pl.col("child_labor").fill_null(False).any(),
            forced_child=pl.col("forced_child_labor").fill_null(False).any(),
            downstream=pl.col("downstream").fill_null(False).all(),
        )
        .join(place, on="edition_year")
        .sort(*pair, "at")
        .with_columns(begins=(pl.col("at").diff().over(pair) != 1).fill_null(True))
        .with_columns(
            forced_begins=pl.col("forced")
            & (pl.col("begins") | ~pl.col("forced").shift(fill_value=False).over(pair))
        )
    )
    found = (
        yearly.with_columns(
            since=pl.when("begins").then("edition_year").forward_fill().over(pair),
            forced_since=pl.when("forced_begins").then("edition_year").forward_fill().over(pair),
        )
        .group_by(pair, maintain_order=True)
        .last()
        .with_columns(
            or_earlier=pl.col("since") == oldest,
            until=pl.when(pl.col("edition_year") < latest).then("edition_year"),
            forced_since=pl.when("forced").then("forced_since"),
        )
        .select(
            *pair,
            "forced",
            "child",
            "forced_child",
            "downstream",
            "since",
            "forced_since",
            "or_earlier",
            "until",
        )
    )
    return found, latest


def told(frame: pl.DataFrame) -> tuple[Entry, ...]:
    """Rows of `entries` that have the names `country` and `good` as well."""
    rows: Iterable[dict[str, object]] = frame.iter_rows(named=True)
    return tuple(Entry(**row) for row in rows)  # pyright: ignore[reportArgumentType]
