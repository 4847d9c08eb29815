"""Entries of the lists that ship, from the tables of facts they are compiled from."""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Final

from tolpuddle.ingest.readers.lists.br_companies import is_company
from tolpuddle.ingest.readers.lists.entity_names import parse_entities
from tolpuddle.ingest.readers.lists.published_orders import PublishedName, PublishedOrder, canonical_text
from tolpuddle.ingest.reference.table import read_source
from tolpuddle.kernel.errors import EditionError

FACT_COLUMNS: Final = (
    "list_id",
    "entity_name",
    "aliases",
    "country",
    "date_listed",
    "section_or_merchandise",
    "status",
    "entity_type",
    "source",
    "source_ref",
    "corroboration",
    "notes",
)
_LISTS: Final[Mapping[str, str]] = {
    "US_UFLPA": "us_uflpa",
    "US_CBP_WRO": "us_cbp_wro",
    "US_CBP_WRO_OR_FINDING": "us_cbp_wro",
    "US_CBP_FINDING": "us_cbp_finding",
    "BR_CADASTRO_EMPREGADORES": "br_cadastro",
}
_REGISTER_DAY: Final = date(2023, 4, 11)
"""Day of the edition of Brazil's register that the facts are from: the last day its entries are known to stand."""
_FIRST_UFLPA: Final = date(2022, 6, 21)
"""The law's first day; the first list is of that month, so "2022-06" is this day or up to nine later."""

_CERTAINTY: Final[Mapping[str, str]] = {
    "single secondary source quoting DHS": "quoted",
    "name in two sources": "two_sources",
    "single source, unverified": "single_source",
    "name only": "name_only",
    "copy of official file": "official",
}
_WHERE: Final[Mapping[str, tuple[str, str, str]]] = {
    "All Turkmenistan Cotton or products produced in whole or in part with Turkmenistan cotton.": (
        "TKM",
        "",
        "",
    ),
    "Tobacco produced in Malawi and products containing tobacco produced in Malawi": ("MWI", "", ""),
    "Marange Diamond Fields": ("ZWE", "Marange", "Diamonds"),
    "Xinjiang Uyghur Autonomous Region (XUAR)": ("CHN", "CN-XJ", ""),
}
"""Entries that name a place or product: country, place, product where the entry's own words have it elsewhere."""

_NO_PLACE: Final = ("Artisanal Small Mines",)
"""Left out: an order on a place that the sources do not give would touch every mine on earth."""

_CROWD_REFERENCE: Final = re.compile(
    r"\s*\((?:text-index|.*text-index)[^)]*\)|; date from text-index file \d+"
)


def entity_orders(path: Path) -> list[tuple[str, PublishedOrder]]:
    """Entries of the entity lists, each with the id of its list.

    Raises: EditionError when the file is missing, lacks a column or names a list or mark that is not known.
    """
    orders: list[tuple[str, PublishedOrder]] = []
    for number, row in enumerate(read_source(path, FACT_COLUMNS).iter_rows(named=True), start=2):
        cells = {name: str(row[name] or "") for name in FACT_COLUMNS}
        list_id = _LISTS.get(cells["list_id"])
        if list_id is None or cells["corroboration"] not in _CERTAINTY:
            raise EditionError(f"Row {number} of {path.name} is of a list or certainty that is not known.")
        orders.extend((list_id, order) for order in _read(list_id, cells))
    return orders


def _read(list_id: str, cells: Mapping[str, str]) -> Iterator[PublishedOrder]:
    if cells["entity_name"] in _NO_PLACE:
        return
    if list_id == "br_cadastro":
        if (order := _register_entry(cells)) is not None:
            yield order
    elif cells["entity_name"] in _WHERE:
        yield _place_order(cells)
    elif list_id == "us_uflpa":
        yield from _uflpa(cells)
    else:
        yield from _customs(cells)


def _uflpa(cells: Mapping[str, str]) -> Iterator[PublishedOrder]:
    note = cells["notes"]
    since = _FIRST_UFLPA if cells["date_listed"] == "2022-06" else _day(cells["date_listed"])
    order = PublishedOrder(
        row=cells["entity_name"],
        names=_names(cells, note),
        subsidiaries="subsidiaries" in note,
        any_goods=True,
        section=cells["section_or_merchandise"],
        since=since,
        source=_source("US DHS, UFLPA Entity List", cells["source_ref"]),
        certainty="quoted",
        note=_sentence(_own_note(note)),
        text=canonical_text(cells),
    )
    if "moved from section (i)" not in note:
        yield order
        return
    yield order
    yield PublishedOrder(
        row=order.row,
        names=order.names,
        any_goods=True,
        section="2(d)(2)(B)(i)",
        until=since,
        status="former",
        source=order.source,
        certainty="quoted",
        note="Listed under section (i) from a day that is not known until it moved to section (v)",
        text=order.text + "\nbefore the move",
    )


def _customs(cells: Mapping[str, str]) -> Iterator[PublishedOrder]:
    certainty = _CERTAINTY[cells["corroboration"]]
    known = certainty == "two_sources"
    note = "" if known else {"name_only": "An order or a finding"}.get(certainty, "One source, unverified")
    for entity in parse_entities(cells["entity_name"]):
        names = [
            PublishedName(name.name, name.kind, cells["country"])
            for name in (*entity.names, *_aliases(cells, ""))
        ]
        yield PublishedOrder(
            row=cells["entity_name"],
            names=tuple(names),
            subsidiaries=entity.subsidiaries or "subsidiaries" in cells["notes"],
            goods_words=cells["section_or_merchandise"],
            industry_only=True,
            since=_day(cells["date_listed"]),
            status="active" if known else "unknown",
            source=_source("US Customs and Border Protection", ""),
            certainty=certainty,
            note=_sentence("; ".join(filter(None, (note, _own_note(cells["notes"]))))),
            text=canonical_text(cells),
        )


def _place_order(cells: Mapping[str, str]) -> PublishedOrder:
    country, place, goods = _WHERE[cells["entity_name"]]
    known = cells["corroboration"] == "name in two sources"
    words = goods or ("" if place else cells["entity_name"])
    return PublishedOrder(
        row=cells["entity_name"],
        key=cells["entity_name"],
        country=country,
        place=place,
        goods_words=words,
        since=_day(cells["date_listed"]),
        status="active" if known else "unknown",
        source=_source("US Customs and Border Protection", ""),
        certainty=_CERTAINTY[cells["corroboration"]],
        note="" if known else "An order or a finding; its product is not given",
        text=canonical_text(cells),
    )


def _register_entry(cells: Mapping[str, str]) -> PublishedOrder | None:
    number = re.search(r"CNPJ ([\d./-]+)", cells["notes"])
    if not is_company(cells["entity_name"], number.group(1) if number else ""):
        return None
    (entity,) = parse_entities(cells["entity_name"])
    return PublishedOrder(
        row=f"CNPJ {number.group(1)}" if number else cells["entity_name"],
        names=tuple(PublishedName(name.name, name.kind, "BRA") for name in entity.names),
        any_goods=True,
        since=_day(cells["date_listed"]),
        until=_REGISTER_DAY,
        status="former",
        in_part=False,
        source="Brazil, Cadastro de Empregadores, edition of 2023-04-11",
        certainty="official",
        note="In the register on 11 April 2023; whether it still is, is not known",
        text=canonical_text({name: cells[name] for name in ("entity_name", "date_listed", "notes")}),
    )


def _names(cells: Mapping[str, str], note: str) -> tuple[PublishedName, ...]:
    (entity,) = parse_entities(cells["entity_name"], split=False)
    first = [PublishedName(name.name, name.kind, cells["country"]) for name in entity.names]
    return (*first, *_aliases(cells, note))


def _aliases(cells: Mapping[str, str], note: str) -> list[PublishedName]:
    """Aliases of a fact; the note says how many of the last are former names."""
    aliases = [alias.strip() for alias in cells["aliases"].split("|") if alias.strip()]
    former = 0
    if "formerly known as" in note:
        former = 3 if "last three" in note else len(aliases) if "aliases are" in note else 1
    kinds = ["alias"] * (len(aliases) - former) + ["former_name"] * former
    return [PublishedName(alias, kind, cells["country"]) for alias, kind in zip(aliases, kinds, strict=True)]


def _own_note(note: str) -> str:
    """A fact's note without what the list's own note says for all of its rows, or the names themselves say."""
    parts = [part.strip() for part in note.split(";")]
    common = ("rest on one secondary transcription", "country inferred", "subsidiaries", "formerly known as")
    return "; ".join(part for part in parts if part and not any(text in part for text in common))


def _source(publisher: str, reference: str) -> str:
    text = _CROWD_REFERENCE.sub("", reference).replace("stored public web page: ", "").strip()
    text = re.sub(r"^public GitHub test fixture quoting ", "a public test file that quotes ", text)
    text = re.sub(
        r"^name quoted in a public GitHub snapshot builder.*", "a public program that quotes the list", text
    )
    return f"{publisher}; {text}" if text else publisher


def _sentence(note: str) -> str:
    return note[:1].upper() + note[1:]


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None
