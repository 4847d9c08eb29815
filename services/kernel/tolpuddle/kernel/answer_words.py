"""Words of answers: the types a statement can ask for, the answers that carry no information, the bounds of a text."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from tolpuddle.kernel.errors import TolpuddleError

WORD_TYPES: Final[Mapping[str, tuple[str, ...]]] = {
    "yn": ("yes", "no"),
    "ynp": ("yes", "partly", "no"),
    "doc": ("yes", "partly", "no"),
}
"""Types answered by a word. `doc`: whether the document was shown."""
NUMBER_TYPES: Final[Mapping[str, str]] = {
    "int": "a whole number",
    "pct": "a percentage",
    "money": "an amount with its currency",
    "mo": "months",
    "h": "hours",
    "d": "days",
}
CHOICE_TYPES: Final = ("enum", "multi")
ANSWER_TYPES: Final = (*WORD_TYPES, *NUMBER_TYPES, *CHOICE_TYPES, "text")

UNKNOWN: Final = "unknown"
DECLINED: Final = "declined"
NOT_APPLICABLE: Final = "not_applicable"
OPEN_ANSWERS: Final = (UNKNOWN, DECLINED, NOT_APPLICABLE)
"""Accepted by every type; the first two are asked and tell nothing, the third says that the question does not arise."""
SOURCES: Final = (
    "worker_interview", "audit_unannounced", "audit_announced", "questionnaire", "grievance", "document",
    "public_report", "payroll", "union",
)  # fmt: skip
"""Where an answer can come from. `questionnaire`: management about itself."""
STEPS: Final = ("none", "discussed", "written", "acted", "verified")
"""The ladder of a control, from the lowest step to the highest."""
NO_OPTION: Final = "none"
"""Answer to a `multi` of which nothing holds."""
NOT_LOOKED_AT: Final = frozenset({"not_known", "not_checked", "not_compared", "not_tested", "not_sure"})
"""Option ids that tell, like `unknown`, that nobody looked: kept, and no information."""
LONGEST_TEXT: Final = 2_000
"""Characters of a free text; it is kept, and read by no rule."""


@dataclass(frozen=True, slots=True)
class AnswerKind:
    """What a statement asks for: a type, and the bounds or options that go with it."""

    type: str
    unit: str = ""
    options: tuple[str, ...] = ()
    """Option ids of enum and multi, in their order."""
    minimum: float | None = None
    maximum: float | None = None


class ConditionError(TolpuddleError):
    """A condition of a statement does not parse, or does not fit what the statement asks for."""

    code = "condition"

    def __init__(self, sentence: str, *, text: str, position: int) -> None:
        """position: characters before what is wrong."""
        super().__init__(f"{sentence} (at character {position + 1} of {text!r})", position=position)
        self.position = position
