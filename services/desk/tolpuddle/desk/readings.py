"""The readings beside exposure in words of a person: channel, indicators, controls, severity."""

from collections.abc import Mapping, Sequence
from typing import Any

from tolpuddle.desk.summary import label

BASES = {
    "reported": "from what was reported",
    "default": "default: taken from sector, listing or State-imposed labour, no answer supports it yet",
}


def channel_line(row: Mapping[str, Any]) -> str:
    """The recruitment channel in one line: index, band, range, share known."""
    channel: Mapping[str, Any] = row.get("channel") or {}
    known = f"{channel.get('coverage') or 0.0:.0%} of its questions answered, by weight"
    if channel.get("index") is None:
        return f"not enough information, {known}"
    return (
        f"{channel['index']:.1f} of 100, {label(channel['band'])} "
        f"({channel['low']:.0f} to {channel['high']:.0f}; {known})"
    )


def severity_line(row: Mapping[str, Any]) -> str:
    """Severity in one line, with what it rests on."""
    severity: Mapping[str, Any] = row.get("severity") or {}
    if severity.get("level") is None:
        return "unknown"
    basis = BASES.get(severity["basis"], severity["basis"])
    parts = (
        ("gravity", "scale"),
        ("how widespread", "scope"),
        ("how hard to put right", "irremediability"),
    )
    told = ", ".join(
        f"{word} {'unknown' if severity.get(key) is None else severity[key]}" for word, key in parts
    )
    return f"{severity['level']} of 5 ({basis}): {told}"


def told_indicators(row: Mapping[str, Any]) -> list[str]:
    """The ILO indicators about which anything is known, one sentence each."""
    indicators: Mapping[str, Mapping[str, Any]] = row.get("indicators") or {}
    lines: list[str] = []
    for name, each in indicators.items():
        if each["state"] == "not_asked":
            continue
        levels = ", ".join(sorted({str(one["level"]) for one in each["evidence"]}))
        lines.append(
            f"{name.replace('_', ' ').capitalize()}: {each['state'].replace('_', ' ')}"
            f"{f' ({levels})' if levels else ''}. {each['why']}"
        )
    return lines


def not_asked(row: Mapping[str, Any]) -> int:
    """ILO indicators that nobody was asked about."""
    indicators: Mapping[str, Mapping[str, Any]] = row.get("indicators") or {}
    return sum(each["state"] == "not_asked" for each in indicators.values())


def controls_line(row: Mapping[str, Any]) -> str:
    """Strength of the controls in one line."""
    controls: Mapping[str, Any] = row.get("controls") or {}
    strength = controls.get("strength")
    return "none asked" if strength is None else f"{strength:.0f} of 100, the mean of the steps asked"


def control_steps(row: Mapping[str, Any]) -> list[str]:
    """Every control that was asked about, with its step."""
    controls: Mapping[str, Any] = row.get("controls") or {}
    items: Sequence[Mapping[str, Any]] = controls.get("items") or ()
    return [f"{item['name']}: {item['step']}" for item in items]
