"""A statement of a pack and an ILO indicator, as frozen values, and one answer read as the statement asks."""

from dataclasses import dataclass
from typing import Final

from tolpuddle.kernel.answer_values import ReadAnswer, read_answer
from tolpuddle.kernel.answer_words import NOT_APPLICABLE, AnswerKind
from tolpuddle.kernel.applies_when import Applies
from tolpuddle.kernel.present_when import PresentWhen

PRESENT: Final = "present"
ABSENT: Final = "absent"
OPEN: Final = "unknown"
"""Asked, and the answer carries no information."""
NOTED: Final = "noted"
"""Answered, and never scored alone: context, ambiguous signals, free text."""
GENERAL: Final = "general"
"""The pack that every supplier is asked."""


@dataclass(frozen=True, slots=True)
class Statement:
    """One statement that a supplier, a worker, an audit or a document can answer."""

    id: str
    pack: str
    question: str
    kind: AnswerKind
    present: PresentWhen | None
    """When an answer shows it; None: an answer is kept and never scored alone."""
    applies: tuple[Applies, ...]
    theme: str
    key: bool
    """An answer to it alone covers its theme."""
    channel: bool
    points: float
    indicators: tuple[str, ...]
    dimension: str
    asked_of_supplier: bool
    urgent: bool
    scale: int
    irremediability: int
    short: str
    reason: str
    source: str
    actions: tuple[str, ...]
    good_practice: str | None
    names: tuple[str, ...]
    """Its id and the other ids that mean the same."""

    def state(self, text: str) -> str | None:
        """present, absent, unknown, not_applicable or noted; None: no answer of its kind, as if it was not given."""
        read = read_answer(text, self.kind)
        if read.refusal is not None:
            return None
        return self.state_of(read)

    def state_of(self, read: ReadAnswer) -> str:
        """The state that an answer gives the statement."""
        if read.value is None:
            return NOT_APPLICABLE if read.canonical == NOT_APPLICABLE else OPEN
        if self.present is None:
            return NOTED
        return PRESENT if self.present.holds(read.value) else ABSENT


@dataclass(frozen=True, slots=True)
class Indicator:
    """One of the eleven ILO indicators."""

    id: str
    name: str
    meaning: str
    actions: tuple[str, ...]
    source: str
