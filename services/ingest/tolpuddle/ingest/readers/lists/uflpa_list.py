"""The UFLPA Entity List: the tables of its web page, or the same as CSV."""

import re
from collections.abc import Iterator
from typing import Final

from tolpuddle.ingest.readers.lists.entity_names import parse_aliases, parse_entities
from tolpuddle.ingest.readers.lists.html_tables import read_tables
from tolpuddle.ingest.readers.lists.list_dates import dates_in
from tolpuddle.ingest.readers.lists.list_document import fold_header, is_web_page, pick, read_rows
from tolpuddle.ingest.readers.lists.published_orders import (
    PublishedList,
    PublishedName,
    PublishedOrder,
    canonical_text,
)
from tolpuddle.kernel.errors import UnusableInputError

NAMES: Final = ("name of entity", "entity name", "entity", "entities", "name", "names of entities")
DATES: Final = ("effective date", "date effective", "date", "date added", "listing date")
_SECTIONS: Final = ("section", "statutory section", "uflpa section", "list", "sections", "authority")
_ALIASES: Final = ("aliases", "alias", "other names")
_SECTION: Final = re.compile(r"2\s*\(d\)\s*\(2\)\s*\(B\)\s*\((i{1,3}|iv|v)\)", re.I)
_SHORT_SECTION: Final = re.compile(r"^\(?(i{1,3}|iv|v)\)?$", re.I)
_SOURCE: Final = "US DHS, UFLPA Entity List"
_COUNTRY: Final = "CHN"
"""The list is of entities of the People's Republic of China and says no country; one that the file gives comes first."""


def read_uflpa(text: str, name: str) -> PublishedList:
    """Read the list from its page or a CSV of it, one entry per entity and section table.

    Raises: UnusableInputError when there is no table with names and effective dates.
    """
    rows = list(_page_rows(text, name) if is_web_page(text) else _csv_rows(text, name))
    orders = [order for row, cells, section in rows for order in _orders(row, cells, section)]
    return PublishedList(tuple(orders), rows=len(orders))


def sections_in(text: str) -> str:
    """Sections of the statute that a text names, as `2(d)(2)(B)(i)`, joined by "; " in the order first named."""
    found = dict.fromkeys(match.group(1).lower() for match in _SECTION.finditer(text))
    short = _SHORT_SECTION.match(text.strip())
    if not found and short:
        found = {short.group(1).lower(): None}
    return "; ".join(f"2(d)(2)(B)({number})" for number in found)


def _last_section(text: str) -> str:
    """The section named last before a table: a list of contents above may name all of them."""
    found = _SECTION.findall(text)
    return f"2(d)(2)(B)({found[-1].lower()})" if found else ""


def _page_rows(page: str, name: str) -> Iterator[tuple[str, dict[str, str], str]]:
    """Row, cells by header, and the section that the table stands under."""
    section, tables = "", 0
    for number, table in enumerate(read_tables(page), start=1):
        section = _last_section(f"{table.before} {table.caption}") or section
        if not table.rows:
            continue
        header = table.rows[0]
        folded = {fold_header(cell) for cell in header}
        if not (folded & set(NAMES) and folded & set(DATES)):
            continue
        tables += 1
        for place, cells in enumerate(table.rows[1:], start=2):
            row = dict(zip(header, cells, strict=False))
            if pick(row, NAMES):
                yield f"table {number}, row {place}", row, sections_in(pick(row, _SECTIONS)) or section
    if not tables:
        raise UnusableInputError(
            f"The page {name} has no table with the columns name of entity and effective date: it changed its shape, "
            "or is another page."
        )


def _csv_rows(text: str, name: str) -> Iterator[tuple[str, dict[str, str], str]]:
    read = read_rows(text, name, (NAMES, DATES))
    for line, row in read.rows:
        if pick(row, NAMES):
            yield f"row {line}", row, sections_in(pick(row, _SECTIONS))


def _orders(row: str, cells: dict[str, str], section: str) -> Iterator[PublishedOrder]:
    days = dates_in(pick(cells, DATES))
    country = pick(cells, ("country", "iso3")) or _COUNTRY
    more = parse_aliases(pick(cells, _ALIASES))
    for entity in parse_entities(pick(cells, NAMES)):
        names = [*entity.names, *more]
        yield PublishedOrder(
            row=row,
            names=tuple(PublishedName(one.name, one.kind, country, entity.place) for one in names),
            subsidiaries=entity.subsidiaries,
            any_goods=True,
            section=section,
            since=days[0] if days else None,
            source=_SOURCE,
            note=f"Further dates: {', '.join(day.isoformat() for day in days[1:])}" if days[1:] else "",
            text=canonical_text({**cells, "section": section, "of": entity.names[0].name}),
        )
