"""A new edition with one order list replaced whole: ids stay, what vanished ends, an import that shrank is refused."""

import hashlib
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

import polars as pl

from tolpuddle.ingest.readers.lists.order_list import read_order_list
from tolpuddle.ingest.readers.lists.published_orders import PublishedList
from tolpuddle.ingest.reference.new_edition import write_edition
from tolpuddle.ingest.reference.orders.bounds import check_size
from tolpuddle.ingest.reference.orders.goods import OrderGoods
from tolpuddle.ingest.reference.orders.identity import called, current, matched
from tolpuddle.ingest.reference.orders.list_line import imported_line, list_line
from tolpuddle.ingest.reference.orders.places import OrderPlaces
from tolpuddle.ingest.reference.orders.tables import (
    NAME_COLUMNS,
    ORDER_COLUMNS,
    counted,
    order_ids,
    order_rows,
    partial_note,
)
from tolpuddle.ingest.reference.verify import verify
from tolpuddle.kernel.edition import Edition
from tolpuddle.kernel.edition_files import open_edition
from tolpuddle.kernel.errors import EditionError

TABLES: Final = ("orders", "order_names", "order_lists", "order_goods")

_COMPARED: Final = ("who", "subsidiaries", "iso3", "place_id", "goods", "section", "from", "until", "status")


@dataclass(frozen=True, slots=True)
class ImportedOrders:
    """The new edition, and what a person should look at in it."""

    folder: Path
    entries: int
    """Entities and products that stand on the list now."""
    added: tuple[str, ...]
    """How entries are called, in the order of their ids; so are the next two."""
    ended: tuple[str, ...]
    changed: tuple[str, ...]
    remarks: tuple[str, ...]
    """What was left out, not understood, or found by the check of the new edition; one sentence each."""


def import_orders(
    base: Path,
    path: Path,
    list_id: str,
    out: Path,
    *,
    published: date,
    as_of: date | None = None,
    title: str | None = None,
    accept_shrink: str | None = None,
    day_first: bool = False,
) -> ImportedOrders:
    """Write the edition `out`: `base` with the list `list_id` as it stands in `path`.

    `published` dates the edition, `as_of` the list (else the day of the edition): entries that are gone end on that day
    at the latest. `accept_shrink` is the reason for which a list that shrank is taken all the same; the edition says it.
    `title` names a list of the user's own (`own:<word>`); `day_first` reads its 03/04/2025 as 3 April.

    Raises: UnusableInputError when the file is no such list, changed its shape or shrank; EditionError when `base` has
    no order tables or is damaged, or `out` exists. Nothing is written then.
    """
    if out.exists():
        raise EditionError(f"The edition {out.name} exists already; editions are never changed.")
    edition = open_edition(base)
    if lacking := [name for name in TABLES if name not in edition.tables]:
        raise EditionError(f"The edition {base.name} has no table {', '.join(lacking)}; take one that has.")
    read = read_order_list(path, list_id, day_first=day_first)
    tables = {name: edition.tables[name].cast(pl.String) for name in TABLES}
    day = (as_of or read.as_of or published).isoformat()
    line = list_line(tables["order_lists"], list_id, title)
    held, held_names = _of_list(tables, list_id)
    found, found_names, unread = _rows(read, list_id, edition, tables)
    same = matched(held, held_names, found, found_names)
    check_size(path.name, read, found_names, held, same, line, accept_shrink)
    ids = _new_ids(list_id, found, read, same, tables["orders"])
    found, found_names = (_renamed(frame, ids) for frame in (found, found_names))
    found = _with_what_was_known(found, held)
    gone = held.filter(~pl.col("order_id").is_in(list(same.values()))).pipe(_ended, day)
    kept_names = held_names.filter(pl.col("order_id").is_in(gone["order_id"].implode()))
    orders = _replaced(tables["orders"], list_id, pl.concat([found, gone])).sort("order_id")
    names = _replaced_names(tables, list_id, pl.concat([found_names, kept_names]))
    source = f"{path.name} (sha256 {hashlib.sha256(path.read_bytes()).hexdigest()})"
    lists = counted(
        pl.concat(
            [
                tables["order_lists"].filter(pl.col("list_id") != list_id),
                imported_line(line, day, source, read, found_names, accept_shrink),
            ]
        ),
        orders,
        names,
    )
    changed = {"orders": orders, "order_names": names, "order_lists": lists}
    origin = f"list {list_id} from {source}"
    if accept_shrink:
        origin += f"; a smaller list was accepted: {accept_shrink}"
    write_edition(base, out, changed, published, origin, dict.fromkeys(changed, partial_note(lists)))
    ended = [order_id for order_id in gone["order_id"] if order_id in set(current(held)["order_id"])]
    return ImportedOrders(
        folder=out,
        entries=int(lists.filter(pl.col("list_id") == list_id).item(0, "entries")),
        added=tuple(called(sorted(set(found["order_id"]) - set(held["order_id"])), names)),
        ended=tuple(called(ended, names)),
        changed=tuple(called(_changed(held, held_names, found, found_names), names)),
        remarks=(*_remarks(read, found, unread), *verify(out)),
    )


def _of_list(tables: dict[str, pl.DataFrame], list_id: str) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Entries held of a list and their names. Rules of ours are no entries: they outlast an import."""
    held = tables["orders"].filter(pl.col("list_id") == list_id, pl.col("certainty") != "rule")
    return held, tables["order_names"].join(held.select("order_id"), on="order_id", how="semi")


def _rows(
    read: PublishedList, list_id: str, edition: Edition, tables: dict[str, pl.DataFrame]
) -> tuple[pl.DataFrame, pl.DataFrame, list[str]]:
    """Entries as rows under ids of this import alone, and country words that were not understood."""
    goods = OrderGoods.from_tables({**edition.tables, "order_goods": tables["order_goods"]})
    resolved, unread = OrderPlaces.from_edition(edition).resolve(read.orders)
    ids = [f"new:{number:06}" for number in range(len(read.orders))]
    orders, names = order_rows(list_id, read.orders, resolved, goods, ids)
    return orders, names, unread


def _new_ids(
    list_id: str, found: pl.DataFrame, read: PublishedList, same: dict[str, str], orders: pl.DataFrame
) -> dict[str, str]:
    """The lasting id of each entry: the one it had, or a new one from its name."""
    fresh = [
        (order_id, order)
        for order_id, order in zip(found["order_id"], read.orders, strict=True)
        if order_id not in same
    ]
    made = order_ids(list_id, [order for _, order in fresh], taken=orders["order_id"])
    return {**same, **dict(zip((order_id for order_id, _ in fresh), made, strict=True))}


def _renamed(frame: pl.DataFrame, ids: dict[str, str]) -> pl.DataFrame:
    return frame.with_columns(pl.col("order_id").replace_strict(ids, return_dtype=pl.String()))


def _with_what_was_known(found: pl.DataFrame, held: pl.DataFrame) -> pl.DataFrame:
    """A form of the list that leaves out sections or first days does not take away what was known of them."""
    known = held.select("order_id", was_section="section", was_from="from")
    return (
        found.join(known, on="order_id", how="left", maintain_order="left")
        .with_columns(
            pl.col("section").fill_null(pl.col("was_section")), pl.col("from").fill_null(pl.col("was_from"))
        )
        .select(ORDER_COLUMNS)
    )


def _ended(gone: pl.DataFrame, day: str) -> pl.DataFrame:
    """Entries that the list has no more: past, with the day by which they were gone unless theirs is known."""
    past = pl.col("status").is_in(["inactive", "revoked", "former"])
    return gone.with_columns(
        status=pl.when(past).then("status").otherwise(pl.lit("former")),
        until=pl.when(past).then("until").otherwise(pl.coalesce("until", pl.lit(day))),
    )


def _replaced(orders: pl.DataFrame, list_id: str, rows: pl.DataFrame) -> pl.DataFrame:
    others = orders.filter((pl.col("list_id") != list_id) | (pl.col("certainty") == "rule"))
    return pl.concat([others, rows.select(ORDER_COLUMNS)])


def _replaced_names(tables: dict[str, pl.DataFrame], list_id: str, rows: pl.DataFrame) -> pl.DataFrame:
    held, _ = _of_list(tables, list_id)
    others = tables["order_names"].join(
        held.select("order_id"), on="order_id", how="anti", maintain_order="left"
    )
    return pl.concat([others, rows.select(NAME_COLUMNS)]).sort("order_id", maintain_order=True)


def _changed(
    held: pl.DataFrame, held_names: pl.DataFrame, found: pl.DataFrame, found_names: pl.DataFrame
) -> list[str]:
    """Ids of entries that stand on both lists and say something else now: names, place, goods, section or dates."""
    was, now = (_compared(*sides) for sides in ((held, held_names), (found, found_names)))
    both = now.join(was, on="order_id", how="semi")
    return both.join(was, on=was.columns, how="anti", nulls_equal=True)["order_id"].sort().to_list()


def _compared(orders: pl.DataFrame, names: pl.DataFrame) -> pl.DataFrame:
    spelled = names.group_by("order_id").agg(names=pl.col("name").sort().str.join("|"))
    return orders.select("order_id", *_COMPARED).join(spelled, on="order_id", how="left")


def _remarks(read: PublishedList, found: pl.DataFrame, unread: list[str]) -> list[str]:
    said = [f"Left out: {count:,} {what}." for what, count in sorted(read.left_out.items())]
    if unread:
        said.append(f"Countries not understood: {', '.join(unread[:8])}.")
    products = found.filter(pl.col("scope_read") == "false")
    if products.height:
        words = products["goods_words"].drop_nulls().unique().sort().head(8).to_list()
        shown = f" ({'; '.join(words)})" if words else ""
        said.append(
            f"{products.height:,} entries have a product or place that was not understood, or an industry only; results "
            f"that rest on one say so{shown}."
        )
    return said
