"""Stored words as public JSON."""

from dataclasses import asdict
from typing import Any

from tolpuddle.gateway.store import Change, Job


def state_of(job: Job) -> dict[str, Any]:
    """How far a screening is, as ScreeningState."""
    base = f"/v1/screenings/{job.id}"
    links = {"self": base, "events": f"{base}/events"}
    if job.final:
        links |= {"results": f"{base}/results", "rejects": f"{base}/rejects"}
    return {
        "id": job.id,
        "status": job.status,
        "kind": job.kind,
        "file_name": job.file_name,
        "created_at": job.created_at,
        "finished_at": job.finished_at,
        "revision": job.revision,
        "accepted": job.accepted,
        "rejected": job.rejected,
        "duplicates": job.duplicates,
        "assessed": job.assessed,
        "priorities": dict(sorted(job.priorities.items())),
        "edition": job.edition,
        "header_map": dict(job.header_map),
        "problem": None if job.problem is None else asdict(job.problem),
        "trace_id": job.trace_id,
        "links": links,
    }


def change_of(change: Change) -> dict[str, Any]:
    """A change, as ChangeAnswer."""
    return asdict(change)
