"""What is asked next and why, and how far a questionnaire has come: the doors of this package.

    form = open_form(edition, reference)
    next_questions(form, row, answers, language="fr", asked=[...], most=1)
    progress(form, row, answers, asked)
    sheet_questions(form, row, answers, language)

row: columns of the supplier frame, what is missing is unknown. answers: statement id (or a_<id>, or another id that means
the same), fact or route -> text as answered. asked: ids asked and left open. Same input, same questions.
"""

from collections.abc import Collection, Mapping
from typing import Any, Final

from tolpuddle.scoring.core.questionnaire.arising import HOUSING as HOUSING_ROUTE
from tolpuddle.scoring.core.questionnaire.arising import MAYBE, ROLE, hangs_on, roles_named
from tolpuddle.scoring.core.questionnaire.facts import FACTS, NEEDED, known_of
from tolpuddle.scoring.core.questionnaire.form import Form, open_form
from tolpuddle.scoring.core.questionnaire.gains import Candidate
from tolpuddle.scoring.core.questionnaire.outcome import Outcome
from tolpuddle.scoring.core.questionnaire.question import Progress, Question
from tolpuddle.scoring.core.questionnaire.session import Session, facts_open, open_session
from tolpuddle.scoring.core.questionnaire.worded import fact_question, route_question, statement_question

__all__ = ["Form", "Progress", "Question", "next_questions", "open_form", "progress", "sheet_questions"]

SHEET_MOST: Final = 35
"""Statements on a sheet that cannot adapt: what a small business can bear at once."""
_HANGING: Final = {"migrant_share": "migrants", "agency_share": "agency_labour"}


def next_questions(
    form: Form,
    row: Mapping[str, Any],
    answers: Mapping[str, str],
    *,
    language: str = "en",
    asked: Collection[str] = (),
    most: int = 1,
) -> tuple[Question, ...]:
    """The next questions, what would move the result most first; none where the questionnaire is done."""
    session = open_session(form, row, answers, asked)
    if _end(session) is not None:
        return ()
    found: list[Question] = [
        fact_question(form, name, language) for name in facts_open(session) if name in NEEDED
    ]
    found += [_routing(session, name, language) for name in _routes(session)]
    named = {one.id for one in found}
    found += [
        _worded(form, one, language) for one in session.candidates if one.gain > 0 and one.id not in named
    ]
    return tuple(found[:most])


def progress(
    form: Form,
    row: Mapping[str, Any],
    answers: Mapping[str, str],
    asked: Collection[str] = (),
    *,
    language: str = "en",
) -> Progress:
    """How far it has come, and why it goes on or ends."""
    return progress_of(open_session(form, row, answers, asked), language)


def progress_of(session: Session, language: str = "en") -> Progress:
    """As progress, of a session that is open already."""
    end = _end(session)
    ids = {item.id for item in session.arising}
    others = [name for name in session.passed if name not in ids]
    facts = [name for name in facts_open(session) if name in NEEDED]
    whole = len(ids) + len(others) + len(facts)
    asked = len(session.passed)
    chance = session.turned
    words = session.form.texts
    why = words.word(end or "goes_on", language).format(
        chance=_percent(chance), threshold=_percent(session.form.settings.enough)
    )
    return Progress(
        asked=asked,
        whole=whole,
        open=len(facts) + sum(one.gain > 0 for one in session.candidates),
        share=round(asked / whole, 4) if whole else 1.0,
        done=end is not None,
        why=why,
        priority=session.now.priority,
        channel_band=session.now.channel_band,
        chance=round(chance, 4),
    )


def sheet_questions(
    form: Form,
    row: Mapping[str, Any],
    answers: Mapping[str, str],
    *,
    language: str = "en",
    asked: Collection[str] = (),
    whole: bool = False,
) -> tuple[Question, ...]:
    """Questions for a sheet that cannot adapt: facts, then what could move anything, in the order of the first questionnaire.

    At most SHEET_MOST statements, those that move most; whole: every statement that arises.
    """
    session = open_session(form, row, answers, asked)
    chosen = [one for one in session.candidates if one.item is not None and (whole or one.gain > 0)]
    ids = {one.id: one for one in (chosen if whole else chosen[:SHEET_MOST])}
    facts = [fact_question(form, name, language) for name in facts_open(session)]
    routes = [_routing(session, name, language) for name in _routes(session) if name not in FACTS]
    return (
        *facts,
        *routes,
        *(
            statement_question(form, item, ids[item.id].moves, language)
            for item in session.arising
            if item.id in ids
        ),
    )


def _worded(form: Form, one: Candidate, language: str) -> Question:
    if one.item is None:
        return fact_question(form, one.id, language, moves=one.moves)
    return statement_question(form, one.item, one.moves, language)


def _end(session: Session) -> str | None:
    """Why nothing more is asked; None: it goes on."""
    if any(name in NEEDED for name in facts_open(session)):
        return None
    left = [one.item for one in session.candidates if one.item is not None and one.item.present is not None]
    if not left:
        unknown = (
            len(session.passed) > len(session.answers.asked)
            and session.now.channel_band == session.form.unread
        )
        return "ends_empty" if unknown else "ends_all"
    best = session.state.answered((), left)
    worst = session.state.answered(left, left)
    here = (session.now.priority, session.now.channel_band)
    low, high = _reached(session.supplier.outcome(best)), _reached(session.supplier.outcome(worst))
    if here == low == high and all(
        _reached(one.outcome(state)) == here
        for one in session.variants
        for state in (session.state, best, worst)
    ):
        return "ends_nothing"
    if here == low and session.turned < session.form.settings.enough:
        return "ends_chance"
    return None if any(one.gain > 0 for one in session.candidates) else "ends_nothing"


def _reached(outcome: Outcome) -> tuple[str, str]:
    return outcome.priority, outcome.channel_band


def _routes(session: Session) -> list[str]:
    """Routes and facts worth asking now, because enough open questions hang on them."""
    open_ones = [
        one.item for one in session.candidates if one.item is not None and one.hangs and one.gain > 0
    ]
    known = known_of(session.supplier.row, session.given, session.supplier.sector)
    needed = session.form.settings.route
    found: list[str] = []
    for fact, what in _HANGING.items():
        if fact in facts_open(session) and sum(hangs_on(item, what) for item in open_ones) >= needed:
            found.append(fact)
    hanging = {ROLE: known.role is None, HOUSING_ROUTE: known.housing == MAYBE}
    for route, unknown in hanging.items():
        count = sum(hangs_on(item, route) for item in open_ones)
        if unknown and route not in session.passed and count >= needed:
            found.append(route)
    return found


def _routing(session: Session, name: str, language: str) -> Question:
    if name in FACTS:
        return fact_question(session.form, name, language, why="why_routing")
    return route_question(session.form, name, roles_named(session.arising), language)


def _percent(chance: float) -> str:
    return f"{chance:.0%}" if chance >= 0.01 or chance == 0 else "under 1%"
