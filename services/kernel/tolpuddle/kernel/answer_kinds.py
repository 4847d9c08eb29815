"""What each statement of an edition asks for, by its id and by the other ids that mean the same."""

from collections.abc import Mapping
from dataclasses import dataclass, field

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
                options = [option.partition("=")[0].strip() for option in _split(row.get("options"))]
                kind = AnswerKind(
                    type=row.get("answer_type") or "yn",
                    unit=row.get("unit") or "",
                    options=tuple(options),
                    minimum=_number(row.get("minimum")),
                    maximum=_number(row.get("maximum")),
                )
                found |= dict.fromkeys((row["statement_id"], *_split(row.get("also"))), kind)
        controls: list[str] = []
        if "controls" in edition.tables:
            controls = edition.tables["controls"].get_column("control_id").to_list()
        return AnswerKinds(found, frozenset(controls))


def _split(cell: str | None) -> list[str]:
    return [word.strip() for word in (cell or "").split(";") if word.strip()]


def _number(cell: object) -> float | None:
    return None if cell in (None, "") else float(str(cell))
