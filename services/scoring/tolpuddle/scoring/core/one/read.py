"""One supplier without frames: its words as positions and its goods as lines, as positions.py and cases.py read many."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from tolpuddle.scoring.core.goods.cells import GoodsCell
from tolpuddle.scoring.core.goods.origins import FROM
from tolpuddle.scoring.core.one.number import rounded
from tolpuddle.scoring.core.reference import Reference
from tolpuddle.scoring.core.stated_inputs import IN_PART, NAMED, STATED
from tolpuddle.scoring.core.words import InputsCell, with_named

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Placed:
    """Positions of one supplier."""

    loc: int
    place_known: bool
    goods: GoodsCell
    sector: int
    inputs: InputsCell
    notes: list[str | None]


def read_one(row: Row, reference: Reference) -> Placed:
    """Read the words of one supplier; equal to read_positions of a frame of one row."""
    words, facts = reference.words, reference.facts
    nowhere = facts.localities.height - 1
    place = words.countries.meanings([row["country"]])[0]
    loc, country_note = place.loc, place.note
    if loc == nowhere and row["country"] is None and row["address"] is not None:
        place = words.addresses.meanings([row["address"]])[0]
        loc, country_note = place.loc, place.note
    loc, place_known, place_note = _place(row, loc, reference)
    bare = row["goods"] is None and row["hs_codes"] is None
    may_name = row["goods"] is not None and re.search(FROM, row["goods"]) is not None
    home: str | None = facts.localities.item(loc, "iso3") if may_name else None
    cell = (row["goods"], row["hs_codes"], row["sector"] if bare else None, home)
    goods = words.goods.meanings([cell])[0]
    sector = words.sectors.meanings([row["sector"]])[0]
    inputs = with_named(words.inputs.meanings([row["inputs"]])[0], goods)
    notes = [country_note, place_note, goods.note, sector.note, inputs.note]
    return Placed(loc, place_known, goods, sector.sector, inputs, notes)


def _place(row: Row, loc: int, reference: Reference) -> tuple[int, bool, str | None]:
    words = reference.words
    ruled = loc in words.ruled_locs
    known = not ruled
    if not ruled and loc != reference.facts.localities.height - 1:
        return loc, known, None
    where = ", ".join(text for text in (row["region"], row["address"]) if text is not None)
    iso3: str | None = reference.facts.localities.item(loc, "iso3")
    for how, text in (("address", where or None), ("name", row["name"])):
        found = None if text is None else words.places.meanings([(text, iso3, how)])[0]
        if found is not None:
            place, sure = found
            return (place.loc if place.loc >= 0 else loc), sure, place.note
    return loc, known, None


def lay_lines(placed: Placed, reference: Reference) -> list[dict[str, Any]]:
    """One line per good of the supplier, as lay_cases gives them."""
    facts, pairs = reference.facts, reference.pairs
    count, sectors = facts.goods.height, facts.sectors.height
    goods = [(g.good, g.confidence) for g in placed.goods.goods] or [(count - 1, 0.0)]
    lines: list[dict[str, Any]] = []
    for good, confidence in goods:
        of_sector = pairs.by_sector + placed.loc * sectors + placed.sector
        pair = of_sector if good == count - 1 else placed.loc * count + good
        home_pair: int = pairs.home[placed.loc] * count + good
        line: dict[str, Any] = {
            **pairs.numbers.row(pair, named=True),
            "own_home": pairs.numbers.item(home_pair, "own"),
            "goods_home": pairs.numbers.item(home_pair, "own_goods"),
            "loc": placed.loc,
            "pair": pair,
            "good": good,
            "confidence": confidence,
            "from_sector": placed.goods.from_sector,
        }
        line |= _materials(line, placed, reference)
        gives_way: bool = placed.sector == sectors - 1 or (
            pairs.sectors.item(placed.sector, "catch_all") and line["good_sector"] != sectors - 1
        )
        sector_at: int = line["good_sector"] if gives_way else placed.sector
        blind = placed.loc * sectors + sector_at
        take_back, lowest_band, _ = reference.blind.row(blind)
        sector_points: float = pairs.sectors.item(sector_at, "points")
        credit = rounded(min(line["country"], 0.0) + min(line["prior"], 0.0))
        guard = 0.0 - credit if take_back else 0.0
        total = line["own"] + line["country"] + line["prior"] + sector_points + line["in_points"] + guard
        line |= {
            "sector_at": sector_at,
            "blind": blind,
            "take_back": take_back,
            "lowest_band": lowest_band,
            "sector_points": sector_points,
            "guard": guard,
            "rank": round(total * 10_000) * 4096 + (4095 - good),
        }
        lines.append(line)
    return lines


def _materials(line: Mapping[str, Any], placed: Placed, reference: Reference) -> dict[str, Any]:
    named = {material.good for material in placed.inputs.named if line["good"] in material.inside}
    if not placed.inputs.materials and not named:
        return {
            "in_points": line["up_mid"],
            "in_low": 0.0,
            "in_high": line["up_high"],
            "in_material": line["material"],
            "in_applies": line["up_applies"],
            "in_known": False,
            "in_state": line["up_state"],
            "in_text": None,
            "in_said": None,
        }
    facts, upstream = reference.facts, reference.pairs.upstream
    nowhere, count = facts.localities.height - 1, facts.goods.height
    expected = reference.expected_of(line["good"])
    stated = {material.good for material in placed.inputs.materials}
    entries = [(m.good, m.loc, expected.get(m.good, upstream.stated_weight)) for m in placed.inputs.materials]
    entries += [
        (good, nowhere, weight)
        for good, weight in (dict.fromkeys(named, upstream.stated_weight) | dict(expected)).items()
        if good not in stated and not stated & reference.expected_of(good).keys()
    ]
    found: list[tuple[float, int, int, float, float, float]] = []
    for good, origin, weight in entries:
        excess: float = upstream.excess.item(origin * count + good, "excess")
        mid: float = upstream.excess.item(placed.loc * count + good, "mid")
        high: float = upstream.excess.item(placed.loc * count + good, "high")

        def weighted(value: float, weight: float = weight) -> float:
            return rounded(min(max(weight * value, 0.0), upstream.cap))

        ends = (weighted(excess),) * 3 if origin != nowhere else (weighted(mid), 0.0, weighted(high))
        found.append((-ends[0], good, origin, ends[1], ends[2], weight))
    found.sort()
    points, good, origin, _, high, weight = found[0]
    name: str = facts.goods.item(good, "good_name")
    home_state: bool = upstream.excess.item(placed.loc * count + good, "home_state")
    in_state: bool = home_state
    if origin != nowhere:
        in_state = upstream.excess.item(origin * count + good, "state")
        excess = upstream.excess.item(origin * count + good, "excess")
        text = (
            f"{name} from {facts.localities.item(origin, 'name')}: {_tenth(excess)} points above the neutral level, "
            f"weight {weight!r}"
        )
    else:
        said = f"Material {name}, origin not stated" if good in named else f"Origin of {name} not stated"
        home: str = facts.localities.item(placed.loc, "name") or ""
        whose = (
            f", assumed to be {home}, where a rule on labour imposed by the State fits: {_tenth(-points)} points"
            if home_state
            else f": {_tenth(-points)} points for the world's output"
        )
        text = f"{said}{whose}, up to {_tenth(high)}"
    known = all(f[2] != nowhere for f in found)
    widest = min(found, key=lambda f: (-(f[4] - f[3]), f[1]))
    return {
        "in_points": -points + 0.0,
        "in_low": max(f[3] for f in found),
        "in_high": max(f[4] for f in found),
        "in_material": widest[1],
        "in_applies": True,
        "in_known": known,
        "in_state": in_state,
        "in_text": text,
        "in_said": STATED if known else IN_PART if stated else NAMED,
    }


def _tenth(value: float) -> str:
    return repr(rounded(value, 1))
