"""The orders and lists of an edition, laid out so that a supplier's place and goods lead to them at once."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final

import polars as pl

from tolpuddle.kernel.edition import Edition
from tolpuddle.kernel.errors import EditionError
from tolpuddle.kernel.listed import Entry, ListFacts
from tolpuddle.scoring.core.edition_tables import typed_table
from tolpuddle.scoring.core.factors.facts import Facts
from tolpuddle.scoring.core.orders.days import STATUSES, day_or_none, state_on
from tolpuddle.scoring.core.orders.listed_entries import ListedEntries
from tolpuddle.scoring.core.orders.named import Named

_KEPT_DAYS: Final = 400
_WHO: Final = frozenset({"named", "any"})


@dataclass(frozen=True, slots=True)
class Order:
    """One entry of a list, ready to be asked."""

    entry: Entry
    facts: ListFacts
    goods: frozenset[int]
    """Positions of the goods it covers; empty: any, or none that is known here (then scope_read is false)."""
    scope_read: bool
    """False: what it covers is narrower than what was understood of its words."""
    begins: date | None
    until: date | None
    caption: str
    """How it is called on screen."""

    @property
    def named(self) -> bool:
        """True: it covers those it names; false: a place or goods."""
        return self.entry.who == "named"

    @property
    def own(self) -> bool:
        """True: from a list of the user's own."""
        return self.facts.kind == "own"

    def on(self, day: date) -> int:
        """ABSENT, ENDED, IN_DOUBT or IN_FORCE on a day."""
        as_of = day_or_none(self.facts.as_of, "as_of")
        return state_on(day, self.begins, self.until, self.entry.status, as_of)


@dataclass(frozen=True, slots=True)
class Orders:
    """Everything an edition holds by order. Built once, then only read."""

    items: tuple[Order, ...]
    lists: Mapping[str, ListFacts]
    day: date
    """The day on which orders are looked at unless a supplier says another."""
    direct: Mapping[int, tuple[int, ...]]
    """Row of the grid (place x good) -> orders of a place or goods that cover what is made there."""
    in_part: Mapping[int, tuple[int, ...]]
    """The same of those that cover goods made of it too, read as origin x material."""
    unstated: Mapping[int, tuple[tuple[int, int], ...]]
    """Row of the grid -> (order, material): the good is made of a material that would be covered if it came from home."""
    covered_materials: frozenset[int]
    """Goods that are in some order of in_part by name."""
    touched: pl.Series
    """Boolean, one per row of the grid: something of direct or unstated stands there."""
    names: Named
    partial: str | None
    """All lists that are held in part, in one sentence; None: all are whole."""
    cautions: tuple[str, ...]
    """One sentence for each list that is held in part."""
    goods_names: tuple[str, ...]
    place_of: tuple[str | None, ...]
    """place_id of each locality."""
    days: dict[date, tuple[int, ...]] = field(default_factory=dict[date, tuple[int, ...]])

    def on(self, day: date) -> tuple[int, ...]:
        """The state of each order on a day."""
        found = self.days.get(day)
        if found is None:
            found = tuple(order.on(day) for order in self.items)
            if len(self.days) > _KEPT_DAYS:
                self.days.clear()
            self.days[day] = found
        return found


def open_orders(edition: Edition, facts: Facts, expected: Mapping[int, Mapping[int, float]]) -> Orders | None:
    """The orders of an edition; None where it has no such tables.

    expected: good -> materials that it is made of, as positions.

    Raises: EditionError when a table is not as it should be or an order names a list that is not there.
    """
    listed = ListedEntries.from_edition(edition)
    if "orders" not in edition.tables:
        return None
    entries = list(listed.entries.values())
    read, positions = _scope_read(edition), _good_positions(facts)
    items = tuple(_order(entry, listed, facts, positions, read) for entry in entries)
    direct, in_part = _by_pair(items, facts)
    unstated = _unstated(items, in_part, facts, expected)
    rows = facts.grid.height
    touched = pl.Series("touched", [False], dtype=pl.Boolean).new_from_index(0, rows)
    there = pl.Series(sorted({*direct, *unstated}), dtype=pl.UInt32)
    partial = [each for each in listed.lists.values() if not each.complete and each.entries]
    return Orders(
        items=items,
        lists=listed.lists,
        day=_day(edition, listed),
        direct=direct,
        in_part=in_part,
        unstated=unstated,
        covered_materials=frozenset(
            good for order in items if not order.named and order.entry.in_part for good in order.goods
        ),
        touched=touched.scatter(there, True) if there.len() else touched,
        names=Named.build(entries, edition),
        partial=f"Held in part here: {'; '.join(map(_held, partial))}. Bring the full lists"
        if partial
        else None,
        cautions=tuple(f"{_held(each)} entities are held here: bring the full list" for each in partial),
        goods_names=tuple(name or "" for name in facts.goods.get_column("good_name").to_list()),
        place_of=tuple(facts.localities.get_column("place_id").to_list()),
    )


def _held(facts: ListFacts) -> str:
    """A list and how much of it is here."""
    of = f" of about {facts.published_entries:,}" if facts.published_entries else ""
    return f"{facts.title}: {facts.entries:,}{of}"


def _day(edition: Edition, listed: ListedEntries) -> date:
    given = edition.published or max((each.as_of for each in listed.lists.values()), default="")
    day = day_or_none(given, "The day of the edition")
    if day is None:
        raise EditionError(f"Edition {edition.name} holds orders and gives no day to look at them.")
    return day


def _scope_read(edition: Edition) -> Mapping[str, bool]:
    table = edition.tables["orders"]
    if "scope_read" not in table.columns:
        return {}
    columns = typed_table(edition, "orders", {"order_id": pl.String, "scope_read": pl.Boolean})
    return dict(columns.fill_null(False).iter_rows())


def _good_positions(facts: Facts) -> Mapping[str, int]:
    return dict(facts.goods.drop_nulls("good_id").select("good_id", "good").iter_rows())


def _order(
    entry: Entry,
    listed: ListedEntries,
    facts: Facts,
    positions: Mapping[str, int],
    read: Mapping[str, bool],
) -> Order:
    if entry.list_id not in listed.lists:
        raise EditionError(f"The order {entry.order_id} is of a list {entry.list_id}, which is not there.")
    if entry.who not in _WHO or entry.status not in STATUSES:
        raise EditionError(
            f"The order {entry.order_id} has {entry.who} for who and {entry.status} for status."
        )
    if entry.who == "any" and not (entry.iso3 or entry.place_id or entry.goods or entry.goods_words):
        raise EditionError(f"The order {entry.order_id} covers everything everywhere: it names nothing.")
    goods = frozenset(positions[good] for good in entry.goods if good in positions)
    return Order(
        entry=entry,
        facts=listed.lists[entry.list_id],
        goods=goods,
        scope_read=read.get(entry.order_id, True) and len(goods) == len(entry.goods),
        begins=day_or_none(entry.begins, f"The first day of {entry.order_id}"),
        until=day_or_none(entry.until, f"The last day of {entry.order_id}"),
        caption=_caption(entry, facts),
    )


def _caption(entry: Entry, facts: Facts) -> str:
    if entry.who == "named":
        return entry.caption
    places = facts.localities.filter(
        pl.col("place_id") == entry.place_id if entry.place_id else pl.col("iso3") == entry.iso3
    ).get_column("name")
    where = places.item(0) if places.len() else None
    named = next((each.name for each in entry.names if each.kind == "name"), None)
    goods = entry.goods_words.rstrip(".") or "Any goods"
    return named or (goods if where is None or where in goods else f"{goods}, {where}")


def _by_pair(
    items: tuple[Order, ...], facts: Facts
) -> tuple[dict[int, tuple[int, ...]], dict[int, tuple[int, ...]]]:
    places = list(facts.localities.select("loc", "iso3", "place_id").iter_rows())
    count = facts.goods.height
    direct: dict[int, list[int]] = defaultdict(list)
    in_part: dict[int, list[int]] = defaultdict(list)
    for number, order in enumerate(items):
        entry = order.entry
        # Of an order whose goods were not understood only the place can be looked at, if it is no whole country.
        if order.named or not (order.goods or order.scope_read or entry.place_id):
            continue
        goods = sorted(order.goods) if order.goods else range(count)
        for loc, iso3, place_id in places:
            if entry.place_id not in ("", place_id) or entry.iso3 not in ("", iso3):
                continue
            for good in goods:
                direct[loc * count + good].append(number)
                if entry.in_part:
                    in_part[loc * count + good].append(number)
    return {k: tuple(v) for k, v in direct.items()}, {k: tuple(v) for k, v in in_part.items()}


def _unstated(
    items: tuple[Order, ...],
    in_part: Mapping[int, tuple[int, ...]],
    facts: Facts,
    expected: Mapping[int, Mapping[int, float]],
) -> dict[int, tuple[tuple[int, int], ...]]:
    made_of: dict[int, list[int]] = defaultdict(list)
    for good, materials in expected.items():
        for material in materials:
            made_of[material].append(good)
    count = facts.goods.height
    found: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for pair, numbers in in_part.items():
        loc, material = divmod(pair, count)
        for number in numbers:
            # An order of all goods of a place covers what is made there already.
            if items[number].goods:
                for good in made_of.get(material, ()):
                    found[loc * count + good].append((number, material))
    return {pair: tuple(sorted(hits)) for pair, hits in found.items()}
