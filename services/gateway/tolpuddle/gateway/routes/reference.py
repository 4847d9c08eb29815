"""What answers here; what if a supplier were different; receipts computed again."""

from collections.abc import Iterator
from dataclasses import asdict

import polars as pl
from fastapi import APIRouter, Request, Security
from pydantic_core import from_json, to_json
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response

from tolpuddle.gateway.answers import NOTICE, Reference, Verified, WhatIf
from tolpuddle.gateway.bodies import json_body, parse, read_json
from tolpuddle.gateway.dependencies import Dependencies
from tolpuddle.gateway.problems import NotReadyError, problem_answers
from tolpuddle.gateway.results import frame_of_rows
from tolpuddle.gateway.schemas import VerifyRequest, WhatIfRequest
from tolpuddle.gateway.security import BEARER, Admitted, Caller

_VERIFY_ROWS = 10_000


def router(dependencies: Dependencies) -> APIRouter:
    """GET /v1/reference, POST /v1/what-if, POST /v1/verify."""
    routes = APIRouter(prefix="/v1", tags=["reference"], dependencies=[Security(BEARER)])
    scoring, store = dependencies.scoring, dependencies.store
    longest = dependencies.settings.max_body_bytes

    @routes.get(
        "/reference",
        operation_id="read_reference",
        summary="Edition, rules, model and factors in force",
        response_class=Response,
        responses={
            200: {"description": "What answers now", "model": Reference},
            **problem_answers("unauthorized", "foreign_origin", "unavailable", "edition"),
        },
    )
    def read_reference(caller: Admitted) -> Response:
        return Response(to_json(asdict(scoring.describe())), media_type="application/json")

    @routes.post(
        "/what-if",
        operation_id="what_if",
        summary="A supplier as it is and as it might be, and what separates the two",
        response_class=Response,
        openapi_extra=json_body("WhatIfRequest"),
        responses={
            200: {"description": "Nothing is stored", "model": WhatIf},
            **problem_answers(
                "unauthorized", "foreign_origin", "invalid_request", "frame_contract", "limit", "unavailable"
            ),
        },
    )
    async def what_if(request: Request, caller: Admitted) -> Response:
        return await run_in_threadpool(compared, await read_json(request, longest))

    def compared(body: bytes) -> Response:
        asked = parse(WhatIfRequest, body)
        found = scoring.what_if(asked.before, asked.after)
        answer = {
            "notice": NOTICE,
            "before": from_json(found.before),
            "after": from_json(found.after),
            "moves": [asdict(move) for move in found.moves],
        }
        return Response(to_json(answer), media_type="application/json")

    @routes.post(
        "/verify",
        operation_id="verify",
        summary="Compute receipts again and say which part changed",
        response_class=Response,
        openapi_extra=json_body("VerifyRequest"),
        responses={
            200: {"description": "Counts, and every receipt that came out different", "model": Verified},
            **problem_answers(
                "unauthorized", "foreign_origin", "invalid_request", "unusable_input", "frame_contract", "not_found",
                "not_ready", "limit", "unavailable",
            ),
        },
    )  # fmt: skip
    async def verify(request: Request, caller: Admitted) -> Response:
        return await run_in_threadpool(verified, caller, await read_json(request, longest))

    def verified(caller: Caller, body: bytes) -> Response:
        asked = parse(VerifyRequest, body)
        return Response(to_json(asdict(scoring.verify(frames(caller, asked)))), media_type="application/json")

    def frames(caller: Caller, asked: VerifyRequest) -> Iterator[pl.DataFrame]:
        if asked.assessments is not None:
            yield frame_of_rows(asked.assessments)
        elif asked.screening_id is not None:
            job = store.job(caller.tenant, asked.screening_id)
            if job.status != "done":
                raise NotReadyError("The screening is not done.", screening=job.id, status=job.status)
            for frame in store.results(caller.tenant, job.id):
                yield from frame.drop("detail", strict=False).iter_slices(_VERIFY_ROWS)
        elif asked.supplier_id is not None:
            found = store.latest_frame(caller.tenant, asked.supplier_id)
            yield found.drop("detail", strict=False)

    return routes
