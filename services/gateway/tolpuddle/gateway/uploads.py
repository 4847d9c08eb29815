"""Uploaded files on their way to ingest: cut into pieces that fit in a message, the job remembered first."""

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import PurePath
from typing import IO

from tolpuddle.gateway.store import AssessmentStore, Job
from tolpuddle.kernel import telemetry
from tolpuddle.kernel import telemetry_names as names
from tolpuddle.kernel.errors import TolpuddleError, UnusableInputError
from tolpuddle.kernel.event_log import Event, EventLog
from tolpuddle.kernel.events import Problem, UploadChunk
from tolpuddle.kernel.wire import event_of

CHUNK_BYTES = 512 * 1024
_CHUNKS_PER_WRITE = 8

READABLE = (".csv", ".tsv", ".txt", ".xlsx", ".parquet", ".json", ".ndjson", ".jsonl")
"""File names that ingest has a reader for. The content decides; the name is a hint and a label."""


def plain_name(name: str) -> str:
    """The last part of a file name, printable and of bearable length; "upload" when nothing is left."""
    last = PurePath(name.replace("\\", "/")).name
    return "".join(character for character in last if character.isprintable())[-200:].strip() or "upload"


def send_upload(
    store: AssessmentStore,
    log: EventLog,
    *,
    job: Job,
    content: IO[bytes],
    size: int,
    header_map: Mapping[str, str],
) -> Job:
    """Remember the job, write every piece to the log, then let the job go. Returns the job as it is then.

    A gateway that dies meanwhile leaves a job in "receiving"; its pieces are too few, so ingest never reads it, and
    the caller, who got no answer, sends the file again.

    Raises: UnusableInputError when the file is empty; EventLogError, and the job has failed.
    """
    if size == 0:
        raise UnusableInputError("The file is empty.", file=job.file_name)
    store.open_job(job)
    try:
        with telemetry.span(names.EVENT_APPEND, {names.JOB: job.id}):
            for events in _groups(_pieces(job, content, size, header_map)):
                log.append(events)
    except TolpuddleError as error:
        problem = Problem(error.code, error.sentence, error.context)
        store.fail_job(job.tenant, job.id, problem, datetime.now(UTC))
        raise
    store.release_job(job.tenant, job.id)
    return store.job(job.tenant, job.id)


def _pieces(job: Job, content: IO[bytes], size: int, header_map: Mapping[str, str]) -> Iterator[Event]:
    count = -(-size // CHUNK_BYTES)
    trace = telemetry.inject()
    for index in range(count):
        piece = UploadChunk(
            job.id, job.file_name or "upload", index, count, content.read(CHUNK_BYTES), header_map
        )
        yield event_of(
            piece, occurred_at=job.created_at, id_parts=[job.id, index], tenant=job.tenant, trace=trace
        )


def _groups(events: Iterator[Event]) -> Iterator[list[Event]]:
    group: list[Event] = []
    for event in events:
        group.append(event)
        if len(group) == _CHUNKS_PER_WRITE:
            yield group
            group = []
    if group:
        yield group
