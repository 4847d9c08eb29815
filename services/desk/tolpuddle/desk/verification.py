"""Receipts of a result checked against an edition: every value that the result has, in JSON to its last reason."""

import json
from collections.abc import Mapping
from typing import Any

import polars as pl

from tolpuddle.scoring.core import canonical, receipt
from tolpuddle.scoring.core.reference import Reference
from tolpuddle.scoring.core.screen import screen

BATCH_ROWS = 20_000
NOT_COMPARED = frozenset({"row", "priority"})
"""Members that depend on more than the supplier's own facts; priority is compared without its rank."""


def check(result: pl.DataFrame, reference: Reference) -> pl.DataFrame:
    """Recompute a result. Returns supplier_id, ok, part (null where ok) and sentence, in the order of the result.

    result: supplier_id, input, receipt and any readings; whole: an assessment in its JSON shape, where it was given.
    """
    parts = [_batch(batch, reference) for batch in result.iter_slices(BATCH_ROWS)]
    return pl.concat(parts) if parts else pl.DataFrame(schema=receipt.SCHEMA)


def _batch(result: pl.DataFrame, reference: Reference) -> pl.DataFrame:
    checked = receipt.verify(result.drop("whole", strict=False), reference)
    holds = checked.get_column("ok")
    if "whole" not in result.columns or not holds.any():
        return checked
    sound = result.filter(holds)
    again = screen(canonical.read_back(sound.get_column("input")), reference, details=True)
    pairs = zip(sound.get_column("whole"), again.get_column("detail"), strict=True)
    found = iter([difference(json.loads(given), json.loads(made)) for given, made in pairs])
    lines: list[dict[str, Any]] = []
    for line in checked.iter_rows(named=True):
        part = next(found) if line["ok"] else None
        lines.append(
            line
            if part is None
            else {
                "supplier_id": line["supplier_id"],
                "ok": False,
                "part": f"result:{part}",
                "sentence": f"{line['supplier_id']}: {part} comes out differently than it is written here.",
            }
        )
    return pl.DataFrame(lines, schema=receipt.SCHEMA)


def difference(given: Mapping[str, Any], made: Mapping[str, Any]) -> str | None:
    """The first member of an assessment that is not what it was made as; null when there is none."""
    for name in sorted({*given, *made} - NOT_COMPARED):
        if given.get(name) != made.get(name):
            return name
    for name in sorted({*given["priority"], *made["priority"]} - {"rank"}):
        if given["priority"].get(name) != made["priority"].get(name):
            return f"priority.{name}"
    return None
