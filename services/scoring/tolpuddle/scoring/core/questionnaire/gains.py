"""What the answer to one question would move, and how much that weighs: the order in which questions are asked."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from tolpuddle.scoring.core.evidence.statement import Statement
from tolpuddle.scoring.core.questionnaire.chances import Chances
from tolpuddle.scoring.core.questionnaire.form import Form
from tolpuddle.scoring.core.questionnaire.outcome import Outcome, Supplier
from tolpuddle.scoring.core.questionnaire.settings import Settings
from tolpuddle.scoring.core.questionnaire.state import State


@dataclass(frozen=True, slots=True)
class Candidate:
    """A question that may be asked next."""

    id: str
    item: Statement | None
    """None: a fact."""
    hangs: bool
    """Whether it arises hangs on something that is not known."""
    gain: float
    moves: tuple[str, ...]
    """priority, channel, coverage, range: what its answer could move, the weightiest first."""
    chance: float
    """That its answer shows the practice; 0 for a fact."""
    turning: float
    """Chance that its answer alone changes the priority."""


def statement_gain(
    item: Statement, hangs: bool, form: Form, supplier: Supplier, state: State, chances: Chances
) -> Candidate:
    """A statement: present or absent, by the chance of each."""
    if item.present is None:
        return Candidate(item.id, item, hangs, 0.0, (), 0.0, 0.0)
    chance, now = chances.of(item), supplier.outcome(state)
    shown, denied = supplier.outcome(state.present(item)), supplier.outcome(state.absent(item))
    parts = _weighed(form, now, ((chance, shown), (1 - chance, denied)))
    theme = state.themes.get(item.theme)
    if theme is not None:
        if item.key and not theme.covered and now.channel_band == form.unread:
            parts["coverage"] = form.settings.coverage * theme.weight / form.coverage
        if item.channel:
            parts["range"] = form.settings.span * min(item.points, max(theme.cap - theme.total, 0.0))
    gain = sum(parts.values())
    gain += form.settings.first * form.early.get(item.id, 0.0) if gain > 0 else 0.0
    turning = chance * (shown.priority != now.priority)
    return Candidate(item.id, item, hangs, gain, _moves(parts), chance, turning)


def fact_gain(
    name: str, form: Form, supplier: Supplier, state: State, variants: Sequence[Supplier]
) -> Candidate:
    """A fact: each supposed value as likely as the others."""
    now = supplier.outcome(state)
    found = [one.outcome(state) for one in variants]
    parts = _weighed(form, now, [(1 / len(found), one) for one in found])
    turning = sum(one.priority != now.priority for one in found) / len(found)
    return Candidate(name, None, False, sum(parts.values()), _moves(parts), 0.0, turning)


def credited(one: Candidate, share: float, settings: Settings) -> Candidate:
    """The same with what it adds to sets of answers that turn the priority together."""
    if share <= 0:
        return one
    moves = one.moves if "priority" in one.moves else ("priority", *one.moves)
    return replace(one, gain=one.gain + settings.priority * share, moves=moves)


def _weighed(form: Form, now: Outcome, ways: Sequence[tuple[float, Outcome]]) -> dict[str, float]:
    steps = sum(chance * form.steps(now, then) for chance, then in ways)
    bands = sum(chance for chance, then in ways if then.channel_band != now.channel_band)
    return {"priority": form.settings.priority * steps, "channel": form.settings.band * bands}


def _moves(parts: Mapping[str, float]) -> tuple[str, ...]:
    return tuple(sorted((name for name, part in parts.items() if part > 0), key=lambda name: -parts[name]))
