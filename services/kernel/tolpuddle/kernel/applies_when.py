"""When a statement is asked at all: `sector is mining and migrants`, `role is sending_agency`, `<statement> present`."""

import re
from dataclasses import dataclass
from typing import Final

from tolpuddle.kernel.answer_words import ConditionError

PLAIN: Final = ("migrants", "agency_labour", "housing", "state_programme")
ROLES: Final = (
    "sending_agency", "receiving_agency", "sub_agent", "training_centre", "medical_centre", "lender", "employer",
    "site", "vessel", "buyer",
)  # fmt: skip
"""What an organisation can be in a recruitment chain."""
_ID: Final = re.compile(r"[a-z][a-z0-9_]*$")


@dataclass(frozen=True, slots=True)
class Applies:
    """One condition: a fact of the supplier, or the answer to another statement."""

    what: str
    """One of PLAIN, `sector`, `role`, or `statement`."""
    value: str = ""
    """Sector id, role, or statement id."""


def read_applies_when(text: str) -> tuple[Applies, ...]:
    """Parse conditions joined by `and`; empty text: always.

    Raises: ConditionError with the position of what does not parse.
    """
    if not text.strip():
        return ()
    found: list[Applies] = []
    at = 0
    for piece in re.split(r"(\s+and\s+)", text):
        if found and re.fullmatch(r"\s+and\s+", piece):
            at += len(piece)
            continue
        found.append(_one(piece.strip(), text, at + len(piece) - len(piece.lstrip())))
        at += len(piece)
    return tuple(found)


def _one(piece: str, text: str, at: int) -> Applies:
    words = piece.split()
    match words:
        case [word] if word in PLAIN:
            return Applies(word)
        case ["sector", "is", sector] if _ID.match(sector):
            return Applies("sector", sector)
        case ["role", "is", role]:
            if role not in ROLES:
                raise ConditionError(
                    f"There is no role {role}; the roles are {', '.join(ROLES)}",
                    text=text,
                    position=at + piece.rindex(role),
                )
            return Applies("role", role)
        case [statement, "present"] if _ID.match(statement):
            return Applies("statement", statement)
        case _:
            raise ConditionError(
                f"Here one of {', '.join(PLAIN)}, 'sector is X', 'role is X' or '<statement> present' was expected",
                text=text,
                position=at,
            )
