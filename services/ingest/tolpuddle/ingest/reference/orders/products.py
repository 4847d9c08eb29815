"""The list under Executive Order 13126: products and countries through the lists that are held here."""

from datetime import date
from pathlib import Path

from tolpuddle.ingest.readers.lists.published_orders import PublishedOrder, canonical_text
from tolpuddle.ingest.reference.orders.goods import OrderGoods
from tolpuddle.ingest.reference.table import read_source
from tolpuddle.kernel.errors import EditionError

LIST_ID = "us_eo13126"
_SPELLED_ELSEWHERE = "2014-12"
"""The workbook of December 2014 names some products more loosely than the data file of that year, which is read instead."""


def product_orders(path: Path, editions: Path, goods: OrderGoods) -> list[tuple[str, PublishedOrder]]:
    """Entries of the list, each with its id: a country and a good, from the first list held until the first without it.

    Raises: EditionError when a file is missing, lacks a column, or names a product or a list that is not known.
    """
    facts = read_source(path, ("as_of", "iso3", "product"))
    dated = read_source(editions, ("edition_year", "published"))
    published = {str(year): date.fromisoformat(str(day)) for year, day in dated.iter_rows() if day}
    seen: dict[tuple[str, str], dict[date, str]] = {}
    for as_of, iso3, product in facts.iter_rows():
        if as_of == _SPELLED_ELSEWHERE:
            continue
        read = goods.read(product)
        if read.basis != "goods":
            raise EditionError(f"A product of the list under Executive Order 13126 is not known: {product}.")
        for good_id in read.good_ids:
            seen.setdefault((iso3, good_id), {})[_list_day(as_of, published)] = product
    calendar = sorted({day for days in seen.values() for day in days})
    return [(LIST_ID, _order(iso3, days, calendar)) for (iso3, _), days in sorted(seen.items())]


def _order(iso3: str, days: dict[date, str], calendar: list[date]) -> PublishedOrder:
    last = max(days)
    until = next((day for day in calendar if day > last), None)
    return PublishedOrder(
        row=f"{iso3}, {days[last]}",
        key=f"{iso3} {days[last]}",
        country=iso3,
        goods_words=days[last],
        since=min(days),
        until=until,
        status="former" if until else "active",
        in_part=False,
        source="US Department of Labor, list under Executive Order 13126",
        certainty="official",
        note="Forced or indentured child labour",
        text=canonical_text({"iso3": iso3, "product": days[last]}),
    )


def _list_day(as_of: str, published: dict[str, date]) -> date:
    """The day of a list: stated ("2024-09-05 (derived)"), or that of the edition whose data file carries the flag."""
    start = as_of.split(" ")[0]
    if start in published:
        return published[start]
    try:
        return date.fromisoformat(start)
    except ValueError as error:
        raise EditionError(
            f"The list under Executive Order 13126 has an edition without a day: {as_of}."
        ) from error
