"""One request to match from its JSON to its answer: compared by scoring, decisions put beside."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import date
from typing import Any

from pydantic_core import to_json

from tolpuddle.gateway.answers import NOTICE
from tolpuddle.gateway.bodies import parse
from tolpuddle.gateway.dependencies import Dependencies
from tolpuddle.gateway.matching.decisions import DecisionStore, Subject, matching, stands_now
from tolpuddle.gateway.matching.schemas import MAX_QUERIES, MatchQuery, MatchRequest
from tolpuddle.gateway.matching.shape import Decided, candidate_shape, list_shape
from tolpuddle.gateway.security import Caller
from tolpuddle.kernel.errors import LimitError
from tolpuddle.kernel.listed import VERDICTS, NameAnswer, NameQuery
from tolpuddle.kernel.spellings import fold


def match_now(dependencies: Dependencies, caller: Caller, body: bytes, today: date) -> bytes:
    """The answer's JSON. Raises: RequestRefusedError, LimitError, NotFoundError, UnavailableError."""
    asked = parse(MatchRequest, body)
    if len(asked.queries) > MAX_QUERIES:
        raise LimitError(
            f"One request may hold {MAX_QUERIES:,} queries, this one has {len(asked.queries):,}.",
            max_queries=MAX_QUERIES,
            field="queries",
        )
    queries = [name_query(query, at) for at, query in enumerate(asked.queries, start=1)]
    found = dependencies.scoring.lists.match(queries, asked.lists, asked.top)
    subjects = [
        Subject(query.names, answer.iso3, given.supplier_id)
        for query, answer, given in zip(queries, found.answers, asked.queries, strict=True)
    ]
    beside = decisions_beside(dependencies.store.decisions, caller.tenant, subjects, found.answers, today)
    least = VERDICTS.index(asked.least)
    return to_json(
        {
            "notice": NOTICE,
            "edition": found.edition,
            "on": today,
            "thresholds": asdict(found.thresholds),
            "lists": [list_shape(facts) for facts in found.lists],
            "answers": [
                _answer(query, answer, decided, least, today)
                for query, answer, decided in zip(queries, found.answers, beside, strict=True)
            ],
        }
    )


def name_query(query: MatchQuery, at: int) -> NameQuery:
    """A query as scoring takes it; at: its place in the request, from 1."""
    return NameQuery(query.query_id or str(at), (query.name, *query.other_names), query.country)


def decisions_beside(
    store: DecisionStore,
    tenant: str,
    subjects: Sequence[Subject],
    answers: Sequence[NameAnswer],
    today: date,
) -> list[Mapping[str, Decided]]:
    """For each answer: id of a candidate's entry -> the decision on it, and how it stands."""
    known = store.about(tenant, subjects)
    if not known:
        return [{} for _ in answers]
    # By what a decision is found with, so that many queries and many decisions are not all compared with each other.
    places: dict[tuple[str, str], list[int]] = {}
    for at, each in enumerate(known):
        for key in (("name", fold(each.name)), ("supplier", each.supplier_id or "")):
            places.setdefault(key, []).append(at)
    beside: list[Mapping[str, Decided]] = []
    for subject, answer in zip(subjects, answers, strict=True):
        keys = [("name", fold(name)) for name in subject.names]
        keys += [("supplier", subject.supplier_id)] if subject.supplier_id else []
        near = [known[at] for at in sorted({at for key in keys for at in places.get(key, ())})]
        found: dict[str, Decided] = {}
        at_hand = {each.entry.order_id for each in answer.candidates}
        for each in answer.candidates if near else ():
            decision = matching(near, subject, each.entry, at_hand)
            if decision is not None:
                found[each.entry.order_id] = decision, stands_now(decision, subject, each.entry, today)
        beside.append(found)
    return beside


def _answer(
    query: NameQuery, answer: NameAnswer, decided: Mapping[str, Decided], least: int, today: date
) -> dict[str, Any]:
    shown = [
        candidate_shape(each, decided.get(each.entry.order_id), today)
        for each in answer.candidates
        if VERDICTS.index(each.verdict) >= least
    ]
    notes: list[str] = []
    if query.country and answer.iso3 is None:
        notes.append(f"“{query.country}” is not read as one country: it counts as unknown.")
    return {
        "query_id": query.query_id,
        "name": query.names[0],
        "country": answer.iso3,
        "verdict": answer.verdict,
        "open": sum(each["open"] for each in shown),
        "notes": notes,
        "candidates": shown,
    }
