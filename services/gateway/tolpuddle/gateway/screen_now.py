"""One request from its JSON to its answer: screened, stored, ranked, all in one thread."""

import uuid
from collections import Counter
from datetime import UTC, datetime

from pydantic_core import to_json

from tolpuddle.gateway.answers import NOTICE
from tolpuddle.gateway.bodies import parse
from tolpuddle.gateway.dependencies import Dependencies
from tolpuddle.gateway.ranking import ranks_of, with_rank
from tolpuddle.gateway.schemas import ScreeningRequest
from tolpuddle.gateway.security import Caller
from tolpuddle.gateway.store import Job, Source
from tolpuddle.gateway.tracing import current_trace_id
from tolpuddle.kernel import telemetry
from tolpuddle.kernel import telemetry_names as names
from tolpuddle.kernel.errors import LimitError
from tolpuddle.kernel.events import AssessmentsMade


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
    assessments = screened.assessments
    ranks = [1] if assessments.height == 1 else ranks_of(assessments).to_list()
    now = datetime.now(UTC)
    edition = dependencies.scoring.edition_of(assessments.item(0, "receipt"))
    job = Job(
        tenant=caller.tenant, id=uuid.uuid4().hex, kind="request", created_at=now, status="done",
        trace_id=current_trace_id(), revision=1, accepted=assessments.height, rejected=0, duplicates=0, batches=1,
        reject_batches=0, assessed=assessments.height, batches_assessed=1,
        priorities=Counter(assessments.get_column("priority")), edition=edition, finished_at=now,
    )  # fmt: skip
    source = Source(caller.tenant, f"request/{job.id}", now, job.trace_id)
    made = AssessmentsMade(job.id, 0, assessments, edition, "submitted")
    with telemetry.span(names.STORE_WRITE, {names.JOB: job.id, names.ROWS: assessments.height}):
        dependencies.store.record_request(source, job, made, ranks, screened.ipc)
    telemetry.count(names.ASSESSMENTS_STORED, assessments.height)
    details = map(with_rank, assessments.get_column("detail"), ranks)
    head = to_json({"id": job.id, "notice": NOTICE}).removesuffix(b"}")
    return head + b',"assessments":[' + ",".join(details).encode() + b"]}"
