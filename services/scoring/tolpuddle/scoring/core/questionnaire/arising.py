"""Which questions arise for a supplier: its own packs and those of everybody, asked of suppliers, and what they apply to."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from tolpuddle.scoring.core.evidence.answers import Answers
from tolpuddle.scoring.core.evidence.statement import GENERAL, PRESENT, Statement

YES: Final = "yes"
MAYBE: Final = "maybe"
NO: Final = "no"
ROLE: Final = "role"
HOUSING: Final = "housing"


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a supplier that decides which questions arise."""

    sector: str | None
    migrants: str
    """yes, maybe or no; unknown is maybe."""
    agency_labour: str
    housing: str = MAYBE
    role: str | None = None
    """None: not known; a role that no question names rules those out that name one."""


def arises(item: Statement, known: Known, answers: Answers) -> str:
    """yes, maybe (it hangs on something not known) or no."""
    found = YES
    for condition in item.applies:
        match condition.what:
            case "sector":
                holds = YES if known.sector == condition.value else NO
            case "role":
                holds = MAYBE if known.role is None else YES if known.role == condition.value else NO
            case "migrants":
                holds = known.migrants
            case "agency_labour":
                holds = known.agency_labour
            case "housing":
                holds = known.housing
            case "state_programme":
                holds = YES if _present(answers, theme="state_imposed") else NO
            case _:
                holds = YES if _present(answers, name=condition.value) else NO
        if holds == NO:
            return NO
        if holds == MAYBE:
            found = MAYBE
    return found


def hangs_on(item: Statement, what: str) -> bool:
    """Whether a condition of it asks for a fact."""
    return any(condition.what == what for condition in item.applies)


def roles_named(items: Sequence[Statement]) -> tuple[str, ...]:
    """Roles that conditions of these statements name, in their order."""
    return tuple(dict.fromkeys(c.value for item in items for c in item.applies if c.what == ROLE))


def asked_of(packs: Mapping[str, tuple[str, ...]], sector: str | None) -> frozenset[str]:
    """Packs that a supplier of this sector is asked; of an unknown one those that everybody is.

    packs: sector id -> packs; "" -> those that everybody is asked, as open_packs gives them.
    """
    return frozenset({GENERAL, *packs.get(sector or "", ()), *packs.get("", ())})


def own_statements(
    items: Sequence[Statement], packs: Mapping[str, tuple[str, ...]], sector: str | None
) -> tuple[tuple[int, Statement], ...]:
    """Statements of the packs of everybody and of those of a sector that suppliers are asked, with their positions."""
    own = asked_of(packs, sector)
    return tuple(
        (position, item) for position, item in enumerate(items) if item.pack in own and item.asked_of_supplier
    )


def _present(answers: Answers, *, theme: str = "", name: str = "") -> bool:
    return any(
        one.state == PRESENT and (one.statement.theme == theme or name in one.statement.names)
        for one in answers.weighed
    )
