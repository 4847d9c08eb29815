"""What every report says of itself: the list it rests on, how much is known, and what its words mean."""

import polars as pl

from tolpuddle.desk.summary import Summary
from tolpuddle.kernel.edition import Edition

LATEST_PUBLISHED = 2024
"""The newest edition of the list of goods that the publisher has out, as far as this version knows."""

NOT_MATCHED = "company names are not matched against the UFLPA entity list or customs orders yet"

LEGEND = (
    (
        "P1",
        "Look now: danger to people or the gravest harm is reported, or grave harm has the highest likelihood.",
    ),
    (
        "P2",
        "Next: serious harm is reported or likely, the gravest harm is possible, or the good is listed for this country.",
    ),
    ("P3", "Then: another problem is reported, grave or serious harm is possible, or exposure is high."),
    (
        "not enough information",
        "Too little is known for a score: answer the questions first. Comes before P4.",
    ),
    ("P4", "Nothing above applies: watch, and ask again in a year. It does not say that all is well."),
    (
        "known",
        "Share of the weight of exposure (country, goods, sector data) that is known. It says nothing about what happens at the supplier.",
    ),
    ("L0", "Evidence: exposure only, nothing is reported about this supplier."),
    ("L1", "Evidence: an allegation, or a problem disclosed in an answer of the list."),
    (
        "L2",
        "Evidence: seen or said by one source: workers, a union, an audit, records or documents.",
    ),
    ("L3", "Evidence: the same thing from two sources that are independent of each other."),
    ("L4", "Evidence: determined by a competent body. This version never gives it."),
    (
        "severity by default",
        "Taken from sector, listing or State-imposed labour because no answer decides it yet.",
    ),
)
"""Words of a report with their meaning, in the order in which a reader meets them."""


def list_line(edition: Edition) -> str:
    """The list and the year that `listing` rests on, and what it does not cover."""
    editions = edition.tables.get("list_editions")
    year = None if editions is None else editions.select(pl.col("edition_year").max()).item()
    which = f"US Department of Labor list of goods{f', {year} edition' if year else ''}"
    newer = (
        f" (a {LATEST_PUBLISHED} edition exists and is not in this reference edition)"
        if year and int(year) < LATEST_PUBLISHED
        else ""
    )
    return f"Listing rests on: {which}{newer}; {_orders_line(edition) or NOT_MATCHED}."


def _orders_line(edition: Edition) -> str | None:
    """Orders and lists of entities with how much of each is held; null where the edition holds none."""
    lists = edition.tables.get("order_lists")
    if lists is None or "orders" not in edition.tables:
        return None
    rows = lists.select("title", "entries", "published_entries", "complete").iter_rows()
    held = [
        f"{title} ({entries}{'' if whole in (True, 'true') else f' of about {of}' if of else ', not all of it'})"
        for title, entries, of, whole in rows
        if int(entries or 0) > 0
    ]
    return (
        f"orders and lists of entities: {'; '.join(held)}. Bring the full, current lists where it matters"
        if held
        else None
    )


def known_line(summary: Summary) -> str | None:
    """How much is known, and of what; null when there is no supplier."""
    if summary.coverage is None:
        return None
    return (
        f"Known of what exposure rests on (country, goods, sector data): {summary.coverage:.0%}; "
        f"answers about the suppliers themselves: {summary.answered:,} of "
        f"{summary.suppliers:,} supplier{'s' if summary.suppliers != 1 else ''}."
    )
