"""How likely an answer is adverse, given what was answered: a default by kind, moved by theme and by the supplier's own answers."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from tolpuddle.scoring.core.evidence.answers import Answers
from tolpuddle.scoring.core.evidence.statement import ABSENT, PRESENT, Statement
from tolpuddle.scoring.core.questionnaire.settings import Settings

CONTROL_GAP: Final = "control_gap"


@dataclass(frozen=True, slots=True)
class Chances:
    """Estimates for one supplier as its answers stand. They order questions and end questionnaires, and move no reading."""

    kinds: Mapping[str, str]
    """Statement id -> kind."""
    settings: Settings
    supplier: float
    """How often this supplier disclosed, over how often was expected."""
    shown: frozenset[str]
    """Themes with a statement present."""
    denied: frozenset[str]
    """Themes asked, and nothing present."""

    def of(self, item: Statement) -> float:
        """Chance that an answer shows it; 0 for what is never scored alone."""
        if item.present is None:
            return 0.0
        factor = (
            self.settings.shown
            if item.theme in self.shown
            else self.settings.denied
            if item.theme in self.denied
            else 1.0
        )
        return min(base_of(item, self.kinds, self.settings) * factor * self.supplier, self.settings.most)


def base_of(item: Statement, kinds: Mapping[str, str], settings: Settings) -> float:
    """The default of its kind."""
    return settings.control_gap if kinds.get(item.id) == CONTROL_GAP else settings.practice


def chances_of(answers: Answers, kinds: Mapping[str, str], settings: Settings) -> Chances:
    """What the answers so far say of the next."""
    scored = [one for one in answers.weighed if one.state in (PRESENT, ABSENT)]
    present = _themes(one.statement for one in scored if one.state == PRESENT)
    expected = sum(base_of(one.statement, kinds, settings) for one in scored)
    seen = sum(one.state == PRESENT for one in scored)
    return Chances(
        kinds=kinds,
        settings=settings,
        supplier=(seen + settings.steadiness) / (expected + settings.steadiness),
        shown=present,
        denied=_themes(one.statement for one in scored) - present,
    )


def _themes(items: Iterable[Statement]) -> frozenset[str]:
    return frozenset(item.theme for item in items)
