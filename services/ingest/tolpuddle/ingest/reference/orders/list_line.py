"""The line of a list in order_lists.csv, before and after an import."""

import polars as pl

from tolpuddle.ingest.readers.lists.published_orders import PublishedList
from tolpuddle.ingest.reference.orders.bounds import entities_of
from tolpuddle.ingest.reference.orders.tables import LIST_COLUMNS


def list_line(lists: pl.DataFrame, list_id: str, title: str | None) -> dict[str, str | None]:
    """The line of a list in order_lists; a new one for a list of the user's own."""
    known = lists.filter(pl.col("list_id") == list_id)
    line: dict[str, str | None] = dict.fromkeys(LIST_COLUMNS)
    line |= (
        known.row(0, named=True)
        if known.height
        else {
            "list_id": list_id,
            "title": f"Own list {list_id.removeprefix('own:')}",
            "publisher": "The user",
            "kind": "own",
            "complete": "true",
            "licence": "The user's own",
        }
    )
    if title:
        line["title"] = title
    return line


def imported_line(
    line: dict[str, str | None],
    day: str,
    source: str,
    read: PublishedList,
    found_names: pl.DataFrame,
    accepted: str | None,
) -> pl.DataFrame:
    entries = entities_of(found_names, read)
    notes = [f"Imported whole from a file as of {day}."]
    if accepted:
        notes.append(f"Smaller than the list held before; accepted all the same: {accepted}.")
    notes.extend(f"Left out: {count:,} {what}." for what, count in sorted(read.left_out.items()))
    by_way = any("OpenSanctions" in order.source for order in read.orders)
    filled = {
        **line,
        "as_of": day,
        "complete": "true",
        "published_entries": str(entries),
        "note": " ".join(notes),
        "source": f"{source}{', by way of OpenSanctions' if by_way else ''}",
    }
    if by_way:
        filled["licence"] = (
            "OpenSanctions terms (CC-BY-NC-4.0 unless you hold another licence): for your own use"
        )
    return pl.DataFrame([filled], schema=dict.fromkeys(LIST_COLUMNS, pl.String()))
