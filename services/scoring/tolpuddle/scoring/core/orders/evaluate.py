"""Supplier, place, goods, materials and day against every order: the one rule that decides (R23 to R28)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from tolpuddle.scoring.core.orders.days import ABSENT, ENDED, IN_FORCE
from tolpuddle.scoring.core.orders.finding import FORMER, LISTED, POSSIBLE, Finding, Hit
from tolpuddle.scoring.core.orders.parents import NameHit
from tolpuddle.scoring.core.orders.register import Order, Orders

_NARROWER: Final = "; the order may cover less than this"


@dataclass(frozen=True, slots=True)
class Case:
    """What orders are asked about: a supplier as it was read. Positions are those of the reference."""

    loc: int
    place_known: bool
    goods: tuple[tuple[int, float], ...]
    """(good, confidence); empty: not known."""
    materials: tuple[tuple[int, int], ...]
    """(material, origin) as stated."""
    origins: tuple[int, ...]
    """Origins of materials that were stated and not read."""
    open_materials: tuple[tuple[int, tuple[int, ...]], ...]
    """(material, goods it is inside of) that only the goods name: their origin is not stated."""
    names: tuple[NameHit, ...]
    day: date


@dataclass(frozen=True, slots=True)
class _Said:
    """What would apply if the order were in force."""

    number: int
    sure: bool
    reason: str
    by_name: bool = False
    doubt: str = ""


def evaluate(case: Case, orders: Orders, nowhere: int, confident: float) -> Finding | None:
    """The orders that apply; None where none does.

    nowhere: locality of the unknown country; confident: from which confidence a good counts as stated.
    """
    states = orders.on(case.day)
    best: dict[int, Hit] = {}
    for said in _everything(case, orders, nowhere, confident):
        state = states[said.number]
        if state == ABSENT:
            continue
        order = orders.items[said.number]
        hit = Hit(order, _strength(state, said.sure), _told(said, state), said.by_name, _doubt(said, state))
        known = best.get(said.number)
        if known is None or hit.state > known.state:
            best[said.number] = hit
    return Finding.of(list(best.values()))


def _strength(state: int, sure: bool) -> int:
    if state == ENDED:
        return FORMER
    return LISTED if state == IN_FORCE and sure else POSSIBLE


def _told(said: _Said, state: int) -> str:
    if state in (ENDED, IN_FORCE):
        return said.reason
    return f"{said.reason}; whether the order still stands so is not known here"


def _doubt(said: _Said, state: int) -> str:
    return said.doubt if said.doubt or state in (ENDED, IN_FORCE) else "order"


def _everything(case: Case, orders: Orders, nowhere: int, confident: float) -> Iterator[_Said]:
    yield from _named(case, orders, confident)
    yield from _made_here(case, orders, confident)
    yield from _made_of(case, orders)
    yield from _maybe_made_of(case, orders, nowhere)


def _named(case: Case, orders: Orders, confident: float) -> Iterator[_Said]:
    for name in case.names:
        order = orders.items[name.order]
        reason, sure, doubt = name.reason, name.listed, "" if name.listed else "name"
        if order.goods:
            fits = [confidence for good, confidence in case.goods if good in order.goods]
            covers = f"; the order covers {order.entry.goods_words or 'certain goods'}"
            if any(confidence >= confident for confidence in fits):
                reason += ", with a product that the order covers"
            else:
                sure, doubt = False, doubt or "goods"
                reason += covers + (
                    ", and the goods here are assumed"
                    if fits
                    else ", other goods are stated here"
                    if case.goods
                    else ", and the goods here are not known"
                )
        elif not order.scope_read and order.entry.goods_words:
            reason += (
                f"; the order speaks of {order.entry.goods_words}, which was not compared with the goods here"
            )
        yield _Said(name.order, sure, reason, by_name=True, doubt=doubt)


def _made_here(case: Case, orders: Orders, confident: float) -> Iterator[_Said]:
    count = len(orders.goods_names)
    for good, confidence in case.goods or ((count - 1, 1.0),):
        for number in orders.direct.get(case.loc * count + good, ()):
            order = orders.items[number]
            sure_place = case.place_known or not order.entry.place_id
            sure_good = not order.goods or confidence >= confident
            reason = f"{_where(order)}{' and product' if order.goods else ''}" if _where(order) else "product"
            if not sure_place:
                reason += "; the place is assumed: please check"
            if not sure_good:
                reason += f"; {orders.goods_names[good]} is assumed, not stated"
            if not order.scope_read:
                reason += _NARROWER
            doubt = "" if sure_place and sure_good else "goods" if sure_place else "place"
            sure = sure_place and sure_good and order.scope_read
            yield _Said(number, sure, reason, doubt=doubt or ("" if order.scope_read else "order"))


def _made_of(case: Case, orders: Orders) -> Iterator[_Said]:
    """No share is too small: whoever states such a material is covered, whatever its weight."""
    count = len(orders.goods_names)
    read = [(origin * count + good, orders.goods_names[good]) for good, origin in case.materials]
    unread = [(origin * count + count - 1, "") for origin in case.origins]
    for pair, material in (*read, *unread):
        for number in orders.in_part.get(pair, ()):
            order = orders.items[number]
            where = _where(order)
            reason = f"input from the {where}" if where else "input"
            reason += f": {material}" if material else ""
            reason += "" if order.scope_read else _NARROWER
            yield _Said(number, order.scope_read, reason, doubt="" if order.scope_read else "order")


def _maybe_made_of(case: Case, orders: Orders, nowhere: int) -> Iterator[_Said]:
    """A material whose origin nobody stated, at home where an order covers it."""
    if case.loc == nowhere:
        return
    count = len(orders.goods_names)
    stated = {material for material, _ in case.materials}
    made = {good for good, _ in case.goods}
    asked = [
        (number, material)
        for good in made
        for number, material in orders.unstated.get(case.loc * count + good, ())
    ]
    asked += [
        (number, material)
        for material, inside in case.open_materials
        if made.intersection(inside)
        for number in orders.in_part.get(case.loc * count + material, ())
        if orders.items[number].goods
    ]
    for number, material in sorted(set(asked)):
        if material not in stated:
            reason = f"made of {orders.goods_names[material]}, whose origin is not stated"
            yield _Said(number, False, reason, doubt="material")


def _where(order: Order) -> str:
    return "region" if order.entry.place_id else "country" if order.entry.iso3 else ""
