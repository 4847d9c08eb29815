"""One questionnaire with one supplier: what is known, what is still asked, and what each answer would move."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from math import prod
from typing import Any, Final

from tolpuddle.kernel.frames import ANSWER_PREFIX
from tolpuddle.scoring.core.evidence.answers import Answers
from tolpuddle.scoring.core.evidence.statement import Statement
from tolpuddle.scoring.core.questionnaire.arising import MAYBE, NO, arises, own_statements
from tolpuddle.scoring.core.questionnaire.chances import chances_of
from tolpuddle.scoring.core.questionnaire.facts import FACTS, SUPPOSED, known_of, supplier_with
from tolpuddle.scoring.core.questionnaire.form import Form
from tolpuddle.scoring.core.questionnaire.gains import Candidate, credited, fact_gain, statement_gain
from tolpuddle.scoring.core.questionnaire.outcome import Outcome, Supplier, read_supplier
from tolpuddle.scoring.core.questionnaire.scenarios import play
from tolpuddle.scoring.core.questionnaire.state import State, state_of

MOST_KEPT: Final = 2_000
"""Suppliers kept read; beyond, all are read anew."""
PLAY_BELOW: Final = 3
"""Sets of answers are played where single answers turn the priority with less than so many times the chance that ends it."""


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
    """Statements that arise and facts, neither asked yet, what moves most first."""
    turned: float
    """Estimated chance that further answers change the priority."""
    variants: tuple[Supplier, ...]
    """The supplier with its open facts supposed; itself alone where none is open."""


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
    arising: list[Statement] = []
    found: list[Candidate] = []
    for _, item in form.in_order(own_statements(items, statements.packs, supplier.sector)):
        holds = arises(item, known, read)
        if holds == NO and item.id not in passed:
            continue
        arising.append(item)
        if item.id not in passed:
            found.append(statement_gain(item, holds == MAYBE, form, supplier, state, chances))
    loose = [name for name in SUPPOSED if facts.get(name) is None and name not in passed]
    found += [fact_gain(name, form, supplier, state, _varied(form, facts, [name])) for name in loose]
    variants = _varied(form, facts, loose) or (supplier,)
    turned = 1 - prod(1 - one.turning for one in found)
    if turned < PLAY_BELOW * form.settings.enough:
        open_ones = [(one.item, one.chance) for one in found if one.item is not None and one.chance > 0]
        played = play(open_ones, state, variants, supplier.outcome(state).priority, form.settings.together)
        turned = played.share
        found = [credited(one, played.credit.get(one.id, 0.0), form.settings) for one in found]
    order = {item.id: place for place, item in enumerate(arising)}
    found.sort(key=lambda one: (-round(one.gain, 6), order.get(one.id, -1), one.id))
    return Session(
        form=form,
        supplier=supplier,
        given=kept,
        passed=frozenset(passed),
        answers=read,
        state=state,
        now=supplier.outcome(state),
        arising=tuple(arising),
        candidates=tuple(found),
        turned=turned,
        variants=variants,
    )


def _varied(form: Form, facts: Mapping[str, Any], names: Sequence[str]) -> tuple[Supplier, ...]:
    """The supplier with these facts supposed in every way; none where there are no such facts."""
    ways = product(*(SUPPOSED[name] for name in names))
    return (
        tuple(_supplier(form, {**facts, **dict(zip(names, way, strict=True))}) for way in ways)
        if names
        else ()
    )


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


def facts_open(session: Session) -> tuple[str, ...]:
    """Facts that neither the supplier row knows nor anyone was asked."""
    return tuple(
        name for name in FACTS if session.supplier.row.get(name) is None and name not in session.passed
    )
