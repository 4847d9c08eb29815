"""A column of names read by arrays: what `reader_one` does name by name, for Latin names many at once."""

from dataclasses import dataclass
from typing import Final

import numpy as np
import polars as pl

from tolpuddle.scoring.core.names.reader_columns import frame_of
from tolpuddle.scoring.core.names.reader_known import Ints, KnownWords
from tolpuddle.scoring.core.names.reader_one import CORE_TIERS, FORMERLY, OneReader
from tolpuddle.scoring.core.names.reader_settle import CONTENT, Pieces, of_kinds, settle
from tolpuddle.scoring.core.names.reader_tokens import Tokens, plain_text
from tolpuddle.scoring.core.names.reader_words import BRACKETED, COMMON, NUMBER, UNIT, WORD

_FORMERLY: Final = "(?i)" + FORMERLY.pattern
_AT_ONCE: Final = 100_000
"""Names whose tokens are held at a time."""
_TELLING: Final = of_kinds(WORD, COMMON)
_TIERS: Final = tuple((of_kinds(*kinds), brackets) for kinds, brackets in CORE_TIERS)


@dataclass(frozen=True, slots=True)
class BulkReader:
    """Reads columns of names; only those with other scripts or two names in one go through `reader_one`."""

    one: OneReader
    known: KnownWords

    def read(self, names: pl.Series) -> pl.DataFrame:
        """The columns of NameReader.read, one row per name."""
        parts = [self._read(names.slice(at, _AT_ONCE)) for at in range(0, max(len(names), 1), _AT_ONCE)]
        return pl.concat(parts)

    def _read(self, names: pl.Series) -> pl.DataFrame:
        text, plain = plain_text(names)
        plain &= ~names.str.contains(_FORMERLY).fill_null(False)
        if plain.all():
            return self._latin(names, text)
        slow = names.filter(~plain)
        frame = pl.concat(
            [
                self._latin(names.filter(plain), text.filter(plain)),
                frame_of(slow, [None if name is None else self.one.read(name) for name in slow]),
            ]
        )
        order = np.argsort(np.concatenate([plain.arg_true().to_numpy(), (~plain).arg_true().to_numpy()]))
        return frame[order]

    def _latin(self, names: pl.Series, text: pl.Series) -> pl.DataFrame:
        tokens, written = Tokens.of(text, self.known)
        tokens.join_initials(self.known)
        pieces = Pieces.of(tokens, self.known)
        rows = len(names)
        settle(pieces, rows)
        kinds = pieces.kind + np.uint8(BRACKETED) * pieces.bracketed
        script = pl.when(pl.lit(text.str.contains("[a-z]"))).then(pl.lit("Latn")).otherwise(pl.lit("Zyyy"))
        return pl.DataFrame(
            {
                "name": names,
                "folded": written,
                "tokens": _lists(pieces.row, pieces.texts(), rows),
                "kinds": _lists(pieces.row, pl.Series(kinds), rows),
                "core": _cores(pieces, rows),
                "numbers": _some(pieces, np.flatnonzero(pieces.kind == NUMBER), rows),
                "units": _units(pieces, rows),
                "form": pieces.forms(rows),
                "script": pl.select(script).to_series(),
                "alternates": _inside(pieces, rows),
                "skeleton": pl.Series([None], dtype=pl.String).new_from_index(0, rows),
            }
        )


def _lists(row: Ints, values: pl.Series, rows: int, *, distinct: bool = False) -> pl.Series:
    """The values of each row as a list; empty where a row has none."""
    if not len(row):
        return pl.Series([[]], dtype=pl.List(values.dtype)).new_from_index(0, rows)
    grouped = _by_row(row, values)
    lists = grouped["value"].list.unique(maintain_order=True) if distinct else grouped["value"]
    if grouped.height == rows:
        return lists
    place = np.full(rows, grouped.height, np.int64)
    place[grouped["row"].to_numpy()] = np.arange(grouped.height)
    return pl.concat([lists, pl.Series([[]], dtype=lists.dtype)]).gather(place)


def _by_row(row: Ints, values: pl.Series) -> pl.DataFrame:
    """row, value: the values of each row that has some, as a list."""
    frame = pl.DataFrame({"row": pl.Series(row).set_sorted(), "value": values.alias("value")})
    return frame.group_by("row", maintain_order=True).agg("value")


def _some(pieces: Pieces, at: Ints, rows: int) -> pl.Series:
    return _lists(pieces.row[at], pieces.texts(at), rows)


def _cores(pieces: Pieces, rows: int) -> pl.Series:
    """`core_of` for many names: the first tier of kinds that a name has."""
    place = np.zeros(rows, np.int64)
    found = [pl.Series([""], dtype=pl.String)]
    size = 1
    for kinds, brackets in _TIERS:
        which = kinds[pieces.kind] & (place[pieces.row] == 0)
        if not brackets:
            which &= ~pieces.bracketed
        at = np.flatnonzero(which)
        if not len(at):
            continue
        grouped = _by_row(pieces.row[at], pieces.texts(at))
        found.append(grouped["value"].list.join(" "))
        place[grouped["row"].to_numpy()] = np.arange(size, size + grouped.height)
        size += grouped.height
        if place.all():
            break
    return pl.concat(found).rechunk().gather(place)


def _units(pieces: Pieces, rows: int) -> pl.Series:
    """`units_of` for many names."""
    at = np.flatnonzero(pieces.kind == UNIT)
    after = np.minimum(at + 1, len(pieces.row) - 1)
    there = (after > at) & (pieces.row[after] == pieces.row[at])
    short = pieces.texts(after).str.len_chars().to_numpy() == 1
    named = there & ((pieces.kind[after] == NUMBER) | short)
    which = named | ~there | (pieces.kind[after] != UNIT)
    chosen = np.where(named, after, at)[which]
    return _lists(pieces.row[at][which], pieces.texts(chosen), rows, distinct=True)


def _inside(pieces: Pieces, rows: int) -> pl.Series:
    """What stands in brackets, as another reading, where it holds a distinctive word."""
    telling = np.zeros(rows, np.bool_)
    telling[pieces.row[pieces.bracketed & _TELLING[pieces.kind]]] = True
    at = np.flatnonzero(telling[pieces.row] & CONTENT[pieces.kind])
    if not len(at):
        return pl.Series([[]], dtype=pl.List(pl.String)).new_from_index(0, rows)
    row = np.flatnonzero(telling)
    among = np.cumsum(telling) - 1  # a name's position among those with something to tell in brackets
    outside, inside = at[~pieces.bracketed[at]], at[pieces.bracketed[at]]
    content = _lists(among[pieces.row[outside]], pieces.texts(outside), len(row)).list.join(" ")
    other = _lists(among[pieces.row[inside]], pieces.texts(inside), len(row)).list.join(" ")
    differs = content != other
    return _lists(row[differs.to_numpy()], other.filter(differs), rows)
