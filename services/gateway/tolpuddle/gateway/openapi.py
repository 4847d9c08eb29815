"""The OpenAPI document: what the framework finds in the routes, and the schemas that only bodies read by hand use."""

from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from pydantic.json_schema import models_json_schema

from tolpuddle.gateway.corridor_schemas import FeesRequest
from tolpuddle.gateway.evidence.schemas import EvidenceRequest
from tolpuddle.gateway.matching.schemas import MatchDecisionRequest, MatchRequest, WithdrawalRequest
from tolpuddle.gateway.matching.yente_schemas import YenteQuery
from tolpuddle.gateway.problems import Problem
from tolpuddle.gateway.schemas import ScreeningRequest, VerifyRequest, WhatIfRequest

_BY_HAND = (
    Problem, ScreeningRequest, VerifyRequest, WhatIfRequest, MatchRequest, MatchDecisionRequest, WithdrawalRequest,
    YenteQuery, FeesRequest, EvidenceRequest,
)  # fmt: skip


def complete_openapi(app: FastAPI) -> None:
    """Make app.openapi() give the whole document."""

    def document() -> dict[str, Any]:
        if app.openapi_schema is None:
            app.openapi_schema = _document(app)
        return app.openapi_schema

    app.openapi = document


def _document(app: FastAPI) -> dict[str, Any]:
    found = get_openapi(
        title=app.title,
        version=app.version,
        summary=app.summary,
        description=app.description,
        routes=app.routes,
        tags=app.openapi_tags,
        license_info=app.license_info,
    )
    _, extra = models_json_schema(
        [(model, "validation") for model in _BY_HAND], ref_template="#/components/schemas/{model}"
    )
    schemas = found.setdefault("components", {}).setdefault("schemas", {})
    for name, schema in extra["$defs"].items():
        schemas.setdefault(name, schema)
    return found
