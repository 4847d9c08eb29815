"""A column of names read by arrays: what `reader_one` does name by name, for Latin names all at once."""

from dataclasses import dataclass
from typing import Final

import numpy as np
import polars as pl

from tolpuddle.scoring.core.names.reader_columns import frame_of
from tolpuddle.scoring.core.names.reader_one import CONTENT, CORE_TIERS, FORMERLY, OneReader
from tolpuddle.scoring.core.names.reader_phrases import find_phrases
from tolpuddle.scoring.core.names.reader_settle import Pieces, settle
from tolpuddle.scoring.core.names.reader_tokens import Bools, Ints, KnownWords, Tokens, plain_text
from tolpuddle.scoring.core.names.reader_words import BRACKETED, COMMON, NUMBER, UNIT, WORD, NameWords, Senses

_FORMERLY: Final = "(?i)" + FORMERLY.pattern


@dataclass(frozen=True, slots=True)
class BulkReader:
    """Reads columns of names; only those with other scripts or two names in one go through `reader_one`."""

    one: OneReader
    known: KnownWords

    def read(self, names: pl.Series) -> pl.DataFrame:
        """The columns of NameReader.read, one row per name."""
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
        tokens.join_initials(self.one.words)
        pieces = _pieces(tokens, self.one.words)
        settle(pieces, len(names))
        letters = text.str.contains("[a-z]")
        return pl.DataFrame(
            {
                "name": names,
                "folded": written,
                "tokens": _lists(pieces, pieces.texts(), len(names)),
                "kinds": _lists(
                    pieces, pl.Series((pieces.kind + BRACKETED * pieces.bracketed).astype(np.uint8)), len(names)
                ),
                "core": _cores(pieces, len(names)),
                "numbers": _some(pieces, pieces.kind == NUMBER, len(names)),
                "units": _units(pieces, len(names)),
                "script": pl.select(pl.when(letters).then(pl.lit("Latn")).otherwise(pl.lit("Zyyy"))).to_series(),
                "alternates": _inside(pieces, len(names)),
                "skeleton": pl.Series([None], dtype=pl.String).new_from_index(0, len(names)),
            }
        )


def _pieces(tokens: Tokens, words: NameWords) -> Pieces:
    """Tokens -> what they stand for; phrases and glued words become as many pieces as they have senses."""
    found = find_phrases(tokens, words)
    senses: list[Senses] = [words.senses(text) for text in tokens.known]
    senses += found.senses
    word, kept = tokens.word, np.ones(len(tokens.word), np.bool_)
    if len(found.at):
        word = word.copy()
        word[found.at] = tokens.base + len(tokens.known) + found.phrase
        for offset in range(1, int(found.length.max())):
            kept[found.at[found.length > offset] + offset] = False
    return Pieces.of(tokens.row[kept], word[kept], tokens.bracketed[kept], tokens, senses)


def _lists(pieces: Pieces, values: pl.Series, rows: int) -> pl.Series:
    """The values of each name's pieces as a list; empty where a name has none."""
    return _grouped(pieces.row, values, rows)


def _grouped(row: Ints, values: pl.Series, rows: int) -> pl.Series:
    grouped = (
        pl.DataFrame({"row": pl.Series(row).set_sorted(), "value": values})
        .group_by("row", maintain_order=True)
        .agg("value")
    )
    lists = grouped["value"]
    if grouped.height == rows:
        return lists
    place = np.full(rows, grouped.height, np.int64)
    place[grouped["row"].to_numpy()] = np.arange(grouped.height)
    return pl.concat([lists, pl.Series([[]], dtype=lists.dtype)]).gather(place)


def _some(pieces: Pieces, which: Bools, rows: int) -> pl.Series:
    at = np.flatnonzero(which)
    return _grouped(pieces.row[at], pieces.texts(at), rows)


def _cores(pieces: Pieces, rows: int) -> pl.Series:
    """`core_of` for all names: the first tier of kinds that a name has."""
    missing = np.ones(rows, np.bool_)
    core = pl.Series([""], dtype=pl.String).new_from_index(0, rows)
    for kinds, brackets in CORE_TIERS:
        which = missing[pieces.row] & np.isin(pieces.kind, kinds)
        if not brackets:
            which &= ~pieces.bracketed
        at = np.flatnonzero(which)
        if not len(at):
            continue
        joined = _grouped(pieces.row[at], pieces.texts(at), rows).list.join(" ")
        core = core.zip_with(pl.Series(~missing), joined)
        missing[pieces.row[at]] = False
        if not missing.any():
            break
    return core


def _units(pieces: Pieces, rows: int) -> pl.Series:
    """`units_of` for all names."""
    at = np.flatnonzero(pieces.kind == UNIT)
    after = np.minimum(at + 1, len(pieces.row) - 1)
    there = (at + 1 < len(pieces.row)) & (pieces.row[after] == pieces.row[at])
    short = pieces.texts(after).str.len_chars().to_numpy() == 1
    named = there & ((pieces.kind[after] == NUMBER) | short)
    alone = ~there | (pieces.kind[after] != UNIT)
    which = named | alone
    chosen = np.where(named, after, at)[which]
    return _grouped(pieces.row[at][which], pieces.texts(chosen), rows).list.unique(maintain_order=True)


def _inside(pieces: Pieces, rows: int) -> pl.Series:
    """What stands in brackets, as another reading, where it holds a distinctive word."""
    inside = pieces.bracketed & np.isin(pieces.kind, CONTENT)
    telling = np.zeros(rows, np.bool_)
    telling[pieces.row[inside & np.isin(pieces.kind, (WORD, COMMON))]] = True
    at = np.flatnonzero(inside & telling[pieces.row])
    if not len(at):
        return pl.Series([[]], dtype=pl.List(pl.String)).new_from_index(0, rows)
    joined = _grouped(pieces.row[at], pieces.texts(at), rows).list.join(" ")
    content = np.flatnonzero(~pieces.bracketed & np.isin(pieces.kind, CONTENT) & telling[pieces.row])
    outside = _grouped(pieces.row[content], pieces.texts(content), rows).list.join(" ")
    keep = joined.filter(pl.Series(telling)) != outside.filter(pl.Series(telling))
    row = np.flatnonzero(telling)[keep.to_numpy()]
    return _grouped(row, joined.gather(row), rows)
