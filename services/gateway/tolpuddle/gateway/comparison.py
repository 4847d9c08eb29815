"""Pure: decompose the difference between two assessments of one supplier, factor by factor."""

from collections.abc import Mapping, Sequence
from typing import Any, cast

from pydantic_core import from_json

from tolpuddle.kernel.events import Move


def moves_between(before: str, after: str) -> tuple[Move, ...]:
    """parts_between of exposure, from assessments as JSON texts."""
    return parts_between(from_json(before), from_json(after), "exposure")


def parts_between(before: Mapping[str, Any], after: Mapping[str, Any], reading: str) -> tuple[Move, ...]:
    """Factors of a reading (`exposure`, `channel`) whose points differ, the largest move first.

    before, after: assessments as JSON objects. Their points sum to the difference of the two indices; where one of
    them is insufficient data it has no points, and the moves show what is known of the other.
    """
    old, new = _points(before[reading]), _points(after[reading])
    found: list[Move] = []
    for factor in sorted(old.keys() | new.keys()):
        points_before, reason_before = old.get(factor, (0.0, ""))
        points_after, reason_after = new.get(factor, (0.0, ""))
        if points_before != points_after:
            found.append(Move(factor, points_before, points_after, reason_before, reason_after))
    return tuple(sorted(found, key=lambda move: -abs(move.points_after - move.points_before)))


def _points(reading: Mapping[str, Any]) -> Mapping[str, tuple[float, str]]:
    contributions = cast(Sequence[Mapping[str, Any]], reading.get("contributions") or ())
    found: dict[str, tuple[float, str]] = {}
    for part in contributions:
        points, reason = found.get(part["factor"], (0.0, ""))
        said = str(part.get("reason") or "")
        found[part["factor"]] = (points + float(part["points"]), f"{reason}; {said}" if reason else said)
    return found
