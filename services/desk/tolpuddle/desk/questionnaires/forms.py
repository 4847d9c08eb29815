"""A form of an edition for the desk, opened once, and what sheets and files need of it."""

from collections.abc import Mapping
from functools import lru_cache

from tolpuddle.desk import editions
from tolpuddle.kernel import edition_files
from tolpuddle.kernel.answer_kinds import AnswerKinds
from tolpuddle.kernel.answer_words import AnswerKind
from tolpuddle.kernel.applies_when import ROLES
from tolpuddle.kernel.errors import UnusableInputError
from tolpuddle.scoring.core.questionnaire.ask import Form, open_form
from tolpuddle.scoring.core.questionnaire.facts import FACTS
from tolpuddle.scoring.core.questionnaire.worded import OTHER_ROLE

ROUTE_KINDS: Mapping[str, AnswerKind] = {
    "role": AnswerKind("enum", options=(*ROLES, OTHER_ROLE)),
    "housing": AnswerKind("yn"),
}


@lru_cache(maxsize=2)
def _opened(name: str) -> Form:
    return open_form(editions.open_edition(name), editions.prepare(name))


def form_of(edition: str | None) -> Form:
    """The form of an edition. Raises: EditionError."""
    return _opened(str(edition_files.locate(edition)))


def checked_language(form: Form, language: str) -> str:
    """A language that the edition has. Raises: UnusableInputError."""
    if language not in form.texts.languages:
        raise UnusableInputError(
            f"There are no questions in {language}; there are {', '.join(form.texts.languages)}."
        )
    return language


def kinds_of(edition: str | None) -> tuple[AnswerKinds, dict[str, AnswerKind]]:
    """What statements ask for; and what facts and routes do."""
    return AnswerKinds.from_edition(editions.open_edition(edition)), {**FACTS, **ROUTE_KINDS}


def labels_of(form: Form) -> dict[str, dict[str, str]]:
    """Question id, or empty for every question -> label in lower case, in every language -> the word that is kept."""
    found: dict[str, dict[str, str]] = {"": {}}
    for language in form.texts.languages:
        for word in ("yes", "partly", "no", "none", "unknown", "declined", "not_applicable"):
            found[""][form.texts.word(word, language).lower()] = word
        for role in (*ROLES, OTHER_ROLE):
            found.setdefault("role", {})[form.texts.word(f"role_{role}", language).lower()] = role
        for item in form.reference.statements.items:
            if item.kind.options:
                own = found.setdefault(item.id, {})
                own |= {option.label.lower(): option.id for option in form.texts.options(item, language)}
    return found
