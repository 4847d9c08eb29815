"""Compiles the translations of all packs into one table: statement, language, question, short, options."""

import csv
import io
from collections.abc import Sequence
from pathlib import Path
from typing import Final

import polars as pl

from tolpuddle.ingest.reference.packs.family import read_packs
from tolpuddle.ingest.reference.packs.translations import COLUMNS, NAME
from tolpuddle.ingest.reference.table import Table

FILE: Final = "statement_texts.csv"


def build(sources: Path, curated: Path) -> Sequence[Table]:
    """Compile statement_texts.csv from `curated`/packs/*/statements.<language>.csv. Nothing in `sources` is read.

    Raises: EditionError when a pack or one of its translations is not as it should be.
    """
    rows: list[dict[str, str | None]] = []
    for pack in read_packs(curated / "packs"):
        for path in sorted((curated / "packs" / pack.id).glob("statements.*.csv")):
            if NAME.fullmatch(path.name):
                rows += _texts(path)
    frame = pl.DataFrame(rows, schema=dict.fromkeys(("statement_id", "language", *COLUMNS[1:]), pl.String))
    return (
        Table(
            file=FILE,
            frame=frame,
            title="Statements in other languages: what is asked, and what is said when it is present",
            source="Tolpuddle",
            publisher="Tolpuddle",
            licence="Apache-2.0",
            attribution="Tolpuddle contributors",
            retrieved="2026-11-22",
            min_rows=1,
            max_rows=50_000,
            complete=False,
            note="Not yet read by workers' organisations who speak the languages; corrections are welcome.",
        ),
    )


def _texts(path: Path) -> list[dict[str, str | None]]:
    language = path.name.split(".")[1]
    reader = csv.DictReader(io.StringIO(path.read_text(encoding="utf-8-sig"), newline=""), strict=True)
    return [
        {"statement_id": row["statement_id"], "language": language, **{name: row[name] or None for name in COLUMNS[1:]}}
        for row in reader
    ]  # fmt: skip
