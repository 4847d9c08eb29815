"""What became different since a cursor."""

from typing import Annotated

from fastapi import APIRouter, Query, Security
from pydantic_core import to_json
from starlette.responses import Response

from tolpuddle.gateway.answers import NOTICE, Changes
from tolpuddle.gateway.dependencies import Dependencies
from tolpuddle.gateway.problems import problem_answers
from tolpuddle.gateway.security import BEARER, Admitted
from tolpuddle.gateway.states import change_of


def router(dependencies: Dependencies) -> APIRouter:
    """GET /v1/changes."""
    routes = APIRouter(prefix="/v1/changes", tags=["changes"], dependencies=[Security(BEARER)])

    @routes.get(
        "",
        operation_id="read_changes",
        summary="Assessments that became others, factor by factor",
        response_class=Response,
        responses={
            200: {"description": "In the order in which they became visible", "model": Changes},
            **problem_answers("unauthorized", "foreign_origin", "invalid_request", "unavailable"),
        },
    )
    def read_changes(
        caller: Admitted,
        after: Annotated[
            int, Query(ge=0, description="`next` of the answer before; 0: from the beginning")
        ] = 0,
        limit: Annotated[int, Query(ge=1, le=1000)] = 100,
    ) -> Response:
        found = dependencies.store.changes(caller.tenant, after, limit + 1)
        kept = found[:limit]
        answer = {
            "notice": NOTICE,
            "changes": [change_of(change) for change in kept],
            "next": kept[-1].cursor if kept else after,
            "more": len(found) > limit,
        }
        return Response(to_json(answer), media_type="application/json")

    return routes
