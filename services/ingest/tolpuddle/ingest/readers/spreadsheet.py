"""Excel workbooks: the sheet that looks like suppliers, row by row as Excel counts them."""

from collections.abc import Callable, Iterator, Sequence

import fastexcel
import polars as pl

from tolpuddle.ingest.readers.grid import BATCH_ROWS, Grid, cell_names
from tolpuddle.ingest.readers.sniff import Document
from tolpuddle.ingest.readers.workbook_bounds import check_workbook
from tolpuddle.kernel.errors import UnusableInputError

SAMPLE_ROWS = 60
MAX_SHEETS = 200


def read_workbook(
    document: Document, kind: str, fitness: Callable[[Sequence[Sequence[str | None]]], float]
) -> Grid:
    """Rows of the sheet whose first rows are fittest; of equals the first.

    Raises: UnusableInputError when it is damaged, protected, beyond the limits, or has no filled sheet.
    """
    if kind == "xlsx":
        check_workbook(document)
    try:
        workbook = fastexcel.read_excel(document.path)
        names = workbook.sheet_names
    except fastexcel.FastExcelError as error:
        raise UnusableInputError(
            f"{document.name} is damaged, protected by a password or no workbook that can be read."
        ) from error
    best: tuple[float, str] | None = None
    for name in names[:MAX_SHEETS]:
        rows = _sheet(document, workbook, name, SAMPLE_ROWS).rows()
        if not any(cell for row in rows for cell in row):
            continue
        score = fitness(rows)
        if best is None or score > best[0]:
            best = (score, name)
    if best is None:
        raise UnusableInputError(f"{document.name} is a workbook without a filled sheet.")
    frame = _sheet(document, workbook, best[1], None)
    columns = cell_names(frame.width)
    frame = frame.rename(dict(zip(frame.columns, columns, strict=True)))

    def batches() -> Iterator[pl.DataFrame]:
        for start in range(0, frame.height, BATCH_ROWS):
            yield frame.slice(start, BATCH_ROWS)

    notes = (f"Of {len(names)} sheets, the sheet {best[1]} was read.",) if len(names) > 1 else ()
    return Grid(width=frame.width, batches=batches, sheet=best[1], notes=notes)


def _sheet(document: Document, workbook: fastexcel.ExcelReader, name: str, rows: int | None) -> pl.DataFrame:
    try:
        sheet = workbook.load_sheet(name, header_row=None, skip_rows=0, n_rows=rows, dtypes="string")
        return sheet.to_polars()
    except fastexcel.FastExcelError as error:
        raise UnusableInputError(f"The sheet {name} of {document.name} cannot be read.") from error
