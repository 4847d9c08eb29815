"""Items of evidence for tests."""

from datetime import date
from typing import Any

from tests.gateway.builders import NOON, TRACE
from tolpuddle.gateway.evidence.items import Evidence


def an_item(item_id: str = "e1", **values: Any) -> Evidence:
    fields: dict[str, Any] = {
        "tenant": "default",
        "id": item_id,
        "supplier_id": "S-1",
        "statement": "identity_documents_retained",
        "control": None,
        "answer": "yes",
        "source": "worker_interview",
        "method": "off-site interviews",
        "date": date(2026, 1, 15),
        "confidence": "high",
        "expires": None,
        "site": None,
        "people_affected_band": "50-249",
        "reliability": "high",
        "recorded_at": NOON,
        "trace_id": TRACE,
    }
    return Evidence(**fields | values)
