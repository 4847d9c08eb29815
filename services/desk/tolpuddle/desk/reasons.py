"""Why a supplier stands where it stands, in the words of a person: for terminal, page and document."""

from collections.abc import Mapping, Sequence
from typing import Any

EFFECT = 0.005
"""Contributions below half a hundredth of a point have no effect that could be shown."""

_LISTED = {"listed": "Listed", "possible": "Possibly listed", "former": "Formerly listed"}


def list_entry(state: str | None, order: Mapping[str, Any]) -> str:
    """An entry of an official list as a sentence: "Listed for forced labour: Cotton, Turkmenistan"."""
    opening = _LISTED.get("former" if order.get("status") == "former" else state or "", "On a list")
    reason, entity = order.get("reason") or "", order.get("entity") or ""
    return f"{opening}{f' for {reason}' if reason else ''}{f': {entity}' if entity else ''}"


def why(row: Mapping[str, Any]) -> str:
    """The one thing to know first: danger, then the list, then the strongest reason, then the rule of the table."""
    verdict, _, _ = str(row["priority"]["why"] or "").partition(" Severity ")
    if row.get("urgent_safety_review"):
        return verdict
    orders: Sequence[Mapping[str, Any]] = row["listing"]["orders"]
    if orders:
        return list_entry(row["listing"]["state"], orders[0])
    if row["priority"]["class"] == "insufficient_data":
        return verdict
    reasons: Sequence[str] = row.get("top_reasons") or ()
    return reasons[0] if reasons else verdict


def with_effect(contributions: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """Contributions that move the index, the strongest first."""
    return sorted(
        (part for part in contributions if abs(part["points"]) >= EFFECT),
        key=lambda part: -abs(part["points"]),
    )


def without_effect(contributions: Sequence[Mapping[str, Any]]) -> list[str]:
    """Reasons of the contributions that do not move the index."""
    return [str(part["reason"]) for part in contributions if abs(part["points"]) < EFFECT]
