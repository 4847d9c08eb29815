"""Corridors of recruitment: rules of two countries, fees and debt."""

from typing import Annotated

from fastapi import APIRouter, Query, Request, Security
from pydantic_core import to_json
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response

from tolpuddle.gateway.answers import NOTICE
from tolpuddle.gateway.bodies import JSON, json_body, parse, read_json
from tolpuddle.gateway.corridor_schemas import CorridorAnswer, FeesAnswer, FeesRequest
from tolpuddle.gateway.dependencies import Dependencies
from tolpuddle.gateway.problems import FieldError, RequestRefusedError, problem_answers
from tolpuddle.gateway.schemas import Day
from tolpuddle.gateway.security import BEARER, Admitted
from tolpuddle.kernel.errors import UnusableInputError

_PROBLEMS = ("unauthorized", "foreign_origin", "invalid_request", "not_found", "unavailable", "edition")


def router(dependencies: Dependencies) -> APIRouter:
    """POST /v1/corridors/fees, GET /v1/corridors/{origin_id}/{destination_id}."""
    routes = APIRouter(prefix="/v1/corridors", tags=["corridors"], dependencies=[Security(BEARER)])
    corridors, longest = dependencies.scoring.asked, dependencies.settings.max_body_bytes

    @routes.post(
        "/fees",
        operation_id="reckon_fees",
        summary="Add up what workers paid for a job: months of pay, months to repay",
        description="The benchmark of zero and the caps of law are answered apart: a legal fee is a fee all the same. "
        "Nothing is stored.",
        response_class=Response,
        openapi_extra=json_body("FeesRequest"),
        responses={
            200: {"description": "Exact decimals", "model": FeesAnswer},
            **problem_answers(*_PROBLEMS, "limit"),
        },
    )
    async def reckon_fees(request: Request, caller: Admitted) -> Response:
        return await run_in_threadpool(reckoned, await read_json(request, longest))

    def reckoned(body: bytes) -> Response:
        asked = parse(FeesRequest, body)
        if (asked.origin is None) != (asked.destination is None):
            field = "destination" if asked.destination is None else "origin"
            reason = "A corridor has an origin and a destination; name both or neither."
            raise RequestRefusedError(reason, [FieldError(field=field, pointer=f"/{field}", reason=reason)])
        try:
            found = corridors.fees(asked)
        except UnusableInputError as error:
            raise RequestRefusedError(error.sentence, [_told(error)]) from error
        return Response(to_json({"notice": NOTICE, **found}), media_type=JSON)

    @routes.get(
        "/{origin_id}/{destination_id}",
        operation_id="read_corridor",
        summary="What is known of the rules between two countries, and what is not",
        response_class=Response,
        responses={
            200: {"description": "Each fact with its days and how certain it is", "model": CorridorAnswer},
            **problem_answers(*_PROBLEMS),
        },
    )
    def read_corridor(
        caller: Admitted,
        origin_id: str,
        destination_id: str,
        sector: Annotated[
            str | None, Query(max_length=80, description="Id; left out: rules of every sector")
        ] = None,
        on: Annotated[Day | None, Query(description="Day; left out: that of the edition")] = None,
    ) -> Response:
        found = corridors.corridor(origin_id, destination_id, sector, on)
        return Response(to_json({"notice": NOTICE, **found}), media_type=JSON)

    return routes


def _told(error: UnusableInputError) -> FieldError:
    place = error.context.get("field", "").split("/")
    row = int(place[1]) + 1 if len(place) > 1 and place[1].isdigit() else None
    field = place[2] if row is not None and len(place) > 2 else place[0] or None
    return FieldError(
        row=row, field=field, pointer="".join(f"/{part}" for part in place), reason=error.sentence
    )
