"""One request from its JSON to its answer: screened, stored, ranked, all in one thread."""

import uuid
from collections import Counter
from datetime import UTC, datetime

from pydantic_core import to_json

from tolpuddle.gateway.answers import NOTICE
from tolpuddle.gateway.bodies import parse
from tolpuddle.gateway.dependencies import Dependencies
from tolpuddle.gateway.ranking import ranks_of_lines, with_rank
from tolpuddle.gateway.schemas import ScreeningRequest
from tolpuddle.gateway.security import Caller
from tolpuddle.gateway.store import Answered, Job, Source
from tolpuddle.gateway.tracing import current_trace_id
from tolpuddle.kernel import telemetry
from tolpuddle.kernel import telemetry_names as names
from tolpuddle.kernel.errors import LimitError


def screen_now(dependencies: Dependencies, caller: Caller, body: bytes) -> bytes:
    """The answer's JSON. The assessments in it are scoring's own bytes: nothing is parsed or written twice.

    Raises: RequestRefusedError, LimitError, UnavailableError.
    """
    asked = parse(ScreeningRequest, body)
    limit = dependencies.settings.max_suppliers
    if len(asked.suppliers) > limit:
        raise LimitError(
            f"One request may hold {limit} suppliers, this one has {len(asked.suppliers)}; send a file for more.",
            max_suppliers=limit,
            row=limit + 1,
            field="suppliers",
        )
    screened = dependencies.scoring.screen(asked.suppliers)
    lines = screened.lines
    count = len(lines)
    ranks = ranks_of_lines(lines)
    now = datetime.now(UTC)
    edition = dependencies.scoring.edition_of(lines[0]["receipt"])
    job = Job(
        tenant=caller.tenant, id=uuid.uuid4().hex, kind="request", created_at=now, status="done",
        trace_id=current_trace_id(), revision=1, accepted=count, rejected=0, duplicates=0, batches=1,
        reject_batches=0, assessed=count, batches_assessed=1,
        priorities=Counter(line["priority"] for line in lines), edition=edition, finished_at=now,
    )  # fmt: skip
    source = Source(caller.tenant, f"request/{job.id}", now, job.trace_id)
    with telemetry.span(names.STORE_WRITE, {names.JOB: job.id, names.ROWS: count}):
        dependencies.store.record_request(source, job, Answered(lines, screened.content, edition), ranks)
    telemetry.count(names.ASSESSMENTS_STORED, count)
    details = (with_rank(line["detail"], rank) for line, rank in zip(lines, ranks, strict=True))
    head = to_json({"id": job.id, "notice": NOTICE}).removesuffix(b"}")
    return head + b',"assessments":[' + ",".join(details).encode() + b"]}"
