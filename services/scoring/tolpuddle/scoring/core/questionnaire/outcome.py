"""Priority and channel band of one supplier for any supposed answers, through the one-supplier path of screening."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from tolpuddle.kernel.frames import SUPPLIER_COLUMNS
from tolpuddle.scoring.core.evidence.answers import Answers
from tolpuddle.scoring.core.one.read import Placed, Row, lay_lines, read_one
from tolpuddle.scoring.core.one.readings import read_line
from tolpuddle.scoring.core.one.texts import finding_of, listing_of
from tolpuddle.scoring.core.questionnaire.state import State
from tolpuddle.scoring.core.reference import Reference
from tolpuddle.scoring.core.statements import Given

Key = tuple[bool, bool, int, int, float, float, float, bool]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a questionnaire is for."""

    priority: str
    channel_band: str
    coverage: float
    """Of the channel, 0 to 1."""


@dataclass(frozen=True, slots=True)
class Supplier:
    """One supplier without its answers, read once."""

    row: Row
    sector: str | None
    line: Mapping[str, Any]
    placed: Placed
    nothing: Answers
    reference: Reference
    known: dict[Key, Outcome] = field(default_factory=dict[Key, Outcome])

    def outcome(self, state: State) -> Outcome:
        """What screening says of it with these answers."""
        found = self.known.get(state.key)
        if found is None:
            supposed = replace(
                self.nothing,
                urgent=state.urgent,
                reported=(0,) if state.reported else (),
                scale=state.scale,
                irremediability=state.irremediability,
                channel_points=state.points,
                channel_asked=state.asked,
                channel_applicable=state.applicable,
                corridor_open=state.corridor_open,
            )
            line = read_line(dict(self.line), self.row, self.placed, supposed, self.reference)
            found = Outcome(line["priority"], line["channel_band"], line["channel_coverage"])
            self.known[state.key] = found
        return found


def read_supplier(row: Mapping[str, Any], reference: Reference) -> Supplier:
    """Read the facts of a supplier. row: columns of the supplier frame; those left out are unknown."""
    whole = {column.name: row.get(column.name) for column in SUPPLIER_COLUMNS}
    whole |= {name: whole[name] or "" for name in ("supplier_id", "name")}  # a name is never null in a frame
    placed = read_one(whole, reference)
    lines = lay_lines(placed, reference)
    finding = finding_of(whole, placed, reference)
    listing, _ = listing_of(lines, finding, reference)
    decided = max(lines, key=lambda one: one["rank"])
    sector: str | None = reference.facts.sectors.item(decided["sector_at"], "sector_id")
    nothing = reference.statements.answers(Given())
    return Supplier(whole, sector, {**decided, **listing}, placed, nothing, reference)
