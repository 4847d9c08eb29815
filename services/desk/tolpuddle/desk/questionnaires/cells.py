"""Reads a workbook of questionnaires back: every sheet's supplier, its answers, and what is refused, cell by cell."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final, cast

import fastexcel

from tolpuddle.desk.questionnaires.book import ANSWER, HEAD_ROW, ID, MARK, MOST_SHEETS, OPTION_SIGN, TICK
from tolpuddle.kernel.answer_kinds import AnswerKinds
from tolpuddle.kernel.answer_values import read_answer
from tolpuddle.kernel.answer_words import NO_OPTION, AnswerKind
from tolpuddle.kernel.errors import UnusableInputError
from tolpuddle.kernel.personal_text import personal_in

MOST_ROWS: Final = 2_000
TICKS: Final = frozenset({TICK, "yes", "1", "true", "✓", "✔"})
_COLUMN: Final = "B"


@dataclass(frozen=True, slots=True)
class Refused:
    """A cell that could not be taken."""

    sheet: str
    row: int
    """As the spreadsheet program counts."""
    column: str
    question: str
    reason: str

    def __str__(self) -> str:
        """The whole sentence."""
        return f"Sheet {self.sheet}, row {self.row}, column {self.column} ({self.question}): {self.reason}."


@dataclass(slots=True)
class AnsweredSheet:
    """One supplier's answers."""

    supplier: Mapping[str, Any]
    language: str
    edition: str
    answers: dict[str, str] = field(default_factory=dict[str, str])
    """Question id -> answer as it is kept."""


def read_book(
    path: Path, kinds: AnswerKinds, others: Mapping[str, AnswerKind], labels: Mapping[str, Mapping[str, str]]
) -> tuple[list[AnsweredSheet], list[Refused]]:
    """Sheets of questionnaires with their answers; an empty cell is no answer. Other sheets are passed over.

    others: what questions ask for that are no statements. labels: question id, or empty for every question -> label in
    lower case, in any language -> the word that is kept.
    Raises: UnusableInputError when it is no workbook, or holds no questionnaire.
    """
    try:
        book = fastexcel.read_excel(path)
        names = book.sheet_names
        read = [(name, _rows(book, name)) for name in names[: MOST_SHEETS + 2]]
    except fastexcel.FastExcelError as error:
        raise UnusableInputError(
            f"{path.name} is damaged, protected by a password or no workbook that can be read."
        ) from error
    sheets: list[AnsweredSheet] = []
    refused: list[Refused] = []
    for name, rows in read:
        if (sheet := _head(rows)) is not None:
            refused += _fill(sheet, name, rows, {**kinds.statements, **others}, labels)
            sheets.append(sheet)
    if not sheets:
        raise UnusableInputError(f"{path.name} holds no questionnaire of `tolpuddle questionnaire new`.")
    return sheets, refused


def _rows(book: fastexcel.ExcelReader, name: str) -> list[tuple[str | None, ...]]:
    sheet = book.load_sheet(name, header_row=None, skip_rows=0, n_rows=MOST_ROWS, dtypes="string")
    return cast("list[tuple[str | None, ...]]", sheet.to_polars().rows())


def _head(rows: Sequence[tuple[str | None, ...]]) -> AnsweredSheet | None:
    cell = rows[0][_id_at(rows)] if _id_at(rows) >= 0 else None
    if cell is None:
        return None
    try:
        told: object = json.loads(cell[len(MARK) :])
    except ValueError:
        return None
    if not isinstance(told, dict):
        return None
    fields = cast("dict[str, Any]", told)
    supplier = fields.get("supplier")
    if not isinstance(supplier, dict):
        return None
    return AnsweredSheet(
        cast("dict[str, Any]", supplier), str(fields.get("language", "")), str(fields.get("edition", ""))
    )


def _id_at(rows: Sequence[tuple[str | None, ...]]) -> int:
    """Column of the ids: where the mark stands, since empty columns at the left are not read; -1: no mark."""
    first = rows[0] if rows else ()
    return next((place for place, cell in enumerate(first) if cell and cell.startswith(MARK)), -1)


def _fill(
    sheet: AnsweredSheet,
    name: str,
    rows: Sequence[tuple[str | None, ...]],
    kinds: Mapping[str, AnswerKind],
    labels: Mapping[str, Mapping[str, str]],
) -> list[Refused]:
    refused: list[Refused] = []
    ticked: dict[str, list[str]] = {}
    places: dict[str, int] = {}
    id_at = _id_at(rows)
    answer_at = max(id_at - ID + ANSWER, 0)
    for number, row in enumerate(rows[HEAD_ROW + 1 :], HEAD_ROW + 2):
        ident, cell = (row[id_at] or "").strip(), (row[answer_at] or "").strip()
        if not cell:
            continue
        question, sign, option = ident.partition(OPTION_SIGN)
        kind = kinds.get(question)
        reason: str | None = None
        if kind is None:
            reason = "the id beside this answer is no question; take the sheet as it was sent"
        elif sign:
            if cell.lower() in TICKS or labels.get("", {}).get(cell.lower()) == "yes":
                ticked.setdefault(question, []).append(option)
                places.setdefault(question, number)
            elif labels.get("", {}).get(cell.lower()) != "no":
                reason = f"{cell[:40]!r} is no tick; write {TICK} or leave it empty"
        elif question in sheet.answers:
            reason = "the question is answered twice"
        else:
            taken, reason = _taken(cell, kind, {**labels.get("", {}), **labels.get(question, {})})
            if taken is not None:
                sheet.answers[question] = taken
                places[question] = number
        if reason is not None:
            refused.append(Refused(name, number, _COLUMN, question or "no id", reason))
    for question, options in ticked.items():
        reason = None
        if question in sheet.answers:
            reason = f"{sheet.answers.pop(question)!r} and ticked options contradict each other"
        else:
            read = read_answer(";".join(options), kinds[question])
            reason = read.refusal
            if read.canonical is not None:
                sheet.answers[question] = read.canonical
        if reason is not None:
            refused.append(Refused(name, places[question], _COLUMN, question, reason))
    return refused


def _taken(cell: str, kind: AnswerKind, labels: Mapping[str, str]) -> tuple[str | None, str | None]:
    """The answer as it is kept, or why it is refused."""
    if kind.type == "multi":
        pieces = [labels.get(piece.strip().lower(), piece.strip()) for piece in cell.split(";")]
        read = read_answer(";".join(pieces), kind)
    else:
        text = labels.get(cell.lower(), cell)
        if kind.type not in ("text", "money") and text.endswith(".0"):
            text = text.removesuffix(".0")  # how a spreadsheet program writes a whole number
        read = read_answer(text if text != NO_OPTION or kind.type in ("enum", "text") else cell, kind)
    if read.canonical is not None and kind.type == "text" and (held := personal_in(cell)) is not None:
        return (
            None,
            f"the text seems to hold {held}; it was not kept, please write of groups and practices only",
        )
    return read.canonical, read.refusal
