"""Checks the folder of a pack: pack.yaml, statements.csv and cases.yaml, each by itself and together."""

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

from tolpuddle.ingest.reference.packs.case_document import read_cases
from tolpuddle.ingest.reference.packs.faults import Document, Fault
from tolpuddle.ingest.reference.packs.pack_document import read_pack
from tolpuddle.ingest.reference.packs.statement_rows import Row, check_rows, read_rows
from tolpuddle.ingest.reference.packs.translations import check_translations
from tolpuddle.ingest.reference.packs.vocabulary import Vocabulary
from tolpuddle.kernel.answer_kinds import kind_of_row
from tolpuddle.kernel.answer_words import AnswerKind, ConditionError
from tolpuddle.kernel.present_when import PresentWhen, read_present_when

FILES = frozenset({"pack.yaml", "statements.csv", "cases.yaml"})
TRANSLATED = re.compile(r"statements\.[a-z]{2}\.csv")
"""Questions in another language."""


@dataclass(frozen=True, slots=True)
class Pack:
    """A pack as its folder has it."""

    id: str
    document: Document
    rows: tuple[Row, ...]
    cases: tuple[dict[str, Any], ...]
    faults: tuple[Fault, ...]
    """Everything that is wrong, by file and line; empty: the pack is good."""


def read_folder(folder: Path, vocabulary: Vocabulary) -> Pack:
    """Read and check the pack in a folder. Never raises for what is in it: what is wrong is in `faults`."""
    document = read_pack(folder, vocabulary)
    rows, faults = read_rows(folder)
    faults = faults + check_rows(rows, vocabulary)
    kinds: dict[str, tuple[AnswerKind, PresentWhen | None]] = {}
    for row in rows:
        kind = kind_of_row(row.cells)
        try:
            present = read_present_when(row.cells["present_when"], kind)
        except ConditionError:
            present = None
        kinds |= dict.fromkeys((row.id, *row.listed("also")), (kind, present))
    needed = frozenset(row.id for row in rows if kinds[row.id][1] is not None)
    cases = read_cases(folder, kinds, needed, vocabulary)
    if folder.is_dir():
        faults += check_translations(folder, rows)
        strangers = sorted(path.name for path in folder.iterdir() if not _belongs(path.name))
        faults += [Fault(name, 1, "A pack holds no such file") for name in strangers]
    every = sorted({*document.faults, *faults, *cases.faults})
    listed = cast("list[object]", cases.value) if isinstance(cases.value, list) else []
    held = [cast("dict[str, Any]", case) for case in listed if isinstance(case, dict)]
    return Pack(folder.resolve().name, document, tuple(rows), tuple(held), tuple(every))


def _belongs(file: str) -> bool:
    return file in FILES or TRANSLATED.fullmatch(file) is not None
