"""Compared names and decisions as public JSON."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from tolpuddle.gateway.matching.decisions import Decision, Now
from tolpuddle.kernel.listed import Candidate, Entry, ListFacts

Decided = tuple[Decision, Now]


def list_shape(facts: ListFacts) -> dict[str, Any]:
    """A list, as ListAnswer."""
    return {
        "list": facts.list_id,
        "title": facts.title,
        "publisher": facts.publisher,
        "as_of": facts.as_of or None,
        "complete": facts.complete,
        "entries": facts.entries,
        "published_entries": facts.published_entries,
        "caution": facts.caution or None,
    }


def candidate_shape(candidate: Candidate, decided: Decided | None, today: date) -> dict[str, Any]:
    """A candidate, as CandidateAnswer."""
    entry = candidate.entry
    return {
        "list": entry.list_id,
        "entity": entry.caption,
        "order_id": entry.order_id,
        "score": candidate.score,
        "verdict": candidate.verdict,
        "reasons": candidate.reasons,
        "features": [
            {"id": part.id, "points": part.points, "sentence": part.sentence} for part in candidate.features
        ],
        "matched_name": candidate.name,
        "names": names_of(entry),
        "country": entry.iso3 or next((each.iso3 for each in entry.names if each.iso3), None),
        "section": entry.section or None,
        "products": entry.goods_words or None,
        "from": entry.begins or None,
        "until": entry.until or None,
        "status": entry.status or None,
        "in_force": entry.in_force(today),
        "certainty": entry.certainty or None,
        "source": entry.source or None,
        "decision": None if decided is None else brief(*decided),
        "open": is_open(candidate.verdict, decided),
    }


def is_open(verdict: str, decided: Decided | None) -> bool:
    """Whether a person should look: the names are near, and no decision stands."""
    return verdict != "none" and (decided is None or decided[1].state != "in_force")


def brief(decision: Decision, now: Now) -> dict[str, Any]:
    """A decision beside a match, as DecisionAnswer."""
    return {
        "id": decision.id,
        "decision": decision.decision,
        "state": now.state,
        "why": now.why,
        "reason": decision.reason,
        "decided_by": decision.decided_by,
        "role": decision.role,
        "decided_at": decision.decided_at,
        "until": decision.until,
    }


def whole(decision: Decision, now: Now) -> dict[str, Any]:
    """A decision with all that was recorded, as MatchDecisionAnswer."""
    return {
        **brief(decision, now),
        "key": decision.key,
        "supplier_id": decision.supplier_id,
        "name": decision.name,
        "country": decision.iso3,
        "list": decision.list_id,
        "entity": decision.entity,
        "order_id": decision.order_id,
        "score": decision.score,
        "verdict": decision.verdict,
        "edition": decision.edition,
        "fingerprint": decision.fingerprint,
        "replaced_by": decision.replaced_by,
        "withdrawn_at": decision.withdrawn_at,
        "withdrawn_by": decision.withdrawn_by,
        "withdrawn_why": decision.withdrawn_why,
        "trace_id": decision.trace_id,
    }


def names_of(entry: Entry) -> list[str]:
    """Every name once, the caption first."""
    return list(dict.fromkeys([entry.caption, *(each.name for each in entry.names)]))


def cautions(lists: Iterable[ListFacts]) -> Sequence[str]:
    """What to say of lists that are not whole."""
    return [each.caution for each in lists if each.caution]
