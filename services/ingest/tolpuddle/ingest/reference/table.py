"""One table of an edition as a builder hands it over: rows as text, and what the manifest must say about them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

import polars as pl

from tolpuddle.kernel.edition_files import COLUMN_TYPES
from tolpuddle.kernel.errors import EditionError


@dataclass(frozen=True, slots=True)
class Table:
    """A compiled table. `frame` holds strings only, in the row order the file shall have."""

    file: str
    """File name in the edition, such as `goods.csv`."""
    frame: pl.DataFrame
    title: str
    """What a row is, in one line."""
    source: str
    """Named documents the facts were read from, with their edition or date."""
    publisher: str
    licence: str
    """One of `tolpuddle.ingest.reference.licences.OPEN_LICENCES`; several joined by '; '."""
    attribution: str
    """The line to show wherever the facts are shown."""
    retrieved: str
    """ISO date on which the source was read."""
    min_rows: int
    max_rows: int
    """Bounds outside which a rebuilt table is refused: a source that changed size is looked at by a person."""
    complete: bool
    """False: rows are known to be missing; the note says which."""
    note: str = ""
    dtypes: Mapping[str, str] = field(default_factory=dict[str, str])
    """Column -> word of `kernel.edition_files.COLUMN_TYPES`; a column that is not named is a string."""

    def columns(self) -> dict[str, str]:
        """Column -> type word, in file order.

        Raises: EditionError when a type is given to a column that is not there, or is not known.
        """
        wrong = [name for name, word in self.dtypes.items() if word not in COLUMN_TYPES]
        if wrong := wrong + sorted(set(self.dtypes) - set(self.frame.columns)):
            raise EditionError(f"The table {self.file} gives no good type for {', '.join(wrong)}.")
        return {name: self.dtypes.get(name, "string") for name in self.frame.columns}


class Family(Protocol):
    """A builder of one family of tables: pure, deterministic, no network, no clock."""

    def __call__(self, sources: Path, curated: Path) -> Sequence[Table]:
        """Compile tables from `sources` (publishers' documents, never shipped) and `curated` (our own, shipped).

        Raises: EditionError when a source is missing or does not have the shape or size it should have.
        """
        ...


def read_source(path: Path, columns: Sequence[str], separator: str = ",") -> pl.DataFrame:
    """Read these columns of a delimited file as strings; empty cells are null.

    Raises: EditionError naming the file and the columns it lacks.
    """
    if not path.is_file():
        raise EditionError(f"The source {path.name} is missing in {path.parent.name}.", file=path.name)
    frame = pl.read_csv(path, infer_schema=False, separator=separator, encoding="utf8")
    missing = [column for column in columns if column not in frame.columns]
    if missing:
        raise EditionError(
            f"The source {path.name} lacks the columns {', '.join(missing)}; it has {', '.join(frame.columns)}.",
            file=path.name,
        )
    return frame.select(columns)


def good_slug(name: pl.Expr) -> pl.Expr:
    """The good_id of a DOL name: ASCII, lower case, single hyphens ("Footwear (sandals)" -> footwear-sandals)."""
    plain = name.str.normalize("NFKD").str.replace_all(r"\p{M}", "").str.to_lowercase()
    return plain.str.replace_all(r"[^a-z0-9]+", "-").str.strip_chars("-")
