"""A question as a person is asked it, and how far a questionnaire has come."""

from dataclasses import dataclass
from typing import Any, Final

STATEMENT: Final = "statement"
FACT: Final = "fact"
ROUTE: Final = "route"


@dataclass(frozen=True, slots=True)
class Option:
    """One answer that can be chosen."""

    id: str
    """The word that is kept: yes, unknown, curfew."""
    label: str
    """What a person reads."""


@dataclass(frozen=True, slots=True)
class Question:
    """One question, in the language asked for where it is translated."""

    id: str
    """Statement id; or the supplier column of a fact; or the name of a route."""
    part: str
    """statement, fact (a column of the supplier list) or route (decides which questions arise; kept by no screening)."""
    column: str
    """Column of a supplier list that takes the answer: a_<statement id> or the fact; empty for a route."""
    pack: str
    text: str
    type: str
    """yn, ynp, doc, int, pct, money, mo, h, d, enum, multi or text."""
    unit: str
    options: tuple[Option, ...]
    """What can be chosen, without the answers that every question takes; empty where a number or text is asked."""
    others: tuple[Option, ...]
    """unknown, declined and not_applicable: taken by every question, and never read as a good answer."""
    help: str
    """How to answer, in one sentence."""
    language: str
    """Language in which the text stands; English where there is no translation."""
    translated: bool
    """False: another language was asked for, and this text is not in it."""
    why: str
    """Why it is asked now, in one sentence of the language asked for."""
    reason: str
    """Why the matter counts, in English; empty for facts and routes."""
    moves: tuple[str, ...]
    """What the answer could move: priority, channel, coverage, range; empty: nothing any more."""
    indicators: tuple[str, ...]

    def as_json(self) -> dict[str, Any]:
        """The same as plain values."""
        return {
            "id": self.id,
            "part": self.part,
            "column": self.column,
            "pack": self.pack,
            "text": self.text,
            "type": self.type,
            "unit": self.unit,
            "options": [{"id": one.id, "label": one.label} for one in self.options],
            "others": [{"id": one.id, "label": one.label} for one in self.others],
            "help": self.help,
            "language": self.language,
            "translated": self.translated,
            "why": self.why,
            "reason": self.reason,
            "moves": list(self.moves),
            "indicators": list(self.indicators),
        }


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a questionnaire has come."""

    asked: int
    """Questions answered or passed over so far; unknown and declined are answers."""
    whole: int
    """Questions that this supplier could be asked altogether, as things stand."""
    open: int
    """Questions whose answer could still move something."""
    share: float
    """asked over whole, 0 to 1."""
    done: bool
    why: str
    """Why it goes on or ends, in one sentence."""
    priority: str
    channel_band: str
    chance: float
    """Estimated chance that further answers change the priority, 0 to 1; from the chances of questionnaire.yaml."""

    def as_json(self) -> dict[str, Any]:
        """The same as plain values."""
        return {
            "asked": self.asked,
            "whole": self.whole,
            "open": self.open,
            "share": self.share,
            "done": self.done,
            "why": self.why,
            "priority": self.priority,
            "channel_band": self.channel_band,
            "chance": self.chance,
        }
