"""Present, absent, unknown, not applicable; always with a reason."""

from dataclasses import dataclass
from enum import StrEnum


class Answer(StrEnum):
    """What can be said. Unknown is a state of its own: never absent, never zero."""

    PRESENT = "present"
    ABSENT = "absent"
    UNKNOWN = "unknown"
    NOT_APPLICABLE = "not_applicable"


@dataclass(frozen=True, slots=True)
class Outcome:
    """An answer and the sentence that says why."""

    answer: Answer
    reason: str

    @property
    def known(self) -> bool:
        """True when the answer is present or absent."""
        return self.answer in (Answer.PRESENT, Answer.ABSENT)

    @property
    def applies(self) -> bool:
        """False only when the question does not apply."""
        return self.answer is not Answer.NOT_APPLICABLE


def present(reason: str) -> Outcome:
    """It is so."""
    return Outcome(Answer.PRESENT, reason)


def absent(reason: str) -> Outcome:
    """It was asked or looked up, and it is not so."""
    return Outcome(Answer.ABSENT, reason)


def unknown(reason: str) -> Outcome:
    """Nobody asked, or nobody can tell; the reason says what would resolve it."""
    return Outcome(Answer.UNKNOWN, reason)


def not_applicable(reason: str) -> Outcome:
    """The question has no meaning here."""
    return Outcome(Answer.NOT_APPLICABLE, reason)


def from_boolean(value: bool | None, *, yes: str, no: str, missing: str) -> Outcome:
    """A three-valued boolean as an outcome; None is unknown."""
    if value is None:
        return unknown(missing)
    return present(yes) if value else absent(no)
