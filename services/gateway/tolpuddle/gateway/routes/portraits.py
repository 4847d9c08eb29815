"""Countries, goods and pairs of both as list and model show them, as JSON."""

from collections.abc import Mapping
from typing import Any

from fastapi import APIRouter, Security
from pydantic_core import to_json
from starlette.responses import Response

from tolpuddle.gateway.answers import NOTICE
from tolpuddle.gateway.dependencies import Dependencies
from tolpuddle.gateway.portrait_shape import Portrait, PortraitIndex
from tolpuddle.gateway.problems import problem_answers
from tolpuddle.gateway.security import BEARER, Admitted

_REFUSALS = ("unauthorized", "foreign_origin", "unavailable", "edition")


def router(dependencies: Dependencies) -> APIRouter:
    """GET /v1/reference/countries, …/{country_id}, …/{country_id}/goods/{good_id}; /v1/reference/goods, …/{good_id}."""
    routes = APIRouter(prefix="/v1/reference", tags=["reference"], dependencies=[Security(BEARER)])
    scoring = dependencies.scoring
    index: dict[int | str, dict[str, Any]] = {
        200: {"description": "By name", "model": PortraitIndex}, **problem_answers(*_REFUSALS),
    }  # fmt: skip
    portrait: dict[int | str, dict[str, Any]] = {
        200: {"description": "With words and numbers", "model": Portrait},
        **problem_answers(*_REFUSALS, "invalid_request", "not_found"),
    }

    def told(answer: Mapping[str, Any]) -> Response:
        return Response(to_json({"notice": NOTICE, **answer}), media_type="application/json")

    def listed(kind: str) -> Response:
        found = scoring.portray()
        return told({name: found[name] for name in ("edition", "list_year")} | {"lines": found[kind]})

    @routes.get(
        "/countries",
        operation_id="list_countries",
        summary="Every country, with its entries on the list of goods",
        response_class=Response,
        responses=index,
    )
    def list_countries(caller: Admitted) -> Response:
        return listed("countries")

    @routes.get(
        "/goods",
        operation_id="list_goods",
        summary="Every good, with its entries on the list of goods",
        response_class=Response,
        responses=index,
    )
    def list_goods(caller: Admitted) -> Response:
        return listed("goods")

    @routes.get(
        "/countries/{country_id}",
        operation_id="read_country",
        summary="A country: its entries, its prior and what makes it up",
        response_class=Response,
        responses=portrait,
    )
    def read_country(caller: Admitted, country_id: str) -> Response:
        return told(scoring.portray(iso3=country_id))

    @routes.get(
        "/goods/{good_id}",
        operation_id="read_good",
        summary="A good: its entries, its prior and what makes it up",
        response_class=Response,
        responses=portrait,
    )
    def read_good(caller: Admitted, good_id: str) -> Response:
        return told(scoring.portray(good_id=good_id))

    @routes.get(
        "/countries/{country_id}/goods/{good_id}",
        operation_id="read_pair",
        summary="A good of a country: its entry, its prior and what makes it up",
        response_class=Response,
        responses=portrait,
    )
    def read_pair(caller: Admitted, country_id: str, good_id: str) -> Response:
        return told(scoring.portray(iso3=country_id, good_id=good_id))

    return routes
