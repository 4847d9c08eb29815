"""statements.csv of a pack: each row read and checked, with what is wrong on which line."""

import csv
import io
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from tolpuddle.ingest.reference.packs.faults import Fault
from tolpuddle.ingest.reference.packs.statement_fields import check_row
from tolpuddle.ingest.reference.packs.vocabulary import COLUMNS, OPTIONAL, Vocabulary

FILE = "statements.csv"


@dataclass(frozen=True, slots=True)
class Row:
    """One statement as the file has it; every column is there, empty where it says nothing."""

    line: int
    cells: dict[str, str]

    @property
    def id(self) -> str:
        """The statement's id."""
        return self.cells["statement_id"]

    def listed(self, column: str) -> list[str]:
        """The words of a cell, joined by ;."""
        return [word.strip() for word in self.cells[column].split(";") if word.strip()]


def read_rows(folder: Path) -> tuple[list[Row], list[Fault]]:
    """The rows of statements.csv; a file that has other columns gives no row but faults."""
    path = folder / FILE
    if not path.is_file():
        return [], [Fault(FILE, 1, f"The file {FILE} is missing")]
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        return [], [Fault(FILE, 1, "The file is not UTF-8 text")]
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    rows: list[Row] = []
    faults: list[Fault] = []
    try:
        header = next(reader, list[str]())
        faults = _header(header)
        if faults:
            return [], faults
        start = reader.line_num + 1
        for cells in reader:
            if any(cell.strip() for cell in cells):
                if len(cells) != len(header):
                    faults.append(Fault(FILE, start, f"{len(cells)} cells instead of {len(header)}"))
                else:
                    named = dict(zip(header, (cell.strip() for cell in cells), strict=True))
                    rows.append(Row(start, {name: named.get(name, "") for name in (*COLUMNS, *OPTIONAL)}))
            start = reader.line_num + 1
    except csv.Error as error:
        faults.append(Fault(FILE, reader.line_num, f"This is no CSV: {error}"))
    return rows, faults


def _header(header: list[str]) -> list[Fault]:
    unknown = [name for name in header if name not in (*COLUMNS, *OPTIONAL)]
    missing = [name for name in COLUMNS if name not in header]
    twice = sorted({name for name in header if header.count(name) > 1})
    faults = [Fault(FILE, 1, f"There is no column {name or '(without a name)'}") for name in unknown]
    faults += [Fault(FILE, 1, f"The column {name} is missing") for name in missing]
    return faults + [Fault(FILE, 1, f"The column {name} is there twice") for name in twice]


def check_rows(rows: list[Row], vocabulary: Vocabulary) -> list[Fault]:
    """What is wrong in the rows, each by itself and against each other."""
    own = {name for row in rows for name in (row.id, *row.listed("also"))}
    faults = [
        Fault(FILE, row.line, f"{row.id or 'statement'}: {sentence}")
        for row in rows
        for sentence in check_row(row.cells, vocabulary, own)
    ]
    return faults + _twice(rows, vocabulary.statements)


def _twice(rows: list[Row], others: Collection[str]) -> list[Fault]:
    faults: list[Fault] = []
    seen: dict[str, int] = {}
    places: dict[int, int] = {}
    for row in rows:
        for name in (row.id, *row.listed("also")):
            if name in seen:
                faults.append(Fault(FILE, row.line, f"{name}: this id stands in line {seen[name]} already"))
            elif name in others:
                faults.append(Fault(FILE, row.line, f"{name}: another pack has this id"))
            seen.setdefault(name, row.line)
        first = row.cells["first"]
        if first.isdecimal():
            if int(first) in places:
                faults.append(
                    Fault(FILE, row.line, f"{row.id}: line {places[int(first)]} is {first} in first already")
                )
            places.setdefault(int(first), row.line)
    return faults
