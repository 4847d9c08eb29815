"""Which of several answers to one statement prevails, by a rule that is shown; the others are kept beside it (R29)."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from tolpuddle.kernel.answer_words import NOT_APPLICABLE
from tolpuddle.scoring.core.evidence.items import Item
from tolpuddle.scoring.core.evidence.sources import SELF_REPORT, SOURCE_KINDS
from tolpuddle.scoring.core.evidence.statement import ABSENT, NOTED, OPEN, PRESENT, Statement

RULES: Final = {
    "only": "the only answer",
    "agree": "all answers agree",
    "stronger_source": "the stronger source prevails",
    "self_report": "management's word about itself lowers nothing that others report",
    "newer": "of equal sources the newer prevails",
    "adverse": "of equal sources and days what is reported as present stands",
    "blind": "a source that cannot see this cannot exclude it",
    "none_counts": "no answer counts any more",
}
_SEEING: Final = ("good", "part")
STATE_IMPOSED: Final = "state_imposed"
"""Theme of statements on labour that the State imposes: whoever is on site under its eyes can exclude nothing."""
_ON_SITE: Final = ("audit", "workers", "management", "records")

Sees = Callable[[str, str], str]
"""(source kind, indicator id) -> good, part, poor or none."""


@dataclass(frozen=True, slots=True)
class Seen:
    """One answer with the state it gives, and why it does not count where it does not."""

    item: Item
    state: str
    lapsed: str | None


@dataclass(frozen=True, slots=True)
class Weighed:
    """What all answers to one statement come to."""

    position: int
    statement: Statement
    state: str
    rule: str
    """A key of RULES."""
    prevails: int | None
    """Position of the answer that decides among `seen`."""
    seen: tuple[Seen, ...]
    contested: bool
    """Another answer that counts says otherwise, from a source that can see it."""
    corroborated: bool
    """Present by two sources that are independent of each other."""
    reported: bool
    """Some answer that counts says present, whether it prevails or not."""

    @property
    def level(self) -> str:
        """Step of the evidence ladder that a present statement stands on."""
        if self.corroborated:
            return "L3"
        levels = [
            SOURCE_KINDS[s.item.source].level for s in self.seen if s.state == PRESENT and s.lapsed is None
        ]
        return max(levels, default="L0")


def weigh(position: int, statement: Statement, items: list[Item], day: str, sees: Sees) -> Weighed | None:
    """Weigh the answers to one statement on a day; None where no answer is of the kind that is asked for."""
    seen: list[Seen] = []
    for item in items:
        state = statement.state(item.answer)
        if state is not None:
            seen.append(Seen(item, state, item.lapsed(day, adverse=state == PRESENT)))
    if not seen:
        return None
    counted = [place for place, one in enumerate(seen) if one.lapsed is None]
    telling = [place for place in counted if seen[place].state in (PRESENT, ABSENT)]
    reports = [place for place in telling if seen[place].state == PRESENT]
    if not telling:
        state = next((seen[p].state for p in counted if seen[p].state == NOTED), None) or (
            NOT_APPLICABLE if any(seen[p].state == NOT_APPLICABLE for p in counted) else OPEN
        )
        rule = "only" if len(counted) == 1 else "agree" if counted else "none_counts"
        first = next((p for p in counted if seen[p].state == state), None)
        return Weighed(position, statement, state, rule, first, tuple(seen), False, False, False)
    prevails, rule = _prevailing(seen, telling, statement, sees)
    state = seen[prevails].state
    others = [seen[p] for p in telling if seen[p].state != state]
    contested = any(_contests(one, seen[prevails], statement, sees) for one in others)
    origins = {SOURCE_KINDS[seen[p].item.source].origin for p in reports}
    return Weighed(
        position, statement, state, rule, prevails, tuple(seen), contested, len(origins) > 1, bool(reports)
    )


def _contests(one: Seen, winner: Seen, statement: Statement, sees: Sees) -> bool:
    """Whether an answer that says otherwise weighs at all against the one that prevails.

    A report that something is present always does. A denial does unless management makes it, its source cannot see the
    matter, or it is both weaker and older.
    """
    if winner.state == ABSENT:
        return True
    if one.item.source == SELF_REPORT or not _sees(one, statement, sees):
        return False
    weaker = SOURCE_KINDS[one.item.source].rank < SOURCE_KINDS[winner.item.source].rank
    return not (weaker and (one.item.date or "") < (winner.item.date or ""))


def _sees(one: Seen, statement: Statement, sees: Sees) -> bool:
    if statement.theme == STATE_IMPOSED and SOURCE_KINDS[one.item.source].origin in _ON_SITE:
        return False
    return any(sees(one.item.source, indicator) in _SEEING for indicator in statement.indicators)


def _prevailing(seen: list[Seen], telling: list[int], statement: Statement, sees: Sees) -> tuple[int, str]:
    if len(telling) == 1:
        return telling[0], "only"

    def weight(place: int) -> tuple[int, str, bool, int]:
        one = seen[place]
        return SOURCE_KINDS[one.item.source].rank, one.item.date or "", one.state == PRESENT, place

    states = {seen[place].state for place in telling}
    if len(states) == 1:
        best = max(telling, key=weight)
        return best, "agree"
    report = max((p for p in telling if seen[p].state == PRESENT), key=weight)
    denials = [p for p in telling if seen[p].state == ABSENT]
    of_self = SOURCE_KINDS[SELF_REPORT].rank
    said_by = SOURCE_KINDS[seen[report].item.source].rank
    able = [
        p
        for p in denials
        if (said_by == of_self if seen[p].item.source == SELF_REPORT else _sees(seen[p], statement, sees))
    ]
    if not able:
        only_self = all(seen[p].item.source == SELF_REPORT for p in denials)
        return report, "self_report" if only_self else "blind"
    best = max([report, *able], key=weight)
    second = report if best != report else max(able, key=weight)
    if weight(best)[0] != weight(second)[0]:
        only_self = best == report and all(seen[p].item.source == SELF_REPORT for p in denials)
        return best, "self_report" if only_self else "stronger_source"
    return best, "newer" if weight(best)[1] != weight(second)[1] else "adverse"
