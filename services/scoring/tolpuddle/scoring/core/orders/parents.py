"""Names that begin like that of a listed parent whose subsidiaries are listed with it (R26)."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Self

import polars as pl

from tolpuddle.kernel.edition import Edition
from tolpuddle.kernel.listed import Entry
from tolpuddle.kernel.spellings import fold, plain

_BRACKETS: Final = re.compile(r"[(（\[].*?[)）\]]")
_HAN: Final = re.compile(r"[\u3400-\u9fff]")
_SMALL: Final = str.maketrans("ABCDEFGHIJKLMNOPQRSTUVWXYZ", "abcdefghijklmnopqrstuvwxyz")
_SHORTEST: Final = 4
_SHORTEST_HAN: Final = 2
_COMMON: Final = frozenset(
    [
        "co",
        "company",
        "corp",
        "corporation",
        "ltd",
        "limited",
        "inc",
        "llc",
        "group",
        "holding",
        "holdings",
        "gmbh",
        "ag",
        "sa",
        "the",
        "and",
        "of",
        "international",
        "china",
        "chinese",
        "xinjiang",
        "industry",
        "industries",
        "industrial",
        "trade",
        "trading",
        "textile",
        "textiles",
        "cotton",
        "technology",
        "new",
        "energy",
        "silicon",
        "mining",
        "metal",
        "metals",
        "materials",
        "production",
        "construction",
        "corps",
        "agricultural",
        "agriculture",
        "products",
    ]
)
"""Words that make no name of its own, where the edition has no table of them."""
_HAN_COMMON: Final = (
    "新疆",
    "中国",
    "集团",
    "有限公司",
    "股份",
    "公司",
    "工业",
    "实业",
    "纺织",
    "科技",
    "生产",
    "建设",
    "兵团",
)
_KINDS: Final = frozenset({"legal_form", "industry", "place", "stop", "unit", "number"})


@dataclass(frozen=True, slots=True)
class NameHit:
    """An order that a supplier's name may be meant by."""

    order: int
    listed: bool
    """The name is that of the entry; else a person must say."""
    reason: str


@dataclass(frozen=True, slots=True)
class Parents:
    """The distinctive beginnings of parents' names."""

    begins: Mapping[str, tuple[tuple[int, str], ...]]
    """Distinctive word -> orders, with the parent's name."""
    common: frozenset[str]
    """Words that may stand before it."""
    han_common: tuple[str, ...]

    def __bool__(self) -> bool:
        return bool(self.begins)

    @classmethod
    def of(cls, entries: Sequence[Entry], edition: Edition) -> Self:
        """The parents among these entries; an order's number is its place among them."""
        if not any(entry.subsidiaries for entry in entries):
            return cls({}, frozenset(), ())
        common, han_common = _common_words(edition)
        begins: dict[str, list[tuple[int, str]]] = defaultdict(list)
        made = cls({}, common, han_common)
        for number, entry in enumerate(entries):
            if entry.who != "named" or not entry.subsidiaries:
                continue
            for word in dict.fromkeys(made.first_word(each.name) for each in entry.names):
                if word is not None:
                    begins[word].append((number, entry.caption))
        return cls({word: tuple(found) for word, found in begins.items()}, common, han_common)

    def first_word(self, name: str) -> str | None:
        """The first word of a name that is no place, trade or legal form; None where it is too short to tell anybody apart."""
        bare = _BRACKETS.sub(" ", name)
        if _HAN.search(bare):
            return self._first_han(bare)
        for word in plain(fold(bare)).split():
            if word not in self.common:
                return word if len(word) >= _SHORTEST and not word.isdigit() else None
        return None

    def hits(self, names: pl.Series) -> Iterator[tuple[int, list[NameHit]]]:
        """(row, hits) of the names that begin like a parent's."""
        if not self.begins:
            return
        # Few names hold such a word at all: the search over all is quick, the reading of one is not.
        rows = (
            names.str.contains_any(list(self.begins), ascii_case_insensitive=True).fill_null(False).arg_true()
        )
        for row, name in zip(rows, names.gather(rows), strict=True):
            hits = self.hits_of(name)
            if hits:
                yield row, hits

    def may_hold(self, name: str) -> bool:
        """Whether a name holds one of the words at all; as the search over many."""
        small = name.translate(_SMALL)
        return any(word in small for word in self.begins)

    def hits_of(self, name: str) -> list[NameHit]:
        """The hits of one name that holds one of the words."""
        word = self.first_word(name)
        found = self.begins.get(word or "", ())
        if not found and word is not None and _HAN.search(word):
            found = next((held for begin, held in self.begins.items() if word.startswith(begin)), ())
        return [
            NameHit(order, False, f"and subsidiaries: a name that begins like that of {parent}")
            for order, parent in found
        ]

    def _first_han(self, name: str) -> str | None:
        text = "".join(_HAN.findall(name))
        while start := next((word for word in self.han_common if word and text.startswith(word)), None):
            text = text[len(start) :]
        ends = [at for word in self.han_common if (at := text.find(word)) > 0]
        text = text[: min(ends)] if ends else text
        return text if len(text) >= _SHORTEST_HAN else None


def _common_words(edition: Edition) -> tuple[frozenset[str], tuple[str, ...]]:
    table = edition.tables.get("name_words")
    if table is None or not {"word", "kind"} <= set(table.columns):
        return _COMMON, _HAN_COMMON
    kinds = table.filter(pl.col("kind").is_in(list(_KINDS))).get_column("word").drop_nulls().to_list()
    han = sorted({word for word in kinds if _HAN.search(word)} | set(_HAN_COMMON), key=lambda w: (-len(w), w))
    latin = {
        part
        for word in kinds
        if not _HAN.search(word)
        for part in [word.lower() if word.isascii() else plain(fold(word))]
        if " " not in part
    }
    return frozenset(latin | _COMMON), tuple(han)
