"""Withhold Release Orders and Findings as US Customs and Border Protection publishes them: one CSV for both."""

import re
from collections.abc import Iterator, Mapping
from typing import Final

from tolpuddle.ingest.readers.lists.entity_names import ParsedEntity, parse_entities
from tolpuddle.ingest.readers.lists.list_dates import first_date
from tolpuddle.ingest.readers.lists.list_document import fold_header, pick, read_rows
from tolpuddle.ingest.readers.lists.published_orders import (
    PublishedList,
    PublishedName,
    PublishedOrder,
    canonical_text,
)
from tolpuddle.kernel.errors import UnusableInputError

LISTS: Final = ("us_cbp_wro", "us_cbp_finding")

_ENTITY: Final = ("entity", "entities", "entity name", "producer")
_STATUS: Final = ("status",)
_DATE: Final = ("effective date", "date", "date issued")
_TYPE: Final = ("wro finding", "type", "order type", "wro or finding")
_COUNTRY: Final = ("country", "country name")
_MERCHANDISE: Final = ("merchandise", "product", "products", "goods")
_STATUS_WORDS: Final[Mapping[str, str]] = {
    "active": "active",
    "partially active": "modified",
    "active partially": "modified",
    "modified": "modified",
    "active modified": "modified",
    "inactive": "inactive",
    "revoked": "revoked",
    "inactive revoked": "revoked",
    "terminated": "revoked",
    "superseded": "inactive",
    "": "unknown",
}
_PLACE_OR_PRODUCT: Final = re.compile(
    r"^(?:all\s|any\s|products?\s)|\bproduced in\b|\bautonomous region\b|\b(?:diamond|gold|oil)\s+fields?$|"
    r"^artisanal\b|\bsmall mines$",
    re.I,
)
"""Entries that name no entity but a place or a product."""
_NO_COUNTRY: Final = frozenset({"fishing vessels", "fishing vessel", "n a", "multiple", "various", ""})
_SOURCE: Final = "US Customs and Border Protection, Withhold Release Orders and Findings"


def read_cbp(text: str, name: str, list_id: str) -> PublishedList:
    """Read one of the two lists, orders or findings, out of the file that holds both.

    Raises: UnusableInputError when a column is missing or a status or type is a word that is not known.
    """
    read = read_rows(text, name, (_ENTITY, _STATUS, _DATE, _TYPE))
    orders: list[PublishedOrder] = []
    rows = unfilled = 0
    for line, cells in read.rows:
        entity, kind = pick(cells, _ENTITY), pick(cells, _TYPE)
        if not entity or not kind:
            unfilled += 1
        elif _list_of(kind, line) == list_id:
            rows += 1
            orders.extend(_orders(line, cells, _status(pick(cells, _STATUS), line)))
    left_out = {"rows without an entity or a type": unfilled} if unfilled else {}
    return PublishedList(tuple(orders), rows=len(orders), left_out=left_out)


def _list_of(kind: str, line: int) -> str:
    word = fold_header(kind)
    if "finding" in word:
        return "us_cbp_finding"
    if "wro" in word or "withhold" in word:
        return "us_cbp_wro"
    raise UnusableInputError(f"Row {line} is neither a Withhold Release Order nor a Finding: {kind[:60]}.")


def _status(word: str, line: int) -> str:
    status = _STATUS_WORDS.get(fold_header(word))
    if status is None:
        raise UnusableInputError(f"Row {line} has a status that is not known: {word[:60]}.")
    return status


def _orders(line: int, cells: dict[str, str], status: str) -> Iterator[PublishedOrder]:
    entity, country = pick(cells, _ENTITY), pick(cells, _COUNTRY)
    if fold_header(country) in _NO_COUNTRY:
        country = ""
    merchandise, industry = pick(cells, _MERCHANDISE), pick(cells, ("industry", "sector"))
    general = names_nobody(entity)
    parts = (ParsedEntity(()),) if general else parse_entities(entity)
    ended = first_date(pick(cells, ("modified date", "date modified", "inactive date")))
    for part in parts:
        yield PublishedOrder(
            row=f"row {line}: {entity[:120]}" if general else f"row {line}",
            names=tuple(PublishedName(one.name, one.kind, country, part.place) for one in part.names),
            key=entity if general else "",
            subsidiaries=part.subsidiaries,
            country=country if general else "",
            place=place_in(entity) if general else "",
            goods_words=merchandise or (entity if general and not place_in(entity) else industry),
            industry_only=not merchandise and not (general and not place_in(entity)),
            since=first_date(pick(cells, _DATE)),
            until=ended if status in ("inactive", "revoked") else None,
            status=status,
            source=_SOURCE,
            note=pick(cells, ("remarks", "notes"))[:300],
            text=canonical_text({**cells, "of": part.names[0].name if part.names else ""}),
        )


def place_in(entity: str) -> str:
    """The place that an entry is about, where it is one: "Xinjiang Uyghur Autonomous Region (XUAR)"."""
    place = re.search(r"autonomous region|\bfields?$", entity, re.I)
    return re.sub(r"\s*\([^)]*\)", "", entity).strip() if place else ""


def names_nobody(entity: str) -> bool:
    """Whether the cell for the entity names a place or a product."""
    return bool(_PLACE_OR_PRODUCT.search(entity))
