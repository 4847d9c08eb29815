"""Refuses texts that seem to tell of a single person, and names the field, never what stands in it."""

from collections.abc import Iterator
from typing import Any, Final, cast

from pydantic_core import from_json

from tolpuddle.gateway.problems import FieldError, WorkerIdentityError
from tolpuddle.kernel.personal_text import personal_in

_DAYS: Final = frozenset({"date", "expires", "until"})
"""Fields that hold a day and nothing else; they are checked as days."""


def refuse_identities(body: bytes) -> None:
    """Look at every text of a JSON body. A body that is no JSON is left to whoever reads it next.

    Raises: WorkerIdentityError that names the fields.
    """
    try:
        document: object = from_json(body)
    except ValueError:
        return
    found = [_error(place, what) for place, text in _texts(document, ()) if (what := personal_in(text))]
    if found:
        raise WorkerIdentityError(
            f"{len(found)} field{'s seem' if len(found) > 1 else ' seems'} to tell of a single person; nothing was kept. "
            "Write of groups and practices. What people said in confidence belongs with the workers' organisation.",
            found,
        )


Place = tuple[str | int, ...]


def _texts(value: object, place: Place) -> Iterator[tuple[Place, str]]:
    if isinstance(value, str):
        if not place or place[-1] not in _DAYS or len(value) != len("2026-01-31"):
            yield place, value
    elif isinstance(value, dict):
        for name, each in cast("dict[str, Any]", value).items():
            # A name of a field can hold one too; then it is not told either.
            if personal_in(name):
                yield place, name
            else:
                yield from _texts(each, (*place, name))
    elif isinstance(value, list):
        for at, each in enumerate(cast("list[object]", value)):
            yield from _texts(each, (*place, at))


def _error(place: Place, what: str) -> FieldError:
    row = next((part + 1 for part in place if isinstance(part, int)), None)
    names = [part for part in place if isinstance(part, str)]
    pointer = "".join(f"/{str(part).replace('~', '~0').replace('/', '~1')}" for part in place)
    return FieldError(
        row=row, field=names[-1] if names else None, pointer=pointer, reason=f"It seems to hold {what}."
    )
