"""Assessment and reject frames for the store's tests: every column has a sane default."""

import json
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

import polars as pl

from tolpuddle.gateway.store import Job, Source
from tolpuddle.kernel.events import AssessmentsMade
from tolpuddle.kernel.frames import ASSESSMENT_COLUMNS, conform

NOON = datetime(2026, 1, 31, 12, tzinfo=UTC)
TRACE = "0af7651916cd43dd8448eb211c80319c"


def a_source(event_id: str, *, tenant: str = "default", after_seconds: int = 0) -> Source:
    return Source(tenant, event_id, NOON + timedelta(seconds=after_seconds), TRACE)


def a_job(job_id: str = "job-1", **values: Any) -> Job:
    return Job(**{"tenant": "default", "id": job_id, "kind": "upload", "created_at": NOON} | values)


def an_assessment(
    supplier_id: str, factors: Mapping[str, float] | None = None, **values: Any
) -> dict[str, Any]:
    """A row of the assessment frame with detail; exposure is the sum of the factors' points."""
    points = {"base": 40.0} if factors is None else dict(factors)
    row: dict[str, Any] = {
        "row": None,
        "supplier_id": supplier_id,
        "name": f"Example {supplier_id}",
        "exposure": sum(points.values()),
        "exposure_low": sum(points.values()),
        "exposure_high": sum(points.values()),
        "exposure_band": "moderate",
        "coverage": 0.8,
        "listing": "none",
        "priority": "P3",
        "priority_key": f"3-{supplier_id}",
        "receipt": f"tp1:{supplier_id}:i:e:r:m:0",
        "evidence_level": "L0",
        "urgent_safety_review": False,
        "channel_band": "insufficient_data",
        "channel_coverage": 0.0,
        "inquiry_depth": 0,
        "input": json.dumps({"supplier_id": supplier_id}),
        "top_reasons": None,
        "priority_rank": None,
    } | values
    row["detail"] = json.dumps(
        {
            "row": row["row"],
            "supplier_id": supplier_id,
            "exposure": {
                "index": row["exposure"],
                "contributions": [
                    {
                        "factor": name,
                        "points": value,
                        "value": None,
                        "reason": f"{name} is {value}",
                        "source": "R1",
                    }
                    for name, value in points.items()
                ],
            },
            "priority": {"class": row["priority"], "rank": row["priority_rank"], "why": 'a "rank" of words'},
        },
        separators=(",", ":"),
    )
    return row


def a_frame(rows: Sequence[Mapping[str, Any]]) -> pl.DataFrame:
    return conform(pl.DataFrame(list(rows), infer_schema_length=None), ASSESSMENT_COLUMNS, ("detail",))


def made(job_id: str, batch: int, *rows: Mapping[str, Any], cause: str = "submitted") -> AssessmentsMade:
    return AssessmentsMade(job_id, batch, a_frame(rows), "2026.1", cause)


def rejected_rows(*numbers: int) -> pl.DataFrame:
    return pl.DataFrame(
        {
            "Supplier": [None] * len(numbers),
            "Country": ["=1+1"] * len(numbers),
            "row_number": list(numbers),
            "column": ["Supplier"] * len(numbers),
            "code": ["name_missing"] * len(numbers),
            "reason": ["The name is missing."] * len(numbers),
        },
        schema_overrides={"Supplier": pl.String},
    )
