"""Submit suppliers, at once or as a file, and see how far a screening is."""

import uuid
from contextlib import ExitStack
from datetime import UTC, datetime
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request, Security
from pydantic_core import to_json
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response

from tolpuddle.gateway.answers import Screened, Screenings, ScreeningState
from tolpuddle.gateway.bodies import FILE_TYPES, FORM, JSON, media_type, named_file, read_json, receive_file
from tolpuddle.gateway.dependencies import Dependencies
from tolpuddle.gateway.problems import problem_answers
from tolpuddle.gateway.schemas import Supplier
from tolpuddle.gateway.screen_now import screen_now
from tolpuddle.gateway.security import BEARER, Admitted
from tolpuddle.gateway.states import state_of
from tolpuddle.gateway.store import Job
from tolpuddle.gateway.tracing import current_trace_id
from tolpuddle.gateway.uploads import send_upload

_BINARY = {"schema": {"type": "string", "format": "binary"}}
_BODY: dict[str, Any] = {
    "requestBody": {
        "required": True,
        "description": "Suppliers as JSON, answered at once; or a file of any shape (CSV, XLSX, Parquet, JSON, NDJSON; "
        "headers in English, German, French or Spanish), answered 202. A JSON body that is named, by `file_name` or Content-Disposition, is a file.",
        "content": {
            JSON: {
                "schema": {"$ref": "#/components/schemas/ScreeningRequest"},
                "example": {"suppliers": Supplier.model_config["json_schema_extra"]["examples"]},  # pyright: ignore
            },
            FORM: {
                "schema": {
                    "type": "object",
                    "required": ["file"],
                    "properties": {
                        "file": {"type": "string", "format": "binary"},
                        "header_map": {
                            "type": "string",
                            "description": "JSON object of header as written -> supplier column",
                        },
                    },
                }
            },
            **dict.fromkeys(FILE_TYPES, _BINARY),
        },
    }
}
_ACCEPTED = {
    "description": "The file is on its way to be read; follow `Location` or its events",
    "model": ScreeningState,
    "headers": {"Location": {"description": "Where the screening is", "schema": {"type": "string"}}},
}


def router(dependencies: Dependencies) -> APIRouter:
    """POST and GET /v1/screenings, GET /v1/screenings/{id}."""
    routes = APIRouter(prefix="/v1/screenings", tags=["screenings"], dependencies=[Security(BEARER)])
    store, settings = dependencies.store, dependencies.settings

    @routes.post(
        "",
        operation_id="screen",
        summary="Screen suppliers",
        response_class=Response,
        openapi_extra=_BODY,
        responses={
            200: {"description": "Assessed and stored", "model": Screened},
            202: _ACCEPTED,
            **problem_answers(
                "invalid_request", "unusable_input", "frame_contract", "unauthorized", "foreign_origin", "limit",
                "unsupported_media_type", "unavailable", "event_log",
            ),
        },
    )  # fmt: skip
    async def screen(
        request: Request,
        caller: Admitted,
        file_name: Annotated[
            str | None, Query(max_length=500, description="Name of the file, when the body is one")
        ] = None,
        header_map: Annotated[
            str | None,
            Query(max_length=20_000, description="JSON object of header as written -> supplier column"),
        ] = None,
    ) -> Response:
        file_name = file_name or (None if media_type(request) == FORM else named_file(request))
        if media_type(request) == JSON and file_name is None:
            body = await read_json(request, settings.max_body_bytes)
            answer = await run_in_threadpool(screen_now, dependencies, caller, body)
            return Response(answer, media_type=JSON)
        with ExitStack() as stack:
            file = await receive_file(request, file_name, header_map, stack)
            new = Job(
                caller.tenant, uuid.uuid4().hex, "upload", datetime.now(UTC), file_name=file.name,
                trace_id=current_trace_id(),
            )  # fmt: skip
            job = await run_in_threadpool(
                send_upload, store, dependencies.log,
                job=new, content=file.content, size=file.size, header_map=file.header_map,
            )  # fmt: skip
        headers = {"Location": f"/v1/screenings/{job.id}"}
        return Response(to_json(state_of(job)), 202, headers, JSON)

    @routes.get(
        "",
        operation_id="list_screenings",
        summary="The latest screenings",
        response_class=Response,
        responses={
            200: {"description": "Newest first", "model": Screenings},
            **problem_answers("invalid_request", "unauthorized", "foreign_origin", "unavailable"),
        },
    )
    def list_screenings(caller: Admitted, limit: Annotated[int, Query(ge=1, le=200)] = 20) -> Response:
        jobs = [state_of(job) for job in store.jobs(caller.tenant, limit)]
        return Response(to_json({"screenings": jobs}), media_type=JSON)

    @routes.get(
        "/{screening_id}",
        operation_id="read_screening",
        summary="How far a screening is",
        response_class=Response,
        responses={
            200: {"description": "Its state now", "model": ScreeningState},
            **problem_answers(
                "unauthorized", "foreign_origin", "not_found", "invalid_request", "unavailable"
            ),
        },
    )
    def read_screening(caller: Admitted, screening_id: str) -> Response:
        return Response(to_json(state_of(store.job(caller.tenant, screening_id))), media_type=JSON)

    return routes
