"""Uploads from the log, accepted suppliers and rejected rows back to the log; a file read twice has one effect."""

import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import polars as pl

from tolpuddle.ingest.accept import Acceptance, accept
from tolpuddle.ingest.readers import supplier_list
from tolpuddle.ingest.uploads import Uploads
from tolpuddle.kernel import telemetry
from tolpuddle.kernel import telemetry_names as names
from tolpuddle.kernel.answer_kinds import AnswerKinds
from tolpuddle.kernel.consumer import Retries, Verdict
from tolpuddle.kernel.country_words import CountryWords
from tolpuddle.kernel.errors import EventLogError, UnprocessableEventError, UnusableInputError
from tolpuddle.kernel.event_log import Event, EventLog, Recorded
from tolpuddle.kernel.events import Problem, RowsRejected, SuppliersAccepted, UploadChunk, UploadRead
from tolpuddle.kernel.frames import REJECT_COLUMNS
from tolpuddle.kernel.wire import event_of, fact_of

GROUP = "ingest"

EVENT_BYTES = 600_000
"""Rows of one event, unpacked: a broker takes messages of 1 MB unless told otherwise."""

CELL_CHARACTERS = 10_000
"""A longer cell of a rejected row travels shortened when the row alone is larger than EVENT_BYTES."""

_EVENTS_PER_WRITE = 16


@dataclass(slots=True)
class Ingesting:
    """Handles the events of tolpuddle.uploads.v1.

    What it writes depends on the upload alone: events carry the time of the upload and ids made of job and batch, so
    that whoever reads the file again writes the same events.
    """

    log: EventLog
    country_words: CountryWords
    uploads: Uploads
    batch_rows: int = 500
    max_rows: int = 5_000_000
    retries: Retries = field(default_factory=Retries)
    say: Callable[[str], None] = lambda sentence: None
    stopping: threading.Event = field(default_factory=threading.Event)
    kinds: AnswerKinds = field(default_factory=AnswerKinds)

    def __call__(self, recorded: Recorded) -> Verdict:
        """Put a piece aside, or read the file that it completes.

        Raises: UnprocessableEventError when the event is no piece of a file; EventLogError when the log stays away.
        """
        event = recorded.event
        chunk = fact_of(event)
        if not isinstance(chunk, UploadChunk):
            raise UnprocessableEventError(f"{event.type} has no place on this topic.", id=event.id)
        try:
            path = self.uploads.add(event.tenant, chunk)
            if path is None:
                return Verdict.DONE
            with telemetry.span(names.FILE_READ, {names.JOB: chunk.job_id}):
                raw = supplier_list.read(path, chunk.header_map, name=chunk.file_name)
                telemetry.note({names.FILE_KIND: raw.kind})
            with telemetry.span(names.ROWS_ACCEPT, {names.JOB: chunk.job_id}):
                outcome = accept(
                    raw, self.country_words, self.batch_rows, kinds=self.kinds, max_rows=self.max_rows
                )
                telemetry.note({names.ROWS: outcome.counts.rows})
            self._write(event, self._events(event, chunk, outcome))
        except UnusableInputError as error:
            self._write(event, iter([_event(event, _unusable(chunk, error), "unusable")]))
        self.uploads.forget(event.tenant, chunk.job_id)
        return Verdict.DONE

    def _events(self, event: Event, chunk: UploadChunk, outcome: Acceptance) -> Iterator[Event]:
        batches = reject_batches = 0
        for batch in outcome:
            for rows in _bounded(batch.suppliers):
                yield _event(event, SuppliersAccepted(chunk.job_id, batches, rows), batches)
                batches += 1
            for rows in _bounded(batch.rejects):
                yield _event(event, RowsRejected(chunk.job_id, reject_batches, rows), reject_batches)
                reject_batches += 1
        counts = outcome.counts
        telemetry.count(names.ROWS_ACCEPTED, counts.accepted)
        telemetry.count(names.ROWS_REJECTED, counts.rejected)
        read = UploadRead(
            job_id=chunk.job_id,
            accepted=counts.accepted,
            rejected=counts.rejected,
            duplicates=counts.merged,
            batches=batches,
            reject_batches=reject_batches,
            header_map=outcome.header_map,
        )
        yield _event(event, read, "read")

    def _write(self, cause: Event, events: Iterator[Event]) -> None:
        group: list[Event] = []
        size = 0
        with telemetry.span(names.EVENT_APPEND, {names.EVENT_ID: cause.id}):
            for event in events:
                group.append(event)
                size += len(event.payload)
                if len(group) == _EVENTS_PER_WRITE or size > EVENT_BYTES:
                    self._append(group)
                    group, size = [], 0
            if group:
                self._append(group)

    def _append(self, events: list[Event]) -> None:
        """Write, and wait with longer and longer pauses while the log is away, so that the file need not be read anew."""
        attempt = 1
        while True:
            try:
                self.log.append(events)
            except EventLogError as error:
                pause = self.retries.pause(attempt)
                if attempt > self.retries.times:
                    raise
                self.say(f"{error.sentence} Suppliers wait to be written; next try in {pause:g} s.")
                if self.stopping.wait(pause):
                    raise
                attempt += 1
            else:
                return


def _event(cause: Event, fact: SuppliersAccepted | RowsRejected | UploadRead, part: int | str) -> Event:
    return event_of(
        fact,
        occurred_at=cause.occurred_at,
        id_parts=[fact.job_id, part],
        tenant=cause.tenant,
        trace=telemetry.inject() or dict(cause.trace),
    )


def _unusable(chunk: UploadChunk, error: UnusableInputError) -> UploadRead:
    problem = Problem(error.code, error.sentence, {"file": chunk.file_name, **error.context})
    return UploadRead(chunk.job_id, accepted=0, rejected=0, duplicates=0, batches=0, problem=problem)


def _bounded(rows: pl.DataFrame) -> Iterator[pl.DataFrame]:
    """The same rows in frames that fit in an event; a single row that does not fit has its longest cells shortened."""
    if rows.is_empty():
        return
    if rows.estimated_size() <= EVENT_BYTES:
        yield rows
    elif rows.height > 1:
        half = rows.height // 2
        yield from _bounded(rows.head(half))
        yield from _bounded(rows.slice(half))
    else:
        yield _shortened(rows)


def _shortened(row: pl.DataFrame) -> pl.DataFrame:
    kept = {column.name for column in REJECT_COLUMNS}
    cells = [name for name, dtype in row.schema.items() if dtype == pl.String and name not in kept]
    budget = min(CELL_CHARACTERS, EVENT_BYTES // (4 * max(1, len(cells))))
    return row.with_columns(
        pl.when(pl.col(name).str.len_chars() > budget)
        .then(
            pl.format("{}… ({} characters)", pl.col(name).str.slice(0, budget), pl.col(name).str.len_chars())
        )
        .otherwise(pl.col(name))
        .alias(name)
        for name in cells
    )
