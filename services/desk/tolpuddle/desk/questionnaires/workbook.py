"""Suppliers as a workbook of questionnaires, and what came back as a list that `tolpuddle screen` takes."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

import polars as pl

from tolpuddle.desk import editions
from tolpuddle.desk.questionnaires.book import MOST_SHEETS, BookWords, SupplierSheet, write_book
from tolpuddle.desk.questionnaires.cells import AnsweredSheet, Refused, read_book
from tolpuddle.desk.questionnaires.forms import checked_language, form_of, kinds_of, labels_of
from tolpuddle.desk.results import whole_or_not
from tolpuddle.ingest.accept import accept
from tolpuddle.ingest.readers import supplier_list
from tolpuddle.ingest.readers.sniff import kind_of, take
from tolpuddle.ingest.readers.workbook_bounds import check_workbook
from tolpuddle.kernel import exports
from tolpuddle.kernel.answer_kinds import AnswerKinds
from tolpuddle.kernel.country_words import CountryWords
from tolpuddle.kernel.errors import UnusableInputError
from tolpuddle.kernel.frames import ANSWER_PREFIX, EVIDENCE, SUPPLIER_COLUMNS
from tolpuddle.scoring.core.questionnaire.ask import sheet_questions
from tolpuddle.scoring.core.questionnaire.facts import FACTS, ROUTES, supplier_with

_TITLES: Final = ("question", "answer", "unit", "help", "why", "id")
_KEPT: Final = tuple(column.name for column in SUPPLIER_COLUMNS if column.name not in ("row", EVIDENCE))


def suppliers_of(path: Path, edition: str | None) -> list[dict[str, Any]]:
    """Suppliers of a list, answers included. Raises: UnusableInputError when it cannot be read or is too long for a workbook."""
    opened = editions.open_edition(edition)
    accepted = accept(
        supplier_list.read(path), CountryWords.from_edition(opened), kinds=AnswerKinds.from_edition(opened)
    )
    rows: list[dict[str, Any]] = []
    for batch in accepted:
        rows += batch.suppliers.rows(named=True)
        if len(rows) > MOST_SHEETS:
            raise UnusableInputError(
                f"A workbook holds {MOST_SHEETS} suppliers at most, one on each sheet; part {path.name} first."
            )
    if not rows:
        raise UnusableInputError(f"There is no supplier in {path.name} that could be asked.")
    return rows


def write_questionnaires(
    suppliers: Sequence[Mapping[str, Any]], target: Path, *, edition: str | None, language: str, whole: bool
) -> int:
    """Write a sheet for each supplier; returns the questions in all.

    whole: every question that arises, and not only those that can move the result.
    """
    form = form_of(edition)
    words = form.texts.word
    checked_language(form, language)
    sheets = [
        SupplierSheet(
            {name: row[name] for name in _KEPT if row.get(name) is not None},
            [one.as_json() for one in sheet_questions(form, row, {}, language=language, whole=whole)],
        )
        for row in suppliers
    ]
    titles = BookWords(
        language=language,
        edition=form.reference.name,
        columns=[words(f"column_{name}", language) for name in _TITLES],
        read_me_title=words("title_read_me", language),
        read_me=[words(f"read_me_{number}", language) for number in range(1, 6)],
        untranslated=words("untranslated", language),
    )
    with whole_or_not(target) as part:
        write_book(part, sheets, titles)
    return sum(len(sheet.questions) for sheet in sheets)


def read_questionnaires(path: Path, *, edition: str | None) -> tuple[list[AnsweredSheet], list[Refused]]:
    """Answers of a workbook. Raises: UnusableInputError."""
    document = take(path)
    if kind_of(document) != "xlsx":
        raise UnusableInputError(f"{path.name} is no workbook of `tolpuddle questionnaire new`.")
    check_workbook(document)
    kinds, others = kinds_of(edition)
    return read_book(path, kinds, others, labels_of(form_of(edition)))


def supplier_rows(sheets: Sequence[AnsweredSheet]) -> Iterator[dict[str, Any]]:
    """Rows of a supplier list: what was known, the facts that were answered, and a_ columns."""
    for number, sheet in enumerate(sheets, 1):
        known = {name: sheet.supplier.get(name) for name in _KEPT if sheet.supplier.get(name) is not None}
        row = {
            "supplier_id": f"q{number}",
            "name": f"Supplier {number}",
            **supplier_with(known, sheet.answers),
        }
        answers = {
            ANSWER_PREFIX + name: text for name, text in sheet.answers.items() if name not in (*FACTS, *ROUTES)
        }  # fmt: skip
        yield {**row, **answers}


def write_list(rows: Sequence[Mapping[str, Any]], target: Path) -> None:
    """Write rows as CSV; columns of the contract first, then answers in the order in which they came."""
    names = dict.fromkeys(name for row in rows for name in row)
    ordered = [name for name in _KEPT if name in names] + [name for name in names if name not in _KEPT]
    cells = [{name: None if row.get(name) is None else str(row[name]) for name in ordered} for row in rows]
    frame = pl.DataFrame(cells, schema=dict.fromkeys(ordered, pl.String))
    with whole_or_not(target) as part, part.open("wb") as stream:
        exports.write_csv(iter([frame]), stream)
