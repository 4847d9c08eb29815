"""`tolpuddle reference import`: which edition a list goes into, and what to tell about it."""

import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Final, Self

from tolpuddle.ingest.reference.import_list import import_list
from tolpuddle.ingest.reference.orders.import_list import ImportedOrders, import_orders
from tolpuddle.kernel.edition_files import locate, open_edition
from tolpuddle.kernel.errors import UnusableInputError

SHOWN: Final = 40
_CUSTOMS: Final = ("us_cbp_wro", "us_cbp_finding")
"""Customs publishes both lists in one file; `us_cbp` stands for the two."""


@dataclass(frozen=True, slots=True)
class ListImport:
    """A file, the edition to start from and the one to write."""

    source: Path
    base: Path
    out: Path
    published: date
    as_of: date | None

    @classmethod
    def of(
        cls,
        source: Path,
        edition: str | None,
        out: Path | None,
        base: str | None,
        published: datetime | None,
        as_of: datetime | None,
    ) -> Self:
        """Fill in what was not said: the newest edition, `reference/<base>.<number>`, today.

        Raises: EditionError when there is no such base.
        """
        start = locate(base)
        folder = out or Path("reference") / (edition or _free_name(start.name, Path("reference")))
        day = published.date() if published else date.today()  # noqa: DTZ011 - the day at the desk
        return cls(source, start, folder, day, as_of.date() if as_of else None)


def import_goods_list(asked: ListImport, year: int | None, stated: int | None) -> Iterator[str]:
    """Import the US Department of Labor's List of Goods; one line for each thing to tell.

    Raises: UnusableInputError, EditionError as `import_list`, and when no year is given.
    """
    if year is None:
        raise UnusableInputError(
            "Say which list with LIST FILE, or, for the List of Goods, its edition with --year."
        )
    made = import_list(
        asked.base, asked.source, year, asked.out, published=asked.published, stated_entries=stated
    )
    yield f"{made.folder}: {made.entries} entries, {made.added.height} added, {made.removed.height} gone."
    yield from made.warnings
    yield from (f"New good: {good}" for good in made.new_goods)


def import_order_list(
    asked: ListImport, list_id: str, title: str | None, accept_shrink: str | None, *, day_first: bool
) -> Iterator[str]:
    """Import an order list, or both of customs; one line for each thing to tell.

    Raises: UnusableInputError, EditionError as `import_orders`.
    """
    steps = _CUSTOMS if list_id == "us_cbp" else (list_id,)
    with tempfile.TemporaryDirectory() as scratch:
        base = asked.base
        for number, step in enumerate(steps, start=1):
            last = number == len(steps)
            made = import_orders(
                base,
                asked.source,
                step,
                asked.out if last else Path(scratch) / str(number) / asked.out.name,
                published=asked.published,
                as_of=asked.as_of,
                title=title,
                accept_shrink=accept_shrink,
                day_first=day_first,
            )
            base = made.folder
            yield from _told(step, made)
    yield f"Written to {asked.out}; use it with --edition {asked.out}."


def list_lines(folder: Path) -> Iterator[str]:
    """The order lists of an edition, each in a line with what is held of it, and a line with its note.

    Raises: EditionError when the edition cannot be opened.
    """
    table = open_edition(folder).tables.get("order_lists")
    if table is None or not table.height:
        yield f"The edition {folder.name} has no order lists."
        return
    for row in table.sort("list_id").iter_rows(named=True):
        known = (
            f" of about {row['published_entries']:,}"
            if row["published_entries"] and not row["complete"]
            else ""
        )
        whole = "whole" if row["complete"] else "partial"
        yield f"{row['list_id']}  {row['title']}: {row['entries']:,}{known} entries as of {row['as_of']}, {whole}"
        if row["note"]:
            yield f"    {row['note']}"


def _told(list_id: str, made: ImportedOrders) -> Iterator[str]:
    yield (
        f"{list_id}: {made.entries:,} entries, {len(made.added):,} added, {len(made.ended):,} ended, "
        f"{len(made.changed):,} changed."
    )
    for mark, names in (("+", made.added), ("-", made.ended), ("~", made.changed)):
        yield from _listed(mark, names)
    yield from made.remarks


def _listed(mark: str, names: Sequence[str]) -> Iterator[str]:
    yield from (f"  {mark} {name}" for name in names[:SHOWN])
    if len(names) > SHOWN:
        yield f"  {mark} and {len(names) - SHOWN:,} more"


def _free_name(base: str, parent: Path) -> str:
    """`2026.1` is followed by `2026.1.1`, and so on."""
    number = 1
    while (parent / f"{base}.{number}").exists():
        number += 1
    return f"{base}.{number}"
