"""An index of names that a batch of names is screened against: NameIndex.build, then search."""

import re
import unicodedata
from dataclasses import dataclass
from typing import Any, Self

import polars as pl
from anyascii import anyascii
from rapidfuzz import fuzz, process

from tolpuddle.scoring.core.names.settings import MatchSettings

HIT_SCHEMA = {
    "query_id": pl.String,
    "index_id": pl.String,
    "score": pl.Float64,
    "rank": pl.Int64,
    "verdict": pl.String,
    "reasons": pl.String,
}


@dataclass(frozen=True, slots=True)
class NameIndex:
    """Names of listed entities, prepared once. Several rows with one index_id are aliases; the best counts."""

    ids: tuple[str, ...]
    names: tuple[str, ...]
    folded: tuple[str, ...]
    settings: MatchSettings

    @classmethod
    def build(cls, entries: pl.DataFrame, reader: Any, settings: MatchSettings) -> Self:
        """entries: index_id, name, country (ISO3 or null)."""
        names = tuple(entries["name"].fill_null("").to_list())
        return cls(tuple(entries["index_id"].to_list()), names, tuple(map(fold, names)), settings)

    def search(self, queries: pl.DataFrame, top: int = 10) -> pl.DataFrame:
        """Best entries for each query (query_id, name, country): HIT_SCHEMA, best first, no row where none is near."""
        rows: list[tuple[str, str, float, int, str, str]] = []
        for query_id, name in queries.select("query_id", "name").iter_rows():
            found = process.extract(fold(name or ""), self.folded, scorer=fuzz.token_sort_ratio, limit=top * 3)
            best: dict[str, tuple[float, str]] = {}
            for _, score, place in found:
                best.setdefault(self.ids[place], (score / 100, self.names[place]))
            for rank, (index_id, (score, entry)) in enumerate(list(best.items())[:top], start=1):
                reason = f"The names are alike: “{entry}”."
                rows.append((query_id, index_id, score, rank, self.settings.verdict(score), reason))
        return pl.DataFrame(rows, schema=HIT_SCHEMA, orient="row")


def fold(name: str) -> str:
    """Latin letters and digits in lower case, words apart by one space."""
    return " ".join(re.sub(r"[\W_]+", " ", anyascii(unicodedata.normalize("NFKC", name)).casefold()).split())
