"""Names compared on this machine: one name, many against a list, pairs. No server, no network."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Final

import polars as pl

from tolpuddle.desk.editions import open_edition
from tolpuddle.desk.name_tables import NameTable, read_names
from tolpuddle.kernel.country_words import CountryWords
from tolpuddle.kernel.edition import Edition
from tolpuddle.kernel.listed import Entry, NameQuery, Thresholds
from tolpuddle.scoring.core.names.hits import Search, sentences_of
from tolpuddle.scoring.core.names.index import NameIndex
from tolpuddle.scoring.core.names.pairs import score_pairs
from tolpuddle.scoring.core.names.reader import NameReader
from tolpuddle.scoring.core.names.settings import MatchSettings
from tolpuddle.scoring.core.orders.listed_entries import ListedEntries
from tolpuddle.scoring.core.orders.listed_names import ListedNames

HITS: Final = ("query_id", "index_id", "score", "rank", "verdict", "reasons")
PAIRS: Final = ("pair_id", "score", "verdict", "reasons")
AT_ONCE: Final = 100_000
"""Queries compared in one go: bounds the memory, changes no result."""

NO_CLEARANCE: Final = "Absence from a list is not clearance. Orders on a region or a product name no company: screen the supplier for those."
_QUERY_SCHEMA: Final = pl.Schema({"query_id": pl.String(), "name": pl.String(), "country": pl.String()})


@dataclass(frozen=True, slots=True)
class Matcher:
    """One edition's reader of names, settings and lists."""

    edition: Edition
    reader: NameReader
    settings: MatchSettings
    countries: CountryWords

    @classmethod
    def open(cls, edition: str | None) -> "Matcher":
        """Raises: EditionError when there is no such edition, or it cannot match names."""
        opened = open_edition(edition)
        return cls(
            opened,
            NameReader.from_edition(opened),
            MatchSettings.from_edition(opened),
            CountryWords.from_edition(opened),
        )

    def listed(self) -> ListedNames:
        """The names of the edition's own orders and lists."""
        thresholds = Thresholds(self.settings.listed, self.settings.possible)
        return ListedNames(ListedEntries.from_edition(self.edition), self.countries, thresholds, self.index)

    def index(self, entries: pl.DataFrame) -> NameIndex:
        """index_id, name, country -> an index."""
        return NameIndex.build(entries, self.reader, self.settings)

    def read_list(self, source: Path) -> NameTable:
        """index_id, name, country. Raises: UnusableInputError."""
        return read_names(source, "index_id", ["name"], ["country"], self.countries)

    def read_queries(self, source: Path) -> NameTable:
        """query_id, name, country. Raises: UnusableInputError."""
        return read_names(source, "query_id", ["name"], ["country"], self.countries)

    def read_pairs(self, source: Path) -> NameTable:
        """pair_id, left_name, left_country, right_name, right_country. Raises: UnusableInputError."""
        names, countries = ["left_name", "right_name"], ["left_country", "right_country"]
        return read_names(source, "pair_id", names, countries, self.countries)

    def score(self, pairs: pl.DataFrame) -> Iterator[pl.DataFrame]:
        """PAIRS, in the order of the pairs."""
        order = ["pair_id", "left_name", "left_country", "right_name", "right_country"]
        for part in pairs.select(order).iter_slices(AT_ONCE):
            yield score_pairs(part, self.reader, self.settings).select(PAIRS)


def hits(index: Search, queries: pl.DataFrame, top: int) -> Iterator[pl.DataFrame]:
    """HITS of query_id, name, country; several rows with one query_id are names of one company, and the best counts."""
    ids = queries.get_column("query_id")
    if ids.n_unique() == queries.height:
        for part in queries.select("query_id", "name", "country").iter_slices(AT_ONCE):
            yield index.search(part, top).select(HITS)
        return
    numbers = ids.to_frame().unique(maintain_order=True).with_row_index("number")
    grouped = queries.join(numbers, on="query_id").sort("number", maintain_order=True)
    for start in range(0, numbers.height, AT_ONCE):
        of_part = grouped.filter(pl.col("number").is_between(start, start + AT_ONCE - 1)).with_row_index("at")
        asked = of_part.select(pl.col("at").cast(pl.String).alias("query_id"), "name", "country")
        found = index.search(asked, top).with_columns(pl.col("query_id").cast(pl.UInt32).alias("at"))
        yield (
            found.drop("query_id")
            .join(of_part.select("at", "query_id", "number"), on="at")
            .sort("number", pl.col("score") * -1, "rank", "at", maintain_order=True)
            .unique(["number", "index_id"], keep="first", maintain_order=True)
            .with_columns(rank=pl.col("index_id").cum_count().over("number").cast(pl.Int64))
            .filter(pl.col("rank") <= top)
            .select(HITS)
        )


def one_name(names: ListedNames, name: str, country: str | None, top: int, today: date) -> dict[str, Any]:
    """The JSON of one name against the lists of the edition; candidates are those that are listed or possible."""
    (answer,) = names.match([NameQuery("1", (name,), country)], top=top)
    looked_at = names.looked_at(())
    return {
        "name": name,
        "country": answer.iso3,
        "verdict": answer.verdict,
        "candidates": [
            {
                "list": each.entry.list_id,
                "entity": each.entry.caption,
                "score": each.score,
                "verdict": each.verdict,
                "reasons": list(each.reasons),
                **_facts(each.entry, today),
            }
            for each in answer.candidates
            if each.verdict != "none"
        ],
        "lists": [
            {
                "list": each.list_id,
                "title": each.title,
                "as_of": each.as_of or None,
                "caution": each.caution or None,
            }
            for each in looked_at
        ],
        "notes": _notes(country, answer.iso3),
        "notice": NO_CLEARANCE,
    }


def one_of_a_list(
    matcher: Matcher, entries: pl.DataFrame, source: str, name: str, country: str | None, top: int
) -> dict[str, Any]:
    """The JSON of one name against a list of the user's own: index_id, name, country."""
    iso3 = matcher.countries.read_word(country).iso3 if country else None
    asked = pl.DataFrame([("1", name, iso3)], schema=_QUERY_SCHEMA, orient="row")
    called = dict(entries.select("index_id", "name").unique("index_id", keep="first").iter_rows())
    found = matcher.index(entries).search(asked, top).filter(pl.col("verdict") != "none")
    verdicts = found.get_column("verdict").to_list()
    return {
        "name": name,
        "country": iso3,
        "verdict": next((each for each in ("listed", "possible") if each in verdicts), "none"),
        "candidates": [
            {
                "list": source,
                "entity": called[row["index_id"]],
                "score": row["score"],
                "verdict": row["verdict"],
                "reasons": list(sentences_of(row["reasons"])),
                "index_id": row["index_id"],
            }
            for row in found.iter_rows(named=True)
        ],
        "lists": [{"list": source, "title": source, "as_of": None, "caution": None}],
        "notes": _notes(country, iso3),
        "notice": NO_CLEARANCE,
    }


def _notes(country: str | None, iso3: str | None) -> list[str]:
    if not country or iso3 is not None:
        return []
    return [f"“{country}” is not read as one country: it counts as unknown."]


def _facts(entry: Entry, today: date) -> dict[str, Any]:
    return {
        "order_id": entry.order_id,
        "section": entry.section or None,
        "from": entry.begins or None,
        "until": entry.until or None,
        "status": entry.status or None,
        "in_force": entry.in_force(today),
        "products": entry.goods_words or None,
        "names": [each.name for each in entry.names],
        "source": entry.source or None,
    }
