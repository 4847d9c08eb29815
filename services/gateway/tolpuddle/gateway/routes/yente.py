"""The matching API of yente, so that clients of OpenSanctions ask here unchanged."""

from typing import Annotated, Any

from fastapi import APIRouter, Query, Request, Security
from pydantic_core import to_json
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response

from tolpuddle.gateway.bodies import JSON, json_body, parse, read_json
from tolpuddle.gateway.days import this_day
from tolpuddle.gateway.dependencies import Dependencies
from tolpuddle.gateway.matching import yente_now
from tolpuddle.gateway.matching.yente_schemas import (
    YenteAdjacent,
    YenteAdjacentOfOne,
    YenteAlgorithms,
    YenteCatalog,
    YenteEntity,
    YenteMatches,
    YenteQuery,
    YenteSearch,
    YenteSearchWishes,
    YenteStatus,
    YenteWishes,
)
from tolpuddle.gateway.matching.yente_shape import ALGORITHM, catalog_shape, entity_shape, sanction_shape
from tolpuddle.gateway.problems import problem_answers
from tolpuddle.gateway.security import BEARER, Admitted, Caller
from tolpuddle.kernel.errors import NotFoundError
from tolpuddle.kernel.listed import Entry

_DESCRIPTION = "Names of companies are compared with official orders and lists on forced labour. Absence is not clearance."
_PROBLEMS = problem_answers(
    "unauthorized", "foreign_origin", "invalid_request", "unavailable", "edition", "not_found"
)
_SANCTIONS = "sanctions"
_Limit = Annotated[int, Query(ge=0, le=500)]
_Offset = Annotated[int, Query(ge=0)]


def router(dependencies: Dependencies) -> APIRouter:
    """/match/{dataset_id}, /search/{dataset_id}, /catalog, /algorithms, /entities/{entity_id}, /healthz, /readyz."""
    routes = APIRouter(tags=["yente"])
    key = [Security(BEARER)]
    lists, longest = dependencies.scoring.lists, dependencies.settings.max_body_bytes

    @routes.post(
        "/match/{dataset_id}",
        operation_id="yente_match",
        summary="Match companies by example, as yente does",
        description=_DESCRIPTION + " dataset_id: the id of a list, or “default” for all.",
        response_class=Response,
        dependencies=key,
        openapi_extra=json_body("YenteQuery"),
        responses={
            200: {"description": "Results by key of the query", "model": YenteMatches},
            **_PROBLEMS,
            **problem_answers("limit"),
        },
    )
    async def yente_match(
        request: Request, caller: Admitted, dataset_id: str, wishes: Annotated[YenteWishes, Query()]
    ) -> Response:
        body = await read_json(request, longest)
        return await run_in_threadpool(matched, caller, dataset_id, wishes, body)

    def matched(caller: Caller, dataset: str, wishes: YenteWishes, body: bytes) -> Response:
        return _json(
            yente_now.match(dependencies, caller, dataset, wishes, parse(YenteQuery, body), this_day())
        )

    @routes.get(
        "/search/{dataset_id}",
        operation_id="yente_search",
        summary="Entities with a name whose words begin so",
        response_class=Response,
        dependencies=key,
        responses={200: {"description": "In the order of the lists", "model": YenteSearch}, **_PROBLEMS},
    )
    def yente_search(
        caller: Admitted, dataset_id: str, wishes: Annotated[YenteSearchWishes, Query()]
    ) -> Response:
        return _json(yente_now.search(dependencies, dataset_id, wishes, this_day()))

    @routes.get(
        "/catalog",
        operation_id="yente_catalog",
        summary="The lists as datasets, each with how partial it is",
        response_class=Response,
        dependencies=key,
        responses={200: {"description": "`default` holds all of them", "model": YenteCatalog}, **_PROBLEMS},
    )
    def yente_catalog(caller: Admitted) -> Response:
        return _json(catalog_shape(lists.lists()))

    @routes.get(
        "/algorithms",
        operation_id="yente_algorithms",
        summary="The one algorithm that answers under any name",
        response_class=Response,
        dependencies=key,
        responses={
            200: {"description": "default and best are the same", "model": YenteAlgorithms},
            **problem_answers("unauthorized", "foreign_origin"),
        },
    )
    async def yente_algorithms(caller: Admitted) -> Response:
        only: dict[str, Any] = {"name": ALGORITHM, "description": _DESCRIPTION, "docs": {}, "features": {}}
        return _json({"algorithms": [only], "default": ALGORITHM, "best": ALGORITHM})

    @routes.get(
        "/entities/{entity_id}",
        operation_id="yente_entity",
        summary="One entry, with its order beside it",
        response_class=Response,
        dependencies=key,
        responses={200: {"description": "As an entity", "model": YenteEntity}, **_PROBLEMS},
    )
    def yente_entity(caller: Admitted, entity_id: str, nested: bool = True) -> Response:
        return _json(entity_shape(entry_of(entity_id), lists.lists(), this_day(), nested=nested))

    @routes.get(
        "/entities/{entity_id}/adjacent",
        operation_id="yente_adjacent",
        summary="What stands next to an entry",
        response_class=Response,
        dependencies=key,
        responses={200: {"description": "By property", "model": YenteAdjacent}, **_PROBLEMS},
    )
    def yente_adjacent(caller: Admitted, entity_id: str, limit: _Limit = 10, offset: _Offset = 0) -> Response:
        entity = entity_shape(entry_of(entity_id), lists.lists(), this_day())
        return _json({"entity": entity, "adjacent": {_SANCTIONS: orders_of(entity_id, limit, offset)}})

    @routes.get(
        "/entities/{entity_id}/adjacent/{property_id}",
        operation_id="yente_adjacent_of_one",
        summary="What stands next to an entry in one property",
        response_class=Response,
        dependencies=key,
        responses={200: {"description": "A page", "model": YenteAdjacentOfOne}, **_PROBLEMS},
    )
    def yente_adjacent_of_one(
        caller: Admitted, entity_id: str, property_id: str, limit: _Limit = 10, offset: _Offset = 0
    ) -> Response:
        if property_id != _SANCTIONS:
            raise NotFoundError("An entry has nothing but sanctions next to it.", property=property_id)
        return _json(orders_of(entity_id, limit, offset))

    def entry_of(entity_id: str) -> Entry:
        found = lists.entries([entity_id]).get(entity_id)
        if found is None:
            raise NotFoundError("There is no entry with this id on any list here.", entity_id=entity_id)
        return found

    def orders_of(entity_id: str, limit: int, offset: int) -> dict[str, Any]:
        orders = [sanction_shape(entry_of(entity_id), lists.lists())]
        shown = orders[offset : offset + limit]
        total = {"value": len(orders), "relation": "eq"}
        return {"results": shown, "total": total, "limit": limit, "offset": offset}

    @routes.get(
        "/healthz",
        operation_id="yente_healthz",
        summary="The process runs",
        response_class=Response,
        responses={
            200: {"description": "It does", "model": YenteStatus},
            **problem_answers("foreign_origin"),
        },
    )
    async def yente_healthz() -> Response:
        return _json({"status": "ok"})

    @routes.get(
        "/readyz",
        operation_id="yente_readyz",
        summary="Lists are there to be compared with",
        response_class=Response,
        responses={
            200: {"description": "Ask", "model": YenteStatus},
            **problem_answers("foreign_origin", "unavailable"),
        },
    )
    def yente_readyz() -> Response:
        dependencies.scoring.check()
        return _json({"status": "ok"})

    return routes


def _json(answer: dict[str, Any]) -> Response:
    return Response(to_json(answer), media_type=JSON)
