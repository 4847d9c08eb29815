"""Lists in the FollowTheMoney form that OpenSanctions publishes: `entities.ftm.json`, one object a line."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final

from tolpuddle.ingest.readers.lists.br_companies import is_company
from tolpuddle.ingest.readers.lists.cbp_orders import names_nobody, place_in
from tolpuddle.ingest.readers.lists.entity_names import parse_entities
from tolpuddle.ingest.readers.lists.ftm_records import datasets_of, day, nested, records, values
from tolpuddle.ingest.readers.lists.published_orders import (
    PublishedList,
    PublishedName,
    PublishedOrder,
    canonical_text,
)
from tolpuddle.ingest.readers.lists.uflpa_list import sections_in
from tolpuddle.kernel.errors import UnusableInputError

DATASETS: Final[Mapping[str, str]] = {
    "us_uflpa": "us_dhs_uflpa",
    "us_cbp_wro": "us_cbp_forced_labor",
    "us_cbp_finding": "us_cbp_forced_labor",
    "br_cadastro": "br_slavery",
}
"""List -> the data set of OpenSanctions that holds it. A list of the user's own takes all data sets of a file."""

_ENTITIES: Final = frozenset({"Company", "Organization", "LegalEntity", "PublicBody", "Vessel", "Asset"})
_EVENTS: Final = frozenset({"Sanction"})
_SIDE: Final = frozenset(
    {
        "Address",
        "Ownership",
        "UnknownLink",
        "Directorship",
        "Membership",
        "Associate",
        "Family",
        "Identification",
        "Passport",
        "Succession",
        "Representation",
        "Employment",
        "Occupancy",
        "Position",
        "Documentation",
        "Security",
        "CryptoWallet",
        "Airplane",
        "Vehicle",
    }
)
"""Schemata that belong to an export and are no entries: addresses, relations, papers."""

_NAME_KINDS: Final = (
    ("name", "name"),
    ("alias", "alias"),
    ("weakAlias", "alias"),
    ("previousName", "former_name"),
)
_LISTED_TOPICS: Final = frozenset(
    {
        "sanction",
        "sanction.counter",
        "debarment",
        "forced.labor",
        "reg.action",
        "export.control",
        "crime.traffick",
    }
)
_SOURCE: Final = "OpenSanctions"
_DATASET_WITH_STATES: Final = "us_cbp_forced_labor"
"""Here an entity without a sanction is one whose order is no longer active; elsewhere it stands beside an entry."""


@dataclass(slots=True)
class _Export:
    """What a file holds, by what it is."""

    entities: dict[str, dict[str, Any]] = field(default_factory=dict[str, dict[str, Any]])
    sanctions: dict[str, list[dict[str, Any]]] = field(default_factory=dict[str, list[dict[str, Any]]])
    left_out: Counter[str] = field(default_factory=Counter[str])


def read_ftm(text: str, name: str, list_id: str) -> PublishedList:
    """Read one list out of an export; natural persons are counted and dropped.

    Raises: UnusableInputError when a line is no entity, an id stands twice, a schema is not known, or the file is of
    another data set.
    """
    dataset = DATASETS.get(list_id)
    export = _Export()
    others: Counter[str] = Counter()
    for line, record in records(text, name):
        schema, properties = str(record.get("schema")), record.get("properties")
        if not isinstance(properties, dict) or not record.get("id"):
            raise UnusableInputError(
                f"Line {line} of {name} is no FollowTheMoney entity: it has no id or properties."
            )
        held = datasets_of(record)
        if dataset and held and dataset not in held:
            others.update(held)
            continue
        _take(export, record, schema, line, name)
    if others and not export.entities:
        raise UnusableInputError(
            f"The export {name} holds {', '.join(sorted(others)[:5])}, not the data set {dataset} of {list_id}."
        )
    if others:
        export.left_out["entities of other data sets"] += sum(others.values())
    orders = [
        order
        for entity in export.entities.values()
        for order in _orders(entity, export.sanctions.get(str(entity["id"]), []), list_id, export.left_out)
    ]
    return PublishedList(tuple(orders), rows=len(orders), left_out=dict(export.left_out))


def _take(export: _Export, record: dict[str, Any], schema: str, line: int, name: str) -> None:
    """Sort a record to where it belongs.

    Raises: UnusableInputError when its schema is not known or its id stood before.
    """
    number = str(record["id"])
    if schema == "Person":
        export.left_out["natural persons"] += 1
    elif schema in _ENTITIES:
        if number in export.entities:
            raise UnusableInputError(
                f"The export {name} has the id {number[:80]} twice, again on line {line}."
            )
        export.entities[number] = record
        for sanction in nested(record, "sanctions"):
            export.sanctions.setdefault(number, []).append(sanction)
    elif schema in _EVENTS:
        for owner in values(record, "entity"):
            export.sanctions.setdefault(owner, []).append(record)
    elif schema in _SIDE:
        export.left_out["relations, addresses and papers"] += 1
    else:
        raise UnusableInputError(
            f"Line {line} of {name} has the schema {schema[:60]}, which is not known: the export changed its shape."
        )


def _orders(
    entity: dict[str, Any], sanctions: Sequence[dict[str, Any]], list_id: str, left_out: Counter[str]
) -> Iterator[PublishedOrder]:
    topics = set(values(entity, "topics"))
    states = _DATASET_WITH_STATES in datasets_of(entity)
    if not (sanctions or topics & _LISTED_TOPICS or entity.get("target") is True or states):
        left_out["entities that stand beside an entry"] += 1
        return
    if not _kind_fits(entity, sanctions, list_id):
        left_out["entries of the other list in the file"] += 1
        return
    names, subsidiaries = _names(entity)
    if not names:
        left_out["entries without a name"] += 1
        return
    if list_id == "br_cadastro" and not is_company(
        names[0].name, next(iter(values(entity, "taxNumber")), "")
    ):
        left_out["natural persons"] += 1
        return
    for sanction in sanctions or [{}]:
        order = _order(entity, sanction, names, list_id)
        ended = states and not sanctions and order.status == "active"
        order = replace(order, subsidiaries=subsidiaries, status="inactive" if ended else order.status)
        general = list_id.startswith("us_cbp") and names_nobody(names[0].name)
        yield _about_no_entity(order) if general else order


def _order(
    entity: dict[str, Any], sanction: Mapping[str, Any], names: tuple[PublishedName, ...], list_id: str
) -> PublishedOrder:
    """One entry: an entity under one sanction. Its product counts; its sector only where a list is about sectors."""
    legal = " ".join(
        text for part in ("program", "provisions", "reason", "summary") for text in values(sanction, part)
    )
    section = sections_in(legal) or "; ".join(dict.fromkeys(values(sanction, "provisions")))
    product = [*values(sanction, "product"), *values(entity, "product")]
    sector = [*values(entity, "sector"), *values(entity, "keywords")] if list_id.startswith("us_cbp") else []
    until = day(sanction, "endDate")
    number = str(entity["id"]).encode(errors="replace").decode()
    return PublishedOrder(
        row=number,
        key=number,
        names=names,
        any_goods=not (product or sector),
        goods_words="; ".join(dict.fromkeys([*product, *sector])),
        industry_only=not product and len(sector) == 1,
        section=section[:200],
        since=day(sanction, "startDate") or day(sanction, "listingDate"),
        until=until,
        status="former" if until else "active",
        source="; ".join([_SOURCE, *values(entity, "sourceUrl")[:1]]),
        note="; ".join(dict.fromkeys([*values(entity, "notes"), *values(sanction, "reason")]))[:300],
        text=canonical_text(
            {
                "name": " | ".join(sorted(name.name for name in names)),
                "section": section,
                "goods": " | ".join([*product, *sector]),
                "from": " ".join(values(sanction, "startDate")),
                "until": " ".join(values(sanction, "endDate")),
            }
        ),
    )


def _about_no_entity(order: PublishedOrder) -> PublishedOrder:
    """An entry whose "name" is a place or a product: "All Turkmenistan Cotton or products ..."."""
    name = order.names[0]
    place = place_in(name.name)
    return replace(
        order,
        names=(),
        key=name.name,
        country=name.country,
        place=place,
        any_goods=False,
        goods_words=order.goods_words if place else name.name,
        industry_only=order.industry_only and bool(place),
    )


def _names(entity: Mapping[str, Any]) -> tuple[tuple[PublishedName, ...], bool]:
    """Names with the publisher's own mark of what they are; the caption first, as the entity is called."""
    countries = values(entity, "country") or values(entity, "jurisdiction")
    country = countries[0] if len(set(countries)) == 1 else ""
    place = next(iter(values(entity, "address")), "")
    caption = str(entity.get("caption") or "")
    found: dict[str, str] = {}
    subsidiaries = any("ubsidiar" in note or "ubordinate" in note for note in values(entity, "notes"))
    for property_name, kind in _NAME_KINDS:
        for text in sorted(values(entity, property_name), key=lambda text: text != caption):
            for parsed in parse_entities(text, split=False):
                subsidiaries = subsidiaries or parsed.subsidiaries
                for name in parsed.names:
                    is_called = not found and kind == "name"
                    own = "name" if is_called else "alias" if kind == "name" else kind
                    found.setdefault(name.name, own if name.kind == "name" else name.kind)
    names = tuple(PublishedName(name, kind, country, place) for name, kind in found.items())
    return names, subsidiaries


def _kind_fits(entity: Mapping[str, Any], sanctions: Sequence[Mapping[str, Any]], list_id: str) -> bool:
    """Whether an entry of customs is of the list asked for; one that does not say counts as an order."""
    if list_id not in ("us_cbp_wro", "us_cbp_finding"):
        return True
    words = [
        *values(entity, "description"),
        *(text for one in sanctions for text in values(one, "program")),
    ]
    finding = any("finding" in text.casefold() and "order" not in text.casefold() for text in words)
    return finding == (list_id == "us_cbp_finding")
