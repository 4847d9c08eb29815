"""Compiles the folders of packs into tables of an edition: packs, statements, and what belongs to them."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final, cast

import polars as pl

from tolpuddle.ingest.reference.packs.check import Pack, read_folder
from tolpuddle.ingest.reference.packs.vocabulary import COLUMNS, OPTIONAL, vocabulary_of
from tolpuddle.ingest.reference.table import Table
from tolpuddle.kernel.errors import EditionError

RETRIEVED: Final = "2026-11-22"
FIRST: Final = "general"
"""The pack that every supplier is asked stands first."""
_BOOLEANS: Final = ("key", "urgent")
_PARTS: Final[Mapping[str, tuple[str, tuple[str, ...]]]] = {
    "pack_standards.csv": ("standards", ("name", "covers", "does_not_cover", "source")),
    "pack_inputs.csv": ("inputs", ("good", "origins", "list", "flag", "source")),
    "pack_evidence.csv": ("evidence", ("evidence", "months", "cap_percent", "note", "source")),
    "pack_structural.csv": ("structural", ("text", "source")),
}
_TITLES: Final[Mapping[str, str]] = {
    "pack_standards.csv": "Standards and certificates of each sector pack: what they cover and what they do not",
    "pack_inputs.csv": "Goods and origins that each sector pack names",
    "pack_evidence.csv": "Evidence that each sector pack takes: how long it counts, and up to what share",
    "pack_structural.csv": "Structural factors that each sector pack names: exposure, never a finding",
}


def build(sources: Path, curated: Path) -> Sequence[Table]:
    """Compile statements.csv, packs.csv and pack_*.csv from `curated`/packs. Nothing in `sources` is read.

    Raises: EditionError that names file and line of the first things that are wrong.
    """
    packs = read_packs(curated / "packs")
    return (_statements(packs), _packs(packs), *(_part(packs, file) for file in _PARTS))


def read_packs(folder: Path) -> list[Pack]:
    """All packs of a folder, the general one first, then by name.

    Raises: EditionError when there is none, or one of them has faults.
    """
    folders = (
        sorted((path for path in folder.iterdir() if path.is_dir()), key=lambda p: (p.name != FIRST, p.name))
        if folder.is_dir()
        else []
    )
    if not folders:
        raise EditionError(f"There are no packs in {folder}.")
    packs = [read_folder(one, vocabulary_of(one)) for one in folders]
    faults = [f"{pack.id}/{fault}" for pack in packs for fault in pack.faults]
    if faults:
        more = f" … and {len(faults) - 5} more" if len(faults) > 5 else ""
        raise EditionError(f"Packs are not as they should be: {'; '.join(faults[:5])}{more}")
    return packs


def _statements(packs: Sequence[Pack]) -> Table:
    rows: list[dict[str, str | None]] = []
    for pack in packs:
        for row in pack.rows:
            cells = {name: row.cells[name] or None for name in (*COLUMNS, *OPTIONAL)}
            cells |= {name: row.cells[name] or "false" for name in _BOOLEANS}
            rows.append({"pack": pack.id, **cells})
    frame = pl.DataFrame(rows, schema=dict.fromkeys(("pack", *COLUMNS, *OPTIONAL), pl.String))
    return _table(
        "statements.csv",
        frame.select("statement_id", "pack", pl.exclude("statement_id", "pack")),
        "Answerable statements about recruitment and work, of all sector packs",
        22,
        5_000,
        {
            "key": "boolean", "urgent": "boolean", "points": "decimal", "minimum": "decimal", "maximum": "decimal",
            "scale": "integer", "irremediability": "integer", "first": "integer",
        },
    )  # fmt: skip


def _packs(packs: Sequence[Pack]) -> Table:
    fields = ("title", "as_of", "review_by", "introduction", "blind_spot", "reason", "source")
    rows = [
        {
            "pack": pack.id,
            "sectors": _cell(pack.document.value.get("sectors")),
            **{name: _cell(pack.document.value.get(name)) for name in fields},
            "actions": _cell(pack.document.value.get("actions")),
            "statements": str(len(pack.rows)),
            "cases": str(len(pack.cases)),
        }
        for pack in packs
    ]
    columns = ("pack", "sectors", *fields, "actions", "statements", "cases")
    frame = pl.DataFrame(rows, schema=dict.fromkeys(columns, pl.String))
    types = {"as_of": "date", "review_by": "date", "statements": "integer", "cases": "integer"}
    return _table("packs.csv", frame, "Sector packs: who is asked what, and why", 1, 500, types)


def _part(packs: Sequence[Pack], file: str) -> Table:
    name, fields = _PARTS[file]
    rows: list[dict[str, str | None]] = [
        {"pack": pack.id, **{field: _cell(entry.get(field)) for field in fields}}
        for pack in packs
        for _, entry in pack.document.entries(name)
    ]
    frame = pl.DataFrame(rows, schema=dict.fromkeys(("pack", *fields), pl.String))
    types = {"months": "integer", "cap_percent": "integer"} if name == "evidence" else {}
    return _table(file, frame, _TITLES[file], 0, 10_000, types)


def _cell(value: Any) -> str | None:
    if isinstance(value, list):
        return ";".join(str(word) for word in cast("list[object]", value)) or None
    return None if value is None else " ".join(str(value).split())


def _table(
    file: str, frame: pl.DataFrame, title: str, least: int, most: int, types: Mapping[str, str]
) -> Table:
    return Table(
        file=file,
        frame=frame,
        title=title,
        source="Our own work, compiled from reference/curated/packs; each line cites its source",
        publisher="Tolpuddle",
        licence="Apache-2.0",
        attribution="Tolpuddle contributors",
        retrieved=RETRIEVED,
        min_rows=least,
        max_rows=most,
        complete=True,
        note="Weights and thresholds are product defaults, each with its reason; docs/packs says how they are read.",
        dtypes=types,
    )
