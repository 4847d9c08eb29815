"""When an answer shows the practice a statement asks about: `yes`, `partly or no`, `>= 3`, `lacks a, b`."""

import re
from dataclasses import dataclass
from typing import Final

from tolpuddle.kernel.answer_words import (
    CHOICE_TYPES,
    NO_OPTION,
    NUMBER_TYPES,
    WORD_TYPES,
    AnswerKind,
    ConditionError,
)

COMPARISONS: Final = (">=", "<=", ">", "<", "=")
CHOICES: Final = ("any of", "none of", "lacks")
_NUMBER: Final = re.compile(r"-?\d+(?:\.\d+)?$")
_WORD: Final = re.compile(r"\S+")


@dataclass(frozen=True, slots=True)
class PresentWhen:
    """A condition on one answer: a comparison with a number, or a test of words or option ids."""

    test: str
    """One of COMPARISONS and CHOICES; `any of` also for yes, partly and no."""
    words: frozenset[str] = frozenset()
    number: float = 0.0

    def holds(self, value: float | frozenset[str]) -> bool:
        """Whether the answer shows the practice. value: a number, or the words or options given."""
        if isinstance(value, frozenset):
            given = value - {NO_OPTION}
            match self.test:
                case "any of":
                    return bool(self.words & value)
                case "none of":
                    return not self.words & given
                case _:
                    return bool(self.words - given)
        match self.test:
            case ">=":
                return value >= self.number
            case "<=":
                return value <= self.number
            case ">":
                return value > self.number
            case "<":
                return value < self.number
            case _:
                return value == self.number


def read_present_when(text: str, kind: AnswerKind) -> PresentWhen | None:
    """Parse a condition; None for an empty one: an answer is kept and shown, and says nothing by itself.

    Raises: ConditionError with the position of what does not parse, or names no answer of this kind.
    """
    if not text.strip():
        return None
    start = len(text) - len(text.lstrip())
    body = text.strip()
    if kind.type in NUMBER_TYPES:
        return _comparison(body, text, start, kind)
    if kind.type in WORD_TYPES:
        return PresentWhen("any of", frozenset(_answers(body, text, start, WORD_TYPES[kind.type])))
    if kind.type in CHOICE_TYPES:
        return _choice(body, text, start, kind)
    raise ConditionError(f"An answer of type {kind.type} is read by no condition", text=text, position=start)


def _comparison(body: str, text: str, start: int, kind: AnswerKind) -> PresentWhen:
    sign = next((sign for sign in COMPARISONS if body.startswith(sign)), None)
    if sign is None:
        raise ConditionError(
            f"A number is compared with one of {' '.join(COMPARISONS)}", text=text, position=start
        )
    rest = body[len(sign) :]
    at = start + len(sign) + len(rest) - len(rest.lstrip())
    if not _NUMBER.match(rest.strip()):
        raise ConditionError("Here a number was expected", text=text, position=at)
    number = float(rest)
    if kind.type == "money" and number != 0:
        raise ConditionError(
            "Amounts come in many currencies and can be compared with 0 only; ask for months of wage instead",
            text=text,
            position=at,
        )
    return PresentWhen(sign, number=number)


def _answers(body: str, text: str, start: int, known: tuple[str, ...]) -> list[str]:
    words: list[str] = []
    for place, found in enumerate(_WORD.finditer(body)):
        word = found.group()
        if place % 2 and word != "or":
            raise ConditionError("Answers are joined by 'or'", text=text, position=start + found.start())
        if not place % 2:
            if word not in known:
                raise ConditionError(
                    f"Here one of {', '.join(known)} was expected", text=text, position=start + found.start()
                )
            words.append(word)
    if body.endswith(" or"):
        raise ConditionError("Behind 'or' an answer is missing", text=text, position=start + len(body))
    return words


def _choice(body: str, text: str, start: int, kind: AnswerKind) -> PresentWhen:
    test = next((word for word in CHOICES if re.match(rf"{word}\s", body)), None)
    if test is None:
        raise ConditionError(
            "Options are tested with 'any of', 'none of' or 'lacks'", text=text, position=start
        )
    if test == "lacks" and kind.type == "enum":
        raise ConditionError(
            "One answer cannot lack several options; write 'none of'", text=text, position=start
        )
    words: set[str] = set()
    at = start + len(test)
    for piece in body[len(test) :].split(","):
        word = piece.strip()
        if word not in kind.options:
            known = ", ".join(kind.options) or "none"
            raise ConditionError(
                f"There is no option {word or '(nothing)'}; the options are {known}",
                text=text,
                position=at + len(piece) - len(piece.lstrip()),
            )
        words.add(word)
        at += len(piece) + 1
    return PresentWhen(test, frozenset(words))
