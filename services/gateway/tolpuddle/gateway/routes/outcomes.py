"""What a screening brings: progress as it happens, results and rejected rows in any format."""

from collections.abc import Callable, Iterator
from typing import Annotated, Any

import anyio
from fastapi import APIRouter, Header, Query, Request, Security
from fastapi.sse import EventSourceResponse
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response, StreamingResponse

from tolpuddle.gateway import results
from tolpuddle.gateway.answers import Rejects, Screened
from tolpuddle.gateway.dependencies import Dependencies
from tolpuddle.gateway.problems import NotReadyError, problem_answers
from tolpuddle.gateway.progress import events_of
from tolpuddle.gateway.results import FormatName
from tolpuddle.gateway.security import BEARER, Admitted, Caller
from tolpuddle.gateway.store import Job

_FILE = {"schema": {"type": "string", "format": "binary"}}
_FILES: dict[str, Any] = {format.media_type: _FILE for format in results.FORMATS if format.name != "json"}
_EVENTS = 'event: progress\nid: 3\ndata: {"status":"running","assessed":500}\n\n'
_Wanted = Annotated[
    FormatName | None, Query(description="Format by name; without it the Accept header decides")
]
_PROBLEMS = problem_answers(
    "unauthorized",
    "foreign_origin",
    "not_found",
    "not_acceptable",
    "not_ready",
    "invalid_request",
    "unavailable",
)


def router(dependencies: Dependencies) -> APIRouter:
    """GET /v1/screenings/{id}/events, /results and /rejects."""
    routes = APIRouter(
        prefix="/v1/screenings/{screening_id}", tags=["screenings"], dependencies=[Security(BEARER)]
    )
    store = dependencies.store

    @routes.get(
        "/events",
        operation_id="follow_screening",
        summary="Progress as server-sent events",
        response_class=Response,
        responses={
            200: {
                "description": "An event `progress` for each change, then one `done` or `failed`; data is the state. "
                "Ids are revisions: send the last one as `Last-Event-ID` to go on",
                "content": {"text/event-stream": {"schema": {"type": "string"}, "example": _EVENTS}},
            },
            204: {"description": "The screening is over and its last event was received: do not come back"},
            **problem_answers(
                "unauthorized", "foreign_origin", "not_found", "invalid_request", "unavailable"
            ),
        },
    )
    async def follow_screening(
        caller: Admitted,
        screening_id: str,
        last_event_id: Annotated[str | None, Header(description="Id of the last event received")] = None,
    ) -> Response:
        job = await run_in_threadpool(store.job, caller.tenant, screening_id)
        seen = int(last_event_id) if last_event_id and last_event_id.isdecimal() else -1
        if job.final and job.revision <= seen:
            return Response(status_code=204)
        read = lambda: anyio.to_thread.run_sync(store.job, caller.tenant, screening_id)  # noqa: E731
        return EventSourceResponse(events_of(job, seen, read), headers={"X-Accel-Buffering": "no"})

    @routes.get(
        "/results",
        operation_id="read_results",
        summary="Assessments of a screening",
        response_class=Response,
        responses={
            200: {
                "description": "In the order of the file. CSV and XLSX have formula-like cells behind an apostrophe",
                "model": Screened,
                "content": _FILES,
            },
            **_PROBLEMS,
        },
    )
    def read_results(
        request: Request, caller: Admitted, screening_id: str, format: _Wanted = None
    ) -> Response:
        return answer(request, caller, screening_id, format, "assessments")

    @routes.get(
        "/rejects",
        operation_id="read_rejects",
        summary="Rows that were refused, whole, with the reason",
        response_class=Response,
        responses={
            200: {"description": "In the order of the file", "model": Rejects, "content": _FILES},
            **_PROBLEMS,
        },
    )
    def read_rejects(
        request: Request, caller: Admitted, screening_id: str, format: _Wanted = None
    ) -> Response:
        return answer(request, caller, screening_id, format, "rejects")

    def answer(
        request: Request, caller: Caller, screening_id: str, asked: FormatName | None, kind: Any
    ) -> Response:
        format = results.choose(asked, request.headers.get("accept", ""))
        job = store.job(caller.tenant, screening_id)
        _require_done(job)
        write: Callable[..., Iterator[bytes]] = (
            results.assessments if kind == "assessments" else results.rejects
        )
        frames = store.results if kind == "assessments" else store.rejects
        schema = store.columns(caller.tenant, job.id, kind)
        name = f"tolpuddle-{kind}-{job.id[:8]}.{format.name}"
        return StreamingResponse(
            write(frames(caller.tenant, job.id), schema, format, {"id": job.id}),
            media_type=format.media_type,
            headers={"Content-Disposition": f'attachment; filename="{name}"', "Vary": "Accept"},
        )

    return routes


def _require_done(job: Job) -> None:
    if job.status == "failed":
        why = job.problem.sentence if job.problem else "It failed."
        raise NotReadyError(
            f"The screening failed and has no results: {why}", screening=job.id, status=job.status
        )
    if job.status != "done":
        raise NotReadyError("The screening is not done yet.", screening=job.id, status=job.status)
