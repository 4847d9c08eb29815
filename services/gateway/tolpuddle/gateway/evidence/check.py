"""Holds items of evidence against how their statements are asked: type, range, options, unit, currency, days."""

from collections.abc import Sequence
from datetime import date

from tolpuddle.gateway.asked_client import AskedClient, Known
from tolpuddle.gateway.evidence.schemas import NewEvidence
from tolpuddle.gateway.problems import FieldError, RequestRefusedError, summary
from tolpuddle.kernel.answer_values import read_answer
from tolpuddle.kernel.answer_words import STEPS


def checked(asked: AskedClient, items: Sequence[NewEvidence], today: date) -> list[str]:
    """The answers as they are kept, in the order of the items.

    Raises: RequestRefusedError with every item that cannot be kept; UnavailableError.
    """
    known = asked.known({item.statement for item in items if item.statement})
    errors: list[FieldError] = []
    answers: list[str] = []
    for at, item in enumerate(items):
        answer, found = _read(item, known, today)
        errors += [
            FieldError(row=at + 1, field=field, pointer=f"/items/{at}/{field}", reason=f"{reason}.")
            for field, reason in found
        ]
        answers.append(answer)
    if errors:
        raise RequestRefusedError(summary(errors), errors)
    return answers


def _read(item: NewEvidence, known: Known, today: date) -> tuple[str, list[tuple[str, str]]]:
    answer, found = item.answer, _days(item, today)
    if item.control is not None:
        if item.control not in known.controls:
            found.append(("control", "There is no such control"))
        if item.answer not in STEPS:
            found.append(("answer", f"A step of the ladder is one of {', '.join(STEPS)}"))
    elif item.statement is None or item.statement not in known.statements:
        found.append(("statement", "There is no such statement"))
    else:
        read = read_answer(item.answer, known.statements[item.statement].kind)
        if read.canonical is None:
            found.append(("answer", f"The statement asks otherwise: {read.refusal}"))
        else:
            answer = read.canonical
    return answer, found


def _days(item: NewEvidence, today: date) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    if item.date is not None and item.date > today:
        found.append(("date", "The day is in the future"))
    if item.expires is not None and item.expires < (item.date or today):
        found.append(("expires", "It expires before it was seen"))
    elif item.expires is not None and item.expires < today:
        found.append(("expires", "It is expired already"))
    return found
