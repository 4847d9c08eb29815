"""PORT: what was seen at a supplier, item by item, as it was told; taken back at most, never changed or deleted."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Protocol


@dataclass(frozen=True, slots=True)
class Evidence:
    """One answer to a statement, or the step of a control, from one source. It names no person."""

    tenant: str
    id: str
    supplier_id: str
    statement: str | None
    """Or else control."""
    control: str | None
    answer: str
    source: str
    method: str | None
    date: datetime.date | None
    confidence: str | None
    expires: datetime.date | None
    site: str | None
    people_affected_band: str | None
    reliability: str | None
    recorded_at: datetime.datetime
    trace_id: str
    withdrawn_at: datetime.datetime | None = None
    withdrawn_by: str | None = None
    withdrawn_why: str | None = None

    def for_screening(self) -> dict[str, str]:
        """As scoring takes it: what is unknown is left out."""
        fields: dict[str, Any] = {
            "statement": self.statement,
            "control": self.control,
            "answer": self.answer,
            "source": self.source,
            "date": self.date,
            "expires": self.expires,
            "confidence": self.confidence,
            "reliability": self.reliability,
            "site": self.site,
        }
        return {name: str(value) for name, value in fields.items() if value is not None}


class EvidenceStore(Protocol):
    """What the gateway remembers of evidence. Safe to use from several threads, and by several gateways at once."""

    def add(self, items: Sequence[Evidence]) -> None:
        """Keep items of one tenant, all or none; those that contradict earlier ones stand beside them."""
        ...

    def of(self, tenant: str, supplier_id: str) -> Sequence[Evidence]:
        """Everything about a supplier, newest first, with what was withdrawn."""
        ...

    def withdraw(
        self, tenant: str, supplier_id: str, evidence_id: str, *, by: str, why: str, at: datetime.datetime
    ) -> Evidence:
        """Take an item back; one that was taken back before stays as it is. Raises: NotFoundError."""
        ...
