"""Which suppliers a changed list can touch: by name, by place, by goods or materials (R28)."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, Self

import polars as pl

from tolpuddle.kernel.edition import ORDERS_FILE, Edition
from tolpuddle.kernel.listed import Entry
from tolpuddle.scoring.core.goods.origins import FROM
from tolpuddle.scoring.core.orders.days import day_or_none, state_on
from tolpuddle.scoring.core.orders.finding import ref_begins
from tolpuddle.scoring.core.orders.listed_entries import ListedEntries
from tolpuddle.scoring.core.orders.register import Orders

FILES: Final = frozenset({ORDERS_FILE, "order_names.csv", "order_lists.csv"})
"""Files that hold orders. Where two editions differ in these alone, only what changed in them can touch anybody."""

COLUMNS: Final = ("name", "country", "goods", "listing_refs", "input")
"""Columns of the assessment frame that are looked at."""

_MATERIALS: Final = '"inputs":'
_POSSIBLY_NAMED: Final = r"\(possible, (possibly named|named|and subsidiaries)"


@dataclass(frozen=True, slots=True)
class _Reach:
    """Where an order of a place or goods can touch: any of these is None for any."""

    iso3: str | None
    goods: tuple[str, ...] | None
    """Names of goods that it covers, or that are made of what it covers."""
    in_part: bool


@dataclass(frozen=True, slots=True)
class ChangedOrders:
    """The entries that differ between two editions, and how to find those whom they can touch."""

    orders: Orders
    """Of the newer edition."""
    named: frozenset[int] | None
    """Places of the changed entries among them that name somebody; None: no such entry changed or is gone."""
    refs: tuple[str, ...]
    """How the refs of changed entries begin in assessments of the older edition."""
    reaches: tuple[_Reach, ...]
    count: int

    @classmethod
    def between(
        cls, old: Edition, new: Edition, orders: Orders | None, made_of: Mapping[str, Sequence[str]]
    ) -> Self | None:
        """None where more than orders differs, or one of the editions holds none: then anybody can be touched.

        orders: those of the new edition; made_of: name of a good -> names of goods that it is a material of.
        """
        if orders is None or ORDERS_FILE not in old.sha256 or not _same_otherwise(old, new):
            return None
        held, holds = ListedEntries.from_edition(old), ListedEntries.from_edition(new)
        then, now = _day(old, held), orders.day
        ids = {
            own
            for own in held.entries.keys() | holds.entries.keys()
            if _signature(held, own, then) != _signature(holds, own, now)
        }
        was = [entry for own, entry in held.entries.items() if own in ids]
        is_now = [entry for own, entry in holds.entries.items() if own in ids]
        names = dict(new.tables["goods"].select("good_id", "name").iter_rows())
        named = frozenset(
            n for n, order in enumerate(orders.items) if order.named and order.entry.order_id in ids
        )
        gone = [entry for entry in was if entry.who == "named"]
        return cls(
            orders=orders,
            named=named if named or gone else None,
            refs=tuple(ref_begins(held.lists[entry.list_id].title, entry.caption) for entry in gone),
            reaches=tuple(_reaches([*was, *is_now], names, made_of)),
            count=len(ids),
        )

    def can_touch(self, assessments: pl.DataFrame) -> pl.Series:
        """True for each supplier that a changed entry can touch; assessments: COLUMNS as an older edition made them."""
        touched = pl.zeros(assessments.height, pl.Boolean, eager=True)
        if self.named is not None:
            touched = self._by_name(assessments, self.named)
        if self.reaches:
            touched = (
                touched | assessments.select(pl.any_horizontal(*map(_reached, self.reaches))).to_series()
            )
        return touched

    def _by_name(self, assessments: pl.DataFrame, named: frozenset[int]) -> pl.Series:
        """Who bears the name of a changed entry now, or did. Likeness is weighed by how rare words are among all entries, so
        whoever was only possible, by any entry, is looked at again too."""
        refs = pl.col("listing_refs")
        before = refs.str.contains(_POSSIBLY_NAMED)
        if self.refs:
            before = before | refs.str.contains_any(list(self.refs))
        touched = assessments.select(before.fill_null(False).alias("touched")).to_series()
        found = self.orders.names.hits(assessments.get_column("name"), assessments.get_column("country"))
        rows = [row for row, hits in found.items() if any(h.order in named or not h.listed for h in hits)]
        return touched.scatter(pl.Series(rows, dtype=pl.UInt32), True) if rows else touched


def _same_otherwise(old: Edition, new: Edition) -> bool:
    return {k: v for k, v in old.sha256.items() if k not in FILES} == {
        k: v for k, v in new.sha256.items() if k not in FILES
    }


def _day(edition: Edition, listed: ListedEntries) -> date:
    given = edition.published or max((each.as_of for each in listed.lists.values()), default="")
    return day_or_none(given, "The day of the edition") or date.min


def _signature(listed: ListedEntries, own: str, day: date) -> tuple[object, ...] | None:
    """All that an entry can say on the day of its edition, and on any day that a supplier asks for."""
    entry = listed.entries.get(own)
    if entry is None:
        return None
    facts = listed.lists[entry.list_id]
    begins, until = day_or_none(entry.begins, "from"), day_or_none(entry.until, "until")
    state = state_on(day, begins, until, entry.status, day_or_none(facts.as_of, "as_of"))
    return entry, state, facts.title, facts.kind, facts.as_of if entry.status != "active" else None


def _reaches(
    entries: Sequence[Entry], names: Mapping[str, str], made_of: Mapping[str, Sequence[str]]
) -> Iterator[_Reach]:
    for entry in entries:
        if entry.who == "named":
            continue
        own = [names[good] for good in entry.goods if good in names]
        further = [made for name in own for made in made_of.get(name, ())]
        goods = tuple(sorted({*own, *further})) if own else None
        yield _Reach(entry.iso3 or None, goods, entry.in_part)


def _reached(reach: _Reach) -> pl.Expr:
    here = pl.lit(True) if reach.iso3 is None else (pl.col("country") == reach.iso3).fill_null(False)
    if reach.goods is not None:
        here = here & pl.col("goods").str.contains_any(list(reach.goods)).fill_null(False)
    if not reach.in_part:
        return here
    # Whoever states materials, or goods from somewhere, may state those of the order.
    return here | pl.col("input").str.contains(_MATERIALS, literal=True) | pl.col("input").str.contains(FROM)
