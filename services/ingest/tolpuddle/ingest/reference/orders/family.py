"""Official orders and listed entities: orders, order_names, order_lists and order_goods."""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Final

import polars as pl

from tolpuddle.ingest.readers.lists.published_orders import PublishedOrder
from tolpuddle.ingest.reference.orders.facts import entity_orders
from tolpuddle.ingest.reference.orders.goods import OrderGoods
from tolpuddle.ingest.reference.orders.products import product_orders
from tolpuddle.ingest.reference.orders.tables import (
    LIST_COLUMNS,
    LIST_TYPES,
    ORDER_TYPES,
    Resolved,
    counted,
    order_rows,
    partial_note,
)
from tolpuddle.ingest.reference.table import Table, read_source
from tolpuddle.kernel.errors import EditionError

RULE_COLUMNS: Final = (
    "list_id",
    "key",
    "iso3",
    "place_id",
    "goods_words",
    "section",
    "from",
    "until",
    "status",
    "in_part",
    "source",
    "note",
)
GOODS_COLUMNS: Final = ("words", "basis", "goods")
_READ_ON: Final = "2026-11-22"
_SOURCE: Final = (
    "Announcements of the UFLPA Entity List 2022-2025; US Customs and Border Protection's Withhold Release Orders and "
    "Findings as transcribed; US Department of Labor, list under Executive Order 13126; Brazil's register of employers, "
    "edition of April 2023, companies only"
)
_PUBLISHER: Final = "US Government; Government of Brazil; compiled by Tolpuddle"
_LICENCE: Final = (
    "US Government work (public domain); Public domain (facts of official records); MIT; Apache-2.0"
)
_ATTRIBUTION: Final = (
    "US Department of Homeland Security, US Customs and Border Protection, US Department of Labor; names of some orders by "
    "way of OpenSanctions (MIT); Brazil's Cadastro de Empregadores"
)


def build(sources: Path, curated: Path) -> tuple[Table, ...]:
    """Compile the order tables from `entities` and `dol` of the sources and our own rules.

    Raises: EditionError when a source is missing, has other columns, or names a product that is not known.
    """
    goods_words = read_source(curated / "order_goods.csv", GOODS_COLUMNS).sort("words")
    goods = OrderGoods.from_tables(
        {
            "good_names": read_source(curated / "good_names.csv", ("name", "good_id")),
            "goods": read_source(curated / "goods.csv", ("name", "good_id")),
            "good_synonyms": read_source(curated / "good_synonyms_en.csv", ("good_id", "confidence", "words"))
            .with_columns(synonym=pl.col("words").str.split("|"))
            .explode("synonym"),
            "order_goods": goods_words,
        }
    )
    published = [
        *curated_rules(curated / "orders.csv"),
        *entity_orders(sources / "entities" / "forced_labour_entities_facts.csv"),
        *product_orders(sources / "dol" / "eo13126_facts.csv", curated / "list_editions.csv", goods),
    ]
    lists = read_source(curated / "order_lists.csv", [name for name in LIST_COLUMNS if name != "entries"])
    frames = [
        order_rows(list_id, orders, [resolved_as_written(order) for order in orders], goods)
        for list_id, orders in _by_list(published, lists)
    ]
    orders = pl.concat([frame for frame, _ in frames]).sort("order_id")
    names = pl.concat([frame for _, frame in frames]).sort("order_id", maintain_order=True)
    lists = counted(lists, orders, names)
    held = partial_note(lists)
    return (
        _table(
            "orders.csv", orders, "Orders and list entries: who, where, what, from, until", ORDER_TYPES, held
        ),
        _table("order_names.csv", names, "Names of whom an order names, the first as it is called", {}, held),
        _table(
            "order_lists.csv",
            lists,
            "Lists that orders stand on, and how whole they are here",
            LIST_TYPES,
            held,
        ),
        _goods_table(goods_words),
    )


def curated_rules(path: Path) -> list[tuple[str, PublishedOrder]]:
    """Rules for whole places and products that we wrote down, with their list.

    Raises: EditionError when the file is missing or has other columns.
    """
    return [
        (
            row["list_id"],
            PublishedOrder(
                row=row["key"],
                key=row["key"],
                country=row["iso3"] or "",
                place=row["place_id"] or "",
                goods_words=row["goods_words"] or "",
                section=row["section"] or "",
                since=day(row["from"]),
                until=day(row["until"]),
                status=row["status"],
                in_part=row["in_part"] == "true",
                source=row["source"],
                certainty="rule",
                note=row["note"] or "",
                text="\n".join(str(row[name] or "") for name in RULE_COLUMNS),
            ),
        )
        for row in read_source(path, RULE_COLUMNS).iter_rows(named=True)
    ]


def resolved_as_written(order: PublishedOrder) -> Resolved:
    """Places of a source of ours, which holds codes already; a place that is no code was not understood."""
    coded = bool(re.fullmatch(r"[A-Z]{2}-[A-Z0-9]{1,3}", order.place))
    return Resolved(
        iso3="" if order.names else order.country,
        place_id=order.place if coded else "",
        place_read=coded or not order.place,
        name_iso3=tuple(name.country for name in order.names),
    )


def day(text: str | None) -> date | None:
    """An ISO date, or none."""
    return date.fromisoformat(text) if text else None


def _by_list(
    published: Sequence[tuple[str, PublishedOrder]], lists: pl.DataFrame
) -> list[tuple[str, list[PublishedOrder]]]:
    known = sorted(lists["list_id"])
    if strange := sorted({list_id for list_id, _ in published} - set(known)):
        raise EditionError(f"Orders stand on lists that order_lists.csv does not name: {', '.join(strange)}.")
    return [(name, [order for list_id, order in published if list_id == name]) for name in known]


def _table(file: str, frame: pl.DataFrame, title: str, dtypes: Mapping[str, str], note: str) -> Table:
    lowest, highest = {"orders.csv": (200, 200_000), "order_names.csv": (200, 1_000_000)}.get(file, (4, 500))
    return Table(
        file=file,
        frame=frame,
        title=title,
        source=_SOURCE,
        publisher=_PUBLISHER,
        licence=_LICENCE,
        attribution=_ATTRIBUTION,
        retrieved=_READ_ON,
        min_rows=lowest,
        max_rows=highest,
        complete=False,
        note=note,
        dtypes=dict(dtypes),
    )


def _goods_table(words: pl.DataFrame) -> Table:
    return Table(
        file="order_goods.csv",
        frame=words,
        title="Words of order lists for products and industries, with the goods they mean",
        source="Our own reading of published order lists",
        publisher="Tolpuddle",
        licence="Apache-2.0",
        attribution="Tolpuddle contributors",
        retrieved=_READ_ON,
        min_rows=10,
        max_rows=2_000,
        complete=False,
        note="Names and sure synonyms of goods are read as well. Words not understood leave an order for a person to read.",
    )
