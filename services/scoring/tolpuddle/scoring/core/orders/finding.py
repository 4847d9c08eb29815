"""What the orders of an edition say of one supplier: the state, the entries, and what follows from them (R23)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from tolpuddle.scoring.core.orders.register import Order
from tolpuddle.scoring.core.orders.sections import section_words

STATES: Final = ("none", "former", "possible", "listed")
"""Of `listing`, from weakest to strongest."""
FORMER: Final = 1
POSSIBLE: Final = 2
LISTED: Final = 3

LAWS: Final[Mapping[str, str]] = {
    "us_uflpa": "uflpa",
    "us_cbp_wro": "import_order",
    "us_cbp_finding": "import_order",
    "us_country_wide": "import_order",
    "us_eo13126": "procurement",
}
"""List -> the trigger of the laws that it touches (steps.TRIGGERS)."""


def ref_begins(title: str, caption: str) -> str:
    """How the line of an entry begins."""
    return f"{title}: {caption} (".replace(" | ", "; ")


@dataclass(frozen=True, slots=True)
class Hit:
    """One order that applies to a supplier."""

    order: Order
    state: int
    """FORMER, POSSIBLE or LISTED."""
    reason: str
    by_name: bool
    doubt: str
    """What a person must find out: name, place, goods or material; empty: nothing."""

    @property
    def ref(self) -> str:
        """The entry in one line."""
        entry = self.order.entry
        parts = [
            f"possible, {self.reason}" if self.state == POSSIBLE else self.reason,
            f"section {entry.section}" if entry.section else "",
            f"since {entry.begins}" if entry.begins else "",
            f"until {entry.until}" if entry.until else "",
            entry.status if entry.status != "active" else "",
        ]
        told = ", ".join(part for part in parts if part).replace(" | ", "; ")
        return f"{ref_begins(self.order.facts.title, self.order.caption)}{told})"

    def entry(self) -> dict[str, Any]:
        """The entry in its JSON shape."""
        entry = self.order.entry
        return {
            "list": self.order.facts.title,
            "entity": self.order.caption,
            "reason": self.reason,
            "section": entry.section or None,
            "from": entry.begins or None,
            "until": entry.until or None,
            "status": entry.status,
            "source": entry.source or self.order.facts.source or None,
            "state": STATES[self.state],
            "list_id": entry.list_id,
            "order_id": entry.order_id,
            "section_words": section_words(entry.list_id, entry.section),
            "source_row": entry.source_row or None,
        }


@dataclass(frozen=True, slots=True)
class Finding:
    """All hits of one supplier, strongest first."""

    hits: tuple[Hit, ...]
    state: int
    kind: str
    """named, covered (by place, goods or material), own (a list of the user's own), possible, or former."""
    doubts: frozenset[str]
    """What a person must find out where nothing is listed."""
    laws: frozenset[str]
    """Triggers of laws that orders in force, sure or possible, touch."""

    @classmethod
    def of(cls, hits: Sequence[Hit]) -> "Finding | None":
        """Put hits in order; None where there is none."""
        if not hits:
            return None
        ordered = tuple(
            sorted(hits, key=lambda h: (-h.state, not h.by_name, h.order.own, h.order.entry.order_id))
        )
        state = ordered[0].state
        return cls(
            hits=ordered,
            state=state,
            kind=_kind(ordered, state),
            doubts=frozenset(hit.doubt for hit in ordered if hit.state == POSSIBLE and hit.doubt),
            laws=frozenset(
                LAWS[hit.order.entry.list_id]
                for hit in ordered
                if hit.state >= POSSIBLE and hit.order.entry.list_id in LAWS
            ),
        )


def _kind(hits: Sequence[Hit], state: int) -> str:
    if state != LISTED:
        return STATES[state]
    official = [hit for hit in hits if hit.state == LISTED and not hit.order.own]
    if not official:
        return "own"
    return "named" if any(hit.by_name for hit in official) else "covered"
