"""A list of the user's own, as CSV with the headers people use; also plain tables of country and product."""

from collections import Counter
from typing import Final

from tolpuddle.ingest.readers.lists.entity_names import parse_aliases, parse_entities
from tolpuddle.ingest.readers.lists.list_dates import first_date
from tolpuddle.ingest.readers.lists.list_document import fold_header, pick, read_rows
from tolpuddle.ingest.readers.lists.published_orders import (
    PublishedList,
    PublishedName,
    PublishedOrder,
    canonical_text,
)
from tolpuddle.kernel.errors import UnusableInputError

NAME: Final = (
    "name", "entity", "entity name", "company", "company name", "supplier", "supplier name", "organisation",
    "organization", "firm", "party", "firma", "name der firma", "unternehmen", "lieferant", "nom", "entreprise",
    "raison sociale", "fournisseur", "nombre", "empresa", "razón social", "proveedor", "nome", "empregador",
)  # fmt: skip
ALIASES: Final = (
    "aliases",
    "alias",
    "aka",
    "also known as",
    "other names",
    "weitere namen",
    "autres noms",
    "alias es",
)
FORMER: Final = ("former names", "formerly", "formerly known as", "previous name", "previous names", "fka")
COUNTRY: Final = (
    "country",
    "iso3",
    "iso2",
    "country code",
    "countries",
    "land",
    "pays",
    "país",
    "pais",
    "origin",
)
REGION: Final = (
    "region",
    "place",
    "place id",
    "province",
    "state",
    "area",
    "subdivision",
    "provinz",
    "région",
    "región",
)
GOODS: Final = (
    "goods", "good", "product", "products", "merchandise", "commodity", "commodities", "ware", "waren", "produkt",
    "produkte", "produit", "produits", "marchandise", "producto", "productos", "mercancía", "good product",
)  # fmt: skip
SINCE: Final = (
    "from",
    "since",
    "start",
    "start date",
    "date",
    "effective date",
    "date listed",
    "listed on",
    "von",
    "seit",
)
UNTIL: Final = (
    "until",
    "to",
    "end",
    "end date",
    "expires",
    "valid until",
    "bis",
    "date removed",
    "removed on",
)
REASON: Final = ("reason", "why", "note", "notes", "remarks", "comment", "grund", "raison", "motivo")
SECTION: Final = ("section", "paragraph", "clause", "program", "programme", "list section")
STATUS: Final = ("status", "state")
SUBSIDIARIES: Final = ("subsidiaries", "and subsidiaries", "includes subsidiaries")

_WORDS_FOR_YES: Final = frozenset({"yes", "y", "true", "1", "x", "ja", "oui", "sí", "si"})
_STATUS_WORDS: Final = {
    "": "active", "active": "active", "listed": "active", "in force": "active", "modified": "modified",
    "partially active": "modified", "inactive": "inactive", "revoked": "revoked", "former": "former",
    "removed": "former", "delisted": "former", "ended": "former", "unknown": "unknown", "on hold": "unknown",
}  # fmt: skip


def read_own(
    text: str, name: str, source: str, *, certainty: str = "own", day_first: bool = False
) -> PublishedList:
    """Read a list with a name, a country, a region or a product in each row; which of them is filled says what it is.

    A row with a name is about that entity, in whatever country; a row without one about a place, a product or both. An
    empty product means everything the entity makes. In a row without a name a product must stand.

    Raises: UnusableInputError when no column is understood or a status is a word that is not known.
    """
    read = read_rows(text, name, ((*NAME, *GOODS, *REGION),))
    left_out: Counter[str] = Counter()
    orders: list[PublishedOrder] = []
    for line, cells in read.rows:
        status = _STATUS_WORDS.get(fold_header(pick(cells, STATUS)))
        if status is None:
            raise UnusableInputError(
                f"Row {line} has a status that is not known: {pick(cells, STATUS)[:60]}."
            )
        names = _names(cells)
        goods, country, region = pick(cells, GOODS), pick(cells, COUNTRY), pick(cells, REGION)
        if not names and not (goods and (country or region)) and not region:
            left_out["rows that name neither an entity nor a place with a product"] += 1
            continue
        until = first_date(pick(cells, UNTIL), day_first=day_first)
        orders.append(
            PublishedOrder(
                row=f"row {line}",
                names=names,
                key="" if names else f"{region or country} {goods}".strip(),
                subsidiaries=fold_header(pick(cells, SUBSIDIARIES)) in _WORDS_FOR_YES
                or _with_subsidiaries(cells),
                country="" if names else country,
                place=region if not names else "",
                goods_words=goods,
                any_goods=not goods,
                section=pick(cells, SECTION),
                since=first_date(pick(cells, SINCE), day_first=day_first),
                until=until,
                status=status,
                source=source,
                certainty=certainty,
                note=pick(cells, REASON)[:300],
                text=canonical_text(cells),
            )
        )
    return PublishedList(tuple(orders), rows=len(orders), left_out=dict(left_out))


def _names(cells: dict[str, str]) -> tuple[PublishedName, ...]:
    country, place = pick(cells, COUNTRY), pick(cells, REGION)
    parsed = parse_entities(pick(cells, NAME), split=False)
    names = [
        *(name for entity in parsed for name in entity.names),
        *parse_aliases(pick(cells, ALIASES)),
    ]
    former = [name.name for name in parse_aliases(pick(cells, FORMER))]
    return tuple(
        [PublishedName(name.name, name.kind, country, place) for name in names]
        + [PublishedName(name, "former_name", country, place) for name in former]
    )


def _with_subsidiaries(cells: dict[str, str]) -> bool:
    return any(entity.subsidiaries for entity in parse_entities(pick(cells, NAME), split=False))
