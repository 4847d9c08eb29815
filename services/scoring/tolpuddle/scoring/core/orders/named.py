"""Which of many names an order may mean: by the matcher, or as the beginning of a parent's name (R25, R26)."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, Self

import polars as pl

from tolpuddle.kernel.edition import Edition
from tolpuddle.kernel.listed import Entry
from tolpuddle.kernel.spellings import fold, plain
from tolpuddle.scoring.core.names.hits import HIT_SCHEMA, Search, sentences_of
from tolpuddle.scoring.core.orders.parents import NameHit, Parents

if TYPE_CHECKING:
    from tolpuddle.scoring.core.names.reader import NameReader
    from tolpuddle.scoring.core.names.sieve import Sieve

TOP: Final = 10
_KEPT: Final = 20_000

_HOW: Final = {
    "name": "named",
    "alias": "named by an alias",
    "former_name": "named by a former name",
    "address_name": "named by a name in its address",
}


@dataclass(frozen=True, slots=True)
class Named:
    """The names of all entries, each distinct one once, and how often a question was asked."""

    index: Search | None
    sieve: "Sieve | None"
    """Sets names aside before the matcher compares them; None: there is none."""
    holders: Sequence[Sequence[tuple[int, str]]]
    """Number of a distinct name -> orders that bear it, with how."""
    written: Sequence[str]
    parents: Parents
    known: dict[tuple[str, str | None], tuple[NameHit, ...]] = field(
        default_factory=dict[tuple[str, str | None], tuple[NameHit, ...]]
    )

    @classmethod
    def build(cls, entries: Sequence[Entry], edition: Edition) -> Self:
        """The names of these entries; an order's number is its place among them. Raises: EditionError."""
        numbers: dict[tuple[str, str | None], int] = {}
        holders: list[list[tuple[int, str]]] = []
        for order, entry in enumerate(entries):
            if entry.who != "named":
                continue
            for each in entry.names:
                key = (each.name, each.iso3 or entry.iso3 or None)
                number = numbers.setdefault(key, len(numbers))
                if number == len(holders):
                    holders.append([])
                holders[number].append((order, each.kind))
        rows = [(str(number), name, country) for (name, country), number in numbers.items()]
        frame = pl.DataFrame(
            rows, schema={"index_id": pl.String, "name": pl.String, "country": pl.String}, orient="row"
        )
        index, sieve = _index(frame, edition) if rows else (None, None)
        return cls(
            index=index,
            sieve=sieve,
            holders=holders,
            written=[name for name, _ in numbers],
            parents=Parents.of(entries, edition),
        )

    @property
    def reader(self) -> "NameReader | None":
        """What names are read with; None: there is no matcher."""
        return self.sieve.reader if self.sieve is not None else None

    def hits(self, names: pl.Series, countries: pl.Series) -> dict[int, tuple[NameHit, ...]]:
        """Row -> hits, for rows that have any. names, countries (ISO3, null: unknown): of the same length."""
        if self.index is None and not self.parents:
            return {}
        asked = pl.DataFrame([names.alias("name"), countries.alias("country")])
        several = asked.is_duplicated()
        distinct = asked.unique(maintain_order=True) if several.any() else asked
        numbered = distinct.with_row_index("q").select(
            pl.col("q").cast(pl.String).alias("query_id"), "name", "country"
        )
        found: dict[int, list[NameHit]] = defaultdict(list)
        for query, hit in self._searched(numbered):
            found[query].append(hit)
        for query, hits in self.parents.hits(distinct.get_column("name")):
            found[query].extend(hit for hit in hits if hit.order not in {h.order for h in found[query]})
        if distinct is asked:
            return {row: tuple(hits) for row, hits in found.items()}
        if not found:
            return {}
        queries = pl.DataFrame({"q": pl.Series(list(found), dtype=pl.UInt32)})
        of = queries.hstack(distinct[queries.get_column("q")])
        rows = asked.with_row_index("row").join(of, on=["name", "country"], how="inner", nulls_equal=True)
        return {row: tuple(found[query]) for row, query in rows.select("row", "q").iter_rows()}

    def hits_of(self, name: str, country: str | None) -> tuple[NameHit, ...]:
        """The hits of one name; remembered."""
        key = (name, country)
        hits = self.known.get(key)
        if hits is None and self.sieve and not self.sieve.passes(name) and not self.parents.may_hold(name):
            return ()
        if hits is None:
            one = self.hits(pl.Series([name], dtype=pl.String), pl.Series([country], dtype=pl.String))
            hits = one.get(0, ())
            if len(self.known) >= _KEPT:
                self.known.clear()
            self.known[key] = hits
        return hits

    def _searched(self, queries: pl.DataFrame) -> Iterable[tuple[int, NameHit]]:
        """(query, hit), each order once a query: the strongest."""
        if self.index is None:
            return
        if self.sieve is not None:
            queries = queries.filter(self.sieve.passing(queries.get_column("name")))
        if queries.is_empty():
            return
        found = self.index.search(queries, TOP).filter(pl.col("verdict") != "none")
        best: dict[tuple[int, int], NameHit] = {}
        for query, number, verdict, reasons in found.select(
            "query_id", "index_id", "verdict", "reasons"
        ).iter_rows():
            for order, kind in self.holders[int(number)]:
                known = best.get((int(query), order))
                if known is None or (verdict == "listed" and not known.listed):
                    reason = self._reason(int(number), kind, verdict, reasons)
                    best[int(query), order] = NameHit(order, verdict == "listed", reason)
        for (query, _), hit in sorted(best.items()):
            yield query, hit

    def _reason(self, number: int, kind: str, verdict: str, reasons: str | None) -> str:
        how = _HOW.get(kind, _HOW["alias"])
        if verdict == "listed":
            return how if kind == "name" else f"{how}: {self.written[number]}"
        said = "; ".join(part.rstrip(".") for part in sentences_of(reasons))
        return f"possibly {how}: {self.written[number]}{f' ({said})' if said else ''}"


@dataclass(frozen=True, slots=True)
class SameNames:
    """Finds names that are written the same, but for case, accents and punctuation: where an edition sets no matcher."""

    ids: Mapping[str, Sequence[str]]
    squeezed: pl.Series
    """The names without blanks: few others read like one of them so, and only those are folded."""

    @classmethod
    def build(cls, entries: pl.DataFrame) -> Self:
        """entries: index_id, name."""
        ids: dict[str, list[str]] = defaultdict(list)
        for index_id, name in entries.select("index_id", "name").iter_rows():
            ids[plain(fold(name))].append(index_id)
        return cls(ids, pl.Series(sorted({key.replace(" ", "") for key in ids}), dtype=pl.String))

    def search(self, queries: pl.DataFrame, top: int = 10) -> pl.DataFrame:
        """As NameIndex.search: a score of 1, or no row."""
        name = pl.col("name")
        letters = name.str.to_lowercase().str.replace_all(r"[^a-z0-9]+", "")
        maybe = (name.str.len_bytes() != name.str.len_chars()) | letters.is_in(self.squeezed.implode())
        no_features: list[dict[str, object]] = []
        rows = [
            (query, index_id, 1.0, rank, "listed", "The names are the same.", no_features)
            for query, name in queries.filter(maybe).select("query_id", "name").iter_rows()
            for rank, index_id in enumerate(self.ids.get(plain(fold(name)), ())[:top], start=1)
        ]
        return pl.DataFrame(rows, schema=HIT_SCHEMA, orient="row")


def _index(names: pl.DataFrame, edition: Edition) -> "tuple[Search, Sieve | None]":
    if "matching" not in edition.documents or "name_words" not in edition.tables:
        return SameNames.build(names), None
    # Imported here: an edition without a matcher must not pay for one.
    from tolpuddle.scoring.core.names.index import NameIndex
    from tolpuddle.scoring.core.names.reader import NameReader
    from tolpuddle.scoring.core.names.settings import MatchSettings
    from tolpuddle.scoring.core.names.sieve import Sieve

    reader = NameReader.from_edition(edition)
    index = NameIndex.build(names, reader, MatchSettings.from_edition(edition))
    return index, Sieve.of(index, reader)
