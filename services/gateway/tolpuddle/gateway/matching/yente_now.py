"""One request in yente's shape from its queries to its answer."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from tolpuddle.gateway.dependencies import Dependencies
from tolpuddle.gateway.matching.decisions import Subject
from tolpuddle.gateway.matching.lists_client import Lists
from tolpuddle.gateway.matching.now import decisions_beside
from tolpuddle.gateway.matching.schemas import MAX_QUERIES, MAX_TOP
from tolpuddle.gateway.matching.shape import cautions
from tolpuddle.gateway.matching.yente_schemas import YenteExample, YenteQuery, YenteSearchWishes, YenteWishes
from tolpuddle.gateway.matching.yente_shape import (
    COMPANIES,
    EVERY,
    countries_of,
    entity_shape,
    facets_shape,
    name_query,
    scored_shape,
)
from tolpuddle.gateway.problems import FieldError, RequestRefusedError
from tolpuddle.gateway.security import Caller
from tolpuddle.kernel.errors import LimitError, NotFoundError
from tolpuddle.kernel.listed import Entry, NameQuery

_PAGE = 1_000


def match(
    dependencies: Dependencies,
    caller: Caller,
    dataset: str,
    wishes: YenteWishes,
    asked: YenteQuery,
    today: date,
) -> dict[str, Any]:
    """Results by key, as YenteMatches.

    Raises: RequestRefusedError when no query has a name; LimitError; NotFoundError; UnavailableError.
    """
    if len(asked.queries) > MAX_QUERIES:
        raise LimitError(f"One request may hold {MAX_QUERIES:,} queries.", max_queries=MAX_QUERIES)
    queries = [name_query(key, example) for key, example in asked.queries.items()]
    if not any(query.names for query in queries):
        reason = "No query has a name: companies are compared by name, alias and previousName."
        raise RequestRefusedError(reason, [FieldError(field="queries", pointer="/queries", reason=reason)])
    client = dependencies.scoring.lists
    lists = client.lists()
    chosen = chosen_lists(lists, dataset, wishes.include_dataset, wishes.exclude_dataset)
    if "Company" in wishes.exclude_schema:
        chosen = []
    # More than asked for, so that what is excluded leaves no gap.
    top = min(wishes.limit + len(wishes.exclude_entity_ids), MAX_TOP)
    answers = client.match(queries, chosen, top).answers if chosen else ()
    subjects = [Subject(query.names, answer.iso3) for query, answer in zip(queries, answers, strict=False)]
    beside = decisions_beside(dependencies.store.decisions, caller.tenant, subjects, answers, today)
    threshold = lists.thresholds.listed if wishes.threshold is None else wishes.threshold
    cutoff = lists.thresholds.possible if wishes.cutoff is None else wishes.cutoff
    unwanted = {*wishes.exclude_entity_ids}
    partial = cautions(each for each in lists.lists if each.list_id in chosen)
    responses: dict[str, Any] = {}
    for at, (key, example) in enumerate(asked.queries.items()):
        why_not = _why_not(example, queries[at])
        results = [
            scored_shape(each, lists, threshold, beside[at].get(each.entry.order_id), today)
            for each in (answers[at].candidates if answers and why_not is None else ())
            if each.score >= cutoff and each.entry.order_id not in unwanted
        ]
        if wishes.topics:
            results = [each for each in results if {*wishes.topics} & {*each["properties"].get("topics", ())}]
        responses[key] = {
            "status": 200 if queries[at].names else 422,
            "results": results[: wishes.limit],
            "total": {"value": len(results), "relation": "eq"},
            "query": {"id": example.id, "schema": example.schema_, "properties": example.properties},
            "notes": [*([] if why_not is None else [why_not]), *partial],
        }
    matcher = {"names": {"description": "How near the names are; explanations say why.", "coefficient": 1.0}}
    return {"responses": responses, "matcher": matcher, "limit": wishes.limit}


def _why_not(example: YenteExample, query: NameQuery) -> str | None:
    if example.schema_ not in COMPANIES:
        return f"The lists name companies: nothing of the schema {example.schema_} is compared."
    return None if query.names else "The query has no name to compare."


def search(
    dependencies: Dependencies, dataset: str, wishes: YenteSearchWishes, today: date
) -> dict[str, Any]:
    """Entities whose names begin so, as YenteSearch. Raises: NotFoundError, UnavailableError."""
    client = dependencies.scoring.lists
    lists = client.lists()
    chosen = chosen_lists(lists, dataset, wishes.include_dataset, wishes.exclude_dataset)
    found: list[Entry] = []
    total = 1 if chosen and wishes.schema_ in COMPANIES else 0
    while len(found) < total:
        page = client.find(wishes.q, chosen, _PAGE, len(found))
        found, total = [*found, *page.entries], page.total if page.entries else 0
    wanted = {code.lower() for code in wishes.countries}
    found = [each for each in found if each.names and (not wanted or wanted & countries_of(each, lists))]
    shown = found[wishes.offset : wishes.offset + wishes.limit]
    return {
        "results": [entity_shape(entry, lists, today) for entry in shown],
        "facets": facets_shape(found, lists),
        "total": {"value": len(found), "relation": "eq"},
        "limit": wishes.limit,
        "offset": wishes.offset,
    }


def chosen_lists(lists: Lists, dataset: str, more: Sequence[str], less: Sequence[str]) -> list[str]:
    """Ids of the lists that a request means. Raises: NotFoundError."""
    known = [each.list_id for each in lists.lists]
    for name in (dataset, *more):
        if name not in (EVERY, *known):
            there = ", ".join((EVERY, *known))
            raise NotFoundError(f"There is no dataset {name} here; there are: {there}.", dataset=name)
    wanted = {*known} if EVERY in (dataset, *more) else {dataset, *more}
    return [name for name in known if name in wanted and name not in less and EVERY not in less]
