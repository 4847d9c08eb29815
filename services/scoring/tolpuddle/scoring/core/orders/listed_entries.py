"""Official orders and lists as an edition holds them: each list, each entry, each name."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, Self

import polars as pl

from tolpuddle.kernel.edition import Edition
from tolpuddle.kernel.listed import Entry, EntryName, ListFacts
from tolpuddle.kernel.spellings import fold
from tolpuddle.scoring.core.edition_tables import typed_table

_LISTS: Final = {
    "list_id": pl.String, "title": pl.String, "publisher": pl.String, "jurisdiction": pl.String, "kind": pl.String,
    "legal_basis": pl.String, "as_of": pl.String, "complete": pl.Boolean, "entries": pl.Int64,
    "published_entries": pl.Int64, "note": pl.String, "source": pl.String, "licence": pl.String,
}  # fmt: skip
_ORDERS: Final = {
    "order_id": pl.String, "list_id": pl.String, "who": pl.String, "subsidiaries": pl.Boolean, "iso3": pl.String,
    "place_id": pl.String, "goods": pl.String, "goods_words": pl.String, "section": pl.String, "from": pl.String,
    "until": pl.String, "status": pl.String, "in_part": pl.Boolean, "source": pl.String, "source_row": pl.String,
    "hash": pl.String,
}  # fmt: skip
_NAMES: Final = {
    "order_id": pl.String, "name": pl.String, "kind": pl.String, "iso3": pl.String, "place": pl.String,
    "script": pl.String,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class ListedEntries:
    """Everything an edition lists by order; nothing where it has no such tables."""

    lists: Mapping[str, ListFacts]
    entries: Mapping[str, Entry]

    @classmethod
    def from_edition(cls, edition: Edition) -> Self:
        """Read `order_lists`, `orders` and `order_names`. Raises: EditionError when one is not as it should be."""
        if "orders" not in edition.tables:
            return cls({}, {})
        lists = [ListFacts(**row) for row in _rows(typed_table(edition, "order_lists", _LISTS))]
        names: dict[str, list[EntryName]] = {}
        for row in _rows(typed_table(edition, "order_names", _NAMES)):
            names.setdefault(row.pop("order_id"), []).append(EntryName(**row))
        entries: dict[str, Entry] = {}
        there = [name for name in ("certainty", "note") if name in edition.tables["orders"].columns]
        for row in _rows(typed_table(edition, "orders", _ORDERS | dict.fromkeys(there, pl.String))):
            own = row["order_id"]
            goods = tuple(good for good in row.pop("goods").split(";") if good)
            entries[own] = Entry(names=tuple(names.get(own, ())), goods=goods, begins=row.pop("from"), **row)
        return cls({each.list_id: each for each in lists}, entries)

    def names_frame(self, lists: Collection[str] = ()) -> pl.DataFrame:
        """Names to build an index of: index_id (the order), name, country (ISO3, null: unknown); of some lists or all."""
        rows = [
            (entry.order_id, each.name, each.iso3 or entry.iso3 or None)
            for entry in self.entries.values()
            if not lists or entry.list_id in lists
            for each in entry.names
        ]
        return pl.DataFrame(
            rows, schema=dict.fromkeys(("index_id", "name", "country"), pl.String), orient="row"
        )

    def find(self, text: str, lists: Collection[str] = ()) -> list[Entry]:
        """Entries with a name in which every word of the text begins a word; in their own order. No text: all."""
        wanted = fold(text).split()
        return [
            entry
            for entry in self.entries.values()
            if (not lists or entry.list_id in lists)
            and (not wanted or any(_begins(wanted, fold(each.name).split()) for each in entry.names))
        ]


def _begins(wanted: Sequence[str], words: Sequence[str]) -> bool:
    # Scripts without blanks have one word: there the text may stand anywhere in it.
    return all(
        any(word.startswith(part) or (not part.isascii() and part in word) for word in words)
        for part in wanted
    )


def _rows(table: pl.DataFrame) -> list[dict[str, Any]]:
    """Rows as plain values: null text as empty, null truth as False."""
    filled = table.with_columns(pl.col(pl.String).fill_null(""), pl.col(pl.Boolean).fill_null(False))
    return filled.with_columns(
        pl.col("entries").fill_null(0) if "entries" in table.columns else []
    ).to_dicts()
