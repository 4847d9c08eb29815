"""An index of names that a batch of names is screened against: NameIndex.build, then search."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from typing import Final, Self

import numpy as np
import polars as pl

from tolpuddle.scoring.core.names.blocking import Blocks
from tolpuddle.scoring.core.names.compared import Compared, rarity, reasons
from tolpuddle.scoring.core.names.explain import Told
from tolpuddle.scoring.core.names.hits import HIT_SCHEMA
from tolpuddle.scoring.core.names.letters import spread
from tolpuddle.scoring.core.names.lexicon import Lexicon, Words
from tolpuddle.scoring.core.names.prepared import Bools, Floats, Ints, ReadsNames, Texts, text_array
from tolpuddle.scoring.core.names.preparing import prepare
from tolpuddle.scoring.core.names.settings import MatchSettings
from tolpuddle.scoring.core.names.sides import Side

_CHUNK: Final = 4_000
_THREADS: Final = 2
"""Most of the work is done outside the interpreter's lock."""
_SCORES: Final = 10**9
"""Scores are told apart to so many parts before the second order counts."""
_SCORE_BITS: Final = 30
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
    lexicon: Lexicon
    entries: Side
    blocks: Blocks
    rarities: Floats
    """Of the entries' words."""
    reader: ReadsNames
    settings: MatchSettings

    @classmethod
    def build(cls, entries: pl.DataFrame, reader: ReadsNames, settings: MatchSettings) -> Self:
        """entries: index_id, name, country (ISO3 or null)."""
        # In an order of their own, so that the order they come in never breaks a tie.
        entries = entries.select(pl.col("index_id", "name", "country").cast(pl.String)).sort(
            "name", "country", "index_id"
        )
        ids = entries["index_id"]
        distinct = ids.unique(maintain_order=True)
        place = {index_id: at for at, index_id in enumerate(distinct.to_list())}
        prepared, lexicon = prepare(entries["name"].fill_null("").to_list(), reader), Lexicon()
        words = lexicon.learnt(prepared.words)
        counts = np.bincount(prepared.word, minlength=len(words))[: len(words)].astype(np.int64)
        rarities = rarity(prepared.words, counts, len(prepared), reader, settings)
        return cls(
            ids=text_array(distinct.to_list()),
            entity=np.array([place[index_id] for index_id in ids.to_list()], np.int64),
            countries=text_array(_filled(entries["country"])),
            lexicon=lexicon,
            entries=Side.of(prepared, words, rarities, lexicon, learn=True),
            blocks=Blocks.build(prepared, words, rarities),
            rarities=rarities,
            reader=reader,
            settings=settings,
        )

    def search(self, queries: pl.DataFrame, top: int = 10) -> pl.DataFrame:
        """Best entries for each query (query_id, name, country): HIT_SCHEMA, best first, no row where none is near.

        Reasons and features are told for hits that are listed or possible.
        """
        asked: dict[tuple[str, str], int] = {}
        names, countries = (_filled(queries[column]) for column in ("name", "country"))
        place = [asked.setdefault(each, len(asked)) for each in zip(names, countries, strict=True)]
        distinct = list(asked)
        parts = [distinct[at : at + _CHUNK] for at in range(0, len(distinct), _CHUNK)]
        if len(parts) > 1:
            with ThreadPoolExecutor(_THREADS) as pool:
                found = list(pool.map(partial(self._search, top=top), parts))
        else:
            found = [self._search(part, top) for part in parts]
        begins = np.cumsum([0, *(len(part) for part in parts)])
        of = np.concatenate(
            [
                np.zeros(0, np.int64),
                *(hits.query + at for hits, at in zip(found, begins.tolist(), strict=False)),
            ]
        )
        first = np.searchsorted(of, np.arange(len(distinct) + 1))
        many = np.diff(first)[place] if place else np.zeros(0, np.int64)
        hits = pl.concat([pl.DataFrame(schema=HIT_SCHEMA).drop("query_id"), *(hits.frame for hits in found)])
        ids = queries["query_id"].cast(pl.String).gather(np.repeat(np.arange(len(place)), many))
        if len(distinct) < len(place):
            hits = hits[np.repeat(first[:-1][place], many) + spread(many)]
        return hits.insert_column(0, ids.alias("query_id"))

    def compared(
        self, asked: Sequence[tuple[str, str]], most: int, *, in_full: bool = False, best: bool = False
    ) -> "Nearest":
        """Names with their countries beside the entries that each could be, at most so many per reading.

        best: without those that are surely not the best of a name.
        """
        queries = prepare([name for name, _ in asked], self.reader)
        words = self.lexicon.looked_up(queries.words)
        l, r = self.blocks.candidates(queries, words, most)  # noqa: E741
        query, entry = queries.of[l], self.entries.names.of[r]
        here, there = text_array([country for _, country in asked])[query], self.countries[entry]
        differ = (here != "") & (there != "") & (here != there)
        mine = Side.of(queries, words, self._rarities(words), self.lexicon)
        groups = query if best else None
        found = Compared.of(mine, self.entries, l, r, differ, self.settings, in_full=in_full, query=groups)
        at_home = (here != "") & (here == there)
        return Nearest(query[found.rows], entry[found.rows], at_home[found.rows], found)

    def _search(self, asked: Sequence[tuple[str, str]], top: int) -> "_Hits":
        near = self.compared(asked, max(_CANDIDATES, top), best=top == 1)
        query, entry, compared = near.query, near.entry, near.compared
        best = self._best(near, top)
        score = compared.score[best]
        matched = np.flatnonzero(score >= self.settings.possible)
        told = compared.told(best[matched])
        texts = [""] * len(best)
        for at, text in zip(matched.tolist(), reasons(told), strict=True):
            texts[at] = text
        verdicts = [self.settings.verdict(value) for value in score.tolist()]
        ids: list[str] = self.ids[self.entity[entry[best]]].tolist()
        frame = pl.DataFrame(
            {
                "index_id": ids,
                "score": score,
                "rank": _rank(query[best]) + 1,
                "verdict": verdicts,
                "reasons": texts,
            },
            schema={
                column: dtype
                for column, dtype in HIT_SCHEMA.items()
                if column not in ("query_id", "features")
            },
        )
        return _Hits(query[best], frame.with_columns(_features(told, matched, len(best))))

    def _rarities(self, words: Words) -> Floats:
        new = np.flatnonzero(words.same < 0)
        texts, unseen = words.text[new].tolist(), np.zeros(len(new), np.int64)
        found = np.zeros(len(words))
        found[new] = rarity(texts, unseen, len(self.entries.names), self.reader, self.settings)
        known = np.flatnonzero(words.same >= 0)
        found[known] = self.rarities[words.same[known]]
        return found

    def _best(self, near: "Nearest", top: int) -> Ints:
        """Rows of the best pair per query and entity, the `top` of each query, best first.

        Of equal scores the one written more alike is first; of those the one that states the same country, which earns no points.
        """
        query, entity, score = near.query, self.entity[near.entry], near.compared.score
        packed = (query << _SCORE_BITS) | (_SCORES - np.rint(score * _SCORES).astype(np.int64))
        order = np.argsort(packed, kind="stable")
        tied = np.zeros(len(order), np.bool_)
        tied[1:] = packed[order[1:]] == packed[order[:-1]]
        tied[:-1] |= tied[1:]
        rows = order[tied]
        if len(rows):
            second = np.round(near.compared.second(rows), 9)
            keys = (near.entry[rows], ~near.at_home[rows], -second, -score[rows], query[rows])
            order[tied] = rows[np.lexsort(keys)]
        query, entity = query[order], entity[order]
        _, first = np.unique(query * (len(self.ids) + 1) + entity, return_index=True)
        kept = np.sort(first)
        return order[kept][_rank(query[kept]) < top]


@dataclass(frozen=True, slots=True)
class Nearest:
    """Pairs of readings: a name that is asked for beside an entry that it could be."""

    query: Ints
    """Place of the name."""
    entry: Ints
    """Place of the name of the index, in its own order."""
    at_home: Bools
    """Whether both state the same country."""
    compared: Compared


@dataclass(frozen=True, slots=True)
class _Hits:
    """The best entries of some queries."""

    query: Ints
    """Place of the query, rising."""
    frame: pl.DataFrame
    """HIT_SCHEMA without the query."""


def _features(told: Sequence[Sequence[Told]], rows: Ints, count: int) -> pl.Series:
    """What was looked at, as a list for each of `count` rows; empty for those that are not in `rows`."""
    flat = [(row, one) for row, each in zip(rows.tolist(), told, strict=True) for one in each]
    flat = [(row, one) for row, one in flat if one.points is not None]
    empty = pl.Series("features", [[]], dtype=HIT_SCHEMA["features"])
    if not flat:
        return empty.new_from_index(0, count)
    columns = {
        "id": [one.id for _, one in flat],
        "points": [one.points for _, one in flat],
        "sentence": [one.sentence for _, one in flat],
    }
    values = pl.DataFrame(columns).to_struct("features")
    frame = pl.DataFrame([pl.Series("row", [row for row, _ in flat]).set_sorted(), values])
    lists = frame.group_by("row", maintain_order=True).agg("features")["features"]
    if len(lists) == count:
        return lists
    place = np.full(count, len(lists), np.int64)
    place[rows] = np.arange(len(rows))
    return pl.concat([lists, empty]).gather(place)


def _rank(groups: Ints) -> Ints:
    """0, 1, 2 .. within each run of equal values."""
    begins = np.flatnonzero(
        np.concatenate([np.ones(min(len(groups), 1), np.bool_), groups[1:] != groups[:-1]])
    )
    return spread(np.diff(np.append(begins, len(groups))))


def _filled(values: pl.Series) -> list[str]:
    return [value or "" for value in values.cast(pl.String).to_list()]
