"""Question lists of laws: each field with the statements, controls and facts of a case file that fill it."""

import csv
import io
import re
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path
from typing import Final

import polars as pl

from tolpuddle.ingest.reference.packs.family import read_packs
from tolpuddle.ingest.reference.table import Table
from tolpuddle.kernel.errors import EditionError

QUESTIONS: Final = "law_questions.csv"
FACTS: Final = "case_file_facts.csv"
ANSWERED_BY: Final = ("supplier", "reporter", "tool")
"""Who knows: the supplier in its passport, whoever reports, or the assessment itself."""
_DAY: Final = re.compile(r"\d{4}-\d\d-\d\d")
_NEEDED: Final = ("law", "law_version", "as_of", "field", "title", "type", "answered_by")


def build(sources: Path, curated: Path) -> Sequence[Table]:
    """Compile both tables from `curated`. Nothing in `sources` is read.

    Raises: EditionError with file and line when a field has no law, version or day, stands twice, or names a
    statement, control or fact that is not there.
    """
    facts = _rows(curated / FACTS)
    for line, cells in facts:
        if cells["answered_by"] not in ANSWERED_BY or not cells["title"]:
            raise EditionError(f"{FACTS}:{line}: a fact has a title, and someone who knows it.", file=FACTS)
    known = {
        "statement_ids": {
            name for pack in read_packs(curated / "packs") for row in pack.rows for name in (row.id, *row.listed("also"))
        },
        "control_ids": {cells["control_id"] for _, cells in _rows(curated / "controls.csv")},
        "facts": {cells["fact_id"] for _, cells in facts},
    }  # fmt: skip
    questions = _rows(curated / QUESTIONS)
    seen: set[tuple[str, ...]] = set()
    for line, cells in questions:
        place = (cells["law"], cells["field"], cells["option"])
        wrong = [*_wrong(cells, known), *([f"{place} stands twice"] if place in seen else [])]
        if wrong:
            raise EditionError(f"{QUESTIONS}:{line}: {wrong[0]}.", file=QUESTIONS)
        seen.add(place)
    return (
        _table(QUESTIONS, questions, "Fields that laws ask for, and what fills them", 100, 2_000),
        _table(FACTS, facts, "Facts of a case file, answered once and used by many laws", 30, 500),
    )


def _wrong(cells: dict[str, str], known: dict[str, set[str]]) -> Iterator[str]:
    for name in _NEEDED:
        if not cells[name]:
            yield f"there is no {name}; it does not load"
    if cells["as_of"] and not _DAY.fullmatch(cells["as_of"]):
        yield f"as_of is no day: {cells['as_of']}"
    if cells["answered_by"] not in ANSWERED_BY:
        yield f"answered_by is one of {', '.join(ANSWERED_BY)}"
    for name, there in known.items():
        for word in _missing(cells[name], there):
            yield f"{name} names {word}, which is not there"


def _missing(cell: str, there: Collection[str]) -> list[str]:
    return [word for word in cell.split(";") if word and word not in there]


def _rows(path: Path) -> list[tuple[int, dict[str, str]]]:
    if not path.is_file():
        raise EditionError(f"The table {path.name} is missing.", file=path.name)
    reader = csv.DictReader(io.StringIO(path.read_text(encoding="utf8"), newline=""), strict=True)
    return [(reader.line_num, {name: (cell or "").strip() for name, cell in row.items()}) for row in reader]


def _table(file: str, rows: list[tuple[int, dict[str, str]]], title: str, least: int, most: int) -> Table:
    frame = pl.DataFrame([{name: cell or None for name, cell in cells.items()} for _, cells in rows])
    return Table(
        file=file,
        frame=frame.cast(pl.String),
        title=title,
        source="Laws and guidance named in each row, read for what they ask; titles in our own words",
        publisher="Tolpuddle",
        licence="Apache-2.0",
        attribution="Tolpuddle contributors",
        retrieved="2026-11-22",
        min_rows=least,
        max_rows=most,
        complete=False,
        note="A help to fill forms, not legal advice; check each form in its newest version.",
        dtypes={"as_of": "date"} if "as_of" in frame.columns else {},
    )
