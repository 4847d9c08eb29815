"""A supplier frame as positions: each distinct cell is read once, rows get numbers."""

from dataclasses import dataclass
from typing import Any

import polars as pl

from tolpuddle.scoring.core.factors.facts import Facts
from tolpuddle.scoring.core.goods.cells import GoodsCell
from tolpuddle.scoring.core.goods.origins import FROM
from tolpuddle.scoring.core.words import InputsCell, Words, with_named


@dataclass(frozen=True, slots=True)
class Positions:
    """What a batch of suppliers was read as; all series in row order."""

    loc: pl.Series
    place_known: pl.Series
    """The place inside the country is known, or makes no difference; false too where it was only assumed."""
    goods: pl.Series
    """Number of the goods cell in `goods_cells`."""
    goods_cells: list[GoodsCell]
    sector: pl.Series
    inputs: pl.Series
    """Number of the inputs cell in `inputs_cells`."""
    inputs_cells: list[InputsCell]
    notes: list[pl.Series]
    """Notes on how country, goods, sector and materials were read; null where it is plain."""


def numbered(frame: pl.DataFrame) -> tuple[list[Any], pl.Series]:
    """Distinct rows of a frame as values (or tuples of them), and the number of each row among them."""
    single = frame.width == 1
    if frame.height == 1:
        row = frame.row(0)
        return [row[0] if single else row], pl.Series("n", [0], dtype=pl.UInt32)
    if all(column.null_count() == frame.height for column in frame.get_columns()):
        values = [None if single else (None,) * frame.width]
        return values, pl.zeros(frame.height, dtype=pl.UInt32, eager=True)
    distinct = frame.unique(maintain_order=False).with_row_index("n")
    keys = frame.columns
    numbers = frame.join(distinct, on=keys, how="left", maintain_order="left", nulls_equal=True).get_column(
        "n"
    )
    values = distinct.get_column(keys[0]).to_list() if single else distinct.select(keys).rows()
    return values, numbers


def _spread(values: list[Any], numbers: pl.Series, dtype: pl.DataType) -> pl.Series:
    series = pl.Series("value", values, dtype=dtype)
    return series if len(values) == 1 and numbers.len() == 1 else series.gather(numbers)


def read_positions(suppliers: pl.DataFrame, words: Words, facts: Facts) -> Positions:
    """Read the words of a supplier frame."""
    cells, numbers = numbered(suppliers.select("country"))
    places = words.countries.meanings(cells)
    loc = _spread([place.loc for place in places], numbers, pl.UInt32())
    country_notes = _spread([place.note for place in places], numbers, pl.String())
    loc, country_notes = _from_addresses(suppliers, words, facts, loc, country_notes)
    loc, place_known, place_notes = _places(suppliers, words, facts, loc)

    cells, goods = _goods(suppliers, facts.localities.get_column("iso3").gather(loc))
    goods_cells = words.goods.meanings(cells)
    goods_notes = _spread([cell.note for cell in goods_cells], goods, pl.String())

    cells, numbers = numbered(suppliers.select("sector"))
    sectors = words.sectors.meanings(cells)
    sector = _spread([cell.sector for cell in sectors], numbers, pl.UInt32())
    sector_notes = _spread([cell.note for cell in sectors], numbers, pl.String())

    cells, inputs = numbered(suppliers.select("inputs"))
    inputs_cells = words.inputs.meanings(cells)
    inputs_notes = _spread([cell.note for cell in inputs_cells], inputs, pl.String())
    inputs_cells, inputs = _named_with_goods(inputs_cells, inputs, goods_cells, goods)
    return Positions(
        loc=loc,
        place_known=place_known,
        goods=goods,
        goods_cells=goods_cells,
        sector=sector,
        inputs=inputs,
        inputs_cells=inputs_cells,
        notes=[country_notes, place_notes, goods_notes, sector_notes, inputs_notes],
    )


def _goods(suppliers: pl.DataFrame, iso3: pl.Series) -> tuple[list[Any], pl.Series]:
    """Distinct (goods, hs_codes, sector, country) and the number of each row's; the sector only where both others are
    null, the country only where the goods may name an origin."""
    bare = suppliers.get_column("goods").is_null() & suppliers.get_column("hs_codes").is_null()
    origins = suppliers.get_column("goods").str.contains(FROM).fill_null(False)
    if not bare.any() and not origins.any():
        cells, goods = numbered(suppliers.select("goods", "hs_codes"))
        return [(*cell, None, None) for cell in cells], goods
    return numbered(
        suppliers.select(
            "goods",
            "hs_codes",
            sector=pl.when(bare).then("sector"),
            country=pl.when(origins).then(iso3),
        )
    )


def _named_with_goods(
    inputs_cells: list[InputsCell], inputs: pl.Series, goods_cells: list[GoodsCell], goods: pl.Series
) -> tuple[list[InputsCell], pl.Series]:
    """Materials as stated, with those that the goods of the same supplier name besides."""
    if not any(cell.materials or cell.origins for cell in goods_cells):
        return inputs_cells, inputs
    naming = [number if cell.materials or cell.origins else None for number, cell in enumerate(goods_cells)]
    pairs: list[tuple[int, int | None]]
    pairs, numbers = numbered(
        pl.DataFrame({"inputs": inputs, "goods": pl.Series(naming, dtype=pl.UInt32).gather(goods)})
    )
    cells: list[InputsCell] = [
        inputs_cells[stated] if named is None else with_named(inputs_cells[stated], goods_cells[named])
        for stated, named in pairs
    ]
    return cells, numbers


def _from_addresses(
    suppliers: pl.DataFrame, words: Words, facts: Facts, loc: pl.Series, notes: pl.Series
) -> tuple[pl.Series, pl.Series]:
    """Where no country was stated, the address may name it."""
    nowhere = facts.localities.height - 1
    address = suppliers.get_column("address")
    if address.null_count() == address.len():
        return loc, notes
    wanted = suppliers.get_column("country").is_null() & address.is_not_null() & (loc == nowhere)
    if not wanted.any():
        return loc, notes
    texts, numbers = numbered(address.filter(wanted).to_frame("address"))
    places = words.addresses.meanings(texts)
    rows = wanted.arg_true()
    loc = loc.clone().scatter(rows, _spread([place.loc for place in places], numbers, pl.UInt32()))
    notes = notes.clone().scatter(rows, _spread([place.note for place in places], numbers, pl.String()))
    return loc, notes


def _places(
    suppliers: pl.DataFrame, words: Words, facts: Facts, loc: pl.Series
) -> tuple[pl.Series, pl.Series, pl.Series]:
    """Move suppliers to a place with a rule of its own where region, address or, failing these, the name gives it.

    Returns locality, whether the place is known or makes no difference, and notes.
    """
    nowhere = facts.localities.height - 1
    notes = pl.Series("note", [None], dtype=pl.String).new_from_index(0, loc.len())
    ruled = loc.is_in([*words.ruled_locs, nowhere])
    known = ~loc.is_in(list(words.ruled_locs))
    if not ruled.any():
        return loc, known, notes
    iso3 = facts.localities.get_column("iso3").gather(loc)
    where = pl.concat_str("region", "address", separator=", ", ignore_nulls=True)
    for how, column in (("address", pl.when(where != "").then(where)), ("name", pl.col("name"))):
        texts = suppliers.select(text=column, iso3=iso3, how=pl.lit(how))
        wanted = ruled & texts.get_column("text").is_not_null()
        if not wanted.any():
            continue
        cells, numbers = numbered(texts.filter(wanted))
        found = words.places.meanings(cells)
        rows = wanted.arg_true()
        read = pl.DataFrame(
            {
                "row": rows,
                "place": _spread([None if f is None else f[0].loc for f in found], numbers, pl.Int64()),
                "note": _spread([None if f is None else f[0].note for f in found], numbers, pl.String()),
                "sure": _spread([None if f is None else f[1] for f in found], numbers, pl.Boolean()),
            }
        ).drop_nulls("place")
        moved = read.filter(pl.col("place") >= 0)
        loc = loc.clone().scatter(moved.get_column("row"), moved.get_column("place").cast(pl.UInt32))
        notes = notes.clone().scatter(read.get_column("row"), read.get_column("note"))
        known = known.clone().scatter(read.get_column("row"), read.get_column("sure"))
        ruled = ruled & ~pl.int_range(loc.len(), eager=True).is_in(read.get_column("row").implode())
    return loc, known, notes
