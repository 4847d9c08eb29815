"""Cells of goods as goods of the list: what they state, what they name as material, what a sector lets assume."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Final

from tolpuddle.kernel.frames import GOODS_SEPARATOR
from tolpuddle.scoring.core.goods.origins import made_of, pieces
from tolpuddle.scoring.core.goods.reading import MATERIALS
from tolpuddle.scoring.core.goods.resolve import STATED, USED, GoodsWords
from tolpuddle.scoring.core.resolve_sector import SectorWords

FROM_SECTOR: Final = 0.5
"""Confidence of a good that only the words of the sector name: an assumption, and half of what there is to know of it."""

_DIGITS: Final = re.compile(r"\d[\d.]*")


@dataclass(frozen=True, slots=True)
class GoodRead:
    """One good of a cell: position, confidence 0 to 1, and whether it was assumed rather than stated."""

    good: int
    confidence: float
    assumed: bool
    direct: bool
    """False: the text names it only as the material of another good."""
    inside: frozenset[int] = frozenset()
    """Of a material: the goods whose material it is."""


@dataclass(frozen=True, slots=True)
class GoodsCell:
    """A cell of goods: those of the list that it names."""

    goods: tuple[GoodRead, ...]
    materials: tuple[GoodRead, ...]
    """Goods stated only as materials of others: the cotton of `cotton shirts`."""
    names: str | None
    note: str | None
    from_sector: bool = False
    """Nothing was stated; the goods are those that the words of the sector name."""
    origins: tuple[tuple[int, int], ...] = ()
    """(good, locality): materials whose origin the text names, as in `jeans (cotton from Uzbekistan)`."""


@dataclass(frozen=True, slots=True)
class _Piece:
    """What is left of a text once its materials are cut out, and these."""

    rest: str
    materials: tuple[tuple[str, int | None], ...]
    """(words, locality; null: not said or not read)."""


@dataclass(frozen=True, slots=True)
class GoodsCells:
    """Reads cells of goods and customs codes, and where both are empty the words of the sector."""

    words: GoodsWords
    sectors: SectorWords
    positions: Mapping[str, int]
    names: list[str]
    confident: float
    """Confidence from which a good counts as stated."""
    without_goods: frozenset[str]
    """Sectors whose suppliers make nothing: their words name no goods."""
    origin: Callable[[str], int | None]
    """The locality that words for an origin name."""
    country_of: Callable[[int], str | None]

    def read(self, cells: list[tuple[str | None, str | None, str | None, str | None]]) -> list[GoodsCell]:
        """(goods, hs_codes, sector: null where one of the two is given, country of the supplier where the goods may name
        an origin) -> goods."""
        stated = {cell: _split(cell[0], cell[1]) for cell in cells}
        cut = {cell: [self._cut(text, cell[3]) for text in stated[cell]] for cell in cells}
        assumed = {cell: self._sector_words(cell[2]) for cell in cells if not stated[cell]}
        texts = dict.fromkeys(piece.rest for found in cut.values() for piece in found)
        texts |= dict.fromkeys(
            words for found in cut.values() for piece in found for words, _ in piece.materials
        )
        texts |= dict.fromkeys(text for text in assumed.values() if text is not None)
        read = self.read_texts([text for text in texts if text])
        return [
            self._assumed(assumed[cell], read)
            if cell in assumed
            else self._stated(stated[cell], cut[cell], read)
            for cell in cells
        ]

    def _cut(self, text: str, home: str | None) -> _Piece:
        """Cut the materials out of one text: what comes from elsewhere, stands in brackets behind a product it goes into,
        or is what a product is made of."""
        said = pieces(text)
        if len(said) == 1 and said[0].origin is None and made_of(text) is None:
            return _Piece(text, ())
        rest: list[str] = []
        materials: list[tuple[str, int | None]] = []
        for piece in said:
            loc = None if piece.origin is None else self.origin(piece.origin)
            whole = (
                piece.words
                if piece.origin is None or loc is not None
                else f"{piece.words} from {piece.origin}"
            )
            parted = made_of(whole)
            if parted is not None:
                rest.append(parted[0])
                materials.append((parted[1], loc))
            elif (piece.behind and self._goes_into(piece.words, piece.behind)) or (
                loc is not None and self.country_of(loc) != home and self._is_material(piece.words)
            ):
                materials.append((piece.words, loc))
            else:
                rest.append(whole)
        return _Piece("; ".join(rest), tuple(materials)) if materials else _Piece(text, ())

    def _direct(self, words: str) -> list[str]:
        return [
            one.good_id
            for one in self.words.read_one(words)
            if one.role == "direct" and one.confidence >= USED
        ]

    def _is_material(self, words: str) -> bool:
        inputs = frozenset[str]().union(*self.words.made_of.values()) | MATERIALS
        goods = self._direct(words)
        return bool(goods) and all(good in inputs for good in goods)

    def _goes_into(self, words: str, product: str) -> bool:
        goods = self._direct(words)
        heads = self._direct(product)
        if not heads:
            return bool(goods) and all(good in MATERIALS for good in goods)
        return bool(goods) and all(
            any(
                good != head
                and (
                    good in self.words.made_of.get(head, ()) or (good in MATERIALS and head not in MATERIALS)
                )
                for head in heads
            )
            for good in goods
        )

    def read_texts(self, texts: list[str]) -> dict[str, tuple[GoodRead, ...]]:
        """The goods of each text that count; texts that name none are left out."""
        found: dict[str, tuple[GoodRead, ...]] = {}
        for text in texts:
            read = [
                GoodRead(
                    self.positions[one.good_id], confidence, one.confidence < STATED, one.role == "direct"
                )
                for one in self.words.read_one(text)
                if (confidence := round(one.confidence, 4)) >= USED and one.good_id in self.positions
            ]
            if read:
                found[text] = _stated_first(read)
        return found

    def _sector_words(self, sector: str | None) -> str | None:
        """The words of a sector without its code, whose digits are no customs code; null where nothing is made."""
        if sector is None or self.sectors.read_text(sector).sector_id in self.without_goods:
            return None
        return _DIGITS.sub(" ", sector).replace("_", " ").strip() or None

    def _assumed(self, text: str | None, read: Mapping[str, tuple[GoodRead, ...]]) -> GoodsCell:
        named = [
            good
            for good in read.get(text or "", ())
            if good.direct and good.confidence >= self.confident and not good.assumed
        ]
        if not named:
            return GoodsCell((), (), None, None)
        goods = tuple(
            replace(good, confidence=FROM_SECTOR, assumed=True)
            for good in sorted(named, key=lambda g: g.good)
        )
        names = [self.names[good.good] for good in goods]
        note = f"Goods assumed from the sector: {', '.join(names)}"
        return GoodsCell(goods, (), GOODS_SEPARATOR.join(names), note, from_sector=True)

    def _stated(
        self, texts: list[str], cut: list[_Piece], read: Mapping[str, tuple[GoodRead, ...]]
    ) -> GoodsCell:
        best: dict[int, GoodRead] = {}
        materials: dict[int, GoodRead] = {}
        origins: dict[tuple[int, int], None] = {}
        notes: list[str] = []
        for text, piece in zip(texts, cut, strict=True):
            found = read.get(piece.rest, ())
            heads = frozenset(good.good for good in found if good.direct)
            behind = [
                (replace(good, direct=False), loc)
                for words, loc in piece.materials
                for good in read.get(words, ())
            ]
            origins |= {(good.good, loc): None for good, loc in behind if loc is not None}
            for good in (*found, *(good for good, loc in behind if loc is None)):
                if not good.direct:
                    if not good.assumed:
                        held = materials.get(good.good, good)
                        materials[good.good] = replace(held, inside=held.inside | heads)
                    continue
                held = best.get(good.good)
                if held is None or good.confidence > held.confidence:
                    best[good.good] = good
                    if good.confidence < self.confident:
                        notes.append(
                            f"{self.names[good.good]} assumed from {text[:60]} ({good.confidence:.2f})"
                        )
            if not heads:
                notes.append(f"No listed good read from {text[:60]}")
        goods = tuple(best[position] for position in sorted(best))
        joined = GOODS_SEPARATOR.join(self.names[good.good] for good in goods) or None
        inside = tuple(materials[position] for position in sorted(materials) if position not in best)
        return GoodsCell(goods, inside, joined, "; ".join(notes[:3]) or None, origins=tuple(sorted(origins)))


def _split(*cells: str | None) -> list[str]:
    return [piece.strip() for text in cells if text for piece in text.split(GOODS_SEPARATOR) if piece.strip()]


def _stated_first(read: list[GoodRead]) -> tuple[GoodRead, ...]:
    """Of one text: what it states; what it may mean only where it states nothing."""
    stated = any(good.direct and not good.assumed for good in read)
    return tuple(good for good in read if not (stated and good.assumed and good.direct))
