"""A questionnaire in the terminal: one question at a time, the reason for it, and an end as soon as enough is known."""

from collections.abc import Callable
from typing import Final

from tolpuddle.desk.questionnaires.forms import labels_of
from tolpuddle.desk.questionnaires.saved import Saved, checked
from tolpuddle.kernel.answer_kinds import AnswerKinds
from tolpuddle.kernel.answer_words import AnswerKind
from tolpuddle.kernel.errors import UnusableInputError
from tolpuddle.scoring.core.questionnaire.ask import Form, Progress, Question, next_questions, progress

STOP: Final = ("q", "quit", "stop")


def converse(
    form: Form,
    saved: Saved,
    kinds: tuple[AnswerKinds, dict[str, AnswerKind]],
    *,
    say: Callable[[str], None],
    hear: Callable[[], str | None],
    keep: Callable[[Saved], None],
) -> Progress:
    """Ask until it is done, or until the person stops. hear: a line, or None at the end of input. keep: after each answer."""
    labels = labels_of(form)
    while questions := next_questions(
        form, saved.supplier, saved.answers, language=saved.language, asked=saved.asked
    ):
        question = questions[0]
        for line in shown(question):
            say(line)
        taken = _taken(question, kinds, labels, say, hear)
        if taken is None:
            break
        if taken:
            saved.answers[question.id] = taken
        else:
            saved.asked.append(question.id)
        keep(saved)
    return progress(form, saved.supplier, saved.answers, saved.asked, language=saved.language)


def shown(question: Question) -> list[str]:
    """A question as lines."""
    unit = f" ({question.unit})" if question.unit else ""
    lines = ["", question.text + unit, f"  {question.why}", f"  {question.help}"]
    choices = [*question.options, *question.others]
    lines += [f"  {number}  {option.label}" for number, option in enumerate(choices, 1) if question.options]
    if not question.options:
        lines += [f"  {option.id}  {option.label}" for option in question.others]
    return lines


def _taken(
    question: Question,
    kinds: tuple[AnswerKinds, dict[str, AnswerKind]],
    labels: dict[str, dict[str, str]],
    say: Callable[[str], None],
    hear: Callable[[], str | None],
) -> str | None:
    """The answer as it is kept; empty: passed over; None: the person stops."""
    choices = [*question.options, *question.others] if question.options else []
    words = {**labels.get("", {}), **labels.get(question.id, {})}
    while True:
        heard = hear()
        if heard is None or heard.strip().lower() in STOP:
            return None
        if not heard.strip():
            return ""
        pieces = [piece.strip() for piece in (heard.split(";") if question.type == "multi" else [heard])]
        read = [
            choices[int(p) - 1].id if choices and p.isdecimal() and 0 < int(p) <= len(choices) else words.get(p.lower(), p)
            for p in pieces
        ]  # fmt: skip
        try:
            return checked("Not taken", question.id, ";".join(read), *kinds)
        except UnusableInputError as error:
            say(f"  {error.sentence}")
