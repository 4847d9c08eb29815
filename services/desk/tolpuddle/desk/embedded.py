"""The whole pipeline in one process: reader, ingest, event log in memory, scoring worker, assessments."""

import io
import json
from collections.abc import Generator, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from importlib.metadata import version
from pathlib import Path
from typing import IO, Any

import polars as pl

from tolpuddle.desk import editions, report
from tolpuddle.desk.legend import list_line
from tolpuddle.desk.portfolio import Portfolio
from tolpuddle.desk.progress import Progress
from tolpuddle.desk.results import whole_or_not
from tolpuddle.desk.side_by_side import side_by_side
from tolpuddle.desk.summary import COLUMNS, summarise
from tolpuddle.ingest.accept import Acceptance, accept
from tolpuddle.ingest.readers import supplier_list
from tolpuddle.kernel import exports
from tolpuddle.kernel.adapters.memory_event_log import MemoryEventLog
from tolpuddle.kernel.answer_kinds import AnswerKinds
from tolpuddle.kernel.country_words import CountryWords
from tolpuddle.kernel.edition import Edition
from tolpuddle.kernel.edition_events import edition_facts
from tolpuddle.kernel.errors import EditionError, NotFoundError
from tolpuddle.kernel.event_log import EventLog
from tolpuddle.kernel.events import SuppliersAccepted
from tolpuddle.kernel.wire import event_of
from tolpuddle.scoring.core import canonical
from tolpuddle.scoring.core.reference import Reference
from tolpuddle.scoring.core.screen import screen
from tolpuddle.scoring.reference_state import Loaded, ReferenceFollower, ReferenceState
from tolpuddle.scoring.worker import Screening

TENANT = "desk"
"""Whose suppliers these are when there is one person at one machine."""

JOB = "screening"
BATCH_ROWS = 20_000
REFUSALS = 20
"""Refused rows that a report names; all of them are in the file of refused rows."""


@dataclass(frozen=True, slots=True)
class Screened:
    """A finished screening."""

    portfolio: Portfolio
    acceptance: Acceptance
    source: str
    loaded: Loaded

    @property
    def rejected(self) -> int:
        """Rows that could not be used."""
        return self.acceptance.counts.rejected

    @property
    def notes(self) -> Sequence[str]:
        """What a person should know about how the list was read."""
        return self.acceptance.notes

    def facts(self, rows: int) -> report.ReportFacts:
        """What reports print, with so many assessments in the order of work."""
        return report.ReportFacts(
            summary=summarise(self.portfolio.frames(COLUMNS)),
            rows=details_of(self.portfolio.first(rows), self.loaded.reference),
            source=self.source,
            edition=self.loaded.edition.name,
            engine=version("tolpuddle"),
            rejected=self.rejected,
            countries=dict(self.loaded.edition.tables["countries"].select("iso3", "name").iter_rows()),
            list_line=list_line(self.loaded.edition),
            notes=self.notes,
            refusals=list(self.first_rejects(REFUSALS)),
        )

    def write_rejects(self, target: Path) -> None:
        """Write every refused row whole, as CSV. A header alone when there is none."""
        with whole_or_not(target) as part, part.open("wb") as stream:
            exports.write_csv(iter([self.acceptance.rejects()]), stream)

    def first_rejects(self, count: int) -> Iterator[tuple[int, str | None, str]]:
        """Row number, column and reason of the first refused rows."""
        yield from self.acceptance.rejects().head(count).select("row_number", "column", "reason").iter_rows()


@contextmanager
def screen_list(
    source: Path | IO[bytes],
    *,
    edition: str | None = None,
    header_map: Mapping[str, str] | None = None,
    on: date | None = None,
    details: bool = True,
    name: str | None = None,
) -> Generator[Screened]:
    """Screen a supplier list through the same pipeline as the services, on a log in memory.

    on: the day on which orders and lists are looked at, where a row states none; None: that of the edition.
    details: keep every assessment whole, for outputs that print them all; without, only the first are made whole.

    Raises: UnusableInputError, EditionError.
    """
    opened = editions.open_edition(edition)
    shown = name or (source.name if isinstance(source, Path) else "standard input")
    log = MemoryEventLog(keep_done=False)
    with Portfolio() as portfolio, Progress() as progress, ThreadPoolExecutor(1) as beside_reading:
        progress.stage("Reading", "rows")
        raw = supplier_list.read(source, header_map, name=name)
        loading = beside_reading.submit(load_edition, log, opened)
        words, kinds = CountryWords.from_edition(opened), AnswerKinds.from_edition(opened)
        accepted = accept(raw, words, BATCH_ROWS, kinds=kinds, progress=progress.reached)
        progress.stage("Screening", "suppliers", accepted.counts.accepted)
        state = loading.result()
        with side_by_side(log, Screening(log, state, details=details), TENANT) as beside:
            for batch in accepted:
                if batch.suppliers.is_empty():
                    continue
                fact = SuppliersAccepted(JOB, batch.number, _on(batch.suppliers, on))
                event = event_of(
                    fact, occurred_at=datetime.now(UTC), id_parts=[JOB, batch.number], tenant=TENANT
                )
                log.append([event])
                beside.sent(batch.number)
                _keep(beside.ready(), portfolio, progress)
            _keep(beside.ready(all_of_them=True), portfolio, progress)
        portfolio.rank()
        progress.finished()
        yield Screened(portfolio, accepted, shown, state.require())


def _on(suppliers: pl.DataFrame, day: date | None) -> pl.DataFrame:
    return suppliers if day is None else suppliers.with_columns(pl.col("on_date").fill_null(day.isoformat()))


def load_edition(log: EventLog, edition: Edition) -> ReferenceState:
    """Publish an edition on a log and take it from there, as a scoring service does."""
    publish_edition(log, edition)
    state = ReferenceState()
    told: list[str] = []
    if ReferenceFollower(log, state, say=told.append).catch_up(poll_seconds=0) is None:
        raise EditionError(" ".join(told), edition=edition.name)
    return state


def publish_edition(log: EventLog, edition: Edition) -> None:
    """Put every table of an edition on the log."""
    now = datetime.now(UTC)
    for number, fact in enumerate(edition_facts(edition)):
        log.append([event_of(fact, occurred_at=now, id_parts=[edition.name, edition.data_digest(), number])])


def _keep(assessed: Iterable[pl.DataFrame], portfolio: Portfolio, progress: Progress) -> None:
    for assessments in assessed:
        portfolio.add(assessments)
        progress.reached(portfolio.suppliers)


def screen_frame(
    suppliers: pl.DataFrame | pl.LazyFrame,
    *,
    edition: str | None = None,
    header_map: Mapping[str, str] | None = None,
    on: date | None = None,
) -> pl.DataFrame:
    """A frame with whatever headers in, the ranked assessment frame out."""
    written = io.BytesIO()
    (suppliers.collect() if isinstance(suppliers, pl.LazyFrame) else suppliers).write_parquet(written)
    written.seek(0)
    with screen_list(
        written, edition=edition, header_map=header_map, on=on, details=False, name="frame"
    ) as screened:
        return whole(screened.portfolio)


def whole(portfolio: Portfolio) -> pl.DataFrame:
    """All assessments in one frame."""
    frames = list(portfolio.frames())
    if not frames:
        raise NotFoundError("There is no supplier in this list that could be screened.")
    return pl.concat(frames)


def assess_again(result: pl.DataFrame, edition: str | None) -> dict[str, Any]:
    """The whole assessment of the first row of a result, computed again from the input that it carries."""
    return details_of(result.head(1), editions.prepare(edition))[0]


def details_of(assessments: pl.DataFrame, reference: Reference) -> list[dict[str, Any]]:
    """Assessments in their JSON shape, computed again from their input where the column detail was left out.

    Row and rank, which depend on more than the supplier's own facts, are those of the frame, where it has them.
    """
    if assessments.is_empty():
        return []
    if "detail" in assessments.columns:
        whole = assessments
    else:
        again = screen(canonical.read_back(assessments.get_column("input")), reference, details=True)
        whole = assessments.hstack([again.get_column("detail")])
    made: list[dict[str, Any]] = []
    for line in whole.select(
        "detail", *(n for n in ("row", "priority_rank") if n in whole.columns)
    ).iter_rows(named=True):
        assessment: dict[str, Any] = json.loads(line["detail"])
        assessment["row"] = line.get("row", assessment["row"])
        assessment["priority"]["rank"] = line.get("priority_rank")
        made.append(assessment)
    return made
