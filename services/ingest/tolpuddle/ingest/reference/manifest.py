"""The manifest of an edition: for every file its source, licence, hash, rows, bounds and column types."""

import hashlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

import polars as pl
import yaml

from tolpuddle.ingest.reference.licences import unknown_licences
from tolpuddle.ingest.reference.table import Table
from tolpuddle.kernel.edition_files import MANIFEST, read_manifest
from tolpuddle.kernel.errors import EditionError

FIELDS: Final = (
    "title",
    "source",
    "publisher",
    "licence",
    "attribution",
    "retrieved",
    "sha256",
    "rows",
    "min_rows",
    "max_rows",
    "columns",
    "complete",
    "note",
)
"""What the manifest says about a file, in this order. Rows, bounds and columns are null for a document."""


def table_entry(table: Table) -> dict[str, Any]:
    """The manifest's entry for a compiled table.

    Raises: EditionError when the rows are outside their bounds or the licence is not an open one.
    """
    entry: dict[str, Any] = {
        "title": table.title,
        "source": table.source,
        "publisher": table.publisher,
        "licence": table.licence,
        "attribution": table.attribution,
        "retrieved": table.retrieved,
        "sha256": hashlib.sha256(table_bytes(table)).hexdigest(),
        "rows": table.frame.height,
        "min_rows": table.min_rows,
        "max_rows": table.max_rows,
        "columns": table.columns(),
        "complete": table.complete,
        "note": table.note,
    }
    check_entry(table.file, entry)
    return entry


def table_bytes(table: Table) -> bytes:
    """The file as it is written: UTF-8, header, LF, quotes only where needed; the same bytes for the same rows.

    Raises: EditionError when a column is not text.
    """
    if wrong := [name for name, dtype in table.frame.schema.items() if dtype != pl.String()]:
        raise EditionError(f"The table {table.file} should hold text only; see {', '.join(wrong)}.")
    return table.frame.write_csv().encode()


def check_entry(file: str, entry: Mapping[str, Any]) -> None:
    """Raises: EditionError when an entry lacks a field, its rows are out of bounds or its licence is not open."""
    if missing := [name for name in FIELDS if name not in entry]:
        raise EditionError(f"The manifest's entry of {file} lacks {', '.join(missing)}.", file=file)
    if strange := unknown_licences(str(entry["licence"])):
        raise EditionError(f"The licence of {file} is not known to be open: {'; '.join(strange)}.", file=file)
    rows = entry["rows"]
    if rows is not None and not entry["min_rows"] <= rows <= entry["max_rows"]:
        raise EditionError(
            f"The table {file} has {rows} rows; between {entry['min_rows']} and {entry['max_rows']} were expected.",
            file=file,
        )


def write_manifest(folder: Path, published: str, entries: Mapping[str, Mapping[str, Any]]) -> None:
    """Write the manifest of the edition in `folder`, files in name order; the folder's name is the edition's."""
    manifest = {
        "name": folder.name,
        "published": published,
        "files": {file: {name: entries[file][name] for name in FIELDS} for file in sorted(entries)},
    }
    text = yaml.safe_dump(manifest, sort_keys=False, allow_unicode=True, width=100)
    (folder / MANIFEST).write_text(text, encoding="utf8", newline="\n")


def published_on(folder: Path) -> str:
    """The ISO date on which an edition was published.

    Raises: EditionError when there is none.
    """
    read_manifest(folder)
    manifest: dict[str, Any] = yaml.safe_load((folder / MANIFEST).read_text(encoding="utf8"))
    if "published" not in manifest:
        raise EditionError(f"The manifest in {folder} gives no date.")
    return str(manifest["published"])
