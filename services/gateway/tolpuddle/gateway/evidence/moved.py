"""Pure: what separates two assessments of one supplier, in exposure, in channel, in indicators and in priority."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any, Final

from tolpuddle.gateway.comparison import parts_between

READINGS: Final = ("exposure", "channel")


def moved_between(before: Mapping[str, Any], after: Mapping[str, Any]) -> dict[str, Any]:
    """As Moved; before, after: assessments as JSON objects. The largest parts come first."""
    parts: list[dict[str, Any]] = [
        {"reading": reading, **asdict(part)}
        for reading in READINGS
        for part in parts_between(before, after, reading)
    ]
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
