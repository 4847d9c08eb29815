"""Corridors of an edition, put together from its tables for two countries, a sector and a day."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

import polars as pl

from tolpuddle.kernel.edition import Edition
from tolpuddle.kernel.errors import NotFoundError
from tolpuddle.kernel.spellings import fold
from tolpuddle.scoring.core.corridors import words
from tolpuddle.scoring.core.corridors.fact import UNKNOWN, CorridorFacts, Fact, Place, Ratification, Standing
from tolpuddle.scoring.core.edition_tables import typed_table

Row = Mapping[str, Any]

_DESTINATIONS: Final = (
    "iso3", "fact", "value", "in_law", "in_practice", "from", "until", "as_of", "review_by", "certainty", "note", "source",
)  # fmt: skip
_ORIGINS: Final = (
    "iso3", "regime", "rule", "sex", "minimum_age", "sector", "destination", "from", "until", "as_of", "review_by",
    "certainty", "note", "source",
)  # fmt: skip
_FEES: Final = (
    "origin", "destination", "sector", "rule", "amount", "currency", "months_of_wage", "covers", "from", "until", "as_of",
    "review_by", "certainty", "note", "source",
)  # fmt: skip
_RATIFICATIONS: Final = (
    "instrument",
    "iso3",
    "status",
    "year",
    "as_of",
    "review_by",
    "certainty",
    "note",
    "source",
)
PRESS: Final = "press report"
"""In the note of a fact that only the press told: it is not said to be law."""
_NAMES: Final = ("name", "official", "former")
"""Kinds of aliases that are the country's own name."""
_DOMESTIC_WORK: Final = "domestic_work"


@dataclass(frozen=True, slots=True)
class Corridors:
    """Tables of an edition, as rows of text; empty cells are null."""

    edition: str
    published: str
    spellings: Mapping[str, str]
    """Folded code or name in any language -> iso3; spellings of several countries are none."""
    names: Mapping[str, str]
    """iso3 -> name."""
    sectors: frozenset[str]
    destinations: tuple[Row, ...]
    origins: tuple[Row, ...]
    fees: tuple[Row, ...]
    ratifications: tuple[Row, ...]
    heads: Mapping[str, str]
    """Cost head -> its title, in the order of the edition."""

    @classmethod
    def from_edition(cls, edition: Edition) -> "Corridors":
        """Raises: EditionError when a table is missing."""
        names = typed_table(edition, "countries", {"iso3": pl.String, "name": pl.String})
        heads = typed_table(edition, "cost_heads", {"cost_head": pl.String, "title": pl.String})
        return cls(
            edition.name,
            edition.published,
            _spellings(edition),
            dict(names.iter_rows()),
            frozenset(typed_table(edition, "sectors", {"sector_id": pl.String}).get_column("sector_id")),
            _rows(edition, "corridor_destinations", _DESTINATIONS),
            _rows(edition, "corridor_origins", _ORIGINS),
            _rows(edition, "fee_rules", _FEES),
            _rows(edition, "ratifications", _RATIFICATIONS),
            dict(heads.iter_rows()),
        )

    def country(self, text: str) -> Place:
        """A country by code or name in any language. Raises: NotFoundError."""
        iso3 = self.spellings.get(fold(text))
        if iso3 is None or iso3 not in self.names:
            raise NotFoundError("This is not read as one country: give its three letters, such as NPL.")
        return Place(iso3, self.names[iso3])

    def of(
        self, origin: str, destination: str, sector: str | None = None, on: str | None = None
    ) -> CorridorFacts:
        """What is known of the rules between two countries.

        origin, destination: code or name. sector: an id of the edition; null: rules of every sector are shown. on: ISO date;
        null: the day on which the edition was published. Raises: NotFoundError when the edition knows no such country or sector.
        """
        if sector is not None and sector not in self.sectors:
            raise NotFoundError(f"There is no such sector; there are {', '.join(sorted(self.sectors))}.")
        here, there = self.country(origin), self.country(destination)
        day = on or self.published
        to = tuple(_destination(row, day) for row in self.destinations if row["iso3"] == there.iso3)
        leaving = [row for row in self.origins if row["iso3"] == here.iso3]
        off = tuple(
            _origin(row, day)
            for row in leaving
            if _any(row["destination"], there.iso3) and _any(row["sector"], sector)
        )
        fees = tuple(_fee(row, day) for row in self.fee_rows(here, there, sector))
        treaties = tuple(self._treaties((here, there) if here != there else (here,), day))
        return CorridorFacts(
            self.edition, here, there, sector, day, to, off, fees, treaties,
            tuple(_unknown(here, there, sector, to, off, fees)), words.NOTES,
        )  # fmt: skip

    def fee_rows(self, origin: Place, destination: Place, sector: str | None) -> list[Row]:
        """Rules on fees of a corridor, those of both countries too."""
        return [
            row
            for row in self.fees
            if _any(row["origin"], origin.iso3)
            and _any(row["destination"], destination.iso3)
            and _any(row["sector"], sector)
        ]

    def _treaties(self, places: Iterable[Place], day: str) -> Iterable[Ratification]:
        held: dict[tuple[str, str], list[Row]] = {}
        for row in self.ratifications:
            held.setdefault((row["iso3"], row["instrument"]), []).append(row)
        for place in places:
            for instrument, title in words.INSTRUMENTS.items():
                for row in held.get((place.iso3, instrument), [{}]):
                    status, year = row.get("status") or UNKNOWN, row.get("year")
                    yield Ratification(
                        place.iso3, instrument, title, status, year, row.get("as_of"), _stale(row, day),
                        _certainty(row.get("certainty")), words.ratification_says(place.name, title, status, year),
                        row.get("source"),
                    )  # fmt: skip


def _rows(edition: Edition, name: str, columns: tuple[str, ...]) -> tuple[Row, ...]:
    table = typed_table(edition, name, dict.fromkeys(columns, pl.String))
    # A fact that does not say for which day it speaks is none.
    return tuple(table.filter(pl.col("as_of").is_not_null()).iter_rows(named=True))


def _spellings(edition: Edition) -> dict[str, str]:
    codes = typed_table(edition, "countries", dict.fromkeys(("iso3", "iso2", "name"), pl.String))
    aliases = typed_table(edition, "country_aliases", dict.fromkeys(("alias", "iso3", "kind"), pl.String))
    claims: dict[str, set[str]] = {}
    for alias, iso3, kind in aliases.drop_nulls().iter_rows():
        if kind in _NAMES:
            claims.setdefault(fold(alias), set()).add(iso3)
    found = {spelling: next(iter(of)) for spelling, of in claims.items() if len(of) == 1}
    return found | {fold(word): row[0] for row in codes.iter_rows() for word in row if word}


def _any(given: str | None, wanted: str | None) -> bool:
    return given is None or wanted is None or given == wanted


def _certainty(letter: str | None) -> str:
    return words.CERTAINTY.get(letter or "", words.CERTAINTY["G"])


def _certain(row: Row) -> str:
    told = _certainty(row["certainty"] or "G")
    return f"{told}; {PRESS}" if PRESS in (row["note"] or "").lower() else told


def _stale(row: Row, day: str) -> bool:
    return bool(row.get("review_by")) and row["review_by"] < day


def standing(row: Row, day: str) -> Standing:
    """How a row with from and until stands on a day."""
    if row["from"] is not None and row["from"] > day:
        return "not_yet"
    return "ended" if row["until"] is not None and row["until"] < day else "in_force"


def _fact(about: str, kind: str, value: str, law: tuple[str, str], says: str, row: Row, day: str) -> Fact:
    return Fact(
        about, kind, value, *law, row["from"], row["until"], row["as_of"], row["review_by"], _stale(row, day),
        standing(row, day), row["certainty"] or "G", _certain(row), says, row["note"], row["source"],
        row.get("sex"), row.get("sector"),
    )  # fmt: skip


def _destination(row: Row, day: str) -> Fact:
    value, law, practice = row["value"] or UNKNOWN, row["in_law"] or UNKNOWN, row["in_practice"] or UNKNOWN
    certainty = row["certainty"] or "G"
    # What nobody verified says nothing about the law, whatever its cell holds.
    law = UNKNOWN if certainty == "G" else law
    says = words.destination_says(row["fact"], value, law, practice, certainty)
    return _fact("destination", row["fact"], value, (law, practice), says, row, day)


def _origin(row: Row, day: str) -> Fact:
    rule, certainty = row["rule"] or UNKNOWN, row["certainty"] or "G"
    says = words.origin_says(rule, row["regime"] or "", row["sex"] or "", row["minimum_age"] or "", certainty)
    value = row["regime"] or row["minimum_age"] or (UNKNOWN if rule == UNKNOWN else "reported")
    reported = PRESS in (row["note"] or "").lower()
    law = UNKNOWN if certainty == "G" or rule == UNKNOWN or reported else "yes"
    return _fact("origin", rule, value, (law, UNKNOWN), says, row, day)


def _fee(row: Row, day: str) -> Fact:
    limit = limit_words(row)
    says = words.fee_says(row["rule"], limit, row["covers"] or "", row["certainty"] or "G")
    law = UNKNOWN if row["rule"] == UNKNOWN or row["certainty"] == "G" else "yes"
    return _fact("fees", row["rule"], limit or row["rule"], (law, UNKNOWN), says, row, day)


def limit_words(row: Row) -> str:
    """A cap in words: 10000 NPR, 1 months of pay, or both."""
    amount = f"{row['amount']} {row['currency'] or ''}".strip() if row["amount"] else ""
    months = f"{row['months_of_wage']} months of pay" if row["months_of_wage"] else ""
    return ", and at most ".join(part for part in (months, amount) if part)


def _unknown(
    origin: Place,
    destination: Place,
    sector: str | None,
    to: Iterable[Fact],
    off: Iterable[Fact],
    fees: Iterable[Fact],
) -> Iterable[str]:
    known = {fact.kind for fact in to if fact.value != UNKNOWN and fact.standing == "in_force"}
    asked = (*words.CORE, words.DOMESTIC) if sector in (None, _DOMESTIC_WORK) else words.CORE
    for kind in asked:
        if kind not in known:
            yield f"{destination.name}: not known whether this holds: {words.DESTINATION[kind].lower()}."
    if any(fact.in_practice == UNKNOWN for fact in to):
        yield f"{destination.name}: for some rules nobody here knows how they are kept in practice."
    kinds = {fact.kind for fact in off if fact.value != UNKNOWN and fact.standing == "in_force"}
    if "regime" not in kinds:
        yield f"{origin.name}: not known how recruitment is governed."
    if not kinds - {"regime"}:
        yield f"{origin.name}: no restriction for workers who leave is known here; that is not to say there is none."
    if not any(fact.kind in ("cap", "zero", "banned_heads") and fact.standing == "in_force" for fact in fees):
        yield "No rule on what workers may be charged is known for this corridor."
