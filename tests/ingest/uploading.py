"""Uploads for tests: a text in pieces, and what stands on the log after ingest has read it."""

from collections.abc import Sequence
from datetime import UTC, datetime

from tolpuddle.ingest.uploads import Uploads
from tolpuddle.ingest.worker import GROUP, Ingesting
from tolpuddle.kernel.consumer import Consumer
from tolpuddle.kernel.country_words import CountryWords
from tolpuddle.kernel.event_log import Event, EventLog
from tolpuddle.kernel.events import Fact, RowsRejected, SuppliersAccepted, UploadChunk, UploadRead
from tolpuddle.kernel.topics import SUPPLIERS, UPLOADS
from tolpuddle.kernel.wire import event_of, fact_of

TENANT = "example"
AT = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)


def pieces(content: bytes, job: str = "job1", size: int = 1_000, name: str = "list.csv") -> list[Event]:
    """A file as events, as the gateway writes them."""
    count = -(-len(content) // size)
    chunks = [
        UploadChunk(job, name, index, count, content[index * size : (index + 1) * size])
        for index in range(count)
    ]
    return [event_of(chunk, occurred_at=AT, id_parts=[job, chunk.index], tenant=TENANT) for chunk in chunks]


def a_list(rows: int) -> bytes:
    """So many suppliers, every tenth without a name."""
    lines = [f"V{n};{'' if n % 10 == 9 else f'Example {n}'};Germany;yarn" for n in range(rows)]
    return ("ID;Supplier;Country;Goods\n" + "\n".join(lines) + "\n").encode()


def ingesting(
    log: EventLog, words: CountryWords, *, max_bytes: int = 10**8, spool_bytes: int = 10**8, **options: int
) -> Ingesting:
    return Ingesting(log, words, Uploads(log, max_bytes, spool_bytes), **options)  # type: ignore[arg-type]


def run(log: EventLog, handler: Ingesting) -> Consumer:
    """Handle everything that is on the log."""
    consumer = Consumer(log, GROUP, [UPLOADS.name], handler)
    consumer.run(until_idle=True, poll_seconds=0.05)
    handler.uploads.close()
    return consumer


def facts(log: EventLog) -> list[Fact]:
    """What ingest wrote, each id once, in the order of the log."""
    found: dict[str, Fact] = {}
    for recorded in log.read(SUPPLIERS.name):
        found.setdefault(recorded.event.id, fact_of(recorded.event))
    return list(found.values())


def outcome(log: EventLog, job: str = "job1") -> tuple[list[str], list[int], UploadRead]:
    """Supplier ids in order of their batches, numbers of refused rows, and the end of the job."""
    mine = [fact for fact in facts(log) if getattr(fact, "job_id", None) == job]
    accepted = sorted((f for f in mine if isinstance(f, SuppliersAccepted)), key=lambda f: f.batch)
    rejected = sorted((f for f in mine if isinstance(f, RowsRejected)), key=lambda f: f.batch)
    ends: Sequence[UploadRead] = [f for f in mine if isinstance(f, UploadRead)]
    assert len(ends) == 1
    assert [f.batch for f in accepted] == list(range(ends[0].batches))
    assert [f.batch for f in rejected] == list(range(ends[0].reject_batches))
    ids = [one for f in accepted for one in f.suppliers.get_column("supplier_id")]
    rows = [one for f in rejected for one in f.rejects.get_column("row_number")]
    return ids, rows, ends[0]
