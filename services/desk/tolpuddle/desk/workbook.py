"""A portfolio as a workbook: suppliers, every reason line by line, the summary, and what it all means."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO, Any, TypeVar, cast

import polars as pl

from tolpuddle.desk.legend import LEGEND, known_line
from tolpuddle.desk.portfolio import Portfolio
from tolpuddle.desk.report import ReportFacts
from tolpuddle.desk.summary import NOTICES
from tolpuddle.kernel import exports
from tolpuddle.kernel.frames import ASSESSMENT_COLUMNS, POINTS_PREFIX

T = TypeVar("T")

ORDER = "Rows stand in the order of your list; column priority_rank is the order of work, 1 = first."


class _UntilRefused:
    """A file for the workbook's archive, which writes once more when it is let go: refused once, it takes all and keeps nothing.

    Without it the archive, let go after an error, would print a second one that nobody can catch.
    """

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream
        self.refusal: OSError | None = None

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)

    def write(self, data: bytes) -> int:
        """Write, or pretend to."""
        return self._tried(lambda: self._stream.write(data), len(data))

    def seek(self, offset: int, whence: int = 0) -> int:
        """Go to a place; it may write what waits."""
        return self._tried(lambda: self._stream.seek(offset, whence), offset)

    def flush(self) -> None:
        """Write what waits."""
        self._tried(self._stream.flush, None)

    def _tried(self, what: Callable[[], T], otherwise: T) -> T:
        if self.refusal is None:
            try:
                return what()
            except OSError as error:
                self.refusal = error
        return otherwise


def write(portfolio: Portfolio, suppliers: Iterator[pl.DataFrame], target: Path, facts: ReportFacts) -> None:
    """Write a ranked portfolio whose frames have the column detail.

    suppliers: frames of the tabular output. Raises: OSError, as when the disk is full.
    """
    with target.open("wb") as stream:
        file = _UntilRefused(stream)
        _fill(exports.Workbook(cast("IO[bytes]", file)), portfolio, suppliers, facts)
        if file.refusal is not None:
            raise file.refusal


def _fill(
    book: exports.Workbook, portfolio: Portfolio, suppliers: Iterator[pl.DataFrame], facts: ReportFacts
) -> None:
    summary = facts.summary
    widths = {"name": 34, "goods": 26, "listing_refs": 40, "top_reasons": 70, "questions": 60, "receipt": 20}
    book.sheet("Suppliers", suppliers, widths)
    book.sheet("Reasons", _reasons(portfolio), {"reason": 90, "source": 40, "name": 34, "factor": 26})
    counts = [
        {"what": title, "value": value, "suppliers": count}
        for title, values in (
            ("priority", summary.priorities),
            ("listing", summary.listings),
            ("exposure", summary.bands),
        )
        for value, count in values.items()
    ]
    book.sheet("Summary", iter([pl.DataFrame(counts)]), {"what": 16, "value": 24})
    book.sheet("Read me", iter([_read_me(facts)]), {"about": 14, "word": 28, "meaning": 120})
    book.close()


def _read_me(facts: ReportFacts) -> pl.DataFrame:
    notices = (*NOTICES, known_line(facts.summary), facts.list_line)
    points = (f"{POINTS_PREFIX}…", "points of one factor of exposure; null only where exposure is null")
    lines = [
        *(("notice", "", notice) for notice in notices if notice),
        ("order", "priority_rank", ORDER),
        *(("reading", "", note) for note in facts.notes),
        *(("word", word, meaning) for word, meaning in LEGEND),
        *(("column", column.name, column.meaning) for column in ASSESSMENT_COLUMNS),
        ("column", *points),
    ]
    return pl.DataFrame(lines, schema=["about", "word", "meaning"], orient="row")


def _reasons(portfolio: Portfolio) -> Iterator[pl.DataFrame]:
    schema = {"row": pl.Int64, "supplier_id": pl.String, "name": pl.String, "reading": pl.String, "factor": pl.String} | {
        "points": pl.Float64, "value": pl.String, "reason": pl.String, "source": pl.String,
    }  # fmt: skip
    for frame in portfolio.frames():
        rows: list[dict[str, Any]] = []
        for text in frame.get_column("detail"):
            assessment = json.loads(text)
            head = {key: assessment[key] for key in ("row", "supplier_id", "name")}
            for reading in ("exposure", "channel"):
                for part in assessment[reading]["contributions"]:
                    value = part["value"]
                    rows.append(
                        {**head, "reading": reading, **part, "value": None if value is None else str(value)}
                    )
        yield pl.DataFrame(rows, schema=schema)
