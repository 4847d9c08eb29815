"""Every spelling of a country in an edition, with what it means; spellings that several countries claim mean none."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, NamedTuple, Self

import polars as pl

from tolpuddle.kernel.edition import Edition
from tolpuddle.kernel.errors import EditionError
from tolpuddle.kernel.spellings import fold, plain, umlauts

_HOW: Final[Mapping[str, tuple[int, str, float]]] = {
    "placeholder": (0, "placeholder", 1.0),
    "ambiguous": (1, "ambiguous", 1.0),
    "code": (2, "code", 0.95),
    "name": (3, "name", 1.0),
    "official": (4, "alias", 1.0),
    "former": (5, "alias", 0.95),
    "assumed": (6, "alias", 0.8),
    "adjective": (7, "alias", 0.8),
    "subdivision": (8, "place", 0.75),
    "city": (9, "place", 0.75),
    "town": (10, "town", 0.7),
}
"""Kind of alias -> precedence where two rows claim one spelling, `how`, confidence. A town is read in addresses only:
in a country cell a small place of that name proves nothing."""

ALIAS_KINDS: Final = frozenset(_HOW)
"""Words that the column `kind` of `country_aliases` may hold."""

_TYPED_IN: Final = ("en", "de", "fr", "es")
"""Languages whose names are read with a slip: with more of them, one country's name is a slip of another's."""

PLACES: Final = ("place", "town")
"""Readings by a place rather than by the country's own name."""


class Reading(NamedTuple):
    """What one spelling means. `iso3` None: it is no single country."""

    iso3: str | None
    how: str | None
    read_as: str | None
    confidence: float | None


@dataclass(frozen=True, slots=True)
class CountryIndex:
    """The spellings, ready to look up."""

    readings: Mapping[str, Reading]
    """Folded, plain or blank-free spelling -> what it means."""
    also: Mapping[str, frozenset[str]]
    """Spelling -> other countries with a place of that name ("georgia" -> USA)."""
    names: tuple[tuple[str, str, str], ...]
    """Plain spelling, iso3 and alias of names, for words with a slip."""
    first_letters: Mapping[str, tuple[int, ...]]
    """First letter -> positions in `names`."""
    han: Mapping[str, Reading]
    """Spellings in Han script, to find at the start of an address without blanks."""

    @classmethod
    def from_edition(cls, edition: Edition) -> Self:
        """Read `countries` (iso3, iso2, name) and `country_aliases` (alias, iso3, language, kind).

        Raises: EditionError when one of the tables is missing or an alias is of an unknown kind.
        """
        exact = _Claims({}, {})
        loose = _Claims({}, exact.also)
        names: list[tuple[str, str, str]] = []
        later: list[tuple[str, int, Reading]] = []
        for alias, iso3, language, kind in _rows(edition):
            if kind not in _HOW:
                raise EditionError(f"The alias {alias} is of the unknown kind {kind}.")
            rank, how, confidence = _HOW[kind]
            reading, key = Reading(iso3, how, alias, confidence), fold(alias)
            exact.claim(key, rank, reading)
            later += [(spelling, rank, reading) for spelling in _loose_spellings(key, language, rank)]
            if kind in ("name", "former") and language in _TYPED_IN and iso3:
                latin = plain(key)
                if len(latin) > 3 and latin.isascii():
                    names.append((latin, iso3, alias))
        for spelling, rank, reading in later:
            if spelling not in exact.best:
                loose.claim(spelling, rank, reading)
        settled = {key: reading for key, (_, reading) in (exact.best | loose.best).items()}
        letters: dict[str, list[int]] = {}
        for position, (spelling, _, _) in enumerate(names):
            letters.setdefault(spelling[0], []).append(position)
        return cls(
            readings=settled,
            also={key: frozenset(found) for key, found in exact.also.items()},
            names=tuple(names),
            first_letters={letter: tuple(found) for letter, found in letters.items()},
            han={k: r for k, r in settled.items() if r.iso3 and len(k) > 1 and "\u3400" <= k[0] <= "\u9fff"},
        )


def _rows(edition: Edition) -> list[tuple[str, str | None, str, str]]:
    try:
        countries = edition.tables["countries"].select("iso3", "iso2", "name")
        aliases = edition.tables["country_aliases"].select("alias", "iso3", "language", "kind")
    except (KeyError, pl.exceptions.PolarsError) as error:
        raise EditionError(f"Edition {edition.name} lacks a table of countries: {error}.") from error
    rows: list[tuple[str, str | None, str, str]] = []
    for iso3, iso2, name in countries.iter_rows():
        rows += [(iso3, iso3, "", "code"), (name, iso3, "en", "name")]
        rows += [(iso2, iso3, "", "code")] if iso2 else []
    rows += [
        (alias, iso3 or None, language or "", kind) for alias, iso3, language, kind in aliases.iter_rows()
    ]
    return rows


def _loose_spellings(key: str, language: str, rank: int) -> list[str]:
    """Spellings without accents, with umlauts written out, or without blanks; used where no exact one claims them."""
    latin = plain(key)
    spellings = [latin] if len(latin) > 3 else []
    spellings += [umlauts(key)] if language == "de" else []
    joined = latin.replace(" ", "")
    spellings += [joined] if len(joined) > 5 and rank <= _HOW["assumed"][0] else []
    return [spelling for spelling in dict.fromkeys(spellings) if spelling != key]


@dataclass(frozen=True, slots=True)
class _Claims:
    best: dict[str, tuple[int, Reading]]
    also: dict[str, set[str]]

    def claim(self, key: str, rank: int, reading: Reading) -> None:
        """Keep the reading of higher precedence; two countries of equal precedence make a spelling ambiguous."""
        held = self.best.get(key)
        if held is None or rank < held[0]:
            self.best[key] = (rank, reading)
        elif rank == held[0] and reading.iso3 != held[1].iso3:
            self.best[key] = (rank, Reading(None, "ambiguous", reading.read_as, 1.0))
        loser = held[1] if held is not None and rank < held[0] else reading
        if loser.how in PLACES and loser.iso3 and self.best[key][1].iso3 not in (None, loser.iso3):
            self.also.setdefault(key, set()).add(loser.iso3)
