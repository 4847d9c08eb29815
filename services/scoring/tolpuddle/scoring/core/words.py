"""The words of a supplier as positions in the reference: localities, goods, sectors, materials."""

from dataclasses import dataclass, replace

import polars as pl

from tolpuddle.kernel.country_words import CountryWords
from tolpuddle.kernel.edition import Edition
from tolpuddle.kernel.frames import GOODS_SEPARATOR
from tolpuddle.scoring.core.factors.every import GOODLESS
from tolpuddle.scoring.core.factors.facts import Facts
from tolpuddle.scoring.core.goods.cells import GoodRead, GoodsCell, GoodsCells
from tolpuddle.scoring.core.goods.resolve import GoodsWords
from tolpuddle.scoring.core.resolve_place import PlaceWords
from tolpuddle.scoring.core.resolve_sector import SectorWords
from tolpuddle.scoring.core.rules import Rules
from tolpuddle.scoring.core.word_cache import WordCache

PLAIN_WORD = 0.9
"""Below this confidence the reading of a country or sector is shown as an assumption."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a supplier is, and what to say about how it was read."""

    loc: int
    note: str | None


@dataclass(frozen=True, slots=True)
class Material:
    """A material and where it comes from; loc of the unknown country: origin not stated."""

    good: int
    loc: int


@dataclass(frozen=True, slots=True)
class InputsCell:
    """A cell of materials."""

    materials: tuple[Material, ...]
    note: str | None
    named: tuple[GoodRead, ...] = ()
    """Materials that only the goods name, such as the cotton of `cotton shirts`; their origin is not stated."""
    origins: tuple[int, ...] = ()
    """Known origins of materials that were stated and not read: an order may cover all goods of a place."""


@dataclass(frozen=True, slots=True)
class SectorCell:
    """A cell of a sector; position of the unknown sector where it was not read."""

    sector: int
    note: str | None


@dataclass(frozen=True, slots=True)
class Words:
    """All readers of one edition behind their caches."""

    countries: WordCache[str | None, Place]
    addresses: WordCache[str, Place]
    places: WordCache[tuple[str, str | None, str], tuple[Place, bool] | None]
    """(text, iso3 or None, address or name) -> locality and whether the place is sure; loc -1: a place without a rule of its own; None: no
    place was read. Asked for countries with ruled places and where the country is not known."""
    goods: WordCache[tuple[str | None, str | None, str | None, str | None], GoodsCell]
    """(goods, hs_codes, sector where both are null, country where the goods may name an origin) -> goods."""
    inputs: WordCache[str | None, InputsCell]
    sectors: WordCache[str | None, SectorCell]
    ruled_locs: tuple[int, ...]
    """Localities of countries that have places with rules of their own."""


def with_named(inputs: InputsCell, goods: GoodsCell) -> InputsCell:
    """The cell of materials with those that the goods name besides; the column of materials answers first."""
    answered = {material.good for material in inputs.materials}
    origins = tuple(Material(*origin) for origin in goods.origins if origin[0] not in answered)
    stated = {material.good for material in (*inputs.materials, *origins)}
    return replace(
        inputs,
        materials=tuple(sorted({*inputs.materials, *origins}, key=lambda m: (m.good, m.loc))),
        named=tuple(good for good in goods.materials if good.good not in stated),
    )


def open_words(edition: Edition, facts: Facts, rules: Rules) -> Words:
    """Readers of an edition."""
    country_words = CountryWords.from_edition(edition)
    place_words = PlaceWords.from_edition(edition)
    sector_words = SectorWords.from_edition(edition)
    locs = _positions(facts.localities.filter(pl.col("place_id").is_null()), "iso3", "loc")
    place_locs = _positions(facts.localities.filter(pl.col("place_id").is_not_null()), "place_id", "loc")
    nowhere = facts.localities.height - 1
    names = facts.localities.get_column("name").to_list()
    good_names = facts.goods.get_column("good_name").to_list()
    sector_positions = _positions(facts.sectors, "sector_id", "sector")
    no_sector = facts.sectors.height - 1
    iso3_of = facts.localities.get_column("iso3").to_list()
    place_iso3 = (
        facts.localities.filter(pl.col("place_id").is_not_null()).get_column("iso3").unique().to_list()
    )

    def country(word: str | None) -> Place:
        if word is None:
            return Place(nowhere, None)
        iso3, how, read_as, confidence = country_words.read_word(word)
        if iso3 is None or iso3 not in locs:
            if how == "placeholder":
                return Place(nowhere, None)
            return Place(nowhere, f"Country not read: {word[:80]}")
        loc = locs[iso3]
        plain = how in ("code", "name") or (confidence or 0.0) >= PLAIN_WORD
        return Place(loc, None if plain else f"Country read as {names[loc]} from {word[:80]} ({read_as})")

    def address(text: str) -> Place:
        iso3, _, _, _ = country_words.read_address(text)
        if iso3 is None or iso3 not in locs:
            return Place(nowhere, None)
        return Place(locs[iso3], f"Country read as {names[locs[iso3]]} from the address")

    def places(cells: list[tuple[str, str | None, str]]) -> list[tuple[Place, bool] | None]:
        found: dict[tuple[str, str | None, str], tuple[Place, bool]] = {}
        for kind in dict.fromkeys(how for _, _, how in cells):
            texts = pl.Series("text", [text for text, _, how in cells if how == kind], dtype=pl.String)
            iso3 = pl.Series("iso3", [country for _, country, how in cells if how == kind], dtype=pl.String)
            read = place_words.read(texts, iso3, how=kind)
            for text, country, place_id, read_as, confidence, _ in read.iter_rows():
                loc = place_locs.get(place_id, -1)
                sure = confidence >= PLAIN_WORD
                origin = f"the name ({read_as})" if kind == "name" else read_as
                note = None if sure or loc < 0 else f"Place read as {names[loc]} from {origin}: please check"
                found[text, country, kind] = (Place(loc, note), sure or loc < 0)
        return [found.get(cell) for cell in cells]

    def origin(word: str) -> int:
        """The locality of an origin: a ruled place, else a country."""
        loc = country(word).loc
        iso3 = None if loc == nowhere else iso3_of[loc]
        place = places([(word, iso3, "address")])[0]
        return place[0].loc if place is not None and place[0].loc >= 0 else loc

    def known_origin(word: str) -> int | None:
        loc = origin(word)
        return None if loc == nowhere else loc

    goods = GoodsCells(
        words=GoodsWords.from_edition(edition),
        sectors=sector_words,
        positions=_positions(facts.goods, "good_id", "good"),
        names=good_names,
        confident=rules.confident_good,
        without_goods=frozenset(rules.factors[GOODLESS].words("not_applicable_sectors")),
        origin=known_origin,
        country_of=lambda loc: iso3_of[loc],
    )

    def materials(cell: str | None) -> InputsCell:
        if cell is None:
            return InputsCell((), None)
        found: dict[Material, None] = {}
        origins: dict[int, None] = {}
        notes: list[str] = []
        for piece in cell.split(GOODS_SEPARATOR):
            word, _, origin_word = piece.strip().partition("@")
            texts = [word.strip()] if word.strip() else []
            read = [good for found in goods.read_texts(texts).values() for good in found if good.direct]
            if not read:
                notes += [f"Material not read: {word.strip()[:60]}"] if word.strip() else []
                if origin_word.strip() and (place := origin(origin_word.strip())) != nowhere:
                    origins[place] = None
                continue
            best = max(read, key=lambda good: (good.confidence, -good.good))
            loc = nowhere
            if origin_word.strip():
                loc = origin(origin_word.strip())
                if loc == nowhere:
                    notes.append(f"Origin of {good_names[best.good]} not read: {origin_word.strip()[:60]}")
            found[Material(best.good, loc)] = None
        return InputsCell(
            tuple(sorted(found, key=lambda m: (m.good, m.loc))),
            "; ".join(notes) or None,
            origins=tuple(sorted(origins)),
        )

    def sector(word: str | None) -> SectorCell:
        if word is None:
            return SectorCell(no_sector, None)
        found = sector_words.read_text(word)
        if found.sector_id is None or found.sector_id not in sector_positions:
            return SectorCell(no_sector, f"Sector not read: {word[:80]}")
        plain = (found.confidence or 0.0) >= PLAIN_WORD
        return SectorCell(
            sector_positions[found.sector_id],
            None if plain else f"Sector read as {found.sector_id} from {word[:80]}",
        )

    return Words(
        countries=WordCache(lambda words: [country(word) for word in words]),
        addresses=WordCache(lambda words: [address(word) for word in words], limit=20_000),
        places=WordCache(places, limit=20_000),
        goods=WordCache(goods.read),
        inputs=WordCache(lambda cells: [materials(cell) for cell in cells]),
        sectors=WordCache(lambda words: [sector(word) for word in words]),
        ruled_locs=tuple(sorted(locs[iso3] for iso3 in place_iso3 if iso3 in locs)),
    )


def _positions(frame: pl.DataFrame, key: str, position: str) -> dict[str, int]:
    known = frame.drop_nulls(key)
    return dict(zip(known.get_column(key).to_list(), known.get_column(position).to_list(), strict=True))
