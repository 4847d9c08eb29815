"""Writes a new edition beside its base: the same files but for the tables that changed, there whole or not at all."""

import shutil
import tempfile
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl

from tolpuddle.ingest.reference.manifest import write_manifest
from tolpuddle.ingest.reference.seal import sealed_entry
from tolpuddle.kernel.edition_files import open_edition, read_manifest


def write_edition(
    base: Path,
    out: Path,
    changed: Mapping[str, pl.DataFrame],
    published: date,
    origin: str,
    notes: Mapping[str, str] | None = None,
) -> None:
    """Write `out`: `base` with the tables of `changed` (name without .csv -> rows as text).

    Their manifest entries tell `origin` behind the source and have the day of the edition; `notes` replace theirs.
    All files are written in a folder beside `out` that gets its name at the end.

    Raises: EditionError when a table is out of its bounds or not of its types; nothing is left behind then.
    """
    _, before = read_manifest(base)
    out.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=out.parent) as scratch:
        folder = Path(scratch) / out.name
        folder.mkdir()
        entries: dict[str, Any] = {}
        for file, entry in before.items():
            name = file.removesuffix(".csv")
            table = changed.get(name)
            if table is None:
                shutil.copyfile(base / file, folder / file)
                entries[file] = entry
                continue
            (folder / file).write_bytes(table.write_csv().encode())
            told = {**entry, "source": f"{entry['source']}; {origin}", "retrieved": published.isoformat()}
            if notes and name in notes:
                told["note"] = notes[name]
            entries[file] = sealed_entry(folder / file, told)
        write_manifest(folder, published.isoformat(), entries)
        open_edition(folder)
        folder.rename(out)
