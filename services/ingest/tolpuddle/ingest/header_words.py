"""Which column of a file is which column of a supplier: header words in four languages, units, and the caller's own map."""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import cast

import yaml

from tolpuddle.kernel.errors import UnusableInputError
from tolpuddle.kernel.frames import ANSWER_PREFIX, CONTROL_PREFIX, SUPPLIER_COLUMNS

SEVERAL: frozenset[str] = frozenset({"goods", "hs_codes", "inputs", "address", "region"})
"""Columns that several columns of a file may fill together."""

COLUMNS: frozenset[str] = frozenset(column.name for column in SUPPLIER_COLUMNS) - {"row"}

_BRACKETS = re.compile(r"[\[(（]([^\])）]*)[\])）]")
_NOT_WORD = re.compile(r"[^\w%]+|_")
_NUMBERED = re.compile(r"^(.*\D)\s*\d{1,2}$")
_ID = re.compile(r"^[ac]_[a-z][a-z0-9_]{0,80}$")


@dataclass(frozen=True, slots=True)
class HeaderReading:
    """What the headers of a file were read as."""

    columns: Mapping[str, tuple[str, ...]]
    """Supplier column, a_* or c_* -> headers that fill it, in the order of the file."""
    units: Mapping[str, str]
    """Supplier column -> percent or fraction, where its header says so."""
    unknown: tuple[str, ...]
    """Headers that mean nothing here; their cells stay unread."""
    ambiguous: Mapping[str, tuple[str, ...]]
    """Supplier column -> further headers that claimed it and were left aside."""
    personal: tuple[str, ...]
    """Headers of columns about single people: dropped before anything else sees them."""
    materials: Mapping[str, str] = field(default_factory=dict[str, str])
    """Header that names one material and holds its origins -> the material."""

    def header_map(self) -> dict[str, str]:
        """Header as written -> supplier column."""
        return {header: column for column, headers in self.columns.items() for header in headers}

    def notes(self) -> list[str]:
        """What a person should know, one sentence each."""
        told = (
            [
                f"{len(self.personal)} column{'s' if len(self.personal) > 1 else ''} about single people "
                f"dropped unread: {_listed(self.personal)}."
            ]
            if self.personal
            else []
        )
        told += [
            f"Not read as {column}, since {_listed(self.columns[column])} already is: {_listed(headers)}."
            for column, headers in self.ambiguous.items()
        ]
        if self.unknown:
            told.append(
                f"Headers that mean nothing here: {_listed(self.unknown)}; "
                "name them with --map 'HEADER=column' (columns: docs/reference.md)."
            )
        return told


@dataclass(frozen=True, slots=True)
class _Words:
    columns: Mapping[str, tuple[str, int]]
    """Folded header -> supplier column and rank; a lower rank is the plainer word."""
    units: Mapping[str, str]
    leading: tuple[str, ...]
    personal: frozenset[str]
    materials: Mapping[str, str]
    """Folded header of the origins of one material -> the material."""


def read_headers(headers: Sequence[str], header_map: Mapping[str, str] | None = None) -> HeaderReading:
    """Read the headers of a file; header_map (header as written -> supplier column; "" leaves it unread) wins.

    Raises: UnusableInputError when header_map names a header or column that does not exist.
    """
    chosen = _chosen(headers, header_map or {})
    claims: dict[str, list[tuple[int, int, str]]] = {}
    units: dict[str, str] = {}
    unknown: list[str] = []
    personal: list[str] = []
    for place, header in enumerate(headers):
        if header in chosen:
            if chosen[header]:
                claims.setdefault(chosen[header], []).append((-1, place, header))
                _note_unit(units, chosen[header], header)
            else:
                unknown.append(header)
        elif is_personal(header):
            personal.append(header)
        elif (found := recognise(header)) is not None:
            claims.setdefault(found[0], []).append((found[1], place, header))
        else:
            unknown.append(header)
    columns: dict[str, tuple[str, ...]] = {}
    ambiguous: dict[str, tuple[str, ...]] = {}
    for column, claimed in claims.items():
        if column in SEVERAL:
            own = [claim for claim in claimed if claim[0] < 0]
            columns[column] = tuple(
                header for _, _, header in sorted(own or claimed, key=lambda claim: claim[1])
            )
            left = [claim for claim in claimed if claim[0] >= 0] if own else []
        else:
            first, *left = sorted(claimed)
            columns[column] = (first[2],)
        if left:
            ambiguous[column] = tuple(header for _, _, header in left)
    for column, taken in columns.items():
        for header in taken:
            _note_unit(units, column, header)
    materials = {
        header: material
        for header in columns.get("inputs", ())
        if (material := _words().materials.get(fold_header(header))) is not None
    }
    return HeaderReading(columns, units, tuple(unknown), ambiguous, tuple(personal), materials)


def recognise(header: str) -> tuple[str, int] | None:
    """The supplier column that a header stands for and the rank of the word; None: none."""
    words = _words()
    plain = header.strip()
    if plain in COLUMNS:
        return plain, -1
    if _ID.match(plain.lower()):
        return plain.lower(), -1
    for candidate in _candidates(header, words):
        if candidate in words.columns:
            return words.columns[candidate]
    parts = [part for part in re.split(r"[/|\n]| - ", header) if fold_header(part)]
    if len(parts) > 1:
        found = [part for part in (recognise(part) for part in parts) if part is not None]
        if found and len({column for column, _ in found}) == 1 and len(found) == len(parts):
            return found[0]
    return None


def is_personal(header: str) -> bool:
    """Whether a column is about single people."""
    words = _words()
    return any(candidate in words.personal for candidate in _candidates(header, words, leading=False))


def fold_header(text: str) -> str:
    """Lower case without accents, punctuation, brackets and doubled blanks."""
    text = unicodedata.normalize(
        "NFKD",
        text.casefold().replace("ß", "ss").replace("œ", "oe").replace("nº", "n o").replace("n°", "n o"),
    )
    text = "".join(letter for letter in text if not unicodedata.combining(letter))
    return " ".join(_NOT_WORD.sub(" ", text).split())


def _chosen(headers: Sequence[str], header_map: Mapping[str, str]) -> dict[str, str]:
    folded: dict[str, list[str]] = {}
    for header in headers:
        folded.setdefault(fold_header(header), []).append(header)
    chosen: dict[str, str] = {}
    for given, column in header_map.items():
        found = [given] if given in headers else folded.get(fold_header(given), [])
        if not found:
            raise UnusableInputError(f"The map names the column {given}, which the file does not have.")
        column = column.strip()
        if column and column not in COLUMNS and not _ID.match(column):
            raise UnusableInputError(
                f"The map names {column}, which is no supplier column; there are {', '.join(sorted(COLUMNS))}, "
                f"{ANSWER_PREFIX}... and {CONTROL_PREFIX}..."
            )
        chosen.update(dict.fromkeys(found, column))
    return chosen


def _candidates(header: str, words: _Words, *, leading: bool = True) -> Iterable[str]:
    """Ways to read a header, the whole first: without units, without a number at the end, without a leading word."""
    whole = fold_header(header)
    bare = fold_header(_BRACKETS.sub(" ", header)) or whole
    yield whole
    yield bare
    trimmed = _without_units(bare, words)
    yield trimmed
    numbered = _NUMBERED.match(trimmed)
    if numbered:
        trimmed = numbered[1].strip()
        yield trimmed
    if leading:
        for word in words.leading:
            if trimmed.startswith(word + " "):
                yield trimmed[len(word) + 1 :]


def _without_units(folded: str, words: _Words) -> str:
    tokens = folded.split()
    changed = True
    while changed and len(tokens) > 1:
        changed = False
        for length in (3, 2, 1):
            for side in (tokens[-length:], tokens[:length]):
                if len(tokens) > length and " ".join(side) in words.units:
                    tokens = tokens[:-length] if side == tokens[-length:] else tokens[length:]
                    changed = True
                    break
            if changed:
                break
    return " ".join(word for word in tokens if word != "%") or folded


def _note_unit(units: dict[str, str], column: str, header: str) -> None:
    if not column.endswith("_share"):
        return
    words = _words()
    folded = " ".join(_NOT_WORD.sub(" ", header.casefold()).split())
    for unit, kind in words.units.items():
        if kind in ("percent", "fraction") and re.search(
            rf"(?<![\w%]){re.escape(unit)}(?![\w%])", fold_header(folded)
        ):
            units[column] = kind
            return


@cache
def _words() -> _Words:
    held = cast(
        "dict[str, object]", yaml.safe_load((Path(__file__).parent / "headers.yaml").read_text("utf-8"))
    )
    columns: dict[str, tuple[str, int]] = {}
    for column, languages in cast("dict[str, list[list[str]]]", held["columns"]).items():
        for language in languages:
            for rank, word in enumerate(language):
                columns.setdefault(fold_header(word), (column, rank))
        columns.setdefault(fold_header(column), (column, 0))
    for prefix, table in ((ANSWER_PREFIX, "statements"), (CONTROL_PREFIX, "controls")):
        for name, synonyms in cast("dict[str, list[str]]", held[table]).items():
            for rank, word in enumerate([name, *synonyms]):
                columns.setdefault(fold_header(word), (f"{prefix}{name}", rank))
    origins = cast("dict[str, list[str]]", held["material_origins"])
    materials = {
        fold_header(pattern.replace("*", word)): material
        for material, words in cast("dict[str, list[str]]", held["materials"]).items()
        for word in words
        for pattern in origins["patterns"]
    }
    for header in materials:
        columns.setdefault(header, ("inputs", 0))
    units = {
        fold_header(word): kind
        for kind, listed in cast("dict[str, list[str]]", held["units"]).items()
        for word in listed
    }
    personal = {fold_header(word) for listed in cast("list[list[str]]", held["personal"]) for word in listed}
    leading = tuple(fold_header(word) for word in cast("list[str]", held["leading"]))
    return _Words(columns, units, leading, frozenset(personal), materials)


def _listed(headers: Sequence[str]) -> str:
    shown = ", ".join(header[:60] for header in headers[:12])
    return shown + (f" and {len(headers) - 12} more" if len(headers) > 12 else "")
