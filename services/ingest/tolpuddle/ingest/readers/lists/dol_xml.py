"""The DOL list as its phone application carries it: XML, one element per good, one per country within."""

import xml.etree.ElementTree as ET
from typing import Final

import polars as pl

from tolpuddle.ingest.readers.lists.dol_columns import list_frame
from tolpuddle.kernel.errors import UnusableInputError

_FLAGS: Final = ("Child_Labor", "Forced_Labor", "Forced_Child_Labor", "Derived_Labor_Exploitation")


def read_xml(data: bytes, edition_year: int) -> pl.DataFrame:
    """Entries in document order as `dol_columns.LIST_SCHEMA`; the downstream flag came with the 2022 edition.

    Raises: UnusableInputError when the document is damaged, declares entities, or has other elements than the
    application's.
    Source: USDOL Sweat & Toil data files, editions 2014-2022.
    """
    if b"<!DOCTYPE" in data or b"<!ENTITY" in data:
        raise UnusableInputError("The list declares XML entities, which the department's files never do.")
    try:
        root = ET.fromstring(data)  # noqa: S314 - entities are refused above
    except ET.ParseError as error:
        raise UnusableInputError(f"The list is damaged XML: {error}.") from error
    if root.tag != "Goods":
        raise UnusableInputError(f"The list should be a Goods document; it is {root.tag}.")
    entries = [
        (good.findtext("Good_Name"), good.findtext("Good_Sector"), country)
        for good in root.iterfind("Good")
        for country in good.iterfind("Countries/Country")
    ]
    flags = [flag for flag in _FLAGS if any(country.find(flag) is not None for *_, country in entries)]
    columns: dict[str, list[str | None]] = {
        "Good_Name": [good for good, _, _ in entries],
        "Good_Sector": [sector for _, sector, _ in entries],
        "Country_Name": [country.findtext("Country_Name") for *_, country in entries],
        **{flag: [country.findtext(flag) for *_, country in entries] for flag in flags},
    }
    rows = pl.DataFrame(columns, schema=dict.fromkeys(columns, pl.String)).with_row_index(
        "source_row", offset=1
    )
    return list_frame(rows, list(columns), edition_year, "The XML list")
