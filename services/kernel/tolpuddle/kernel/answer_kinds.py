"""What each statement of an edition asks for, by its id and by the other ids that mean the same."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from tolpuddle.kernel.answer_words import AnswerKind
from tolpuddle.kernel.edition import Edition


@dataclass(frozen=True, slots=True)
class AnswerKinds:
    """Statements and controls that an edition knows."""

    statements: Mapping[str, AnswerKind] = field(default_factory=dict[str, AnswerKind])
    """Id, or other id of a statement -> what it asks for."""
    controls: frozenset[str] = frozenset()

    @staticmethod
    def from_edition(edition: Edition) -> "AnswerKinds":
        """Of statements.csv and controls.csv; a table of an older form asks for yes or no throughout."""
        found: dict[str, AnswerKind] = {}
        if "statements" in edition.tables:
            for row in edition.tables["statements"].iter_rows(named=True):
                found |= dict.fromkeys((row["statement_id"], *_split(row.get("also"))), kind_of_row(row))
        controls: list[str] = []
        if "controls" in edition.tables:
            controls = edition.tables["controls"].get_column("control_id").to_list()
        return AnswerKinds(found, frozenset(controls))


def kind_of_row(cells: Mapping[str, Any]) -> AnswerKind:
    """What a row of statements.csv asks for.

    cells: answer_type (empty: yn), unit, options, minimum, maximum; a column that is not there counts as empty.
    """
    return AnswerKind(
        type=cells.get("answer_type") or "yn",
        unit=cells.get("unit") or "",
        options=option_ids(cells.get("options")),
        minimum=number(cells.get("minimum")),
        maximum=number(cells.get("maximum")),
    )


def _split(cell: str | None) -> list[str]:
    return [word.strip() for word in (cell or "").split(";") if word.strip()]


def option_ids(cell: str | None) -> tuple[str, ...]:
    """Ids of options written id=Label, joined by ;."""
    return tuple(piece.partition("=")[0].strip() for piece in _split(cell))


def number(cell: str | float | None) -> float | None:
    """A plain decimal number; None for anything else."""
    if cell is None or not isinstance(cell, str):
        return cell
    plain = cell.removeprefix("-").replace(".", "", 1)
    return float(cell) if plain.isascii() and plain.isdecimal() else None
