"""create_app(dependencies): routers, the layer around them, one error table."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from importlib.metadata import PackageNotFoundError, version

from fastapi import FastAPI
from starlette.concurrency import run_in_threadpool

from tolpuddle.gateway.dependencies import Dependencies
from tolpuddle.gateway.middleware import Around
from tolpuddle.gateway.openapi import complete_openapi
from tolpuddle.gateway.page_templates import Pages
from tolpuddle.gateway.problems import add_problem_handlers
from tolpuddle.gateway.routes import (
    assessments,
    changes,
    corridors,
    evidence,
    health,
    laws,
    match,
    outcomes,
    page,
    portrait_pages,
    portraits,
    reconcile,
    reference,
    screenings,
    yente,
)
from tolpuddle.gateway.settings import is_loopback

DESCRIPTION = """
Screens suppliers for exposure to forced labour. An exposure is not a finding: it says where to look, not what is there.
Absence from a list is not clearance. Nothing here certifies anybody; screening does not replace talking to workers.

Errors are RFC 9457 problem documents (`application/problem+json`) with a stable `code`. Every answer carries
`X-Request-Id`. A `traceparent` header is continued through scoring and the event log to the stored assessment.
"""

MULTIPART_BYTES = 64 * 1024
"""What a multipart body may hold beside the file itself."""

TAGS = [
    {"name": "screenings", "description": "Screen suppliers, at once or as a file, and take the results."},
    {"name": "assessments", "description": "What is known about one supplier, now and earlier."},
    {"name": "changes", "description": "What became different, and by how much."},
    {"name": "match", "description": "Is a company on an official list; what people decided on that."},
    {"name": "yente", "description": "The same in the shape that clients of yente and OpenSanctions send."},
    {"name": "reconcile", "description": "The same for OpenRefine: its reconciliation protocol 0.2."},
    {
        "name": "reference",
        "description": "What answers here, countries and goods, what if, and receipts computed again.",
    },
    {"name": "laws", "description": "What laws ask, and which answers fill it."},
    {"name": "corridors", "description": "Rules between two countries, fees and debt of workers."},
    {"name": "evidence", "description": "What was seen at a supplier, by whom and when; never who said it."},
    {"name": "health", "description": "For operators: alive, ready."},
]


def create_app(dependencies: Dependencies) -> FastAPI:
    """The gateway as an ASGI application. The collector, if any, runs as long as the application does."""

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncGenerator[None]:
        collector = dependencies.collector
        if collector is not None:
            collector.start()
        try:
            yield
        finally:
            if collector is not None:
                await run_in_threadpool(collector.stop)

    settings = dependencies.settings
    app = FastAPI(
        title="Tolpuddle",
        version=_version(),
        summary="Forced-labour risk screening for supply chains",
        description=DESCRIPTION,
        openapi_tags=TAGS,
        docs_url=None,
        redoc_url=None,
        openapi_url=None,
        lifespan=lifespan,
        license_info={"name": "Apache-2.0", "identifier": "Apache-2.0"},
        redirect_slashes=False,
        telemetry={"tracing": False, "metrics": False, "logs": False, "operation_spans": False},
    )
    app.state.gate = dependencies.gate
    for routes in (
        screenings,
        outcomes,
        assessments,
        changes,
        match,
        yente,
        reconcile,
        reference,
        portraits,
        corridors,
        laws,
        evidence,
        health,
    ):
        app.include_router(routes.router(dependencies))
    pages = Pages()
    for routes in (page, portrait_pages):
        app.include_router(routes.router(dependencies, pages))
    add_problem_handlers(app)
    complete_openapi(app)
    has_key = bool(settings.api_key.get_secret_value())
    app.add_middleware(
        Around,
        max_bytes=settings.max_upload_bytes + MULTIPART_BYTES,
        only_loopback=is_loopback(settings.host) and not has_key and not settings.open,
    )
    return app


def _version() -> str:
    try:
        return version("tolpuddle")
    except PackageNotFoundError:
        return "0"
