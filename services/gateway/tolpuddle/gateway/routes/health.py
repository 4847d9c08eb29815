"""Alive, and ready: red as soon as scoring, the log, the store or the collector cannot do its part."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from concurrent.futures import TimeoutError as Late

from fastapi import APIRouter, Request
from pydantic_core import to_json
from starlette.responses import Response

from tolpuddle.gateway.answers import Live, Ready
from tolpuddle.gateway.dependencies import Dependencies
from tolpuddle.gateway.problems import problem_answers, problem_response, request_id
from tolpuddle.kernel.errors import TolpuddleError

SECONDS = 3.0
"""A dependency that has not answered by then counts as away."""


def router(dependencies: Dependencies) -> APIRouter:
    """GET /health/live and /health/ready. Open without a key: they say nothing about suppliers."""
    routes = APIRouter(prefix="/health", tags=["health"])
    checks: dict[str, Callable[[], None]] = {
        "scoring": dependencies.scoring.check,
        "log": dependencies.log.check,
        "store": dependencies.store.check,
    }
    if dependencies.collector is not None:
        checks["collector"] = dependencies.collector.check
    pool = ThreadPoolExecutor(max_workers=2 * len(checks), thread_name_prefix="health")

    @routes.get(
        "/live",
        operation_id="live",
        summary="The process runs",
        response_class=Response,
        responses={200: {"description": "It does", "model": Live}, **problem_answers("foreign_origin")},
    )
    async def live() -> Response:
        return Response(b'{"status":"live"}', media_type="application/json")

    @routes.get(
        "/ready",
        operation_id="ready",
        summary="Everything that is needed answers",
        response_class=Response,
        responses={
            200: {"description": "Send requests", "model": Ready},
            **problem_answers("foreign_origin", "unavailable"),
        },
    )
    def ready(request: Request) -> Response:
        waiting = {name: pool.submit(_state, check) for name, check in checks.items()}
        states: dict[str, str] = {}
        for name, future in waiting.items():
            try:
                states[name] = future.result(SECONDS)
            except Late:
                states[name] = f"No answer within {SECONDS:g} seconds."
        away = [name for name, state in states.items() if state != "ok"]
        if away:
            return problem_response(
                "unavailable", f"Not ready: {', '.join(away)}.", request_id(request), context=states
            )
        return Response(to_json({"status": "ready", "dependencies": states}), media_type="application/json")

    return routes


def _state(check: Callable[[], None]) -> str:
    try:
        check()
    except TolpuddleError as error:
        return error.sentence
    return "ok"
