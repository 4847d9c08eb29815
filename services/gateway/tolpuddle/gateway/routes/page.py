"""One page rendered on the server: what this is, an upload form, recent screenings, the order of work."""

import hashlib
import uuid
from contextlib import ExitStack
from datetime import UTC, datetime

from fastapi import APIRouter, Request
from pydantic_core import to_json
from starlette.concurrency import run_in_threadpool
from starlette.responses import RedirectResponse, Response

from tolpuddle.gateway.bodies import receive_file
from tolpuddle.gateway.dependencies import Dependencies
from tolpuddle.gateway.page_templates import Pages, stylesheet
from tolpuddle.gateway.security import Admitted
from tolpuddle.gateway.states import state_of
from tolpuddle.gateway.store import Job
from tolpuddle.gateway.tracing import current_trace_id
from tolpuddle.gateway.uploads import READABLE, send_upload
from tolpuddle.kernel.errors import TolpuddleError

TOP = 50
RECENT = 20


def router(dependencies: Dependencies, pages: Pages) -> APIRouter:
    """GET /, POST /, GET /screenings/{id}, GET /api, GET /openapi.json, GET /style.css: not part of the API."""
    routes = APIRouter(include_in_schema=False)
    store, settings = dependencies.store, dependencies.settings
    style = stylesheet()
    tag = f'"{hashlib.sha256(style).hexdigest()[:16]}"'

    def home(tenant: str, problem: str | None = None, status: int = 200) -> Response:
        values = {
            "jobs": store.jobs(tenant, RECENT),
            "lines": store.top(tenant, TOP),
            "problem": problem,
            "accept": ",".join(READABLE),
            "megabytes": settings.max_upload_bytes // 2**20,
        }
        return pages.answer("home.html", values, status)

    @routes.get("/")
    def show_home(caller: Admitted) -> Response:
        return home(caller.tenant)

    @routes.post("/")
    async def upload(request: Request, caller: Admitted) -> Response:
        try:
            with ExitStack() as stack:
                file = await receive_file(request, None, None, stack)
                new = Job(
                    caller.tenant, uuid.uuid4().hex, "upload", datetime.now(UTC), file_name=file.name,
                    trace_id=current_trace_id(),
                )  # fmt: skip
                await run_in_threadpool(
                    send_upload, store, dependencies.log,
                    job=new, content=file.content, size=file.size, header_map=file.header_map,
                )  # fmt: skip
        except TolpuddleError as error:
            # The person sees the page again, with the sentence; programs use the API and get a problem document.
            return await run_in_threadpool(home, caller.tenant, error.sentence, 422)
        return RedirectResponse(f"/screenings/{new.id}", 303)

    @routes.get("/screenings/{screening_id}")
    def show_screening(caller: Admitted, screening_id: str) -> Response:
        job = store.job(caller.tenant, screening_id)
        return pages.answer("screening.html", {"job": job, "state": state_of(job)})

    @routes.get("/api")
    def show_api(request: Request, caller: Admitted) -> Response:
        return pages.answer("api.html", {"document": request.app.openapi()})

    @routes.get("/openapi.json")
    def openapi(request: Request, caller: Admitted) -> Response:
        return Response(to_json(request.app.openapi()), media_type="application/json")

    @routes.get("/style.css")
    async def show_stylesheet(request: Request) -> Response:
        headers = {"ETag": tag, "Cache-Control": "public, max-age=3600"}
        if request.headers.get("if-none-match") == tag:
            return Response(status_code=304, headers=headers)
        return Response(style, media_type="text/css; charset=utf-8", headers=headers)

    return routes
