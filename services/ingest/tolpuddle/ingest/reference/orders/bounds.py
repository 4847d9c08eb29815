"""Bounds of an import: a list that shrank, or lacks much of what is held, is refused with the counts."""

from typing import Final

import polars as pl

from tolpuddle.ingest.readers.lists.published_orders import PublishedList
from tolpuddle.ingest.reference.orders.identity import current
from tolpuddle.kernel.errors import UnusableInputError

SMALLEST_SHARE: Final = 0.9
"""A list with fewer entries than this share of those held, or known to be published, is looked at by a person first."""
LARGEST_LOSS: Final = 0.1
"""Share of entries in force that may be missing from a list that was held whole."""
LARGEST_LOSS_OF_PARTIAL: Final = 0.3
"""The same where a part was held, compiled from reports that spell some names their own way."""


def check_size(
    file: str,
    read: PublishedList,
    found_names: pl.DataFrame,
    held: pl.DataFrame,
    same: dict[str, str],
    line: dict[str, str | None],
    accepted: str | None,
) -> None:
    """Raises: UnusableInputError with the counts when the list shrank and nobody gave a reason."""
    if accepted:
        return
    entries = entities_of(found_names, read)
    known = max(int(line["published_entries"] or 0), int(line["entries"] or 0))
    if entries < SMALLEST_SHARE * known:
        raise UnusableInputError(
            f"The list {file} has {entries:,} entries; {int(line['entries'] or 0):,} are held"
            + (f" and about {known:,} are published" if known > int(line["entries"] or 0) else "")
            + ". A list that lost more than one entry in ten is not imported: look at the file, and if it is right, give "
            "the reason with --accept-shrink."
        )
    alive = current(held).filter(pl.col("status") != "unknown")
    lost = alive.filter(~pl.col("order_id").is_in(list(same.values()))).height
    bound = LARGEST_LOSS if line["complete"] == "true" else LARGEST_LOSS_OF_PARTIAL
    if alive.height and lost > max(1, bound * alive.height):
        raise UnusableInputError(
            f"The list {file} has {entries:,} entries but lacks {lost:,} of the {alive.height:,} in force that are held. "
            "Look at the file, and if it is right, give the reason with --accept-shrink."
        )


def entities_of(found_names: pl.DataFrame, read: PublishedList) -> int:
    """Entities and products of a list, however many rows tell of each."""
    named = found_names.unique("order_id", keep="first", maintain_order=True)["name"].n_unique()
    return named + sum(1 for order in read.orders if not order.names)
