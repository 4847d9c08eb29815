"""What is asked of scoring beside screening: corridors, how statements are asked, question lists of laws."""

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from tolpuddle.gateway.corridor_schemas import FeesRequest
from tolpuddle.gateway.matching.lists_client import Call
from tolpuddle.kernel.answer_words import AnswerKind
from tolpuddle.v1 import scoring_service_pb2 as messages


@dataclass(frozen=True, slots=True)
class Statement:
    """How a statement is asked."""

    id: str
    question: str
    kind: AnswerKind
    urgent: bool
    """People may be in danger where it is present."""


@dataclass(frozen=True, slots=True)
class Known:
    """What can be answered."""

    statements: Mapping[str, Statement]
    """Every id and further id that was asked for -> its statement."""
    controls: frozenset[str]
    edition: str


class AskedClient:
    """A part of the client of scoring."""

    def __init__(self, scoring: Any, call: Call) -> None:
        """scoring: the stub of the service."""
        self._scoring = scoring
        self._call = call

    def corridor(
        self, origin: str, destination: str, sector: str | None, on: str | None
    ) -> Mapping[str, Any]:
        """As CorridorAnswer, without notice. Raises: as Call."""
        request = _corridor(origin, destination, sector, on)
        answer: messages.CorridorResponse = self._call("Corridor", self._scoring.Corridor, request)
        return json.loads(answer.json)

    def fees(self, asked: FeesRequest) -> Mapping[str, Any]:
        """As FeesAnswer, without notice. Raises: as Call; UnusableInputError that names the field."""
        costs = [
            messages.PaidCost(
                cost_head=cost.cost_head,
                paid=messages.Amount(amount=cost.amount, currency=cost.currency),
                payer=cost.payer,
                repaid=cost.repaid or "",
            )
            for cost in asked.costs
        ]
        pay = asked.pay
        request = messages.CorridorFeesRequest(
            costs=costs,
            pay=None if pay is None else messages.Amount(amount=pay.amount, currency=pay.currency),
            currency=asked.currency or "",
            rates=asked.rates,
            share=asked.share or "",
            interest=asked.interest or "",
            contract_months=asked.contract_months or "",
        )
        if asked.origin is not None and asked.destination is not None:
            request.corridor.CopyFrom(_corridor(asked.origin, asked.destination, asked.sector, asked.on))
        answer: messages.CorridorFeesResponse = self._call(
            "CorridorFees", self._scoring.CorridorFees, request
        )
        return json.loads(answer.json)

    def known(self, ids: Collection[str]) -> Known:
        """Statements by any of their ids; none: all. Raises: as Call."""
        request = messages.StatementsRequest(ids=sorted(ids))
        answer: messages.StatementsResponse = self._call("Statements", self._scoring.Statements, request)
        found = {name: _statement(each) for each in answer.statements for name in each.names}
        return Known(found, frozenset(answer.controls), answer.edition)

    def law_questions(self, law: str) -> Mapping[str, Any]:
        """edition, laws, questions of the law, titles of facts. Raises: as Call; NotFoundError."""
        request = messages.LawQuestionsRequest(law=law)
        answer: messages.LawQuestionsResponse = self._call(
            "LawQuestions", self._scoring.LawQuestions, request
        )
        return json.loads(answer.json)


def _corridor(origin: str, destination: str, sector: str | None, on: str | None) -> messages.CorridorRequest:
    return messages.CorridorRequest(origin=origin, destination=destination, sector=sector or "", on=on or "")


def _statement(facts: messages.StatementFacts) -> Statement:
    kind = AnswerKind(
        facts.answer_type,
        facts.unit,
        tuple(facts.options),
        facts.minimum if facts.HasField("minimum") else None,
        facts.maximum if facts.HasField("maximum") else None,
    )
    return Statement(facts.statement_id, facts.question, kind, facts.urgent)
