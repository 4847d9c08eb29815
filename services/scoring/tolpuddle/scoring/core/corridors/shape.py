"""Corridors and reckonings as plain JSON values: amounts as text, so that nothing is rounded on the way."""

from dataclasses import asdict
from decimal import Decimal
from typing import Any, cast

from tolpuddle.scoring.core.corridors.fact import CorridorFacts
from tolpuddle.scoring.core.corridors.fees import Reckoning


def corridor_shape(facts: CorridorFacts) -> dict[str, Any]:
    """What is known of a corridor."""
    return _plain(asdict(facts))


def reckoning_shape(found: Reckoning, edition: str) -> dict[str, Any]:
    """All that follows from an account."""
    return {"edition": edition, **_plain(asdict(found))}


def _plain(value: Any) -> Any:
    if isinstance(value, Decimal):
        return format(value.normalize() if value == value.to_integral_value() else value, "f")
    if isinstance(value, dict):
        return {name: _plain(each) for name, each in cast("dict[str, Any]", value).items()}
    if isinstance(value, list | tuple):
        return [_plain(each) for each in cast("list[Any]", value)]
    return value
