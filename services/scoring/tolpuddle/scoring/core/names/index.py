"""An index of names that a batch of names is screened against: NameIndex.build, then search."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from typing import Final, Self

import numpy as np
import polars as pl

from tolpuddle.scoring.core.names.blocking import Blocks
from tolpuddle.scoring.core.names.compared import Compared, rarity, side
from tolpuddle.scoring.core.names.features import Side
from tolpuddle.scoring.core.names.likeness import lengths
from tolpuddle.scoring.core.names.prepared import (
    Floats,
    Ints,
    ReadsNames,
    Texts,
    Vocabulary,
    prepare,
    text_array,
)
from tolpuddle.scoring.core.names.settings import MatchSettings

HIT_SCHEMA: Final = {
    "query_id": pl.String,
    "index_id": pl.String,
    "score": pl.Float64,
    "rank": pl.Int64,
    "verdict": pl.String,
    "reasons": pl.String,
}
"""Columns of `NameIndex.search`."""

_CHUNK: Final = 2_000
_THREADS: Final = 2
"""Most of the work is done outside the interpreter's lock."""
_CANDIDATES: Final = 12
"""Entries compared per reading of a query, beside the hits asked for."""


@dataclass(frozen=True, slots=True)
class NameIndex:
    """Names of entries, prepared once. Several rows with one index_id are aliases; the best of them counts."""

    ids: Texts
    """Distinct index_ids in order."""
    entity: Ints
    """Name -> place in ids."""
    countries: Texts
    vocabulary: Vocabulary
    entries: Side
    blocks: Blocks
    rarities: Floats
    words: Texts
    """Words of the entries by number."""
    sizes: Ints
    """Their letters."""
    reader: ReadsNames
    settings: MatchSettings

    @classmethod
    def build(cls, entries: pl.DataFrame, reader: ReadsNames, settings: MatchSettings) -> Self:
        """entries: index_id, name, country (ISO3 or null)."""
        ids = entries["index_id"].cast(pl.String)
        distinct = ids.unique(maintain_order=True)
        place = {index_id: at for at, index_id in enumerate(distinct.to_list())}
        vocabulary = Vocabulary()
        prepared = prepare(entries["name"].cast(pl.String).fill_null("").to_list(), reader, vocabulary)
        words = vocabulary.own_words()
        counts = np.bincount(prepared.word, minlength=len(words))[: len(words)].astype(np.int64)
        rarities = rarity(words, counts, len(prepared), reader, settings)
        return cls(
            ids=_texts(distinct),
            entity=np.array([place[index_id] for index_id in ids.to_list()], np.int64),
            countries=_texts(entries["country"]),
            vocabulary=vocabulary,
            entries=side(prepared, rarities),
            blocks=Blocks.build(prepared, vocabulary, rarities),
            rarities=rarities,
            words=text_array(words),
            sizes=lengths(words),
            reader=reader,
            settings=settings,
        )

    def search(self, queries: pl.DataFrame, top: int = 10) -> pl.DataFrame:
        """Best entries for each query (query_id, name, country): HIT_SCHEMA, best first, no row where none is near.

        Reasons are told for hits that are listed or possible.
        """
        queries = queries.select(
            pl.col("query_id").cast(pl.String),
            pl.col("name").cast(pl.String).fill_null(""),
            pl.col("country").cast(pl.String).fill_null(""),
        )
        if queries.height == 1:
            alone = self._search(queries.with_row_index("asked"), top)
            return alone.select(
                pl.lit(queries.item(0, "query_id"), pl.String).alias("query_id"), *list(HIT_SCHEMA)[1:]
            )
        asked = queries.select("name", "country").unique(maintain_order=True).with_row_index("asked")
        slices = list(asked.iter_slices(_CHUNK))
        if len(slices) > 1:
            with ThreadPoolExecutor(_THREADS) as pool:
                parts = list(pool.map(partial(self._search, top=top), slices))
        else:
            parts = [self._search(part, top) for part in slices]
        found = (
            pl.concat(parts)
            if parts
            else pl.DataFrame(schema={"asked": pl.UInt32, **HIT_SCHEMA}).drop("query_id")
        )
        numbered = queries.join(asked, on=["name", "country"], how="left", maintain_order="left")
        return numbered.join(found, on="asked", how="inner", maintain_order="left_right").select(*HIT_SCHEMA)

    def _search(self, asked: pl.DataFrame, top: int) -> pl.DataFrame:
        layer = Vocabulary(self.vocabulary)
        queries = prepare(asked["name"].to_list(), self.reader, layer)
        new = layer.own_words()
        words = np.concatenate([self.words, text_array(new)])
        sizes = np.concatenate([self.sizes, lengths(new)])
        unseen = rarity(
            new, np.zeros(len(new), np.int64), len(self.entries.names), self.reader, self.settings
        )
        rarities = np.concatenate([self.rarities, unseen])
        l, r, _ = self.blocks.candidates(queries, words, max(_CANDIDATES, top))  # noqa: E741
        query, entry = queries.of[l], self.entries.names.of[r]
        here, there = _texts(asked["country"])[query], self.countries[entry]
        differ = (here != "") & (there != "") & (here != there)
        compared = Compared.of(
            side(queries, rarities), self.entries, l, r, words, sizes, differ, self.settings
        )
        best = self._best(query, entry, compared, top)
        rank = _rank(query[best])
        score = compared.score[best]
        verdict = [self.settings.verdict(value) for value in score.tolist()]
        reasons = np.full(len(best), "", dtype=object)
        matched = np.flatnonzero(score >= self.settings.possible)
        reasons[matched] = compared.reasons(best[matched])
        return pl.DataFrame(
            {
                "asked": asked["asked"].gather(query[best]),
                "index_id": self.ids[self.entity[entry[best]]].tolist(),
                "score": score,
                "rank": rank + 1,
                "verdict": verdict,
                "reasons": reasons.tolist(),
            },
            schema={"asked": pl.UInt32, **{k: v for k, v in HIT_SCHEMA.items() if k != "query_id"}},
        )

    def _best(self, query: Ints, entry: Ints, compared: Compared, top: int) -> Ints:
        """Rows of the best pair per query and entity, the `top` of each query, best first."""
        entity = self.entity[entry]
        order = np.lexsort((entry, -compared.second(), -compared.score, query))
        query, entity = query[order], entity[order]
        _, first = np.unique(query * (len(self.ids) + 1) + entity, return_index=True)
        kept = np.sort(first)
        return order[kept][_rank(query[kept]) < top]


def _rank(groups: Ints) -> Ints:
    """0, 1, 2 .. within each run of equal values."""
    if not len(groups):
        return groups
    begins = np.flatnonzero(np.r_[True, groups[1:] != groups[:-1]])
    return np.arange(len(groups)) - np.repeat(begins, np.diff(np.r_[begins, len(groups)]))


def _texts(values: pl.Series) -> Texts:
    return text_array(values.cast(pl.String).fill_null("").to_list())
