"""FollowTheMoney records: lines of JSON as objects, and what their properties hold."""

import json
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, cast

from tolpuddle.ingest.readers.lists.list_dates import first_date
from tolpuddle.kernel.errors import UnusableInputError


def records(text: str, name: str) -> Iterator[tuple[int, dict[str, Any]]]:
    """Lines that are objects; a whole file that is an array of them is understood too."""
    stripped = text.lstrip()
    if stripped.startswith("["):
        whole = _loaded(stripped, 1, name)
        items = cast("list[object]", whole) if isinstance(whole, list) else []
        for number, item in enumerate(items, start=1):
            yield number, _object(item, number, name)
        return
    for number, line in enumerate(text.split("\n"), start=1):
        if line.strip():
            yield number, _object(_loaded(line, number, name), number, name)


def _loaded(text: str, line: int, name: str) -> object:
    try:
        return json.loads(text)
    except (json.JSONDecodeError, RecursionError) as error:
        raise UnusableInputError(
            f"Line {line} of {name} is no JSON: the file is cut off or is another."
        ) from error


def _object(value: object, line: int, name: str) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise UnusableInputError(f"Line {line} of {name} is no FollowTheMoney entity.")
    return cast("dict[str, Any]", value)


def datasets_of(record: Mapping[str, Any]) -> frozenset[str]:
    """Names of the data sets a record is in; none when it does not say."""
    held: object = record.get("datasets")
    return (
        frozenset(str(part) for part in cast("list[object]", held)) if isinstance(held, list) else frozenset()
    )


def nested(record: Mapping[str, Any], property_name: str) -> list[dict[str, Any]]:
    """Entities inside a property, as `targets.nested.json` has them."""
    properties = cast("Mapping[str, object]", record.get("properties") or {})
    values = properties.get(property_name)
    items = cast("list[object]", values) if isinstance(values, list) else []
    return [cast("dict[str, Any]", item) for item in items if isinstance(item, dict)]


def values(record: Mapping[str, Any], property_name: str) -> list[str]:
    """The texts of a property; an entity nested in it counts by its id."""
    properties = cast("Mapping[str, object]", record.get("properties") or {})
    values = properties.get(property_name)
    items = cast("list[object]", values) if isinstance(values, list) else [] if values is None else [values]
    texts = [
        str(cast("dict[str, Any]", item).get("id", "")) if isinstance(item, dict) else str(item)
        for item in items
    ]
    whole = (text.encode(errors="replace").decode() for text in texts)
    return [tidy for text in whole if (tidy := " ".join(text.split()))]


def day(record: Mapping[str, Any], property_name: str) -> date | None:
    """The earliest full day of a property; a year or month alone is the first day it can be."""
    days = [text for text in values(record, property_name) if text[:4].isdecimal()]
    for text in sorted(days):
        padded = (
            text[:10]
            if len(text) >= len("2022-06-21")
            else f"{text}-01-01"[:10]
            if len(text) == 4
            else f"{text[:7]}-01"
        )
        if day := first_date(padded):
            return day
    return None
