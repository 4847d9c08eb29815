"""What differs between two editions: per file, and row by row for one table; and which editions there are."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import polars as pl

from tolpuddle.ingest.reference.manifest import published_on
from tolpuddle.kernel.edition import Edition
from tolpuddle.kernel.edition_files import list_folders, open_edition, read_manifest


def diff(before: Path, after: Path) -> pl.DataFrame:
    """Compare two editions file by file, files in name order, equal files included.

    Out: file, change (added, removed, changed, same), rows_before, rows_after, rows_only_before, rows_only_after
    (Int64; null where a side has no such table).
    Raises: EditionError when an edition cannot be opened.
    """
    old, new = open_edition(before), open_edition(after)
    rows = [_file_change(file, old, new) for file in sorted(old.sha256.keys() | new.sha256.keys())]
    counts = ("rows_before", "rows_after", "rows_only_before", "rows_only_after")
    schema = {"file": pl.String(), "change": pl.String(), **{name: pl.Int64() for name in counts}}
    return pl.DataFrame(rows, schema=schema, orient="row")


def row_changes(before: Path, after: Path, table: str) -> pl.DataFrame:
    """Rows of one table that stand in one edition only: `side` (before, after), then the table's columns as text.

    Columns that only one edition has are null on the other side. Raises: EditionError as `diff`.
    """
    old, new = (
        open_edition(path).tables.get(table, pl.DataFrame()).cast(pl.String) for path in (before, after)
    )
    gone, came = _only(old, new), _only(new, old)
    return pl.concat(
        [gone.select(pl.lit("before").alias("side"), "*"), came.select(pl.lit("after").alias("side"), "*")],
        how="diagonal",
    )


def list_editions(places: Sequence[Path] = ()) -> pl.DataFrame:
    """Editions in these folders, or those at hand: name, published, path, files, rows; oldest first.

    Raises: EditionError when a manifest cannot be read.
    """
    rows: list[tuple[Any, ...]] = []
    for folder in list_folders(*places):
        name, entries = read_manifest(folder)
        total = sum(entry.get("rows") or 0 for entry in entries.values())
        rows.append((name, published_on(folder), str(folder), len(entries), total))
    names = ("name", "published", "path")
    schema = {**{name: pl.String() for name in names}, "files": pl.Int64(), "rows": pl.Int64()}
    return pl.DataFrame(rows, schema=schema, orient="row")


def _file_change(
    file: str, old: Edition, new: Edition
) -> tuple[str, str, int | None, int | None, int | None, int | None]:
    table = file.removesuffix(".csv")
    was, now = old.tables.get(table), new.tables.get(table)
    heights = (None if was is None else was.height, None if now is None else now.height)
    if old.sha256.get(file) == new.sha256.get(file):
        none = None if was is None else 0
        return (file, "same", *heights, none, none)
    change = "removed" if file not in new.sha256 else "added" if file not in old.sha256 else "changed"
    if was is None or now is None:
        return (file, change, *heights, heights[0], heights[1])
    was, now = was.cast(pl.String), now.cast(pl.String)
    return (file, change, *heights, _only(was, now).height, _only(now, was).height)


def _only(these: pl.DataFrame, those: pl.DataFrame) -> pl.DataFrame:
    """Rows that the other table does not have; all of them when the columns differ."""
    if these.columns != those.columns:
        return these
    return these.join(those, on=these.columns, how="anti", nulls_equal=True, maintain_order="left")
