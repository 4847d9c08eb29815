"""What is known about one supplier: the latest assessment, and all earlier ones with both times."""

from collections.abc import Sequence
from typing import Annotated, Any

from fastapi import APIRouter, Path, Query, Security
from pydantic_core import to_json
from starlette.responses import Response

from tolpuddle.gateway.answers import NOTICE, History, StoredAssessmentAnswer
from tolpuddle.gateway.days import this_day
from tolpuddle.gateway.dependencies import Dependencies
from tolpuddle.gateway.matching.decide import on_supplier
from tolpuddle.gateway.matching.shape import whole
from tolpuddle.gateway.problems import problem_answers
from tolpuddle.gateway.security import BEARER, Admitted
from tolpuddle.gateway.store import StoredAssessment

_PROBLEMS = problem_answers("unauthorized", "foreign_origin", "not_found", "invalid_request", "unavailable")
_Id = Annotated[str, Path(max_length=200, description="The supplier's id, as given or as derived")]


def router(dependencies: Dependencies) -> APIRouter:
    """GET /v1/assessments/{supplier_id} and /v1/assessments/{supplier_id}/history."""
    routes = APIRouter(prefix="/v1/assessments", tags=["assessments"], dependencies=[Security(BEARER)])
    store = dependencies.store

    # History first: an id may hold slashes, and the route of the latest takes all of them.
    @routes.get(
        "/{supplier_id:path}/history",
        operation_id="read_history",
        summary="Every assessment of a supplier",
        description="An id that itself ends in “/history” is asked for here, as “…/history/history”: "
        "the first entry is its latest assessment.",
        response_class=Response,
        responses={200: {"description": "Newest first", "model": History}, **_PROBLEMS},
    )
    def read_history(
        caller: Admitted,
        supplier_id: _Id,
        limit: Annotated[int, Query(ge=1, le=200)] = 20,
        before: Annotated[int | None, Query(description="`next` of the page before")] = None,
    ) -> Response:
        entries, older = store.history(caller.tenant, supplier_id, limit, before)
        head = {"notice": NOTICE, "supplier_id": supplier_id, "next": older}
        return Response(_with_member(head, "entries", _history(entries)), media_type="application/json")

    @routes.get(
        "/{supplier_id:path}",
        operation_id="read_assessment",
        summary="The latest assessment of a supplier",
        response_class=Response,
        responses={200: {"description": "As it was made", "model": StoredAssessmentAnswer}, **_PROBLEMS},
    )
    def read_assessment(caller: Admitted, supplier_id: _Id) -> Response:
        found = store.latest(caller.tenant, supplier_id)
        decided = on_supplier(dependencies, caller.tenant, supplier_id, this_day())
        head = {
            "notice": NOTICE,
            **_circumstances(found),
            "made_at": found.made_at,
            "match_decisions": [whole(*each) for each in decided],
        }
        return Response(
            _with_member(head, "assessment", found.detail.encode()), media_type="application/json"
        )

    return routes


def _circumstances(found: StoredAssessment) -> dict[str, Any]:
    return {
        "screening_id": found.job_id,
        "recorded_at": found.recorded_at,
        "edition": found.edition,
        "cause": found.cause,
        "trace_id": found.trace_id,
    }


def _history(entries: Sequence[StoredAssessment]) -> bytes:
    parts: list[bytes] = []
    for entry in entries:
        times = {"valid_from": entry.made_at, "valid_until": entry.valid_until}
        head = {**_circumstances(entry), **times, "receipt": entry.receipt}
        parts.append(_with_member(head, "assessment", entry.detail.encode()))
    return b"[" + b",".join(parts) + b"]"


def _with_member(head: dict[str, Any], name: str, value: bytes) -> bytes:
    """A JSON object whose last member is JSON already."""
    return to_json(head).removesuffix(b"}") + b',"' + name.encode() + b'":' + value + b"}"
