"""Corridors, statements and question lists of laws over gRPC: messages read, answers written."""

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any, Final

import polars as pl

from tolpuddle.kernel.edition import Edition
from tolpuddle.kernel.errors import NotFoundError, UnusableInputError
from tolpuddle.scoring.core.corridors.costs import Account, Cost, Money, amount, currency, rate
from tolpuddle.scoring.core.corridors.fees import reckon
from tolpuddle.scoring.core.corridors.read import Corridors
from tolpuddle.scoring.core.corridors.shape import corridor_shape, reckoning_shape
from tolpuddle.scoring.core.edition_tables import typed_table
from tolpuddle.scoring.core.evidence.statement import Statement
from tolpuddle.scoring.core.evidence.tables import open_indicators, open_items
from tolpuddle.v1 import scoring_service_pb2 as messages

_PAYERS: Final = ("worker", "employer", "agency", "other")
_QUESTIONS: Final = (
    "law", "law_version", "as_of", "field", "option", "block", "title", "type", "answered_by", "statement_ids",
    "control_ids", "facts", "note",
)  # fmt: skip
_LISTS: Final = ("statement_ids", "control_ids", "facts")


@dataclass(frozen=True, slots=True)
class Asked:
    """What of an edition is asked about here rather than screened with."""

    corridors: Corridors
    statements: tuple[Statement, ...]
    controls: tuple[str, ...]

    @classmethod
    def from_edition(cls, edition: Edition) -> "Asked":
        """Raises: EditionError when a table is missing."""
        statements = open_items(edition, open_indicators(edition))
        controls = typed_table(edition, "controls", {"control_id": pl.String}).get_column("control_id")
        return cls(Corridors.from_edition(edition), statements, tuple(controls))


def corridor_told(corridors: Corridors, request: messages.CorridorRequest) -> bytes:
    """A corridor as JSON. Raises: NotFoundError."""
    facts = corridors.of(request.origin, request.destination, request.sector or None, request.on or None)
    return _json(corridor_shape(facts))


def fees_told(corridors: Corridors, request: messages.CorridorFeesRequest) -> bytes:
    """A reckoning as JSON. Raises: UnusableInputError that names the field; NotFoundError."""
    asked = request.corridor
    corridor = (asked.origin, asked.destination) if request.HasField("corridor") else None
    found = reckon(_account(request), corridors, corridor, asked.sector or None, asked.on or None)
    return _json(reckoning_shape(found, corridors.edition))


def _account(request: messages.CorridorFeesRequest) -> Account:
    return Account(
        costs=[_cost(cost, at) for at, cost in enumerate(request.costs)],
        pay=_money(request.pay, "pay") if request.HasField("pay") else None,
        currency=currency(request.currency, "currency") if request.currency else None,
        rates={currency(name, "rates"): rate(text, f"rates/{name}") for name, text in request.rates.items()},
        share=amount(request.share, "share") if request.share else None,
        interest=amount(request.interest, "interest") if request.interest else None,
        contract_months=amount(request.contract_months, "contract_months")
        if request.contract_months
        else None,
    )


def _cost(cost: messages.PaidCost, at: int) -> Cost:
    payer = cost.payer or "worker"
    if payer not in _PAYERS:
        raise UnusableInputError(f"Who paid is one of {', '.join(_PAYERS)}.", field=f"costs/{at}/payer")
    repaid = amount(cost.repaid or "0", f"costs/{at}/repaid")
    return Cost(cost.cost_head, _money(cost.paid, f"costs/{at}"), payer, repaid)


def _money(given: messages.Amount, where: str) -> Money:
    return Money(amount(given.amount, f"{where}/amount"), currency(given.currency, f"{where}/currency"))


def statements_told(asked: Asked, ids: Collection[str], edition: str) -> messages.StatementsResponse:
    """Statements by any of their ids; no ids: all."""
    found = [_statement(item) for item in asked.statements if not ids or not set(ids).isdisjoint(item.names)]
    return messages.StatementsResponse(statements=found, controls=asked.controls, edition=edition)


def _statement(item: Statement) -> messages.StatementFacts:
    """How a statement is asked."""
    return messages.StatementFacts(
        statement_id=item.id,
        pack=item.pack,
        question=item.question,
        answer_type=item.kind.type,
        unit=item.kind.unit,
        options=item.kind.options,
        minimum=item.kind.minimum,
        maximum=item.kind.maximum,
        urgent=item.urgent,
        names=item.names,
        short=item.short,
    )


def questions_told(edition: Edition, law: str) -> bytes:
    """Question lists as JSON: {edition, laws, questions, facts}. Raises: NotFoundError when there is no such law."""
    table = typed_table(edition, "law_questions", dict.fromkeys(_QUESTIONS, pl.String))
    laws = table.get_column("law").unique(maintain_order=True).to_list()
    if law and law not in laws:
        raise NotFoundError(f"There is no question list of this law here; there are {', '.join(laws)}.")
    rows = table.filter(pl.col("law") == law) if law else table
    facts = typed_table(edition, "case_file_facts", {"fact_id": pl.String, "title": pl.String})
    questions = [_question(row) for row in rows.iter_rows(named=True)]
    return _json(
        {"edition": edition.name, "laws": laws, "questions": questions, "facts": dict(facts.iter_rows())}
    )


def _question(row: Mapping[str, str | None]) -> dict[str, Any]:
    lists = {name: [word.strip() for word in (row[name] or "").split(";") if word.strip()] for name in _LISTS}
    return {**row, **lists}


def _json(told: Mapping[str, Any]) -> bytes:
    return json.dumps(told, ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode()
