"""Goods from customs codes and from words in any language, each with its confidence and how it was read."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final, Self

import polars as pl

from tolpuddle.kernel.edition import Edition
from tolpuddle.scoring.core.edition_tables import typed_table
from tolpuddle.scoring.core.goods.hs_lookup import HsLookup
from tolpuddle.scoring.core.goods.index import GoodsIndex
from tolpuddle.scoring.core.goods.items import ItemReader
from tolpuddle.scoring.core.goods.reading import GoodRead, read_words

STATED: Final = 0.8
"""From here a good counts as stated; below, as assumed, and is shown as an assumption."""

USED: Final = 0.5
"""Below this confidence a reading is shown to the curious but never scored."""

LOWEST: Final = 0.25
"""Readings below this are not worth a row."""

GOODS_SCHEMA: Final = pl.Schema(
    {
        "text": pl.String(),
        "read_as": pl.String(),
        "good_id": pl.String(),
        "good": pl.String(),
        "role": pl.String(),
        "confidence": pl.Float64(),
        "assumed": pl.Boolean(),
        "how": pl.String(),
    }
)
"""One row per text and good, or one row with nulls where no good was read. `role`: `direct`, or `input` where the text
names the good only as the material of another (cotton in `cotton t-shirts`). `how`: hs, name, synonym, words, spelling."""


@dataclass(frozen=True, slots=True)
class GoodsWords:
    """Reads goods with the words and codes of one edition."""

    names: Mapping[str, str]
    made_of: Mapping[str, frozenset[str]]
    codes: HsLookup
    index: GoodsIndex
    reader: ItemReader

    @classmethod
    def from_edition(cls, edition: Edition) -> Self:
        """From the tables goods, good_synonyms, goods_guards, hs_codes, hs_goods and inputs.

        Raises: EditionError when a table or a column is missing.
        """
        text = pl.String
        goods = typed_table(edition, "goods", {"good_id": text, "name": text})
        words = typed_table(
            edition,
            "good_synonyms",
            {"good_id": text, "synonym": text, "language": text, "confidence": pl.Float64},
        )
        guards = typed_table(edition, "goods_guards", {"word": text, "kind": text, "language": text})
        codes = typed_table(edition, "hs_codes", {"code": text})
        held = typed_table(edition, "hs_goods", {"code": text, "good_id": text, "confidence": pl.Float64})
        inputs = typed_table(edition, "inputs", {"good_id": text, "input_good_id": text})
        names = dict(goods.iter_rows())
        index = GoodsIndex.build(names, words.iter_rows(), guards.iter_rows())
        made_of: dict[str, set[str]] = {}
        for good, made_from in inputs.iter_rows():
            made_of.setdefault(good, set()).add(made_from)
        return cls(
            names=names,
            made_of={good: frozenset(inside) for good, inside in made_of.items()},
            codes=HsLookup.build(codes["code"].to_list(), held.iter_rows()),
            index=index,
            reader=ItemReader(index),
        )

    def read(self, distinct: pl.Series) -> pl.DataFrame:
        """Goods of each text or customs code, surest first: see GOODS_SCHEMA. Null texts give no row."""
        rows = [row for text in distinct.drop_nulls().to_list() for row in self._rows(str(text))]
        return pl.DataFrame(rows, schema=GOODS_SCHEMA, orient="row")

    def read_one(self, text: str) -> list[GoodRead]:
        """Goods of one text, direct before input, surest first; readings below `LOWEST` are left out."""
        found = self.codes.find(text)
        read = [
            GoodRead(good, "direct", confidence, "hs", code.shown)
            for code in found
            for good, confidence in self.codes.goods_of(code.code).items()
        ]
        rest = text
        for code in reversed(found):
            rest = f"{rest[: code.span[0]]} ; {rest[code.span[1] :]}"
        alone = self.index.alone(text)
        if alone is not None:
            read += [
                GoodRead(good, "direct", value, "name" if value == 1.0 else "synonym", text)
                for good, value in alone.goods.items()
            ]
        read += read_words(rest, self.reader, self.made_of)
        return _surest(one for one in read if one.confidence >= LOWEST)

    def answer(self, text: str) -> dict[str, Any]:
        """The shape of `tolpuddle goods`: {input, read_as, goods: [{good, role, confidence, …}]}."""
        read = self.read_one(text)
        return {
            "input": text,
            "read_as": "; ".join(dict.fromkeys(one.read_as for one in read)) or None,
            "goods": [
                {
                    "good": self.names[one.good_id],
                    "role": one.role,
                    "confidence": round(one.confidence, 3),
                    "good_id": one.good_id,
                    "assumed": one.confidence < STATED,
                    "how": one.how,
                }
                for one in read
            ],
        }

    def _rows(self, text: str) -> list[tuple[object, ...]]:
        read = self.read_one(text)
        if not read:
            return [(text, None, None, None, None, None, None, None)]
        return [
            (
                text,
                one.read_as,
                one.good_id,
                self.names[one.good_id],
                one.role,
                round(one.confidence, 4),
                one.confidence < STATED,
                one.how,
            )
            for one in read
        ]


def _surest(read: Iterable[GoodRead]) -> list[GoodRead]:
    """One reading per good: direct beats input where it counts, then the surest."""
    best: dict[str, GoodRead] = {}
    for one in read:
        before = best.get(one.good_id)
        if before is None or _rank(one) > _rank(before):
            best[one.good_id] = one
    return sorted(best.values(), key=lambda one: (one.role == "input", -one.confidence, one.good_id))


def _rank(one: GoodRead) -> tuple[bool, bool, float]:
    return one.confidence >= USED, one.role == "direct", one.confidence
