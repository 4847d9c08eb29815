"""A supplier read again with its evidence: from what was kept of it to a new assessment, stored like any other."""

import json
import uuid
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from pydantic_core import from_json

from tolpuddle.gateway.dependencies import Dependencies
from tolpuddle.gateway.evidence.items import Evidence
from tolpuddle.gateway.ranking import ranks_of_lines
from tolpuddle.gateway.schemas import EvidenceItem, InputOrigin, Supplier
from tolpuddle.gateway.security import Caller
from tolpuddle.gateway.store import Answered, Job, Source
from tolpuddle.gateway.tracing import current_trace_id
from tolpuddle.kernel.frames import ANSWER_PREFIX, CONTROL_PREFIX, EVIDENCE, GOODS_SEPARATOR


@dataclass(frozen=True, slots=True)
class Again:
    """A new assessment that is not stored yet."""

    before: Mapping[str, Any]
    after: Mapping[str, Any]
    answered: Answered


def read_again(
    dependencies: Dependencies, caller: Caller, supplier_id: str, evidence: Sequence[Evidence], today: date
) -> Again:
    """Screen a supplier as it was screened last, with this evidence, withdrawn items left out, as of today.

    Raises: NotFoundError when it was never screened; UnavailableError.
    """
    before = from_json(dependencies.store.latest(caller.tenant, supplier_id).detail)
    frame = dependencies.store.latest_frame(caller.tenant, supplier_id)
    given: dict[str, Any] = json.loads(frame.item(0, "input"))
    supplier = _supplier(given, _merged(given.get(EVIDENCE), evidence), today)
    screened = dependencies.scoring.screen([supplier])
    edition = dependencies.scoring.edition_of(screened.lines[0]["receipt"])
    answered = Answered(screened.lines, screened.content, edition)
    return Again(before, from_json(screened.lines[0]["detail"]), answered)


def keep(dependencies: Dependencies, caller: Caller, again: Again, now: datetime) -> None:
    """Store the new assessment; what became different is told as a change. Raises: UnavailableError."""
    lines = again.answered.lines
    job = Job(
        tenant=caller.tenant, id=uuid.uuid4().hex, kind="request", created_at=now, status="done",
        trace_id=current_trace_id(), revision=1, accepted=1, rejected=0, duplicates=0, batches=1, reject_batches=0,
        assessed=1, batches_assessed=1, priorities=Counter(line["priority"] for line in lines),
        edition=again.answered.edition, finished_at=now,
    )  # fmt: skip
    source = Source(caller.tenant, f"request/{job.id}", now, job.trace_id)
    dependencies.store.record_request(source, job, again.answered, ranks_of_lines(lines))


def _merged(column: str | None, evidence: Sequence[Evidence]) -> list[dict[str, str]]:
    # What was kept here came into the last input from here: it is taken out and put in again, without what was withdrawn.
    kept = [item.for_screening() for item in evidence]
    told: list[dict[str, str]] = [] if column is None else json.loads(column)
    standing = [item.for_screening() for item in reversed(evidence) if item.withdrawn_at is None]
    return [item for item in told if item not in kept] + standing


def _supplier(given: Mapping[str, Any], evidence: Sequence[Mapping[str, str]], today: date) -> Supplier:
    plain = {name: value for name, value in given.items() if name in Supplier.model_fields}
    inputs = [part.partition("@") for part in (given.get("inputs") or "").split(GOODS_SEPARATOR) if part]
    day = today.isoformat()
    # It was accepted once, by rules of its own: it is not validated again.
    return Supplier.model_construct(
        None,
        **plain
        | {
            "goods": _listed(given.get("goods")),
            "hs_codes": _listed(given.get("hs_codes")),
            "inputs": [
                InputOrigin.model_construct(good=good, origin=origin or None) for good, _, origin in inputs
            ],
            "answers": _prefixed(given, ANSWER_PREFIX),
            "controls": _prefixed(given, CONTROL_PREFIX),
            "evidence": [EvidenceItem.model_construct(None, **item) for item in evidence],
            # Evidence of days after the last reading counts only in a reading of today.
            "on_date": max(day, given.get("on_date") or day),
        },
    )


def _listed(joined: str | None) -> list[str]:
    return [word for word in (joined or "").split(GOODS_SEPARATOR) if word]


def _prefixed(given: Mapping[str, Any], prefix: str) -> dict[str, Any]:
    return {name[len(prefix) :]: value for name, value in given.items() if name.startswith(prefix)}
