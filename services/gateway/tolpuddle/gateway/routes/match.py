"""Names compared with official orders and lists; what people decided on the matches."""

from datetime import UTC, datetime
from typing import Annotated

from fastapi import APIRouter, Query, Request, Security
from pydantic_core import to_json
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response

from tolpuddle.gateway.bodies import JSON, json_body, parse, read_json
from tolpuddle.gateway.days import this_day
from tolpuddle.gateway.dependencies import Dependencies
from tolpuddle.gateway.matching.answers import MatchDecisionAnswer, MatchDecisions, Matches
from tolpuddle.gateway.matching.decide import decide, held_against_today
from tolpuddle.gateway.matching.decisions import Filters, Now
from tolpuddle.gateway.matching.now import match_now
from tolpuddle.gateway.matching.schemas import MatchDecisionRequest, WithdrawalRequest
from tolpuddle.gateway.matching.shape import whole
from tolpuddle.gateway.problems import problem_answers
from tolpuddle.gateway.security import BEARER, Admitted, Caller

_PROBLEMS = ("unauthorized", "foreign_origin", "invalid_request", "unavailable", "edition")


def router(dependencies: Dependencies) -> APIRouter:
    """POST /v1/match; POST and GET /v1/match-decisions, GET …/{id}, POST …/{id}/withdraw."""
    routes = APIRouter(prefix="/v1", tags=["match"], dependencies=[Security(BEARER)])
    store, longest = dependencies.store.decisions, dependencies.settings.max_body_bytes

    @routes.post(
        "/match",
        operation_id="match_names",
        summary="Compare names with official orders and lists",
        description="Nothing is stored. Decisions stand beside the matches they are about and change none of them.",
        response_class=Response,
        openapi_extra=json_body("MatchRequest"),
        responses={
            200: {"description": "Candidates of each query, best first", "model": Matches},
            **problem_answers(*_PROBLEMS, "not_found", "limit"),
        },
    )
    async def match_names(request: Request, caller: Admitted) -> Response:
        body = await read_json(request, longest)
        today = this_day()
        return Response(
            await run_in_threadpool(match_now, dependencies, caller, body, today), media_type=JSON
        )

    @routes.post(
        "/match-decisions",
        operation_id="decide_match",
        summary="Decide that a supplier is, or is not, the company of an entry",
        description="What was seen is kept with the decision: when a name, address, section or product of the entry, or "
        "the supplier's own name or country changes, the match is shown as open again, with what changed.",
        response_class=Response,
        status_code=201,
        openapi_extra=json_body("MatchDecisionRequest"),
        responses={
            201: {"description": "Kept", "model": MatchDecisionAnswer},
            **problem_answers(*_PROBLEMS, "not_found", "limit"),
        },
    )
    async def decide_match(request: Request, caller: Admitted) -> Response:
        body = await read_json(request, longest)
        return await run_in_threadpool(decided, caller, body)

    def decided(caller: Caller, body: bytes) -> Response:
        asked = parse(MatchDecisionRequest, body)
        decision = decide(dependencies, caller, asked, datetime.now(UTC))
        where = {"Location": f"/v1/match-decisions/{decision.id}"}
        return Response(to_json(whole(decision, Now("in_force"))), 201, where, JSON)

    @routes.get(
        "/match-decisions",
        operation_id="list_match_decisions",
        summary="Decisions on matches, newest first",
        response_class=Response,
        responses={
            200: {"description": "Each with how it stands today", "model": MatchDecisions},
            **problem_answers(*_PROBLEMS),
        },
    )
    def list_match_decisions(
        caller: Admitted,
        supplier_id: Annotated[str | None, Query(max_length=200)] = None,
        name: Annotated[str | None, Query(max_length=500, description="In any spelling")] = None,
        list: Annotated[str | None, Query(max_length=200, description="Id of a list")] = None,
        order_id: Annotated[str | None, Query(max_length=200)] = None,
        every: Annotated[
            bool, Query(description="With those that were withdrawn or replaced by a later one")
        ] = False,
        limit: Annotated[int, Query(ge=1, le=200)] = 50,
        before: Annotated[int | None, Query(description="`next` of the page before")] = None,
    ) -> Response:
        filters = Filters(supplier_id, name, list, order_id, every)
        found, older = store.listed(caller.tenant, filters, limit, before)
        held = held_against_today(dependencies, caller.tenant, found, this_day())
        return Response(
            to_json({"decisions": [whole(*each) for each in held], "next": older}), media_type=JSON
        )

    @routes.get(
        "/match-decisions/{decision_id}",
        operation_id="read_match_decision",
        summary="One decision, with how it stands today",
        response_class=Response,
        responses={
            200: {"description": "As it was recorded", "model": MatchDecisionAnswer},
            **problem_answers(*_PROBLEMS, "not_found"),
        },
    )
    def read_match_decision(caller: Admitted, decision_id: str) -> Response:
        decision = store.read(caller.tenant, decision_id)
        (held,) = held_against_today(dependencies, caller.tenant, [decision], this_day())
        return Response(to_json(whole(*held)), media_type=JSON)

    @routes.post(
        "/match-decisions/{decision_id}/withdraw",
        operation_id="withdraw_match_decision",
        summary="Take a decision back; the match is open again",
        response_class=Response,
        openapi_extra=json_body("WithdrawalRequest"),
        responses={
            200: {"description": "It stays in the record", "model": MatchDecisionAnswer},
            **problem_answers(*_PROBLEMS, "not_found", "limit"),
        },
    )
    async def withdraw_match_decision(request: Request, caller: Admitted, decision_id: str) -> Response:
        body = await read_json(request, longest)
        return await run_in_threadpool(withdrawn, caller, decision_id, body)

    def withdrawn(caller: Caller, decision_id: str, body: bytes) -> Response:
        asked = parse(WithdrawalRequest, body)
        decision = store.withdraw(
            caller.tenant, decision_id, by=asked.withdrawn_by, why=asked.reason, at=datetime.now(UTC)
        )
        return Response(
            to_json(whole(decision, Now("withdrawn", (f"It was withdrawn: {decision.withdrawn_why}",)))),
            media_type=JSON,
        )

    return routes
