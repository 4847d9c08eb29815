"""Why a supplier stands where it stands, in the words of a person: for terminal, page and document."""

from collections.abc import Mapping, Sequence
from typing import Any

EFFECT = 0.005
"""Contributions below half a hundredth of a point have no effect that could be shown."""

REPORTED = "Reported: "
"""How the reason begins that names what was reported."""

STATES = ("reported", "corroborated", "contradicted")
"""States of an indicator that something was reported for."""

_LISTED = {"listed": "Listed", "possible": "Possibly listed", "former": "Formerly listed"}


def list_entry(state: str | None, order: Mapping[str, Any]) -> str:
    """An entry of an official list or order as a sentence: "Listed for forced labour: Cotton, Turkmenistan"; "Listed by
    UFLPA Entity List: Example Mill (named, since 2024-05-17)"."""
    own = order.get("state") or ("former" if order.get("status") == "former" else state)
    opening = _LISTED.get(own or "", "On a list")
    reason, entity = order.get("reason") or "", order.get("entity") or ""
    if order.get("order_id"):
        since = f", since {order['from']}" if order.get("from") else ""
        until = f", until {order['until']}" if order.get("until") else ""
        return f"{opening} by {order['list']}: {entity} ({reason}{since}{until})"
    reason = "" if order.get("status") == "former" else reason
    return f"{opening}{f' for {reason}' if reason else ''}{f': {entity}' if entity else ''}"


def reported(row: Mapping[str, Any]) -> str | None:
    """What was reported, the gravest first: "Reported: People are locked in"; null when nothing was."""
    for reason in row.get("top_reasons") or ():
        if reason.startswith(REPORTED):
            return str(reason)
    indicators: Mapping[str, Mapping[str, Any]] = row.get("indicators") or {}
    told = {
        part: None
        for each in indicators.values()
        if each["state"] in STATES
        for part in each["why"].split("; ")
    }
    return REPORTED + "; ".join(told) if told else None


def why(row: Mapping[str, Any]) -> str:
    """The one thing to know beside what was reported: danger, then the list, then the strongest reason, then the rule of the table."""
    verdict, _, _ = str(row["priority"]["why"] or "").partition(" Severity ")
    if row.get("urgent_safety_review"):
        return verdict
    orders: Sequence[Mapping[str, Any]] = row["listing"]["orders"]
    if orders:
        return list_entry(row["listing"]["state"], orders[0])
    if row["priority"]["class"] == "insufficient_data":
        return verdict
    reasons = [reason for reason in row.get("top_reasons") or () if not reason.startswith(REPORTED)]
    return reasons[0] if reasons else verdict


def why_lines(row: Mapping[str, Any]) -> list[str]:
    """What was reported, if anything was; then the one thing to know beside it."""
    told = reported(row)
    return [why(row)] if told is None else [told, why(row)]


def with_effect(contributions: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """Contributions that move the index, the strongest first."""
    return sorted(
        (part for part in contributions if abs(part["points"]) >= EFFECT),
        key=lambda part: -abs(part["points"]),
    )


def without_effect(contributions: Sequence[Mapping[str, Any]]) -> list[str]:
    """Reasons of the contributions that do not move the index."""
    return [str(part["reason"]) for part in contributions if abs(part["points"]) < EFFECT]
