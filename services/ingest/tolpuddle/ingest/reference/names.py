"""Words of organisation names in many languages: legal forms, industries, places, units, numbers; and how rare words are."""

from collections.abc import Sequence
from pathlib import Path
from typing import Final

import polars as pl

from tolpuddle.ingest.reference.table import Table, read_source
from tolpuddle.kernel.errors import EditionError

COLUMNS: Final = ("word", "canonical", "kind", "language", "script", "position")
KINDS: Final = ("legal_form", "industry", "place", "stop", "unit", "number", "common", "variant", "meaning")
POSITIONS: Final = ("end", "start", "number", "later", "unit")
FILES: Final = ("legal", "general", "industry", "place", "han")
"""Curated files name_words_<these>.csv, in the order in which they win where a word stands in two."""


def build(sources: Path, curated: Path) -> Sequence[Table]:
    """Compile name_words.csv.

    Raises: EditionError when a word has no canonical form, or an unknown kind or position.
    """
    del sources
    words = pl.concat([read_source(curated / f"name_words_{file}.csv", COLUMNS) for file in FILES])
    stray = words.filter(
        pl.col("word").is_null()
        | pl.col("canonical").is_null()
        | ~pl.col("kind").is_in(list(KINDS))
        | ~pl.col("position").fill_null("end").is_in(list(POSITIONS))
    )
    if stray.height:
        raise EditionError(f"name_words: {stray.height} rows are not as they should be: {stray.row(0)}.")
    return (_words_table(words.unique(["word", "kind"], keep="first", maintain_order=True)),)


def _words_table(frame: pl.DataFrame) -> Table:
    return Table(
        file="name_words.csv",
        frame=frame,
        title="Words of organisation names in many languages, and what each stands for",
        source="Collected by hand; checked against organisation types and symbols of opensanctions/rigour 1.2",
        publisher="Tolpuddle; OpenSanctions",
        licence="Apache-2.0; MIT",
        attribution="Tolpuddle contributors. Some legal forms and words: OpenSanctions rigour (MIT).",
        retrieved="2026-11-22",
        min_rows=6_000,
        max_rows=40_000,
        complete=False,
        note=(
            "canonical: what the word is read as, several words apart by a space. position: where in a name the kind holds "
            "(end, start, number = before a number, later = not first, unit = after a unit word; empty = anywhere). "
            "kind=variant: a Han character and the one it is read as. kind=meaning: a Han word and its English."
        ),
    )
