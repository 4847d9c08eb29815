"""Questionnaires as a workbook: a sheet for each supplier, one locked but for its answers, with lists to choose from."""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, Final

import xlsxwriter
from xlsxwriter.utility import xl_col_to_name

from tolpuddle.kernel.exports import FORMULA_STARTS

MARK: Final = "tolpuddle questionnaire "
"""Begins the cell that says what a sheet is."""
OPTION_SIGN: Final = "#"
"""Between a question's id and an option's: a row to tick."""
TICK: Final = "x"
HEAD_ROW: Final = 1
"""Row of the column titles, counted from 0."""
ANSWER: Final = 1
ID: Final = 5
"""Columns of the answer and of the id, counted from 0."""
MOST_SHEETS: Final = 150
_WIDTHS: Final = (62, 26, 18, 40, 48, 14)
_NOT_IN_TITLES: Final = re.compile(r"[\[\]:*?/\\']")


@dataclass(frozen=True, slots=True)
class SupplierSheet:
    """One supplier's questions, as plain values."""

    supplier: Mapping[str, Any]
    """What is known of it: supplier_id, name and other columns of the supplier list."""
    questions: Sequence[Mapping[str, Any]]
    """As the JSON of a question: id, text, type, unit, options, others, help, why, translated."""


@dataclass(frozen=True, slots=True)
class BookWords:
    """Titles in the language of the workbook."""

    language: str
    edition: str
    columns: Sequence[str]
    """Question, answer, unit, how to answer, why we ask, id."""
    read_me_title: str
    read_me: Sequence[str]
    untranslated: str
    """Put behind a question that stands in English instead."""


def write_book(target: Path | IO[bytes], sheets: Sequence[SupplierSheet], words: BookWords) -> None:
    """Write the workbook. Text stays text; no cell is a formula. Locked without a password: against slips, not against people."""
    book: Any = xlsxwriter.Workbook(
        str(target) if isinstance(target, Path) else target,
        {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False},
    )
    formats = {
        "title": book.add_format({"bold": True, "font_size": 13, "text_wrap": True}),
        "head": book.add_format({"bold": True, "bottom": 1, "text_wrap": True}),
        "text": book.add_format({"text_wrap": True, "valign": "top"}),
        "option": book.add_format({"text_wrap": True, "valign": "top", "indent": 2}),
        "grey": book.add_format({"font_color": "#767676", "font_size": 8, "valign": "top"}),
        "open": book.add_format(
            {"locked": False, "text_wrap": True, "border": 1, "bg_color": "#FFF9E5", "valign": "top", "num_format": "@"}
        ),
    }  # fmt: skip
    lists = _Lists(book)
    first: Any = book.add_worksheet(_harmless(words.read_me_title)[:31])
    first.set_column(0, 0, 110)
    for row, text in enumerate(words.read_me):
        first.write_string(row, 0, text, formats["text"])
    first.protect()
    for number, sheet in enumerate(sheets, 1):
        _write(book, sheet, number, words, formats, lists)
    lists.write()
    book.close()


class _Lists:
    """Lists to choose from, once each, on a hidden sheet: a list in a cell's own rule holds 255 characters only."""

    def __init__(self, book: Any) -> None:
        self._book = book
        self._known: dict[tuple[str, ...], int] = {}

    def rule(self, choices: Sequence[str]) -> dict[str, Any]:
        """The rule of a cell that takes one of these, or anything else after a warning."""
        column = self._known.setdefault(tuple(choices), len(self._known))
        name: str = xl_col_to_name(column, True)
        return {
            "validate": "list",
            "source": f"='Lists'!{name}$1:{name}${len(choices)}",
            "error_type": "warning",
        }

    def write(self) -> None:
        """Add the hidden sheet."""
        sheet: Any = self._book.add_worksheet("Lists")
        for choices, column in self._known.items():
            for row, choice in enumerate(choices):
                sheet.write_string(row, column, choice)
        sheet.hide()
        sheet.protect()


def _write(
    book: Any, one: SupplierSheet, number: int, words: BookWords, formats: Mapping[str, Any], lists: _Lists
) -> None:
    name = str(one.supplier.get("name") or one.supplier.get("supplier_id") or "")
    title = _NOT_IN_TITLES.sub(" ", f"{number} {name}")[:31].strip()
    sheet: Any = book.add_worksheet(title)
    for column, width in enumerate(_WIDTHS):
        sheet.set_column(column, column, width)
    sheet.freeze_panes(HEAD_ROW + 1, 0)
    sheet.write_string(0, 0, _harmless(name), formats["title"])
    told = {"edition": words.edition, "language": words.language, "supplier": dict(one.supplier)}
    sheet.write_string(0, ID, MARK + json.dumps(told, ensure_ascii=False, sort_keys=True), formats["grey"])
    for column, text in enumerate(words.columns):
        sheet.write_string(HEAD_ROW, column, text, formats["head"])
    row = HEAD_ROW + 1
    for question in one.questions:
        text = question["text"] + ("" if question["translated"] else f" {words.untranslated}")
        several = question["type"] == "multi"
        _line(
            sheet, row, (text, question["unit"], question["help"], question["why"], question["id"]), formats
        )
        others = [other["label"] for other in question["others"]]
        choices = [option["label"] for option in question["options"]]
        if several:
            none = [option["label"] for option in question["options"] if option["id"] == "none"]
            sheet.data_validation(row, ANSWER, row, ANSWER, lists.rule([*none, *others]))
        elif choices:
            sheet.data_validation(row, ANSWER, row, ANSWER, lists.rule([*choices, *others]))
        else:
            note = "; ".join(others)
            sheet.data_validation(
                row, ANSWER, row, ANSWER, {"validate": "any", "input_title": question["help"][:32], "input_message": note[:255]}
            )  # fmt: skip
        row += 1
        for option in question["options"] if several else ():
            if option["id"] == "none":
                continue
            ident = f"{question['id']}{OPTION_SIGN}{option['id']}"
            _line(sheet, row, (option["label"], "", TICK, "", ident), formats, formats["option"])
            sheet.data_validation(row, ANSWER, row, ANSWER, lists.rule([TICK]))
            row += 1
    sheet.protect("", {"format_columns": True, "format_rows": True, "select_locked_cells": True})


def _line(sheet: Any, row: int, cells: Sequence[str], formats: Mapping[str, Any], first: Any = None) -> None:
    text, unit, how, why, ident = cells
    sheet.write_string(row, 0, _harmless(text), first or formats["text"])
    sheet.write_blank(row, ANSWER, None, formats["open"])
    for column, cell in ((2, unit), (3, how), (4, why)):
        sheet.write_string(row, column, _harmless(cell), formats["text"])
    sheet.write_string(row, ID, ident, formats["grey"])


def _harmless(text: str) -> str:
    return "'" + text if re.match(FORMULA_STARTS, text) else text
