"""What was seen at a supplier: kept item by item, read again with it at once, taken back with a reason."""

import uuid
from collections.abc import Sequence
from dataclasses import asdict
from datetime import UTC, date, datetime
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request, Security
from pydantic_core import from_json, to_json
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response

from tolpuddle.gateway.answers import NOTICE
from tolpuddle.gateway.bodies import JSON, json_body, parse, read_json
from tolpuddle.gateway.days import this_day
from tolpuddle.gateway.dependencies import Dependencies
from tolpuddle.gateway.evidence.again import Again, keep, read_again
from tolpuddle.gateway.evidence.check import checked
from tolpuddle.gateway.evidence.identities import refuse_identities
from tolpuddle.gateway.evidence.items import Evidence
from tolpuddle.gateway.evidence.moved import moved_between
from tolpuddle.gateway.evidence.schemas import EvidenceKept, EvidenceListed, EvidenceRequest
from tolpuddle.gateway.matching.schemas import WithdrawalRequest
from tolpuddle.gateway.problems import problem_answers
from tolpuddle.gateway.security import BEARER, Admitted, Caller
from tolpuddle.gateway.tracing import current_trace_id
from tolpuddle.kernel.errors import NotFoundError

_PROBLEMS = ("unauthorized", "foreign_origin", "invalid_request", "not_found", "unavailable", "edition")
_WRITING = (*_PROBLEMS, "worker_identity_suspected", "limit")


def router(dependencies: Dependencies) -> APIRouter:
    """POST and GET /v1/suppliers/{supplier_id}/evidence, POST …/{evidence_id}/withdraw."""
    routes = APIRouter(prefix="/v1/suppliers", tags=["evidence"], dependencies=[Security(BEARER)])
    store, longest = dependencies.store, dependencies.settings.max_body_bytes

    @routes.post(
        "/{supplier_id}/evidence",
        operation_id="add_evidence",
        summary="Keep what was seen at a supplier, and read the supplier again with it",
        description="Contradictory items are kept side by side. Names, numbers and addresses of people are refused before "
        "anything is kept. Nothing is ever sent to the supplier.",
        response_class=Response,
        status_code=201,
        openapi_extra=json_body("EvidenceRequest"),
        responses={
            201: {"description": "Kept, and what moved", "model": EvidenceKept},
            **problem_answers(*_WRITING),
        },
    )
    async def add_evidence(request: Request, caller: Admitted, supplier_id: str) -> Response:
        return await run_in_threadpool(added, caller, supplier_id, await read_json(request, longest))

    def added(caller: Caller, supplier_id: str, body: bytes) -> Response:
        refuse_identities(body)
        asked, now = parse(EvidenceRequest, body), datetime.now(UTC)
        answers = checked(dependencies.scoring.asked, asked.items, now.date())
        new = [
            Evidence(
                tenant=caller.tenant, id=uuid.uuid4().hex, supplier_id=supplier_id, statement=item.statement,
                control=item.control, answer=answer, source=item.source, method=item.method, date=item.date,
                confidence=item.confidence, expires=item.expires, site=item.site,
                people_affected_band=item.people_affected_band, reliability=item.reliability, recorded_at=now,
                trace_id=current_trace_id(),
            )
            for item, answer in zip(asked.items, answers, strict=True)
        ]  # fmt: skip
        known = [*reversed(new), *store.evidence.of(caller.tenant, supplier_id)]
        again = read_again(dependencies, caller, supplier_id, known, now.date())
        store.evidence.add(new)
        keep(dependencies, caller, again, now)
        return Response(to_json(_kept(supplier_id, new, again, now.date())), 201, media_type=JSON)

    @routes.get(
        "/{supplier_id}/evidence",
        operation_id="list_evidence",
        summary="Everything kept about a supplier, newest first, and how it is weighed",
        response_class=Response,
        responses={
            200: {"description": "With what contradicts it", "model": EvidenceListed},
            **problem_answers(*_PROBLEMS),
        },
    )
    def list_evidence(
        caller: Admitted,
        supplier_id: str,
        every: Annotated[bool, Query(description="With what was withdrawn")] = False,
    ) -> Response:
        found = store.evidence.of(caller.tenant, supplier_id)
        detail: dict[str, Any] = from_json(store.latest(caller.tenant, supplier_id).detail)
        today = this_day()
        shown = [item_shape(item, today) for item in found if every or item.withdrawn_at is None]
        evidence: dict[str, Any] = detail.get("evidence") or {}
        weighed: list[Any] = evidence.get("statements", [])
        answer = {"notice": NOTICE, "supplier_id": supplier_id, "items": shown, "weighed": weighed}
        return Response(to_json(answer), media_type=JSON)

    @routes.post(
        "/{supplier_id}/evidence/{evidence_id}/withdraw",
        operation_id="withdraw_evidence",
        summary="Take an item back with a reason, and read the supplier again without it",
        response_class=Response,
        openapi_extra=json_body("WithdrawalRequest"),
        responses={
            200: {"description": "It stays in the record", "model": EvidenceKept},
            **problem_answers(*_WRITING),
        },
    )
    async def withdraw_evidence(
        request: Request, caller: Admitted, supplier_id: str, evidence_id: str
    ) -> Response:
        body = await read_json(request, longest)
        return await run_in_threadpool(withdrawn, caller, supplier_id, evidence_id, body)

    def withdrawn(caller: Caller, supplier_id: str, evidence_id: str, body: bytes) -> Response:
        refuse_identities(body)
        asked, now = parse(WithdrawalRequest, body), datetime.now(UTC)
        if all(item.id != evidence_id for item in store.evidence.of(caller.tenant, supplier_id)):
            raise NotFoundError("There is no evidence with this id on this supplier.", evidence=evidence_id)
        item = store.evidence.withdraw(
            caller.tenant, supplier_id, evidence_id, by=asked.withdrawn_by, why=asked.reason, at=now
        )
        known = store.evidence.of(caller.tenant, supplier_id)
        again = read_again(dependencies, caller, supplier_id, known, now.date())
        keep(dependencies, caller, again, now)
        return Response(to_json(_kept(supplier_id, [item], again, now.date())), media_type=JSON)

    return routes


def item_shape(item: Evidence, today: date) -> dict[str, Any]:
    """An item, as EvidenceAnswer."""
    fields = asdict(item)
    for inner in ("tenant", "supplier_id", "trace_id"):
        del fields[inner]
    expired = item.expires is not None and item.expires < today
    fields["standing"] = "withdrawn" if item.withdrawn_at is not None else "expired" if expired else "kept"
    return fields


def _kept(supplier_id: str, items: Sequence[Evidence], again: Again, today: date) -> dict[str, Any]:
    after = again.after
    urgent = bool(after.get("urgent_safety_review"))
    return {
        "notice": NOTICE,
        "supplier_id": supplier_id,
        "items": [item_shape(item, today) for item in items],
        "moved": moved_between(again.before, after),
        "urgent_safety_review": urgent,
        "safe_referral": (after.get("evidence") or {}).get("urgent", []) if urgent else [],
        "message_to_supplier": "none",
        "assessment": after,
    }
