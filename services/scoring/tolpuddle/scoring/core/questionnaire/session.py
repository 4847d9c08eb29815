"""One questionnaire with one supplier: what is known, what is still asked, and what each answer would move."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any, Final

from tolpuddle.kernel.frames import ANSWER_PREFIX
from tolpuddle.scoring.core.evidence.answers import Answers
from tolpuddle.scoring.core.evidence.statement import Statement
from tolpuddle.scoring.core.questionnaire.arising import MAYBE, NO, arises, own_statements
from tolpuddle.scoring.core.questionnaire.chances import Chances, chances_of
from tolpuddle.scoring.core.questionnaire.facts import FACTS, known_of, supplier_with
from tolpuddle.scoring.core.questionnaire.form import Form
from tolpuddle.scoring.core.questionnaire.outcome import Outcome, Supplier, read_supplier
from tolpuddle.scoring.core.questionnaire.state import State, state_of

MOST_KEPT: Final = 2_000
"""Suppliers kept read; beyond, all are read anew."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A statement that may be asked next."""

    item: Statement
    hangs: bool
    """Whether it arises hangs on something that is not known."""
    gain: float
    moves: tuple[str, ...]
    """priority, channel, coverage, range: what its answer could move, the weightiest first."""
    turning: float
    """Chance that its answer alone changes the priority."""


@dataclass(frozen=True, slots=True)
class Session:
    """One supplier, its answers so far, and what is still open."""

    form: Form
    supplier: Supplier
    given: Mapping[str, str]
    """What was answered: statement id, fact or route -> text."""
    passed: frozenset[str]
    """Ids answered, or asked and left open."""
    answers: Answers
    state: State
    now: Outcome
    arising: tuple[Statement, ...]
    """Statements that arise, answered ones included, in the order of the first questionnaire."""
    candidates: tuple[Candidate, ...]
    """Statements that arise and were not asked, what moves most first."""


def open_session(
    form: Form, row: Mapping[str, Any], answers: Mapping[str, str], asked: Collection[str] = ()
) -> Session:
    """Read what is known. row: columns of the supplier frame, a_ columns included; answers win over them."""
    statements = form.reference.statements
    kept = {
        name.removeprefix(ANSWER_PREFIX): str(text) for name, text in row.items() if _answered(name, text)
    }
    kept |= {name.removeprefix(ANSWER_PREFIX): text for name, text in answers.items() if text.strip()}
    facts = supplier_with({n: v for n, v in row.items() if not n.startswith(ANSWER_PREFIX)}, kept)
    supplier = _supplier(form, facts)
    texts = {ANSWER_PREFIX + name: text for name, text in kept.items()}
    read = statements.answers(statements.given_by({"evidence": None, "on_date": None, **facts, **texts}))
    positions = statements.scheme.positions
    items = statements.items
    passed = {items[positions[name]].id if name in positions else name for name in (*kept, *asked)}
    passed |= {one.statement.id for one in read.weighed}
    state = state_of(read, statements.scheme)
    known = known_of(facts, kept, supplier.sector)
    chances = chances_of(read, form.kinds, form.settings)
    now = supplier.outcome(state)
    arising: list[Statement] = []
    found: list[Candidate] = []
    for _, item in form.in_order(own_statements(items, statements.packs, supplier.sector)):
        holds = arises(item, known, read)
        if holds == NO and item.id not in passed:
            continue
        arising.append(item)
        if item.id not in passed:
            found.append(_candidate(item, holds == MAYBE, form, supplier, state, now, chances))
    order = {item.id: place for place, item in enumerate(arising)}
    found.sort(key=lambda one: (-round(one.gain, 6), order[one.item.id]))
    return Session(
        form, supplier, kept, frozenset(passed), read, state, now, tuple(arising), tuple(found)
    )  # fmt: skip


def _answered(name: str, text: object) -> bool:
    return text is not None and name.startswith(ANSWER_PREFIX)


def _supplier(form: Form, facts: Mapping[str, Any]) -> Supplier:
    key = tuple(sorted((name, value) for name, value in facts.items() if value is not None))
    found = form.suppliers.get(key)
    if found is None:
        if len(form.suppliers) >= MOST_KEPT:
            form.suppliers.clear()
        found = form.suppliers[key] = read_supplier(facts, form.reference)
    return found


def _candidate(
    item: Statement,
    hangs: bool,
    form: Form,
    supplier: Supplier,
    state: State,
    now: Outcome,
    chances: Chances,
) -> Candidate:
    weights = form.settings
    if item.present is None:
        return Candidate(item, hangs, 0.0, (), 0.0)
    chance = chances.of(item)
    shown, denied = supplier.outcome(state.present(item)), supplier.outcome(state.absent(item))
    steps = chance * form.steps(now, shown) + (1 - chance) * form.steps(now, denied)
    bands = chance * (shown.channel_band != now.channel_band) + (1 - chance) * (
        denied.channel_band != now.channel_band
    )
    theme = state.themes.get(item.theme)
    opens = item.channel and theme is not None
    room = min(item.points, max(theme.cap - theme.total, 0.0)) if opens and theme else 0.0
    covers = theme.weight if item.key and theme and not theme.covered else 0.0
    parts = {
        "priority": weights.priority * steps,
        "channel": weights.band * bands,
        "coverage": weights.coverage * covers / form.coverage if now.channel_band == form.unread else 0.0,
        "range": weights.span * room,
    }
    gain = sum(parts.values())
    moves = tuple(sorted((name for name, part in parts.items() if part > 0), key=lambda name: -parts[name]))
    turning = chance * (shown.priority != now.priority)
    bonus = weights.first * form.early.get(item.id, 0.0) if gain > 0 else 0.0
    return Candidate(item, hangs, gain + bonus, moves, turning)


def facts_open(session: Session) -> tuple[str, ...]:
    """Facts that neither the supplier row knows nor anyone was asked."""
    return tuple(
        name for name in FACTS if session.supplier.row.get(name) is None and name not in session.passed
    )
