"""From a request to decide to a kept decision; kept decisions held against what is known today."""

import uuid
from collections.abc import Sequence
from datetime import date, datetime

from tolpuddle.gateway.dependencies import Dependencies
from tolpuddle.gateway.matching.decisions import (
    Decision,
    Now,
    Subject,
    evidence_of,
    fingerprint_of,
    is_about,
    key_of,
    matching,
    stands_now,
)
from tolpuddle.gateway.matching.lists_client import ListsClient
from tolpuddle.gateway.matching.schemas import MatchDecisionRequest
from tolpuddle.gateway.matching.shape import Decided
from tolpuddle.gateway.problems import FieldError, RequestRefusedError
from tolpuddle.gateway.security import Caller
from tolpuddle.gateway.tracing import current_trace_id
from tolpuddle.kernel.errors import NotFoundError, UnavailableError
from tolpuddle.kernel.listed import Entry, NameQuery

_LOOKED_AT = 100


def decide(
    dependencies: Dependencies, caller: Caller, asked: MatchDecisionRequest, now: datetime
) -> Decision:
    """Keep a decision with what was seen: the pair is read again here, whatever the caller saw.

    Raises: RequestRefusedError; NotFoundError when there is no such entry or supplier; UnavailableError.
    """
    if asked.until is not None and asked.until < now.date():
        reason = f"{asked.until.isoformat()} is past: a decision cannot end before it begins."
        raise RequestRefusedError(reason, [FieldError(field="until", pointer="/until", reason=reason)])
    lists = dependencies.scoring.lists
    entry = lists.entries([asked.order_id]).get(asked.order_id)
    if entry is None:
        raise NotFoundError("There is no entry with this id on any list here.", order_id=asked.order_id)
    name, country = asked.name, asked.country
    if name is None:
        assert asked.supplier_id is not None
        known = dependencies.store.decisions.suppliers(caller.tenant, [asked.supplier_id])
        if asked.supplier_id not in known:
            raise NotFoundError("No supplier with this id was screened.", supplier_id=asked.supplier_id)
        name = known[asked.supplier_id].names[0]
        country = country or known[asked.supplier_id].iso3
    found = lists.match([NameQuery("1", (name,), country)], [entry.list_id], _LOOKED_AT)
    (answer,) = found.answers
    candidate = next((each for each in answer.candidates if each.entry.order_id == entry.order_id), None)
    subject = Subject((name,), answer.iso3, asked.supplier_id)
    seen = evidence_of(subject, entry)
    decision = Decision(
        tenant=caller.tenant,
        id=uuid.uuid4().hex,
        key=key_of(name, entry),
        list_id=entry.list_id,
        order_id=entry.order_id,
        entity=entry.caption,
        name=name,
        iso3=answer.iso3,
        supplier_id=asked.supplier_id,
        decision=asked.decision,
        reason=asked.reason,
        decided_by=asked.decided_by,
        role=asked.role,
        decided_at=now,
        until=asked.until,
        seen=seen,
        fingerprint=fingerprint_of(seen),
        edition=found.edition,
        score=None if candidate is None else candidate.score,
        verdict=None if candidate is None else candidate.verdict,
        trace_id=current_trace_id(),
    )
    dependencies.store.decisions.record(decision)
    return decision


def held_against_today(
    dependencies: Dependencies, tenant: str, decisions: Sequence[Decision], today: date
) -> list[Decided]:
    """Decisions with how each stands. Raises: UnavailableError."""
    standing = [each for each in decisions if each.stands]
    entries = _entries_now(dependencies.scoring.lists, standing)
    ids = {each.supplier_id for each in standing if each.supplier_id}
    suppliers = dependencies.store.decisions.suppliers(tenant, ids)
    return [
        (each, stands_now(each, suppliers.get(each.supplier_id or ""), entries.get(each.id), today))
        for each in decisions
    ]


def on_supplier(dependencies: Dependencies, tenant: str, supplier_id: str, today: date) -> list[Decided]:
    """Decisions on a supplier that was screened, newest first; unchecked while scoring is away."""
    store = dependencies.store.decisions
    subject = store.suppliers(tenant, [supplier_id]).get(supplier_id)
    if subject is None:
        return []
    found = [each for each in store.about(tenant, [subject]) if is_about(each, subject)]
    try:
        entries = _entries_now(dependencies.scoring.lists, found)
    except UnavailableError as error:
        return [(each, Now("unchecked", (error.sentence,))) for each in found]
    return [(each, stands_now(each, subject, entries.get(each.id), today)) for each in found]


def _entries_now(lists: ListsClient, decisions: Sequence[Decision]) -> dict[str, Entry]:
    """Decision -> its entry as it is today: by id, else by its names; missing: it left the list."""
    if not decisions:
        return {}
    by_id = lists.entries(sorted({each.order_id for each in decisions}))
    found = {
        each.id: by_id[each.order_id]
        for each in decisions
        if each.order_id in by_id and by_id[each.order_id].list_id == each.list_id
    }
    for each in decisions:
        if each.id not in found:
            for entry in lists.find(each.entity, limit=_LOOKED_AT).entries:
                if matching([each], Subject((each.name,), each.iso3, each.supplier_id), entry) is not None:
                    found[each.id] = entry
                    break
    return found
