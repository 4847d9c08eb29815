"""What the words of an order say about goods: good ids, any goods, an industry only, or words that were not understood."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import polars as pl

BASES: Final = ("any", "goods", "industry", "unread")

SURE: Final = 0.9
"""A synonym below this confidence does not decide what an order covers."""

_ITEMS: Final = re.compile(r"\s*(?:[;,/\n|]|\band\b|\bor\b|&)\s*", re.IGNORECASE)
_PHRASES: Final = tuple(
    re.compile(pattern)
    for pattern in (
        r"^(?:all|certain|any|other)\s+",
        r"^(?:(?:its|their|finished|derivative|downstream)\s+)*(?:products?|goods|items|articles)\s+"
        r"(?:(?:wholly|in whole|in part|made|produced|manufactured|containing|derived|that contain|with|from|of|using|or|in)\s+)+",
        r"\s+(?:and|or)?\s*(?:products?|goods|items|articles|merchandise)$",
        r"\s+(?:from|produced in|mined in|harvested in|grown in|of)\s+\w[\w ]*$",
        r"^(?:artisanally mined|artisanal|disposable|raw|rough cut|rough|harvested|peeled|fresh)\s+",
    )
)
"""Words around a product that change nothing about which good it is."""

_NOTHING_MORE: Final = frozenset(
    {
        "downstream products",
        "derivative products",
        "products",
        "goods",
        "their products",
        "downstream goods",
        "in part",
    }
)
"""Parts of a list that add no product of their own: what is made of the goods is looked at as goods made in part."""

_WHOLE_OR_PART: Final = re.compile(
    r"\b(?:in whole (?:or|and) in part|wholly or in part|in whole or part)\b", re.IGNORECASE
)
_BLANKS: Final = re.compile(r"[^\w]+")


@dataclass(frozen=True, slots=True)
class ReadGoods:
    """Good ids of an order's words, and on what they rest (`BASES`)."""

    good_ids: tuple[str, ...]
    basis: str


@dataclass(frozen=True, slots=True)
class OrderGoods:
    """Words -> goods: names of the list of goods, sure synonyms, and the words that order lists use."""

    goods: Mapping[str, tuple[str, ...]]
    industries: Mapping[str, tuple[str, ...]]
    any_words: frozenset[str]

    @classmethod
    def from_tables(cls, tables: Mapping[str, pl.DataFrame]) -> "OrderGoods":
        """Build from the tables good_names, goods, good_synonyms and order_goods of an edition, those that are there."""
        goods: dict[str, tuple[str, ...]] = {}
        if "good_synonyms" in tables:
            sure = tables["good_synonyms"].filter(pl.col("confidence").cast(pl.Float64) >= SURE)
            for word, good_id in sure.select("synonym", "good_id").iter_rows():
                folded = fold(word)
                goods[folded] = tuple(sorted({*goods.get(folded, ()), good_id}))
        for table in ("goods", "good_names"):
            if table in tables:
                goods |= {
                    fold(word): (good_id,)
                    for word, good_id in tables[table].select("name", "good_id").iter_rows()
                }
        industries: dict[str, tuple[str, ...]] = {}
        anything: set[str] = set()
        own = tables.get("order_goods", pl.DataFrame(schema=["words", "basis", "goods"]))
        for words, basis, ids in own.select("words", "basis", "goods").iter_rows():
            read = tuple(sorted(ids.split(";"))) if ids else ()
            if basis == "any":
                anything.add(fold(words))
            elif basis == "industry":
                industries[fold(words)] = read
            else:
                goods[fold(words)] = read
        return cls(goods, industries, frozenset(anything))

    def read(self, words: str, *, any_goods: bool = False, industry_only: bool = False) -> ReadGoods:
        """Read an order's product. Several products need all be understood: a part that is not leaves it unread."""
        if any_goods:
            return ReadGoods((), "any")
        whole = fold(words)
        if not whole:
            return ReadGoods((), "unread")
        if whole in self.any_words:
            return ReadGoods((), "any")
        if industry_only or (whole in self.industries and whole not in self.goods):
            return ReadGoods(self.industries.get(whole, ()), "industry")
        if whole in self.goods:
            return ReadGoods(self.goods[whole], "goods")
        pieces = [piece for piece in words.split(";") if fold(piece) not in self.industries]
        words = ";".join(pieces) or words
        items = [fold(item) for item in _ITEMS.split(_WHOLE_OR_PART.sub("", words))]
        found = [self._item(item) for item in items if item and item not in _NOTHING_MORE]
        known = tuple(sorted({good_id for ids in found if ids for good_id in ids}))
        return ReadGoods(known, "goods" if known and all(found) else "unread")

    def _item(self, item: str) -> tuple[str, ...] | None:
        """Goods of one product of a list, or None: as written, and without the phrases around it, one after another."""
        if item in self.goods:
            return self.goods[item]
        shorter = item
        for pattern in _PHRASES:
            shorter = pattern.sub("", shorter).strip()
            if shorter in self.goods:
                return self.goods[shorter]
        return None


def fold(words: str) -> str:
    """Words without case, marks and doubled blanks."""
    return _BLANKS.sub(" ", words.casefold()).strip()
