"""Words of questionnaires in every language dropped into a folder: facts, help, why a question is asked, titles of sheets."""

import csv
import io
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

import polars as pl

from tolpuddle.ingest.reference.table import Table
from tolpuddle.kernel.errors import EditionError

FILE: Final = "questionnaire_words.csv"
FOLDER: Final = "questionnaire"
FIRST: Final = "en"
_NAME: Final = re.compile(r"words\.([a-z]{2,3})\.csv")
_SLOT: Final = re.compile(r"\{[a-z_]+\}")


def build(sources: Path, curated: Path) -> Sequence[Table]:
    """Compile questionnaire_words.csv from `curated`/questionnaire/words.<language>.csv. Nothing in `sources` is read.

    Raises: EditionError with file and line when a word is there twice, empty, unknown to English, or loses a {slot}.
    """
    files = {
        found[1]: path
        for path in sorted((curated / FOLDER).glob("words.*.csv"))
        if (found := _NAME.fullmatch(path.name))
    }
    if FIRST not in files:
        raise EditionError(f"There are no words.{FIRST}.csv in {FOLDER}.", file=FOLDER)
    english = _read(files[FIRST], None)
    rows = [(name, FIRST, text) for name, text in english.items()]
    for language, path in files.items():
        if language != FIRST:
            rows += [(name, language, text) for name, text in _read(path, english).items()]
    return (
        Table(
            file=FILE,
            frame=pl.DataFrame(rows, schema=["id", "language", "text"], orient="row"),
            title="Words of questionnaires in several languages",
            source="Tolpuddle",
            publisher="Tolpuddle",
            licence="Apache-2.0",
            attribution="Tolpuddle contributors",
            retrieved="2026-11-22",
            min_rows=len(english),
            max_rows=10_000,
            complete=False,
            note="Not yet read by workers' organisations who speak the languages; corrections are welcome.",
        ),
    )


def _read(path: Path, english: Mapping[str, str] | None) -> dict[str, str]:
    found: dict[str, str] = {}
    reader = csv.DictReader(io.StringIO(path.read_text(encoding="utf-8-sig"), newline=""), strict=True)
    if reader.fieldnames != ["id", "text"]:
        raise EditionError(f"{path.name}:1: the columns are id and text.", file=path.name)
    for row in reader:
        where, name, text = f"{path.name}:{reader.line_num}", row["id"], (row["text"] or "").strip()
        if not text:
            raise EditionError(f"{where}: {name} has no text; leave the row out instead.", file=path.name)
        if name in found:
            raise EditionError(f"{where}: {name} stands twice.", file=path.name)
        if english is not None:
            if name not in english:
                raise EditionError(f"{where}: there is no {name} in English.", file=path.name)
            if sorted(_SLOT.findall(text)) != sorted(_SLOT.findall(english[name])):
                raise EditionError(f"{where}: {name} has other {{slots}} than in English.", file=path.name)
        found[name] = text
    return found
