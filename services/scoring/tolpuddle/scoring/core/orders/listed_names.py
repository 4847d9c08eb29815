"""Names compared with the names of an edition's orders and lists: one index for all, one per choice of lists."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final, Self

import polars as pl

from tolpuddle.kernel.country_words import CountryWords
from tolpuddle.kernel.edition import Edition
from tolpuddle.kernel.errors import EditionError, NotFoundError
from tolpuddle.kernel.listed import VERDICTS, Candidate, Feature, ListFacts, NameAnswer, NameQuery, Thresholds
from tolpuddle.scoring.core.names.hits import Search, sentences_of
from tolpuddle.scoring.core.orders.listed_entries import ListedEntries

if TYPE_CHECKING:
    from tolpuddle.scoring.core.names.reader import NameReader

_KEPT_CHOICES: Final = 16
_READ: Final = ("query_id", "index_id", "score", "verdict", "reasons", "features")
_QUERY_SCHEMA: Final = pl.Schema({"query_id": pl.String(), "name": pl.String(), "country": pl.String()})


Build = Callable[[pl.DataFrame], Search]
"""index_id, name, country -> an index; rows with the same index_id are names of one entity."""


@dataclass(frozen=True, slots=True)
class ListedNames:
    """The names of one edition, ready to be searched. Safe to use from several threads."""

    listed: ListedEntries
    countries: CountryWords
    thresholds: Thresholds
    build: Build
    _indexes: dict[frozenset[str], Search] = field(default_factory=dict[frozenset[str], Search])

    @classmethod
    def from_edition(cls, edition: Edition, reader: "NameReader | None" = None) -> Self:
        """Read the edition's orders and names; the index over all of them is built at once.

        reader: the edition's, where there is one already.

        Raises: EditionError when a table is not as it should be.
        """
        listed, countries = ListedEntries.from_edition(edition), CountryWords.from_edition(edition)
        if not listed.entries or "matching" not in edition.documents or "name_words" not in edition.tables:
            return cls(listed, countries, Thresholds(1.0, 1.0), _nothing_to_search)
        # Imported here: editions of before the matcher need none of it.
        from tolpuddle.scoring.core.names.index import NameIndex
        from tolpuddle.scoring.core.names.reader import NameReader
        from tolpuddle.scoring.core.names.settings import MatchSettings

        settings, reads = MatchSettings.from_edition(edition), reader or NameReader.from_edition(edition)
        made = cls(
            listed,
            countries,
            Thresholds(settings.listed, settings.possible),
            lambda names: NameIndex.build(names, reads, settings),
        )
        made.index(())
        return made

    def match(
        self, queries: Sequence[NameQuery], lists: Iterable[str] = (), top: int = 10
    ) -> tuple[NameAnswer, ...]:
        """Answers in the order of the queries. lists: ids of those to look at; none: all.

        Raises: NotFoundError when there is no such list.
        """
        self._require(lists)
        read = [self.iso3_of(query.country) for query in queries]
        rows = [
            (f"{at}/{number}", name, iso3)
            for at, (query, iso3) in enumerate(zip(queries, read, strict=True))
            for number, name in enumerate(query.names)
        ]
        best: list[dict[str, Candidate]] = [{} for _ in queries]
        if rows and self.listed.entries:
            found = self.index(lists).search(pl.DataFrame(rows, schema=_QUERY_SCHEMA, orient="row"), top)
            columns = (found.get_column(name).to_list() for name in _READ)
            for key, index_id, score, verdict, reasons, features in zip(*columns, strict=True):
                at, number = map(int, key.split("/"))
                known = best[at].get(index_id)
                if known is None or score > known.score:
                    entry, name = self.listed.entries[index_id], queries[at].names[number]
                    best[at][index_id] = Candidate(
                        entry, score, verdict, sentences_of(reasons), name, _features(features)
                    )
        return tuple(
            _answer(query, iso3, candidates, top)
            for query, iso3, candidates in zip(queries, read, best, strict=True)
        )

    def index(self, lists: Iterable[str]) -> Search:
        """The index over some lists, or over all. Raises: NotFoundError when there is no such list."""
        chosen = self._require(lists)
        if len(chosen) == len(self.listed.lists):
            chosen = frozenset[str]()
        found = self._indexes.get(chosen)
        if found is None:
            found = self.build(self.listed.names_frame(chosen))
            # Some choices are kept, so that a caller who varies them cannot fill the memory.
            if len(self._indexes) <= _KEPT_CHOICES:
                self._indexes[chosen] = found
        return found

    def _require(self, lists: Iterable[str]) -> frozenset[str]:
        chosen = frozenset(lists)
        if unknown := sorted(chosen - self.listed.lists.keys()):
            known = ", ".join(sorted(self.listed.lists)) or "none"
            raise NotFoundError(
                f"There is no list {', '.join(unknown)} here; there are: {known}.", lists=", ".join(unknown)
            )
        return chosen

    def looked_at(self, lists: Iterable[str]) -> tuple[ListFacts, ...]:
        """Facts of those lists, or of all, that name companies: others have nothing to compare a name with."""
        chosen = frozenset(lists)
        naming = {entry.list_id for entry in self.listed.entries.values() if entry.names}
        return tuple(
            each
            for each in self.listed.lists.values()
            if (not chosen or each.list_id in chosen) and each.list_id in naming
        )

    def iso3_of(self, country: str | None) -> str | None:
        """A country as written, read; null where it is unknown or could be several."""
        return self.countries.read_word(country).iso3 if country else None


def _features(told: Iterable[dict[str, Any]]) -> tuple[Feature, ...]:
    return tuple(Feature(part["id"], part["points"], part["sentence"]) for part in told)


def _answer(query: NameQuery, iso3: str | None, found: dict[str, Candidate], top: int) -> NameAnswer:
    # The order of the index stays among equals: a stable sort on the score alone.
    kept = tuple(sorted(found.values(), key=lambda each: -each.score)[:top])
    verdict = max((each.verdict for each in kept), key=VERDICTS.index, default="none")
    return NameAnswer(query.query_id, verdict, iso3, kept)


def _nothing_to_search(names: pl.DataFrame) -> Search:
    raise EditionError("This reference edition has no tables to compare names with.", names=names.height)
