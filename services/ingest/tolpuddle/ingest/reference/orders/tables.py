"""Entries of order lists as the tables orders, order_names and order_lists: ids, goods, places, scripts."""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import polars as pl

from tolpuddle.ingest.readers.lists.published_orders import PublishedOrder
from tolpuddle.ingest.reference.orders.goods import OrderGoods

ORDER_TYPES: Final[Mapping[str, str]] = {
    "subsidiaries": "boolean",
    "from": "date",
    "until": "date",
    "in_part": "boolean",
    "scope_read": "boolean",
}
ORDER_COLUMNS: Final = (
    "order_id",
    "list_id",
    "who",
    "subsidiaries",
    "iso3",
    "place_id",
    "goods",
    "goods_words",
    "section",
    "from",
    "until",
    "status",
    "in_part",
    "source",
    "source_row",
    "hash",
    "goods_basis",
    "scope_read",
    "certainty",
    "note",
)
NAME_COLUMNS: Final = ("order_id", "name", "kind", "iso3", "place", "script")
LIST_TYPES: Final[Mapping[str, str]] = {
    "as_of": "date",
    "complete": "boolean",
    "entries": "integer",
    "published_entries": "integer",
}
LIST_COLUMNS: Final = (
    "list_id",
    "title",
    "publisher",
    "jurisdiction",
    "kind",
    "legal_basis",
    "as_of",
    "complete",
    "entries",
    "published_entries",
    "note",
    "source",
    "licence",
)

_SLUG_LENGTH = 60
_SHORTEST_COUNTRY = 4
"""Letters of a country's name; shorter ones are codes."""
_SCRIPTS: Final = (
    ("CJK", "Hani"),
    ("HIRAGANA", "Jpan"),
    ("KATAKANA", "Jpan"),
    ("HANGUL", "Hang"),
    ("CYRILLIC", "Cyrl"),
    ("ARABIC", "Arab"),
    ("THAI", "Thai"),
    ("BENGALI", "Beng"),
    ("DEVANAGARI", "Deva"),
    ("GREEK", "Grek"),
    ("HEBREW", "Hebr"),
    ("LATIN", "Latn"),
)


@dataclass(frozen=True, slots=True)
class Resolved:
    """What a list's own words mean, for one entry: ISO3 codes and places that were understood."""

    iso3: str = ""
    place_id: str = ""
    place_read: bool = True
    name_iso3: tuple[str, ...] = ()
    """One per name, in order."""


def order_rows(
    list_id: str,
    orders: Sequence[PublishedOrder],
    resolved: Sequence[Resolved],
    goods: OrderGoods,
    ids: Sequence[str] | None = None,
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The entries of one list as rows of orders.csv and order_names.csv, all text, in the order given.

    `ids` are the order ids to use; without them they are made from the names.
    """
    ids = ids or order_ids(list_id, orders)
    rows: list[tuple[str | None, ...]] = []
    names: list[tuple[str | None, ...]] = []
    for order_id, order, place in zip(ids, orders, resolved, strict=True):
        read = goods.read(
            _without_country(order), any_goods=order.any_goods, industry_only=order.industry_only
        )
        scope_read = read.basis in ("any", "goods") and place.place_read
        rows.append(
            (
                order_id,
                list_id,
                "named" if order.names else "any",
                _flag(order.subsidiaries),
                place.iso3 or None,
                place.place_id or None,
                ";".join(read.good_ids) or None,
                order.goods_words or None,
                order.section or None,
                order.since.isoformat() if order.since else None,
                order.until.isoformat() if order.until else None,
                order.status,
                _flag(order.in_part),
                order.source or None,
                order.row or None,
                order.hash(),
                read.basis,
                _flag(scope_read),
                order.certainty,
                order.note or None,
            )
        )
        countries = place.name_iso3 or ("",) * len(order.names)
        names.extend(
            (order_id, name.name, name.kind, iso3 or None, name.place or None, script_of(name.name))
            for name, iso3 in zip(order.names, countries, strict=True)
        )
    return (
        pl.DataFrame(rows, schema=dict.fromkeys(ORDER_COLUMNS, pl.String()), orient="row"),
        pl.DataFrame(names, schema=dict.fromkeys(NAME_COLUMNS, pl.String()), orient="row").unique(
            ["order_id", "name"], keep="first", maintain_order=True
        ),
    )


def _without_country(order: PublishedOrder) -> str:
    """The product's words without the country's: "Turkmenistan cotton" is cotton."""
    country = order.country or next((name.country for name in order.names if name.country), "")
    if len(country) < _SHORTEST_COUNTRY:
        return order.goods_words
    return re.sub(rf"\b{re.escape(country)}\s+", "", order.goods_words, flags=re.IGNORECASE)


def order_ids(list_id: str, orders: Iterable[PublishedOrder], taken: Iterable[str] = ()) -> list[str]:
    """Readable ids, `list:slug`, each only once: a second entry of the name gets its day, then its section, then a number."""
    used = set(taken)
    made: list[str] = []
    for order in orders:
        stem = f"{list_id}:{_stem(order)}"
        day = order.since.isoformat() if order.since else "undated"
        section = slug(order.section)
        choices = [stem, f"{stem}:{day}", f"{stem}:{day}:{section}" if section else f"{stem}:{day}:1"]
        number = 2
        while (choice := choices.pop(0)) in used:
            if not choices:
                choices.append(f"{stem}:{day}:{number}")
                number += 1
        used.add(choice)
        made.append(choice)
    return made


def _stem(order: PublishedOrder) -> str:
    if order.names:
        name = order.names[0].name
        return slug(name) or f"x-{order.hash()[:8]}"
    return slug(order.key or f"{order.place or order.country} {order.goods_words}") or f"x-{order.hash()[:8]}"


def slug(text: str) -> str:
    """Lower-case ASCII words with single hyphens, at most 60 characters; letters of other scripts are left out."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:_SLUG_LENGTH].rstrip("-")


def counted(lists: pl.DataFrame, orders: pl.DataFrame, names: pl.DataFrame) -> pl.DataFrame:
    """The lists as text with `entries` counted: entities and products that stand on each, however many rows tell of them.

    Rules that we wrote down ourselves are not counted, nor what has ended; of a list held as it once was, all is counted.
    """
    past = (pl.col("status") == "former") & ~(pl.col("status") == "former").all().over("list_id")
    first = names.unique("order_id", keep="first", maintain_order=True).select("order_id", called="name")
    held = (
        orders.filter(pl.col("certainty") != "rule", ~past)
        .join(first, on="order_id", how="left", maintain_order="left")
        .group_by("list_id")
        .agg(entries=pl.coalesce("called", "order_id").n_unique().cast(pl.String))
    )
    return (
        lists.select(pl.exclude("entries"))
        .join(held, on="list_id", how="left", maintain_order="left")
        .with_columns(pl.col("entries").fill_null("0"))
        .select(LIST_COLUMNS)
        .sort("list_id")
    )


def partial_note(lists: pl.DataFrame) -> str:
    """How whole each list is, in one line for the manifest: "us_uflpa: 65 of about 144 entries of 2025-01-15"."""
    parts = [
        f"{row['list_id']}: {row['entries']}"
        + (f" of about {row['published_entries']}" if row["published_entries"] and not _whole(row) else "")
        + f" entries, as of {row['as_of']}"
        + ("" if _whole(row) else ", partial")
        for row in lists.iter_rows(named=True)
    ]
    return (
        "; ".join(parts)
        + ". Absence from a list, and from a partial list above all, says nothing about a supplier."
    )


def _whole(line: Mapping[str, object]) -> bool:
    return str(line["complete"]) == "true"


def script_of(name: str) -> str:
    """The ISO 15924 code of the script most letters are of, with Hani for Han; Zyyy when there are none."""
    counts: dict[str, int] = {}
    for letter in name:
        if letter.isalpha():
            code = _script_of_letter(letter)
            counts[code] = counts.get(code, 0) + 1
    if not counts:
        return "Zyyy"
    if "Jpan" in counts:
        return "Jpan"
    return max(sorted(counts), key=lambda code: counts[code])


@lru_cache(maxsize=20_000)
def _script_of_letter(letter: str) -> str:
    word = unicodedata.name(letter, "")
    return next((code for prefix, code in _SCRIPTS if word.startswith(prefix)), "Zzzz")


def _flag(value: bool) -> str:
    return "true" if value else "false"
