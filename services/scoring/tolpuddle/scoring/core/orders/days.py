"""What an order is on a day: not there yet, in force, in doubt, or ended (R24)."""

from datetime import date
from typing import Final

from tolpuddle.kernel.errors import EditionError

ABSENT: Final = 0
ENDED: Final = 1
IN_DOUBT: Final = 2
IN_FORCE: Final = 3
"""Of one order on one day; but for ABSENT these are also the strengths of a state of `listing`."""

_OVER: Final = frozenset({"inactive", "revoked", "former"})
_CHANGED: Final = frozenset({"modified", "unknown"})
STATUSES: Final = frozenset({"active", "inactive", "revoked", "modified", "former", "unknown"})


def state_on(day: date, begins: date | None, until: date | None, status: str, as_of: date | None) -> int:
    """ABSENT, ENDED, IN_DOUBT or IN_FORCE.

    begins, until: first and last day in force; None: not stated, open. as_of: the day on which the list was true.
    """
    if begins is not None and day < begins:
        return ABSENT
    if until is not None:
        if day <= until:
            return IN_FORCE
        # A modified order goes on in another shape after the day until which it stood as written here.
        return IN_DOUBT if status in _CHANGED else ENDED
    if status in _OVER:
        # It ended on an unknown day before the list was read: nobody can say whether it was in force earlier.
        return ENDED if as_of is None or day >= as_of else IN_DOUBT
    return IN_DOUBT if status in _CHANGED else IN_FORCE


def day_or_none(text: str, what: str) -> date | None:
    """A day as the tables write it; empty text: None. Raises: EditionError."""
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise EditionError(f"{what} is no day: {text}.") from error
