"""Cells to reconcile from their queries to their candidates; queries of the same lists are compared together."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from tolpuddle.gateway.dependencies import Dependencies
from tolpuddle.gateway.matching.decisions import Subject
from tolpuddle.gateway.matching.lists_client import Lists
from tolpuddle.gateway.matching.now import decisions_beside
from tolpuddle.gateway.matching.reconcile_schemas import ReconcileQuery
from tolpuddle.gateway.matching.reconcile_shape import name_query, result_shape
from tolpuddle.gateway.matching.schemas import MAX_QUERIES, MAX_TOP
from tolpuddle.gateway.security import Caller
from tolpuddle.kernel.errors import LimitError


def reconcile(
    dependencies: Dependencies, caller: Caller, asked: Mapping[str, ReconcileQuery], today: date
) -> dict[str, Any]:
    """Results by key. Raises: LimitError, UnavailableError."""
    if len(asked) > MAX_QUERIES:
        raise LimitError(f"One request may hold {MAX_QUERIES:,} queries.", max_queries=MAX_QUERIES)
    client = dependencies.scoring.lists
    lists = client.lists()
    groups: dict[tuple[str, ...], list[str]] = {}
    for key, query in asked.items():
        groups.setdefault(_lists_of(query, lists), []).append(key)
    results: dict[str, Any] = {key: {"result": []} for key in asked}
    for chosen, keys in groups.items():
        queries = [named for key in keys if (named := name_query(key, asked[key])).names]
        if not chosen or not queries:
            continue
        top = min(max(asked[query.query_id].limit for query in queries), MAX_TOP)
        answers = client.match(queries, chosen, top).answers
        subjects = [Subject(query.names, answer.iso3) for query, answer in zip(queries, answers, strict=True)]
        beside = decisions_beside(dependencies.store.decisions, caller.tenant, subjects, answers, today)
        for answer, decided in zip(answers, beside, strict=True):
            near = [each for each in answer.candidates if each.verdict != "none"]
            kept = near[: asked[answer.query_id].limit]
            results[answer.query_id] = result_shape(kept, decided, lists, today)
    return results


def _lists_of(query: ReconcileQuery, lists: Lists) -> tuple[str, ...]:
    """Lists that a query's types name; all where it names no type; none where it names only others."""
    known = [each.list_id for each in lists.lists]
    types = [query.type] if isinstance(query.type, str) else query.type or []
    return tuple(name for name in known if name in types) if types else tuple(known)
