"""What must hold of the order tables of an edition, beyond types and links."""

from typing import Final

import polars as pl

from tolpuddle.ingest.readers.lists.published_orders import CERTAINTIES, NAME_KINDS, STATUSES
from tolpuddle.ingest.reference.orders.goods import BASES
from tolpuddle.kernel.edition import Edition

_WORDS: Final = (
    ("orders", "who", ("named", "any")),
    ("orders", "status", STATUSES),
    ("orders", "certainty", CERTAINTIES),
    ("orders", "goods_basis", BASES),
    ("order_names", "kind", NAME_KINDS),
    ("order_lists", "kind", ("official_list", "official_order", "public_register", "own")),
)
"""table, column, the words it may hold."""

_SHOWN: Final = 5


def order_problems(edition: Edition) -> list[str]:
    """What is wrong with the order tables, one sentence each; nothing for an edition that has none."""
    if not {"orders", "order_names", "order_lists"} <= edition.tables.keys():
        return []
    orders, names = edition.tables["orders"], edition.tables["order_names"]
    named = pl.col("who") == "named"
    with_name = pl.col("order_id").is_in(names["order_id"].unique().implode())
    first = names.unique("order_id", keep="first", maintain_order=True)
    problems = [*_strange_words(edition), *_strange_goods(edition)]
    problems += _told(orders.filter(named & ~with_name), "name an entity and give no name")
    problems += _told(orders.filter(~named & with_name), "name nobody and have names")
    problems += _told(first.filter(pl.col("kind") != "name"), "begin with an alias")
    problems += _told(orders.filter(pl.col("from") > pl.col("until")), "end before they begin")
    problems += _told(
        orders.filter(pl.col("scope_read") & ~pl.col("goods_basis").is_in(["any", "goods"])),
        "are taken for read though their product was not",
    )
    problems += _told(
        orders.filter((pl.col("goods_basis") == "goods") & pl.col("goods").is_null()),
        "are about goods and have none: that would mean any goods",
    )
    everywhere = pl.all_horizontal(pl.col("iso3", "place_id", "goods", "goods_words").is_null())
    problems += _told(orders.filter(~named, everywhere), "name nobody, no place and no product")
    return problems


def _strange_words(edition: Edition) -> list[str]:
    problems: list[str] = []
    for table, column, words in _WORDS:
        values = edition.tables[table][column].unique()
        if strange := sorted(str(value) for value in values if value not in words):
            problems.append(f"{table}.{column} holds {', '.join(strange[:_SHOWN])}, which means nothing.")
    return problems


def _strange_goods(edition: Edition) -> list[str]:
    if "goods" not in edition.tables:
        return []
    read = edition.tables["orders"]["goods"].drop_nulls().str.split(";").explode().unique()
    strange = read.filter(~read.is_in(edition.tables["goods"]["good_id"].implode())).sort().to_list()
    return [f"orders.goods names {', '.join(strange[:_SHOWN])}, unknown to goods."] if strange else []


def _told(rows: pl.DataFrame, what: str) -> list[str]:
    shown = ", ".join(rows["order_id"].head(_SHOWN).to_list())
    return [f"{rows.height:,} orders {what}: {shown}."] if rows.height else []
