"""Pure: what separates two assessments of one supplier, in exposure, in channel, in indicators and in priority."""

from collections.abc import Mapping
from typing import Any, Final

READINGS: Final = ("exposure", "channel")


def moved_between(before: Mapping[str, Any], after: Mapping[str, Any]) -> dict[str, Any]:
    """As Moved; before, after: assessments as JSON objects. The largest parts come first."""
    parts = [part for reading in READINGS for part in _parts(reading, before[reading], after[reading])]
    return {
        **{f"{reading}_before": before[reading]["index"] for reading in READINGS},
        **{f"{reading}_after": after[reading]["index"] for reading in READINGS},
        "priority_before": before["priority"]["class"],
        "priority_after": after["priority"]["class"],
        "parts": sorted(parts, key=lambda part: -abs(part["points_after"] - part["points_before"])),
        "indicators": [
            {
                "indicator": name,
                "before": before["indicators"].get(name, {}).get("state", "not_asked"),
                "after": state["state"],
                "why": state.get("why"),
            }
            for name, state in after["indicators"].items()
            if before["indicators"].get(name, {}).get("state", "not_asked") != state["state"]
        ],
    }


def _parts(reading: str, before: Mapping[str, Any], after: Mapping[str, Any]) -> list[dict[str, Any]]:
    old, new = _points(before), _points(after)
    none = (0.0, "")
    found: list[dict[str, Any]] = []
    for factor in sorted(old.keys() | new.keys()):
        (points_before, reason_before), (points_after, reason_after) = (
            old.get(factor, none),
            new.get(factor, none),
        )
        if points_before != points_after:
            found.append(
                {
                    "reading": reading,
                    "factor": factor,
                    "points_before": points_before,
                    "points_after": points_after,
                    "reason_before": reason_before,
                    "reason_after": reason_after,
                }
            )
    return found


def _points(reading: Mapping[str, Any]) -> dict[str, tuple[float, str]]:
    found: dict[str, tuple[float, str]] = {}
    for part in reading.get("contributions") or ():
        points, reason = found.get(part["factor"], (0.0, ""))
        said = str(part.get("reason") or "")
        found[part["factor"]] = (points + float(part["points"]), f"{reason}; {said}" if reason else said)
    return found
