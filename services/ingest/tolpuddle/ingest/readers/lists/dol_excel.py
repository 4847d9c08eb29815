"""The DOL list as the department's yearly Excel workbook: one row per country and good, crosses for marks."""

import fastexcel
import polars as pl

from tolpuddle.ingest.readers.lists.dol_columns import REQUIRED, header_of, list_frame
from tolpuddle.kernel.errors import UnusableInputError

_HEADER_WITHIN = 25
"""Rows in which the header is looked for: titles and notes stand above it in some years."""


def read_excel(data: bytes, edition_year: int) -> pl.DataFrame:
    """Entries of the first sheet that has the list's header, as `dol_columns.LIST_SCHEMA`.

    Raises: UnusableInputError when no sheet has the header, or a row of the list is broken.
    Source: USDOL List of Goods workbooks of 2016 ("Country, Good, Child Labor, Forced Labor") and 2020
    ("ORIGIN, GOOD, CL, FL").
    """
    try:
        workbook = fastexcel.read_excel(data)
        sheets = {
            name: workbook.load_sheet(name, header_row=None, dtypes="string").to_polars()
            for name in workbook.sheet_names
        }
    except fastexcel.FastExcelError as error:
        raise UnusableInputError(f"The workbook cannot be read: {error}.") from error
    for name, sheet in sheets.items():
        for index, cells in enumerate(sheet.head(_HEADER_WITHIN).rows()):
            if {header_of(cell) for cell in cells}.issuperset(REQUIRED):
                rows = sheet.with_row_index("source_row", offset=1).slice(index + 1)
                return list_frame(rows, cells, edition_year, f"The sheet {name}")
    first = next((row for sheet in sheets.values() for row in sheet.head(1).rows()), ())
    seen = ", ".join(cell for cell in first if cell) or "nothing"
    raise UnusableInputError(
        f"No sheet of the workbook has columns for {', '.join(REQUIRED)}; its first row reads: {seen}."
    )
