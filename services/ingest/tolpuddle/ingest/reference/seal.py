"""Re-writes the manifest after files of an edition were edited by hand."""

import hashlib
import shutil
from pathlib import Path
from typing import Any, Final

import polars as pl

from tolpuddle.ingest.reference.manifest import check_entry, published_on, write_manifest
from tolpuddle.ingest.reference.rule_files import TITLES, rule_entry
from tolpuddle.kernel.edition import RULE_FILES
from tolpuddle.kernel.edition_files import MANIFEST, open_edition, read_manifest
from tolpuddle.kernel.errors import EditionError

COPIED: Final = frozenset({"matching.yaml", "questionnaire.yaml", "self_assessment.yaml"})
"""Copied like rule files, but no rules of a receipt: parts of the edition."""


def seal(folder: Path) -> list[str]:
    """Recompute hash, rows and columns of every file in an edition; returns the files that changed.

    A column keeps the type the manifest gave it, a new column is a string. A file new to the manifest must be a rule
    file. A file that is gone leaves the manifest.

    Raises: EditionError when a file is unknown, out of its bounds or not of its types.
    """
    _, before = read_manifest(folder)
    published = published_on(folder)
    files = sorted(path for path in folder.iterdir() if path.is_file() and path.name != MANIFEST)
    after = {path.name: sealed_entry(path, before.get(path.name)) for path in files}
    write_manifest(folder, published, after)
    open_edition(folder)
    return sorted(file for file in before.keys() | after.keys() if before.get(file) != after.get(file))


def copy_rules(curated: Path, folder: Path) -> list[str]:
    """Copy the rule files that people write in `curated` into an edition as they are; returns their names."""
    copied = [name for name in sorted(RULE_FILES | COPIED) if (curated / name).is_file()]
    for name in copied:
        shutil.copyfile(curated / name, folder / name)
    return copied


def sealed_entry(path: Path, entry: dict[str, Any] | None) -> dict[str, Any]:
    """The entry of a file as it now is.

    Raises: EditionError as `seal`.
    """
    if entry is None:
        if path.name not in TITLES:
            raise EditionError(
                f"The file {path.name} is not in the manifest and is no rule file.", file=path.name
            )
        entry = rule_entry(path.name)
    data = path.read_bytes()
    sealed = {**entry, "sha256": hashlib.sha256(data).hexdigest(), "rows": None, "columns": None}
    if path.suffix == ".csv":
        try:
            frame = pl.read_csv(data, infer_schema=False)
        except pl.exceptions.PolarsError as error:
            raise EditionError(f"The file {path.name} is no CSV table: {error}", file=path.name) from error
        types: dict[str, str] = entry.get("columns") or {}
        sealed["rows"] = frame.height
        sealed["columns"] = {name: types.get(name, "string") for name in frame.columns}
    check_entry(path.name, sealed)
    return sealed
