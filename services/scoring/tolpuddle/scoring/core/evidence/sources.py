"""Where an answer can come from: what weighs more, what is independent of what, and how high it stands on the ladder."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class SourceKind:
    """One kind of source."""

    id: str
    title: str
    rank: int
    """A higher one prevails over a lower one."""
    origin: str
    """Two sources corroborate each other only if their origins differ."""
    level: str
    """Step of the evidence ladder for what one such source reports."""
    months: int
    """How long it counts where it says that something is absent and gives no expiry of its own."""


_KINDS: Final = (
    SourceKind("worker_interview", "interviews with workers, away from management", 5, "workers", "L2", 12),
    SourceKind("union", "a union or workers' organisation", 5, "union", "L2", 12),
    SourceKind("grievance", "a complaint", 4, "workers", "L1", 12),
    SourceKind("payroll", "pay and bank records", 4, "records", "L2", 6),
    SourceKind("audit_unannounced", "an unannounced audit", 4, "audit", "L2", 12),
    SourceKind("audit_announced", "an announced audit", 3, "audit", "L2", 12),
    SourceKind("document", "a document", 2, "management", "L2", 12),
    SourceKind("public_report", "a public report", 2, "public", "L1", 24),
    SourceKind("questionnaire", "management about itself", 1, "management", "L1", 6),
)
SOURCE_KINDS: Final[Mapping[str, SourceKind]] = {kind.id: kind for kind in _KINDS}
SELF_REPORT: Final = "questionnaire"
"""Management about itself: discloses problems, and lowers nothing that others say."""
