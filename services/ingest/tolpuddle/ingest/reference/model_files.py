"""Puts a trained model into an edition: scorecards and priors, with their lines in the manifest."""

import hashlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

import polars as pl

from tolpuddle.ingest.reference.manifest import check_entry, published_on, write_manifest
from tolpuddle.kernel.edition import MODEL_FILES
from tolpuddle.kernel.edition_files import open_edition, read_manifest
from tolpuddle.kernel.errors import EditionError

_NUMBERS: Final = "decimal"
_WORDS: Final = ("iso3", "good_id", "head")
_NOTES: Final = {
    "priors.csv": (
        "Points on the scale of the exposure index, ten for a doubling of the odds: those of all groups here and of base and "
        "groups in priors_countries.csv, added up; down and up are the way to both ends of the interval. Odds of an entry on "
        "the list, not of abuse. No pair sees its own entry. A pair that is missing is no candidate: unknown, never low."
    ),
    "priors_any.csv": "As priors.csv, for entries of any kind.",
    "priors_countries.csv": "What priors.csv and priors_any.csv have the same for all goods of a country, per head.",
    "model_any.json": "Entries of any kind. docs/model_card.md says what it can and cannot do.",
    "model_forced.json": "Entries for forced labour. docs/model_card.md says what it can and cannot do.",
}
_TITLES: Final = {
    "priors.csv": "Forced labour: what the model expects of each candidate pair of country and good, in groups, with interval",
    "priors_any.csv": "Entries of any kind: what the model expects of each candidate pair of country and good",
    "priors_countries.csv": "The part of the priors that is the same for all goods of a country",
    "model_any.json": "Scorecard of the model for entries of any kind",
    "model_forced.json": "Scorecard of the model for entries for forced labour",
}


def put_model(folder: Path, scorecards: Mapping[str, str], priors: Mapping[str, pl.DataFrame]) -> list[str]:
    """Write model_<head>.json and the tables of priors into the edition in `folder`; returns the files whose bytes changed.

    Raises: EditionError when a file is none of the model's or the edition does not open afterwards.
    """
    changed = stale_files(folder, scorecards, priors)
    _, entries = read_manifest(folder)
    retrieved = published_on(folder)
    for file, content in _contents(scorecards, priors).items():
        entries[file] = _entry(file, content, priors.get(file.removesuffix(".csv")), retrieved)
        check_entry(file, entries[file])
        (folder / file).write_bytes(content)
    write_manifest(folder, retrieved, entries)
    open_edition(folder)
    return changed


def stale_files(folder: Path, scorecards: Mapping[str, str], priors: Mapping[str, pl.DataFrame]) -> list[str]:
    """The files that `put_model` would change."""
    _, entries = read_manifest(folder)
    return [
        file
        for file, content in _contents(scorecards, priors).items()
        if entries.get(file, {}).get("sha256") != hashlib.sha256(content).hexdigest()
    ]


def _contents(scorecards: Mapping[str, str], priors: Mapping[str, pl.DataFrame]) -> dict[str, bytes]:
    """Raises: EditionError when a file is none of the model's."""
    data = {f"model_{head}.json": card.encode() for head, card in sorted(scorecards.items())}
    # A whole number without its decimal: the files are a tenth smaller and read back the same.
    for name, table in priors.items():
        data[f"{name}.csv"] = (
            table.cast(pl.String).with_columns(pl.all().str.strip_suffix(".0")).write_csv().encode()
        )
    if strange := sorted(set(data) - MODEL_FILES):
        raise EditionError(f"{', '.join(strange)} is no file of the model.")
    return data


def _entry(file: str, content: bytes, frame: pl.DataFrame | None, retrieved: str) -> dict[str, Any]:
    columns = None
    if frame is not None:
        columns = {name: "string" if name in _WORDS else _NUMBERS for name in frame.columns}
    return {
        "title": _TITLES[file],
        "source": "Learnt from the tables of this edition by `tolpuddle model train`",
        "publisher": "Tolpuddle",
        "licence": "Apache-2.0",
        "attribution": "Tolpuddle contributors",
        "retrieved": retrieved,
        "sha256": hashlib.sha256(content).hexdigest(),
        "rows": None if frame is None else frame.height,
        "min_rows": None if frame is None else 1,
        "max_rows": None if frame is None else 200_000,
        "columns": columns,
        "complete": False,
        "note": _NOTES[file],
    }
