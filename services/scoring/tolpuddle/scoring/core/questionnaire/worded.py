"""Statements, facts and routes as questions in a language, with the sentence why each is asked."""

from collections.abc import Sequence
from typing import Final

from tolpuddle.kernel.frames import ANSWER_PREFIX
from tolpuddle.scoring.core.evidence.statement import Statement
from tolpuddle.scoring.core.questionnaire.arising import ROLE
from tolpuddle.scoring.core.questionnaire.facts import FACTS, NEEDED
from tolpuddle.scoring.core.questionnaire.form import Form
from tolpuddle.scoring.core.questionnaire.question import FACT, ROUTE, STATEMENT, Option, Question
from tolpuddle.scoring.core.questionnaire.texts import ENGLISH

OTHER_ROLE: Final = "other"
_WHY: Final = {
    "priority": "why_priority",
    "channel": "why_channel",
    "coverage": "why_coverage",
    "range": "why_range",
}


def statement_question(form: Form, item: Statement, moves: Sequence[str], language: str) -> Question:
    """A statement as it is asked. moves: what its answer could move, the weightiest first."""
    texts = form.texts
    asked, spoken = texts.asked(item, language)
    return Question(
        id=item.id,
        part=STATEMENT,
        column=ANSWER_PREFIX + item.id,
        pack=item.pack,
        text=asked.text,
        type=item.kind.type,
        unit=item.kind.unit,
        options=texts.options(item, language),
        others=texts.others(language),
        help=texts.word(f"help_{item.kind.type}", language),
        language=spoken,
        translated=spoken == language,
        why=texts.word(_WHY[moves[0]] if moves else "why_kept", language),
        reason=item.reason,
        moves=tuple(moves),
        indicators=item.indicators,
    )


def fact_question(
    form: Form, name: str, language: str, *, why: str = "", moves: Sequence[str] = ()
) -> Question:
    """A column of the supplier list as it is asked."""
    first = "why_first" if name in NEEDED else _WHY[moves[0]] if moves else "why_range"
    help_word = f"help_{name}" if name == "country" else f"help_{FACTS[name].type}"
    return _plain(
        form, name, FACT, name, FACTS[name].type, FACTS[name].unit, (), help_word, language, why or first
    )


def route_question(form: Form, name: str, roles: Sequence[str], language: str) -> Question:
    """What decides which questions arise: the role of an agency, or whether workers are housed."""
    word = form.texts.word
    if name == ROLE:
        options = tuple(Option(role, word(f"role_{role}", language)) for role in (*roles, OTHER_ROLE))
        return _plain(form, name, ROUTE, "", "enum", "", options, "help_enum", language, "why_routing")
    options = tuple(Option(answer, word(answer, language)) for answer in ("yes", "no"))
    return _plain(form, name, ROUTE, "", "yn", "", options, "help_yn", language, "why_routing")


def _plain(
    form: Form,
    name: str,
    part: str,
    column: str,
    kind: str,
    unit: str,
    options: tuple[Option, ...],
    help_word: str,
    language: str,
    why: str,
) -> Question:
    texts = form.texts
    key = f"{part}_{name}"
    spoken = language if key in texts.words.get(language, {}) else ENGLISH
    return Question(
        id=name,
        part=part,
        column=column,
        pack="",
        text=texts.word(key, language),
        type=kind,
        unit=unit,
        options=options,
        others=texts.others(language),
        help=texts.word(help_word, language),
        language=spoken,
        translated=spoken == language,
        why=texts.word(why, language),
        reason="",
        moves=(),
        indicators=(),
    )
