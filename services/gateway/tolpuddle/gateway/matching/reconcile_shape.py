"""Lists as OpenRefine's reconciliation protocol (0.2) wants them: types are lists, entities are entries."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Final, cast

from tolpuddle.gateway.matching.lists_client import Lists
from tolpuddle.gateway.matching.reconcile_schemas import ExtendQuery, ReconcileQuery
from tolpuddle.gateway.matching.shape import Decided, names_of
from tolpuddle.gateway.matching.yente_shape import LONGEST_NAME, MOST_NAMES
from tolpuddle.kernel.listed import Candidate, Entry, ListFacts, NameQuery

VERSIONS: Final = ("0.2",)
BATCH: Final = 100
PREVIEW: Final = {"width": 480, "height": 320}

PROPERTIES: Final[Mapping[str, str]] = {
    "name": "Names and aliases",
    "list": "List",
    "country": "Country",
    "address": "Address as published",
    "products": "Products as published",
    "section": "Section of the statute",
    "from": "In force from",
    "until": "In force until",
    "status": "Status",
    "in_force": "In force today",
    "certainty": "How well it is borne out",
    "note": "Note",
    "source": "Source",
    "caution": "How partial the list is",
}
"""What an entry can be extended by; of these, name and country are also read in queries."""

_DATES: Final = frozenset({"from", "until"})


def manifest(base: str, lists: Lists) -> dict[str, Any]:
    """The manifest of the service. base: its own address without a slash at the end."""
    suggest = {
        kind: {"service_url": base, "service_path": f"/suggest/{kind}"}
        for kind in ("entity", "property", "type")
    }
    return {
        "versions": VERSIONS,
        "name": "Tolpuddle: official orders and lists on forced labour",
        "identifierSpace": f"{base}/view?id=",
        "schemaSpace": f"{base}/suggest/type",
        "documentation": base.removesuffix("/reconcile") + "/api",
        "serviceVersion": lists.edition,
        "defaultTypes": [type_shape(each) for each in lists.lists],
        "view": {"url": f"{base}/view?id={{{{id}}}}"},
        "preview": {"url": f"{base}/preview?id={{{{id}}}}", **PREVIEW},
        "suggest": suggest,
        "extend": {
            "propose_properties": {"service_url": base, "service_path": "/extend/propose"},
            "property_settings": [],
        },
        "batchSize": BATCH,
    }


def type_shape(facts: ListFacts) -> dict[str, str]:
    """A list as a type."""
    return {"id": facts.list_id, "name": facts.title}


def name_query(key: str, query: ReconcileQuery) -> NameQuery:
    """The names and the country of a query."""
    values = {each.pid: _texts(each.v) for each in query.properties}
    names = [*([query.query.strip()] if query.query else []), *values.get("name", ())]
    countries = values.get("country", ())
    kept = tuple(dict.fromkeys(name[:LONGEST_NAME] for name in names if name))[:MOST_NAMES]
    return NameQuery(key, kept, next(iter(countries), None))


def _texts(value: object) -> list[str]:
    found: list[str] = []
    for each in cast("list[object]", value) if isinstance(value, list) else [value]:
        told = cast("dict[str, object]", each) if isinstance(each, dict) else {"name": each}
        text = told.get("name") or told.get("id")
        if text is not None and str(text).strip():
            found.append(str(text).strip())
    return found


def result_shape(
    candidates: Sequence[Candidate], decided: Mapping[str, Decided], lists: Lists, today: date
) -> dict[str, Any]:
    """Candidates of one query. match: true only where one entry alone reads as listed and nobody decided otherwise."""
    listed = [
        each
        for each in candidates
        if each.verdict == "listed" and not _is_another(decided.get(each.entry.order_id))
    ]
    return {
        "result": [
            {
                "id": each.entry.order_id,
                "name": each.entry.caption,
                "description": description(each.entry, lists, today, decided.get(each.entry.order_id)),
                "score": round(100 * each.score, 4),
                "match": listed == [each],
                "type": [type_shape(lists.list_of(each.entry))],
                "features": [
                    {"id": "score", "value": each.score},
                    {"id": "listed", "value": each.verdict == "listed"},
                    *({"id": part.id, "value": part.points} for part in each.features),
                ],
            }
            for each in candidates
        ]
    }


def _is_another(decided: Decided | None) -> bool:
    return decided is not None and decided[0].decision == "not_the_same" and decided[1].state == "in_force"


def description(entry: Entry, lists: Lists, today: date, decided: Decided | None = None) -> str:
    """An entry in one line: list, force, section, what was decided."""
    parts = [lists.list_of(entry).title, _force(entry, today), entry.section, entry.goods_words]
    if decided is not None:
        decision, now = decided
        said = "not the same" if decision.decision == "not_the_same" else "the same"
        parts.append(f"decided: {said} ({now.state.replace('_', ' ')})")
    return " · ".join(part for part in parts if part)


def _force(entry: Entry, today: date) -> str:
    words = {True: "in force", False: "not in force today", None: "modified: read the order"}
    since = f" since {entry.begins}" if entry.begins and entry.in_force(today) else ""
    until = f", until {entry.until}" if entry.until else ""
    return f"{words[entry.in_force(today)]}{since}{until}"


def entity_suggestion(entry: Entry, lists: Lists, today: date) -> dict[str, Any]:
    """An entry as a suggestion."""
    return {
        "id": entry.order_id,
        "name": entry.caption,
        "description": description(entry, lists, today),
        "notable": [type_shape(lists.list_of(entry))],
    }


def properties_shape(prefix: str = "") -> list[dict[str, str]]:
    """Properties whose id or name has a word that begins so."""
    wanted = prefix.strip().lower()
    return [
        {"id": own, "name": name}
        for own, name in PROPERTIES.items()
        if any(word.startswith(wanted) for word in (own, name.lower(), *name.lower().split()))
    ]


def extension(asked: ExtendQuery, entries: Mapping[str, Entry], lists: Lists, today: date) -> dict[str, Any]:
    """Values of properties of entries; properties and entries that are not known stay empty."""
    known = [each.id for each in asked.properties if each.id in PROPERTIES]
    return {
        "meta": [{"id": own, "name": PROPERTIES[own]} for own in known],
        "rows": {
            own: {name: _values(entries[own], name, lists, today) if own in entries else [] for name in known}
            for own in asked.ids
        },
    }


def _values(entry: Entry, name: str, lists: Lists, today: date) -> list[dict[str, str]]:
    if name in _DATES:
        day = entry.begins if name == "from" else entry.until
        return [{"date": f"{day}T00:00:00Z"}] if day else []
    return [{"str": text} for text in values_of(entry, name, lists, today)]


def values_of(entry: Entry, name: str, lists: Lists, today: date) -> list[str]:
    """A property of an entry as text."""
    facts = lists.list_of(entry)
    force = {True: "yes", False: "no", None: "modified"}
    found: Mapping[str, Sequence[str]] = {
        "name": names_of(entry),
        "list": [facts.title],
        "country": sorted({entry.iso3, *(each.iso3 for each in entry.names)}),
        "address": list(dict.fromkeys(each.place for each in entry.names)),
        "products": [entry.goods_words],
        "section": [part.strip() for part in entry.section.split(";")],
        "from": [entry.begins],
        "until": [entry.until],
        "status": [entry.status],
        "in_force": [force[entry.in_force(today)]],
        "certainty": [entry.certainty],
        "note": [entry.note],
        "source": [entry.source],
        "caution": [facts.caution],
    }
    return [text for text in found[name] if text]
