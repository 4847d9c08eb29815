"""An assessed portfolio on disk: batches in the order of the file, ranked when it is whole."""

import json
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any

import polars as pl

RANK_ORDER = ["priority_key", "supplier_id", "row"]


class Portfolio:
    """Assessment frames spooled to a folder of its own, so that a million suppliers need little memory.

    Use as a context manager: the folder goes when it ends.
    """

    def __init__(self) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="tolpuddle-")
        self._batches: list[Path] = []
        self._order: list[pl.DataFrame] = []
        self._ranks: pl.DataFrame | None = None
        self._schema: pl.Schema | None = None
        self.suppliers = 0

    def __enter__(self) -> "Portfolio":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._folder.cleanup()

    def add(self, assessments: pl.DataFrame) -> None:
        """Keep one assessed batch."""
        path = Path(self._folder.name) / f"{len(self._batches):06}.arrow"
        assessments.write_ipc(path, compression="lz4")
        self._order.append(assessments.select(pl.lit(len(self._batches)).alias("batch"), *RANK_ORDER))
        self._batches.append(path)
        self._schema = assessments.schema
        self.suppliers += assessments.height

    def rank(self) -> None:
        """Give every supplier its place in the order of work over the whole portfolio."""
        if self._order:
            order = pl.concat(self._order).with_row_index("position")
            ranked = order.select("position", "batch", *RANK_ORDER).sort(
                RANK_ORDER, nulls_last=True, maintain_order=True
            )
            self._ranks = (
                ranked.select(
                    "position", "batch", pl.int_range(1, pl.len() + 1, dtype=pl.Int64).alias("priority_rank")
                )
                .sort("position")
                .select("batch", "priority_rank")
            )
            self._order = []

    @property
    def schema(self) -> pl.Schema | None:
        """Columns of every frame; null when there is no supplier at all."""
        return self._schema

    def frames(self, columns: Sequence[str] | None = None) -> Iterator[pl.DataFrame]:
        """Assessment frames in the order of the file, with priority_rank. columns: those to read, priority_rank not
        among them, and it is not added then."""
        for number in range(len(self._batches)):
            yield self._frame(number) if columns is None else self._read(number, list(columns))

    def _frame(self, number: int) -> pl.DataFrame:
        frame = self._read(number, None)
        if self._ranks is None:
            return frame
        ranks = self._ranks.filter(pl.col("batch") == number).get_column("priority_rank")
        return frame.with_columns(ranks.alias("priority_rank"))

    def _read(self, number: int, columns: list[str] | None) -> pl.DataFrame:
        return pl.read_ipc(self._batches[number], columns=columns)

    def details(self) -> Iterator[dict[str, Any]]:
        """Every assessment in its JSON shape, ranked, in the order of the file. Needs frames with the column detail."""
        for frame in self.frames():
            for text, rank in frame.select("detail", "priority_rank").iter_rows():
                assessment: dict[str, Any] = json.loads(text)
                assessment["priority"]["rank"] = rank
                yield assessment

    def first(self, count: int) -> pl.DataFrame:
        """The first assessments in the order of work; an empty frame when there is none."""
        if self._ranks is None:
            return pl.DataFrame()
        first = self._ranks.filter(pl.col("priority_rank") <= count).get_column("batch").unique().sort()
        chosen = [self._frame(number).filter(pl.col("priority_rank") <= count) for number in first.to_list()]
        return pl.concat(chosen).sort("priority_rank") if chosen else pl.DataFrame()
