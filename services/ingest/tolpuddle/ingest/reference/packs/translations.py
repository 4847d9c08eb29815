"""statements.fr.csv and its like: a pack's statements in another language, held against statements.csv line by line."""

import csv
import io
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from tolpuddle.ingest.reference.packs.faults import Fault
from tolpuddle.ingest.reference.packs.statement_fields import LONGEST_SHORT
from tolpuddle.ingest.reference.packs.statement_rows import Row
from tolpuddle.kernel.answer_kinds import option_ids

NAME: Final = re.compile(r"statements\.[a-z]{2}\.csv")
"""Name of a translation: statements, the language's two letters, csv."""
COLUMNS: Final = ("statement_id", "question", "short", "options")


def check_translations(folder: Path, rows: Sequence[Row]) -> list[Fault]:
    """What is wrong in the translations of a pack. rows: its statements; each is translated once, or not at all."""
    own = {row.id: row for row in rows}
    return [fault for path in sorted(folder.glob("statements.*.csv")) for fault in _file(path, own)]


def _file(path: Path, own: dict[str, Row]) -> Iterator[Fault]:
    if not NAME.fullmatch(path.name):
        yield Fault(
            path.name, 1, "A translation is named by the two letters of its language: statements.fr.csv"
        )
        return
    try:
        reader = csv.DictReader(io.StringIO(path.read_text(encoding="utf-8-sig"), newline=""), strict=True)
        if tuple(reader.fieldnames or ()) != COLUMNS:
            yield Fault(path.name, 1, f"The columns are {', '.join(COLUMNS)}")
            return
        seen: set[str] = set()
        for cells in reader:
            text = {name: (cells[name] or "").strip() for name in COLUMNS}
            for sentence in _row(text, own, seen):
                yield Fault(path.name, reader.line_num, sentence)
            seen.add(text["statement_id"])
    except (csv.Error, UnicodeDecodeError) as error:
        yield Fault(path.name, 1, f"This is no CSV in UTF-8: {error}")


def _row(text: dict[str, str], own: dict[str, Row], seen: set[str]) -> Iterator[str]:
    name = text["statement_id"]
    row = own.get(name)
    if row is None:
        yield f"{name or 'A row'}: the pack has no such statement"
        return
    if name in seen:
        yield f"{name}: translated twice"
    if not text["question"]:
        yield f"{name}: there is no question"
    if len(text["short"]) > LONGEST_SHORT or (row.cells["short"] and not text["short"]):
        yield f"{name}: short says in 3 to 8 words what is seen (at most {LONGEST_SHORT} characters)"
    if option_ids(text["options"]) != option_ids(row.cells["options"]):
        yield f"{name}: the options are not those of the statement: {row.cells['options'] or 'none'}"
