"""A table of any kind as cells: the one place that knows which reader reads which kind."""

from tolpuddle.ingest.header_row import fitness
from tolpuddle.ingest.readers.csv_text import read_text
from tolpuddle.ingest.readers.grid import Grid
from tolpuddle.ingest.readers.json_rows import read_json
from tolpuddle.ingest.readers.parquet import read_parquet
from tolpuddle.ingest.readers.sniff import Document
from tolpuddle.ingest.readers.spreadsheet import read_workbook


def read_grid(document: Document, kind: str) -> Grid:
    """kind: as `sniff.kind_of` gives it. Raises: UnusableInputError when the document is damaged."""
    match kind:
        case "xlsx" | "xls":
            return read_workbook(document, kind, fitness)
        case "parquet":
            return read_parquet(document)
        case "json":
            return read_json(document)
        case _:
            return read_text(document)
