"""One answer read as its statement asks: yes, a number in bounds, an amount with its currency, options; or why it is refused."""

import re
from dataclasses import dataclass
from typing import Final

from tolpuddle.kernel.answer_words import (
    DECLINED,
    LONGEST_TEXT,
    NO_OPTION,
    NOT_APPLICABLE,
    NOT_LOOKED_AT,
    NUMBER_TYPES,
    OPEN_ANSWERS,
    WORD_TYPES,
    AnswerKind,
)

_NUMBER: Final = re.compile(r"-?\d{1,15}(?:\.\d{1,6})?")
_MONEY: Final = re.compile(r"(-?\d{1,15}(?:\.\d{1,6})?) ?([A-Z]{3})|([A-Z]{3}) ?(-?\d{1,15}(?:\.\d{1,6})?)")
_UNITS: Final = {
    "pct": re.compile(r" ?(?:%|percent|per cent|pct)$", re.IGNORECASE),
    "mo": re.compile(r" ?(?:months?|mo)$", re.IGNORECASE),
    "h": re.compile(r" ?(?:hours?|h|h/week|hours a week|hours per week)$", re.IGNORECASE),
    "d": re.compile(r" ?(?:days?|d)$", re.IGNORECASE),
}
_OPEN_WORDS: Final = {"decline": DECLINED, "not applicable": NOT_APPLICABLE, "n/a": NOT_APPLICABLE}


@dataclass(frozen=True, slots=True)
class ReadAnswer:
    """What an answer says. Exactly one of canonical and refusal is there."""

    canonical: str | None
    """The answer as it is kept: yes, 12.5, 1200 USD, a;b, unknown."""
    value: float | frozenset[str] | None = None
    """What a condition looks at: a number, or words; None: the answer carries no information."""
    refusal: str | None = None
    """Why it cannot be kept, in one clause."""


def read_answer(text: str, kind: AnswerKind) -> ReadAnswer:
    """Read an answer as a file or a person gives it; never raises."""
    plain = " ".join(text.split()) if kind.type != "text" else text.strip()
    lowered = plain.lower()
    lowered = _OPEN_WORDS.get(lowered, lowered)
    if lowered in OPEN_ANSWERS:
        return ReadAnswer(lowered)
    if kind.type in WORD_TYPES:
        known = WORD_TYPES[kind.type]
        if lowered in known:
            return ReadAnswer(lowered, frozenset({lowered}))
        return _refused(f"{_short(plain)} is none of {', '.join(known)}")
    if kind.type == "money":
        return _money(plain, kind)
    if kind.type in NUMBER_TYPES:
        return _number(plain, kind)
    if kind.type == "text":
        if len(plain) > LONGEST_TEXT:
            return _refused(f"a text of {len(plain)} characters; {LONGEST_TEXT} are kept at most")
        return ReadAnswer(plain, frozenset())
    return _options(lowered, kind)


def _refused(why: str) -> ReadAnswer:
    return ReadAnswer(None, refusal=why)


def _short(text: str) -> str:
    return repr(text if len(text) <= 40 else text[:40] + "…")


def _number(text: str, kind: AnswerKind) -> ReadAnswer:
    unit = _UNITS.get(kind.type)
    bare = unit.sub("", text) if unit else text
    if not _NUMBER.fullmatch(bare):
        return _refused(f"{_short(text)} is not {NUMBER_TYPES[kind.type]}{_asked(kind)}")
    value = float(bare)
    if kind.type == "int" and value != int(value):
        return _refused(f"{_short(text)} is not a whole number")
    return _bounded(value, kind, _plain(value))


def _money(text: str, kind: AnswerKind) -> ReadAnswer:
    if _NUMBER.fullmatch(text) and float(text) == 0:
        return ReadAnswer("0", 0.0)
    found = _MONEY.fullmatch(text)
    if found is None:
        return _refused(
            f"{_short(text)} is not an amount with the three letters of its currency, as 1200 USD"
        )
    amount, currency = (found[1], found[2]) if found[1] is not None else (found[4], found[3])
    return _bounded(float(amount), kind, f"{_plain(float(amount))} {currency}")


def _bounded(value: float, kind: AnswerKind, canonical: str) -> ReadAnswer:
    if kind.minimum is not None and value < kind.minimum:
        return _refused(f"{canonical} is below {_plain(kind.minimum)}{_asked(kind)}")
    if kind.maximum is not None and value > kind.maximum:
        return _refused(f"{canonical} is above {_plain(kind.maximum)}{_asked(kind)}")
    return ReadAnswer(canonical, value)


def _asked(kind: AnswerKind) -> str:
    return f" (asked in {kind.unit})" if kind.unit else ""


def _options(text: str, kind: AnswerKind) -> ReadAnswer:
    given = [word.strip() for word in re.split(r"[;,|]", text) if word.strip()]
    allowed = {*kind.options, NO_OPTION} if kind.type == "multi" else set(kind.options)
    if strangers := [word for word in given if word not in allowed]:
        return _refused(f"{_short(strangers[0])} is none of {', '.join(kind.options)}")
    if not given or (kind.type == "enum" and len(set(given)) > 1):
        return _refused("one option is asked for")
    if NO_OPTION in given and len(set(given)) > 1 and NO_OPTION not in kind.options:
        return _refused("none together with options contradicts itself")
    order = [*kind.options, NO_OPTION]
    words = sorted(set(given), key=order.index)
    if NOT_LOOKED_AT & set(words):
        return ReadAnswer(";".join(words))
    return ReadAnswer(";".join(words), frozenset(words))


def _plain(value: float) -> str:
    return str(int(value)) if value == int(value) else repr(value)
