"""Statements and the words of questionnaires in every language of the edition; what is not translated stands in English."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import polars as pl

from tolpuddle.kernel.answer_words import CHOICE_TYPES, NO_OPTION, OPEN_ANSWERS, WORD_TYPES
from tolpuddle.kernel.edition import Edition
from tolpuddle.scoring.core.edition_tables import typed_table
from tolpuddle.scoring.core.evidence.statement import Statement
from tolpuddle.scoring.core.questionnaire.question import Option

ENGLISH: Final = "en"


@dataclass(frozen=True, slots=True)
class Asked:
    """A statement in one language."""

    text: str
    labels: Mapping[str, str]
    """Option id -> label."""


@dataclass(frozen=True, slots=True)
class Texts:
    """Everything a person reads in a questionnaire."""

    words: Mapping[str, Mapping[str, str]]
    """Language -> word id -> text."""
    statements: Mapping[str, Mapping[str, Asked]]
    """Language -> statement id -> texts."""

    @property
    def languages(self) -> tuple[str, ...]:
        """Languages of which there is anything, English first."""
        others = sorted({*self.words, *self.statements} - {ENGLISH})
        return (ENGLISH, *others)

    def word(self, name: str, language: str) -> str:
        """A word in a language, or in English."""
        return self.words.get(language, {}).get(name) or self.words[ENGLISH][name]

    def asked(self, item: Statement, language: str) -> tuple[Asked, str]:
        """A statement and the language in which it stands."""
        found = self.statements.get(language, {}).get(item.id)
        if found is None:
            return self.statements[ENGLISH][item.id], ENGLISH
        return found, language

    def options(self, item: Statement, language: str) -> tuple[Option, ...]:
        """What can be chosen; empty where a number or a text is asked."""
        kind = item.kind
        if kind.type in WORD_TYPES:
            return tuple(Option(name, self.word(name, language)) for name in WORD_TYPES[kind.type])
        if kind.type not in CHOICE_TYPES:
            return ()
        asked, _ = self.asked(item, language)
        english = self.statements[ENGLISH][item.id].labels
        listed = [Option(name, asked.labels.get(name) or english.get(name) or name) for name in kind.options]
        if kind.type == "multi" and NO_OPTION not in kind.options:
            listed.append(Option(NO_OPTION, self.word(NO_OPTION, language)))
        return tuple(listed)

    def others(self, language: str) -> tuple[Option, ...]:
        """The answers that every question takes."""
        return tuple(Option(name, self.word(name, language)) for name in OPEN_ANSWERS)


def open_texts(edition: Edition) -> Texts:
    """Read questionnaire_words.csv, statement_texts.csv (where there is one) and the English of statements.csv.

    Raises: EditionError when there are no words.
    """
    text = pl.String
    words: dict[str, dict[str, str]] = {}
    table = typed_table(edition, "questionnaire_words", {"id": text, "language": text, "text": text})
    for name, language, said in table.iter_rows():
        words.setdefault(language, {})[name] = said
    statements: dict[str, dict[str, Asked]] = {ENGLISH: {}}
    english = typed_table(edition, "statements", {"statement_id": text, "question": text, "options": text})
    for name, question, options in english.iter_rows():
        statements[ENGLISH][name] = Asked(question, labels_of(options))
    if "statement_texts" in edition.tables:
        columns = {"statement_id": text, "language": text, "question": text, "options": text}
        for name, language, question, options in typed_table(edition, "statement_texts", columns).iter_rows():
            statements.setdefault(language, {})[name] = Asked(question, labels_of(options))
    return Texts(words, statements)


def labels_of(cell: str | None) -> dict[str, str]:
    """`id=Label ; id=Label` as id -> label."""
    pieces = (piece.partition("=") for piece in (cell or "").split(";") if piece.strip())
    return {name.strip(): label.strip() for name, _, label in pieces}
