"""Entries of lists as entities of FollowTheMoney, and queries by example as names to compare."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, Final, cast

from tolpuddle.gateway.matching.lists_client import Lists
from tolpuddle.gateway.matching.shape import Decided, brief
from tolpuddle.gateway.matching.yente_schemas import YenteExample
from tolpuddle.kernel.listed import Candidate, Entry, ListFacts, NameQuery

ALGORITHM: Final = "tolpuddle"
EVERY: Final = "default"
"""Name of the collection of all lists."""

COMPANIES: Final = frozenset({"Company", "LegalEntity", "Organization", "PublicBody", "Thing"})
"""Schemata that an entry of our lists can be."""

_NAMES: Final = ("name", "alias", "previousName", "abbreviation")
_COUNTRIES: Final = ("jurisdiction", "country", "mainCountry")
MOST_NAMES: Final = 50
LONGEST_NAME: Final = 500
"""What is longer is no name; its beginning is compared."""

_PROPERTY_OF_KIND: Final[Mapping[str, str]] = {
    "name": "name", "alias": "alias", "former_name": "previousName", "address_name": "alias",
}  # fmt: skip


def name_query(key: str, example: YenteExample) -> NameQuery:
    """The names and the country of an example. A code of two letters is read in capitals, as codes are."""
    names = [name for prop in _NAMES for name in texts(example.properties.get(prop))]
    countries = [text for prop in _COUNTRIES for text in texts(example.properties.get(prop))]
    country = next(iter(countries), None)
    if country is not None and len(country) == 2:
        country = country.upper()
    return NameQuery(key, tuple(dict.fromkeys(name[:LONGEST_NAME] for name in names))[:MOST_NAMES], country)


def texts(value: object) -> list[str]:
    """A property's values as text; blank ones left out."""
    given = cast("list[object]", value) if isinstance(value, list) else [value]
    return [each.strip() for each in given if isinstance(each, str) and each.strip()]


def entity_shape(entry: Entry, lists: Lists, today: date, *, nested: bool = False) -> dict[str, Any]:
    """An entry as an entity. nested: with the sanction beside it."""
    facts = lists.list_of(entry)
    properties: dict[str, list[Any]] = {}
    for each in entry.names:
        _add(properties, _PROPERTY_OF_KIND.get(each.kind, "alias"), each.name)
        _add(properties, "address", each.place)
        _add(properties, "country", _alpha2(each.iso3, lists))
    _add(properties, "country", _alpha2(entry.iso3, lists))
    _add(properties, "program", facts.title)
    _add(properties, "programId", entry.list_id)
    _add(properties, "keywords", entry.goods_words)
    _add(properties, "notes", entry.note)
    _add(properties, "summary", facts.caution)
    _add(properties, "status", entry.status)
    if entry.in_force(today) is not False:
        _add(properties, "topics", "forced.labor")
    if nested:
        properties["sanctions"] = [sanction_shape(entry, lists)]
    return {
        "id": entry.order_id,
        "caption": entry.caption,
        "schema": "Company" if entry.names else "Thing",
        "properties": properties,
        "datasets": [entry.list_id],
        "referents": [],
        "target": True,
    }


def sanction_shape(entry: Entry, lists: Lists) -> dict[str, Any]:
    """The order itself, as the sanction beside its entity."""
    facts = lists.list_of(entry)
    properties: dict[str, list[Any]] = {"entity": [entry.order_id]}
    for name, value in (
        ("authority", facts.publisher), ("program", facts.title), ("provisions", entry.section), ("reason", facts.legal_basis),
        ("startDate", entry.begins), ("endDate", entry.until), ("status", entry.status), ("summary", entry.goods_words),
        ("publisher", facts.publisher), ("recordId", entry.source_row),
    ):  # fmt: skip
        _add(properties, name, value)
    return {
        "id": f"{entry.order_id}:order",
        "caption": facts.title,
        "schema": "Sanction",
        "properties": properties,
        "datasets": [entry.list_id],
        "referents": [],
        "target": False,
    }


def scored_shape(
    candidate: Candidate, lists: Lists, threshold: float, decided: Decided | None, today: date
) -> dict[str, Any]:
    """A candidate with its score; each part of the score with its sentence."""
    features = {part.id: part.points for part in candidate.features} or {"names": candidate.score}
    sentences = {part.id: part.sentence for part in candidate.features} or {
        "names": " ".join(candidate.reasons)
    }
    return {
        **entity_shape(candidate.entry, lists, today),
        "score": candidate.score,
        "match": candidate.score >= threshold,
        "features": features,
        "explanations": {
            name: {"score": points, "detail": sentences[name], "query": candidate.name, "candidate": None}
            for name, points in features.items()
        },
        "decision": None if decided is None else brief(*decided),
    }


def catalog_shape(lists: Lists) -> dict[str, Any]:
    """Every list as a dataset, and the collection of all."""
    names = [each.list_id for each in lists.lists]
    everything: dict[str, Any] = {
        "name": EVERY,
        "title": "All lists of this reference edition",
        "children": names,
        "entity_count": sum(each.entries for each in lists.lists),
        "summary": " ".join(each.caution for each in lists.lists if each.caution),
    }
    datasets = [everything, *(_dataset(facts) for facts in lists.lists)]
    common = {"load": True, "version": lists.edition, "index_version": lists.edition, "index_current": True}
    return {
        "datasets": [{"children": [], **each, **common} for each in datasets],
        "current": [EVERY, *names],
        "outdated": [],
        "index_stale": False,
    }


def _dataset(facts: ListFacts) -> dict[str, Any]:
    return {
        "name": facts.list_id,
        "title": facts.title,
        "summary": facts.caution or f"{facts.title}: whole, as of {facts.as_of}.",
        "description": facts.note or None,
        "entity_count": facts.entries,
        "publisher": {"name": facts.publisher, "official": facts.kind != "own"},
        "coverage": {"end": facts.as_of or None, "countries": []},
        "category": facts.kind,
    }


def facets_shape(entries: Iterable[Entry], lists: Lists) -> dict[str, Any]:
    """How many entries are of which country and list."""
    countries: dict[str, int] = {}
    datasets: dict[str, int] = {}
    for entry in entries:
        datasets[entry.list_id] = datasets.get(entry.list_id, 0) + 1
        for code in countries_of(entry, lists):
            countries[code] = countries.get(code, 0) + 1
    titles = {each.list_id: each.title for each in lists.lists}
    return {
        "countries": {"label": "Countries", "values": _counted(countries, {})},
        "datasets": {"label": "Data sources", "values": _counted(datasets, titles)},
    }


def countries_of(entry: Entry, lists: Lists) -> set[str]:
    """Codes of two small letters, as FollowTheMoney writes them."""
    return {_alpha2(code, lists) for code in (entry.iso3, *(each.iso3 for each in entry.names))} - {""}


def _counted(counts: Mapping[str, int], labels: Mapping[str, str]) -> list[dict[str, Any]]:
    ordered = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return [{"name": name, "label": labels.get(name, name), "count": count} for name, count in ordered]


def _alpha2(iso3: str, lists: Lists) -> str:
    return lists.alpha2.get(iso3, "").lower()


def _add(properties: dict[str, list[Any]], name: str, value: str) -> None:
    known = properties.get(name, [])
    if value and value not in known:
        properties[name] = [*known, value]
