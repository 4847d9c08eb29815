"""The checklist for users of an agency, and the self-assessment of a member on a ladder of five steps.

Titles of the code that are not publicly known are slots: the member fills them from its own copy, and nothing here guesses
them. A self-rating is management's word about itself: it moves no reading.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final, cast

import yaml

from tolpuddle.kernel.edition import Edition
from tolpuddle.kernel.errors import EditionError, UnusableInputError

FILE: Final = "self_assessment.yaml"
LONGEST: Final = 4_000


@dataclass(frozen=True, slots=True)
class Check:
    """One of the six questions before using an agency."""

    id: str
    question: str
    if_not: str
    """What to do where the answer is not yes."""
    about: tuple[str, ...]
    """Statements that ask the same of an agency."""


@dataclass(frozen=True, slots=True)
class Commitment:
    """A commitment of the code; without a title it is a slot."""

    id: str
    title: str
    known: bool
    about: str


@dataclass(frozen=True, slots=True)
class Guard:
    """A question asked of a member as of anyone."""

    id: str
    question: str
    reason: str


@dataclass(frozen=True, slots=True)
class Outline:
    """All of self_assessment.yaml."""

    checklist: tuple[Check, ...]
    who: str
    ladder: tuple[str, ...]
    """What each step says, the first step first."""
    steps: tuple[str, ...]
    commitments: tuple[Commitment, ...]
    slot_fields: tuple[str, ...]
    guards: tuple[Guard, ...]
    note: str
    reason: str
    source: str


@dataclass(frozen=True, slots=True)
class Rated:
    """What a member says of one commitment."""

    id: str
    title: str
    step: int | None
    """1 to 5; None: not rated."""
    word: str
    """The step as a word; not_rated, or open where the title is still to be entered."""
    code_edition: str
    entered_by_role: str


def open_outline(edition: Edition) -> Outline:
    """Read self_assessment.yaml.

    Raises: EditionError when it is not there, not six questions and five steps, or gives a slot a title.
    """
    loaded: object = yaml.safe_load(edition.documents.get("self_assessment", ""))
    if not isinstance(loaded, dict):
        raise EditionError(f"Edition {edition.name} lacks {FILE}.", file=FILE)
    document = cast("dict[str, Any]", loaded)
    code = document["code"]
    outline = Outline(
        checklist=tuple(
            Check(one["id"], one["question"], one["if_not"], tuple(one["about"]))
            for one in document["checklist"]["items"]
        ),
        who=document["checklist"]["who"],
        ladder=tuple(step["text"] for step in document["ladder"]),
        steps=tuple(step["word"] for step in document["ladder"]),
        commitments=tuple(
            Commitment(one["id"], one["title"], bool(one["known"]), one["about"])
            for one in code["commitments"]
        ),
        slot_fields=tuple(code["slot_fields"]),
        guards=tuple(Guard(one["id"], one["question"], one["reason"]) for one in code["guards"]),
        note=code["note"],
        reason=code["reason"],
        source=code["source"],
    )
    if len(outline.checklist) != 6 or len(outline.steps) != 5:
        raise EditionError(f"{FILE}: the checklist has six questions and the ladder five steps.", file=FILE)
    if invented := [one.id for one in outline.commitments if one.title and not one.known]:
        raise EditionError(f"{FILE}: {invented[0]} is a slot and has no title of ours.", file=FILE)
    return outline


def rate(outline: Outline, entered: Mapping[str, Any]) -> tuple[Rated, ...]:
    """What a member entered: {commitment id: {title, text, code_edition, entered_by_role, rating}}.

    Raises: UnusableInputError in one sentence: an unknown commitment or field, a rating that is no step, a rating of a slot
    that has no title, a slot without the edition of the code and the role of whoever entered it.
    """
    known = {one.id: one for one in outline.commitments}
    if strange := sorted(set(entered) - set(known)):
        raise UnusableInputError(f"There is no commitment {strange[0]}; there are {', '.join(known)}.")
    return tuple(_rated(outline, one, entered.get(one.id)) for one in outline.commitments)


def _rated(outline: Outline, one: Commitment, given: object) -> Rated:
    fields: dict[str, Any] = {}
    if given is not None:
        if not isinstance(given, dict):
            raise UnusableInputError(f"{one.id}: fields are expected, such as rating: 3.")
        fields = {str(name): value for name, value in cast("dict[object, Any]", given).items()}
    if strange := sorted(set(fields) - {*outline.slot_fields, "rating"}):
        raise UnusableInputError(f"{one.id} has no field {strange[0]}.")
    texts = {name: str(fields.get(name) or "").strip() for name in outline.slot_fields}
    if long := [name for name, text in texts.items() if len(text) > LONGEST]:
        raise UnusableInputError(f"{one.id}: {long[0]} has more than {LONGEST} characters.")
    if one.known and texts["title"] and texts["title"] != one.title:
        raise UnusableInputError(f"{one.id}: its title is {one.title}; only slots take another.")
    step, title = fields.get("rating"), one.title or texts["title"]
    if step is not None and (isinstance(step, bool) or not isinstance(step, int) or not 1 <= step <= 5):
        raise UnusableInputError(f"{one.id}: {step!r} is no step from 1 to 5.")
    if step is not None and not title:
        raise UnusableInputError(
            f"{one.id} has no title yet: enter it from your own copy of the code, then rate it."
        )
    if not one.known and title and not (texts["code_edition"] and texts["entered_by_role"]):
        raise UnusableInputError(
            f"{one.id}: say which edition of the code, and the role of whoever entered it."
        )
    word = "open" if not title else "not_rated" if step is None else outline.steps[step - 1]
    return Rated(one.id, title, step, word, texts["code_edition"], texts["entered_by_role"])
