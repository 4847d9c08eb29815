"""Lists in OpenSanctions' flat form, `targets.simple.csv`: one row a target, several values joined by semicolons."""

from collections import Counter
from typing import Final

from tolpuddle.ingest.readers.lists.br_companies import is_company
from tolpuddle.ingest.readers.lists.cbp_orders import names_nobody, place_in
from tolpuddle.ingest.readers.lists.list_dates import dates_in
from tolpuddle.ingest.readers.lists.list_document import fold_header, pick, read_rows
from tolpuddle.ingest.readers.lists.published_orders import (
    PublishedList,
    PublishedName,
    PublishedOrder,
    canonical_text,
)
from tolpuddle.ingest.readers.lists.uflpa_list import sections_in
from tolpuddle.kernel.errors import UnusableInputError

_HEADERS: Final = (("id",), ("schema",), ("name",), ("aliases",), ("countries",), ("sanctions",))
_SCHEMATA: Final = frozenset({"Company", "Organization", "LegalEntity", "PublicBody", "Vessel", "Asset"})
_SOURCE: Final = "OpenSanctions"
_TITLES: Final = {
    "us_uflpa": ("uflpa", "uyghur"),
    "us_cbp_wro": ("cbp", "withhold"),
    "us_cbp_finding": ("cbp", "withhold"),
    "br_cadastro": ("slavery", "escravo", "cadastro"),
}
"""Words of which one stands in the `dataset` column of a list's own file, which has titles or names of data sets."""


def looks_simple(header_line: str) -> bool:
    """Whether a text begins with the header of this form."""
    cells = {fold_header(cell) for cell in header_line.replace('"', "").split(",")}
    return {"id", "schema", "name", "aliases", "sanctions", "dataset"} <= cells


def read_targets(text: str, name: str, list_id: str) -> PublishedList:
    """Read a list; natural persons are counted and dropped.

    This form keeps neither products nor end dates, and one line of text for all sanctions of a target: sections and
    the first day are read out of it where they are written. `entities.ftm.json` tells more.

    Raises: UnusableInputError when a column is missing, an id stands twice, a schema is not known, or the file is of
    another data set.
    """
    read = read_rows(text, name, _HEADERS)
    left_out: Counter[str] = Counter()
    seen: set[str] = set()
    orders: list[PublishedOrder] = []
    words = _TITLES.get(list_id, ())
    for line, cells in read.rows:
        number, schema = pick(cells, ("id",)), pick(cells, ("schema",))
        if number in seen:
            raise UnusableInputError(f"The list {name} has the id {number[:80]} twice, again in row {line}.")
        seen.add(number)
        dataset = pick(cells, ("dataset",)).casefold()
        if words and dataset and not any(word in dataset for word in words):
            left_out["targets of other data sets"] += 1
        elif schema == "Person":
            left_out["natural persons"] += 1
        elif schema not in _SCHEMATA:
            raise UnusableInputError(
                f"Row {line} of {name} has the schema {schema[:60]}, which is not known: the list changed its shape."
            )
        elif list_id == "br_cadastro" and not is_company(pick(cells, ("name",)), _tax_number(cells)):
            left_out["natural persons"] += 1
        else:
            orders.append(_order(cells, list_id))
    if left_out["targets of other data sets"] and not orders:
        raise UnusableInputError(f"The list {name} is of another data set than {list_id}.")
    return PublishedList(tuple(orders), rows=len(orders), left_out=dict(left_out))


def _order(cells: dict[str, str], list_id: str) -> PublishedOrder:
    countries = _parts(pick(cells, ("countries",)))
    country = countries[0] if len(countries) == 1 else ""
    place = next(iter(_parts(pick(cells, ("addresses",)))), "")
    sanctions = pick(cells, ("sanctions",))
    days = dates_in(sanctions)
    names = [pick(cells, ("name",)), *_parts(pick(cells, ("aliases",)))]
    customs = list_id.startswith("us_cbp")
    general = customs and names_nobody(names[0])
    return PublishedOrder(
        row=pick(cells, ("id",)),
        key=names[0] if general else pick(cells, ("id",)),
        names=()
        if general
        else tuple(
            PublishedName(one, "alias" if at else "name", country, place)
            for at, one in enumerate(dict.fromkeys(names))
            if one
        ),
        country=country if general else "",
        place=place_in(names[0]) if general else "",
        any_goods=not customs,
        goods_words=names[0] if general and not place_in(names[0]) else "",
        section=sections_in(sanctions),
        since=min(days) if days else None,
        status="active" if sanctions or not customs else "unknown",
        source=_SOURCE,
        text=canonical_text({key: cells[key] for key in cells if fold_header(key) in _TOLD}),
    )


_TOLD: Final = ("name", "aliases", "countries", "addresses", "sanctions")
"""What the hash is taken of: days on which OpenSanctions looked are no change of the entry."""


def _parts(text: str) -> list[str]:
    return [part for piece in text.split(";") if (part := piece.strip())]


def _tax_number(cells: dict[str, str]) -> str:
    return next(iter(_parts(pick(cells, ("identifiers",)))), "")
