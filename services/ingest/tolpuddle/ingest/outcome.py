"""What becomes of a list: batches of suppliers and refused rows, duplicates, notes; may be gone through again and again."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import polars as pl

from tolpuddle.ingest.identity import ID_GIVEN, ISO3_READ
from tolpuddle.ingest.parked import Parked


@dataclass(frozen=True, slots=True)
class Counts:
    """accepted + rejected + merged + blank = rows, always."""

    rows: int = 0
    """Rows below the header, blank ones included."""
    accepted: int = 0
    rejected: int = 0
    merged: int = 0
    """Rows that went into an earlier row about the same supplier."""
    blank: int = 0


@dataclass(frozen=True, slots=True)
class Batch:
    """A part of the outcome. Each frame has at most batch_rows rows and may be empty."""

    number: int
    suppliers: pl.DataFrame
    """Supplier frame with a_* and c_*, in the order of the file."""
    rejects: pl.DataFrame
    """Reject frame: the row as it came under the file's own headers, then row_number, column, code, reason.

    Cells beyond the last header follow the file's own columns, as far as any row has them.
    """


@dataclass(frozen=True, slots=True)
class Kept:
    """Accepted rows, with merged rows taken out and united ones in their place."""

    parked: Parked
    empty: pl.DataFrame
    no_rejects: pl.DataFrame
    """Empty, with the columns that rejects have."""
    gone: pl.DataFrame
    """Numbers of merged rows, ascending."""
    united: pl.DataFrame
    """Supplier frame of the rows that others went into, ascending."""
    renamed: pl.DataFrame
    """row, supplier_id: suppliers whose stated id is another's."""

    def frames(self) -> Iterator[pl.DataFrame]:
        """Supplier frames in the order of the file."""
        for whole in self.parked:
            frame = whole.drop(ISO3_READ, ID_GIVEN)
            gone, united = _between(self.gone, frame), _between(self.united, frame)
            if gone.height:
                frame = frame.join(gone, on="row", how="anti", maintain_order="left")
            if united.height:
                frame = pl.concat([frame.join(united, on="row", how="anti"), united]).sort("row")
            if self.renamed.height:
                new = self.renamed.select("row", new="supplier_id")
                frame = (
                    frame.join(new, on="row", how="left", maintain_order="left")
                    .with_columns(supplier_id=pl.coalesce("new", "supplier_id"))
                    .drop("new")
                )
            yield frame


def _between(rows: pl.DataFrame, frame: pl.DataFrame) -> pl.DataFrame:
    """Those of rows, sorted by row, that lie between the first and last row of a frame that is sorted too."""
    if rows.is_empty():
        return rows
    first, last = frame.item(0, "row"), frame.item(-1, "row")
    return rows.filter(pl.col("row").set_sorted().is_between(first, last))


@dataclass(frozen=True, slots=True)
class Acceptance:
    """The outcome of a list. May be gone through again and again; always gives the same."""

    counts: Counts
    duplicates: pl.DataFrame
    """DUPLICATE_SCHEMA: rows that were merged, and suppliers kept apart in spite of one id."""
    notes: tuple[str, ...]
    """What a person should know, one sentence each."""
    header_map: Mapping[str, str]
    """Header as written -> supplier column."""
    reject_codes: Mapping[str, int]
    """Code -> rows refused for it."""
    batch_rows: int
    kept: Kept
    refused: Parked

    def __iter__(self) -> Iterator[Batch]:
        suppliers = _chunks(self.kept.frames(), self.batch_rows)
        rejects = _chunks(self._refused(), self.batch_rows)
        number = 0
        while True:
            accepted, rejected = next(suppliers, None), next(rejects, None)
            if accepted is None and rejected is None:
                return
            yield Batch(
                number,
                self.kept.empty if accepted is None else accepted,
                self.kept.no_rejects if rejected is None else rejected,
            )
            number += 1

    def suppliers(self) -> pl.DataFrame:
        """All accepted suppliers at once."""
        return pl.concat([self.kept.empty, *self.kept.frames()])

    def rejects(self) -> pl.DataFrame:
        """All rejected rows at once."""
        return pl.concat([self.kept.no_rejects, *self._refused()])

    def _refused(self) -> Iterator[pl.DataFrame]:
        for frame in self.refused:
            yield frame.select(self.kept.no_rejects.columns)


def _chunks(frames: Iterator[pl.DataFrame], rows: int) -> Iterator[pl.DataFrame]:
    """The same rows in frames of exactly so many, the last one fewer."""
    held: list[pl.DataFrame] = []
    count = 0
    for frame in frames:
        while frame.height:
            part = frame.head(rows - count)
            held.append(part)
            count += part.height
            frame = frame.slice(part.height)
            if count == rows:
                yield pl.concat(held)
                held, count = [], 0
    if held:
        yield pl.concat(held)
