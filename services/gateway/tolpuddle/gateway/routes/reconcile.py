"""OpenRefine's reconciliation protocol 0.2: manifest, queries, extension, suggestions, preview."""

from collections.abc import Mapping, Sequence
from importlib import resources
from typing import Annotated, Any
from urllib.parse import parse_qs, urlsplit

from fastapi import APIRouter, Query, Request, Security
from jinja2 import Environment, StrictUndefined
from pydantic_core import to_json
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response

from tolpuddle.gateway.answers import NOTICE
from tolpuddle.gateway.bodies import JSON, media_type, parse, read_json
from tolpuddle.gateway.days import this_day
from tolpuddle.gateway.dependencies import Dependencies
from tolpuddle.gateway.matching import reconcile_now, reconcile_shape
from tolpuddle.gateway.matching.reconcile_schemas import (
    ExtendQuery,
    ProposedProperties,
    ReconcileAnswer,
    ReconcileQueries,
    SuggestAnswer,
)
from tolpuddle.gateway.problems import (
    FieldError,
    RequestRefusedError,
    UnsupportedMediaError,
    problem_answers,
)
from tolpuddle.gateway.security import BEARER, Admitted, Caller
from tolpuddle.gateway.settings import is_loopback
from tolpuddle.kernel.errors import NotFoundError

_FORM = "application/x-www-form-urlencoded"
_FORM_FIELDS: dict[str, Any] = {
    "type": "object",
    "properties": {
        "queries": {"type": "string", "description": "JSON object of key -> query"},
        "extend": {"type": "string", "description": "JSON object with ids and properties"},
    },
}
_BODY: dict[str, Any] = {"requestBody": {"required": True, "content": {_FORM: {"schema": _FORM_FIELDS}}}}
_PROBLEMS = problem_answers("unauthorized", "foreign_origin", "invalid_request", "unavailable", "edition")
_Json = Annotated[str | None, Query(max_length=200_000)]
_Prefix = Annotated[str, Query(max_length=500, description="Beginning of what is typed")]
_Cursor = Annotated[int, Query(ge=0, le=9_999, description="How many to skip")]


def router(dependencies: Dependencies) -> APIRouter:
    """GET and POST /reconcile; /reconcile/suggest/…, /reconcile/extend/propose, /reconcile/preview, /reconcile/view."""
    routes = APIRouter(prefix="/reconcile", tags=["reconcile"], dependencies=[Security(BEARER)])
    lists, settings = dependencies.scoring.lists, dependencies.settings
    origins = frozenset(settings.reconcile_origins.replace(",", " ").split())
    text = (resources.files("tolpuddle.gateway") / "pages" / "entry.html").read_text(encoding="utf-8")
    page = Environment(autoescape=True, undefined=StrictUndefined).from_string(text)
    framing = "; ".join(
        (
            "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'",
            " ".join(("frame-ancestors 'self' http://127.0.0.1:* http://localhost:*", *sorted(origins))),
        )
    )

    def answer(request: Request, content: Mapping[str, Any]) -> Response:
        """JSON that a page of OpenRefine, on this machine or named in the settings, may read."""
        return Response(to_json(content), headers=_shared_with(request, origins), media_type=JSON)

    @routes.get(
        "",
        operation_id="reconcile_manifest",
        summary="What the service offers; with queries or extend, their answer",
        response_class=Response,
        responses={200: {"description": "As was asked", "model": ReconcileAnswer}, **_PROBLEMS},
    )
    def reconcile_manifest(
        request: Request, caller: Admitted, queries: _Json = None, extend: _Json = None
    ) -> Response:
        if queries is None and extend is None:
            base = str(request.base_url).rstrip("/") + "/reconcile"
            return answer(request, reconcile_shape.manifest(base, lists.lists()))
        return answered(request, caller, queries, extend)

    @routes.post(
        "",
        operation_id="reconcile",
        summary="Reconcile cells, or extend entries by their properties",
        response_class=Response,
        openapi_extra=_BODY,
        responses={
            200: {"description": "As was asked", "model": ReconcileAnswer},
            **_PROBLEMS,
            **problem_answers("limit", "unsupported_media_type"),
        },
    )
    async def reconcile(request: Request, caller: Admitted) -> Response:
        if media_type(request) != _FORM:
            raise UnsupportedMediaError(f"Send queries or extend as {_FORM}.")
        body = await read_json(request, settings.max_body_bytes)
        try:
            fields = parse_qs(body.decode(), keep_blank_values=True, max_num_fields=20)
        except ValueError:
            raise _refused("The form cannot be read.", "queries") from None
        given = {name: values[0] for name, values in fields.items()}
        return await run_in_threadpool(answered, request, caller, given.get("queries"), given.get("extend"))

    def answered(request: Request, caller: Caller, queries: str | None, extend: str | None) -> Response:
        if queries is not None:
            asked = parse(ReconcileQueries, queries.encode())
            return answer(request, reconcile_now.reconcile(dependencies, caller, asked.root, this_day()))
        if extend is None:
            raise _refused("The form has neither queries nor extend.", "queries")
        wanted = parse(ExtendQuery, extend.encode())
        entries = lists.entries(wanted.ids)
        return answer(request, reconcile_shape.extension(wanted, entries, lists.lists(), this_day()))

    @routes.get(
        "/suggest/entity",
        operation_id="suggest_entity",
        summary="Entries with a name whose words begin so",
        response_class=Response,
        responses={200: {"description": "In the order of the lists", "model": SuggestAnswer}, **_PROBLEMS},
    )
    def suggest_entity(request: Request, caller: Admitted, prefix: _Prefix, cursor: _Cursor = 0) -> Response:
        known = lists.lists()
        found = lists.find(prefix, limit=10, offset=cursor).entries
        shapes = [reconcile_shape.entity_suggestion(entry, known, this_day()) for entry in found]
        return answer(request, {"result": shapes})

    @routes.get(
        "/suggest/property",
        operation_id="suggest_property",
        summary="Properties that begin so",
        response_class=Response,
        responses={200: {"description": "Id and name", "model": SuggestAnswer}, **_PROBLEMS},
    )
    def suggest_property(
        request: Request, caller: Admitted, prefix: _Prefix = "", cursor: _Cursor = 0
    ) -> Response:
        return answer(request, {"result": reconcile_shape.properties_shape(prefix)[cursor:]})

    @routes.get(
        "/suggest/type",
        operation_id="suggest_type",
        summary="Lists, which are the types of entries",
        response_class=Response,
        responses={200: {"description": "Id and name", "model": SuggestAnswer}, **_PROBLEMS},
    )
    def suggest_type(
        request: Request, caller: Admitted, prefix: _Prefix = "", cursor: _Cursor = 0
    ) -> Response:
        wanted = prefix.strip().lower()
        shapes = [reconcile_shape.type_shape(each) for each in lists.lists().lists]
        found = [each for each in shapes if wanted in each["name"].lower() or each["id"].startswith(wanted)]
        return answer(request, {"result": found[cursor:]})

    @routes.get(
        "/extend/propose",
        operation_id="propose_properties",
        summary="Properties by which entries can be extended",
        response_class=Response,
        responses={200: {"description": "The same for every list", "model": ProposedProperties}, **_PROBLEMS},
    )
    def propose_properties(
        request: Request,
        caller: Admitted,
        type: Annotated[str | None, Query(max_length=200)] = None,
        limit: Annotated[int, Query(ge=0, le=1000)] = 100,
    ) -> Response:
        proposed = reconcile_shape.properties_shape()[:limit]
        return answer(request, {"type": type, "limit": limit, "properties": proposed})

    def shown(entry_id: str) -> Response:
        entry = lists.entries([entry_id]).get(entry_id)
        if entry is None:
            raise NotFoundError("There is no entry with this id on any list here.", id=entry_id)
        known, today = lists.lists(), this_day()
        lines: list[tuple[str, Sequence[str]]] = [
            (title, values)
            for name, title in reconcile_shape.PROPERTIES.items()
            if (values := reconcile_shape.values_of(entry, name, known, today))
        ]
        html = page.render(
            name=entry.caption,
            description=reconcile_shape.description(entry, known, today),
            lines=lines,
            notice=NOTICE,
        )
        return Response(
            html, media_type="text/html; charset=utf-8", headers={"Content-Security-Policy": framing}
        )

    _page: dict[int | str, Any] = {
        200: {"description": "A page", "content": {"text/html": {"schema": {"type": "string"}}}},
        **_PROBLEMS,
        **problem_answers("not_found"),
    }

    @routes.get(
        "/preview",
        operation_id="preview_entry",
        summary="An entry as a small page",
        response_class=Response,
        responses=_page,
    )
    def preview_entry(caller: Admitted, id: Annotated[str, Query(max_length=500)]) -> Response:
        return shown(id)

    @routes.get(
        "/view",
        operation_id="view_entry",
        summary="An entry as a page",
        response_class=Response,
        responses=_page,
    )
    def view_entry(caller: Admitted, id: Annotated[str, Query(max_length=500)]) -> Response:
        return shown(id)

    return routes


def _shared_with(request: Request, origins: frozenset[str]) -> dict[str, str]:
    origin = request.headers.get("origin")
    if origin is None or not (origin in origins or is_loopback(urlsplit(origin).hostname or "")):
        return {"Vary": "Origin"}
    return {"Vary": "Origin", "Access-Control-Allow-Origin": origin}


def _refused(reason: str, field: str) -> RequestRefusedError:
    return RequestRefusedError(reason, [FieldError(field=field, pointer=f"/{field}", reason=reason)])
