"""A questionnaire of an edition: statements, texts, settings and the order of the first questionnaire, opened once."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

import polars as pl

from tolpuddle.kernel.edition import Edition
from tolpuddle.scoring.core.bands import INSUFFICIENT
from tolpuddle.scoring.core.edition_tables import typed_table
from tolpuddle.scoring.core.evidence.statement import GENERAL, Statement
from tolpuddle.scoring.core.questionnaire.outcome import Outcome, Supplier
from tolpuddle.scoring.core.questionnaire.settings import Settings, open_settings
from tolpuddle.scoring.core.questionnaire.texts import Texts, open_texts
from tolpuddle.scoring.core.reference import Reference


@dataclass(frozen=True, slots=True)
class Form:
    """Everything a questionnaire needs besides the supplier; built once per edition."""

    reference: Reference
    texts: Texts
    settings: Settings
    kinds: Mapping[str, str]
    """Statement id -> practice, control_gap, exposure, ambiguous or listing."""
    first: Mapping[str, int]
    """Statement id -> place in its pack's first questionnaire; others are not in it."""
    early: Mapping[str, float]
    """Statement id -> 1 for the first place of its pack, less for later ones."""
    coverage: float
    """Weight of all themes of the channel."""
    unread: str = INSUFFICIENT
    """Band of a channel of which too little is known."""
    suppliers: dict[Any, Supplier] = field(default_factory=dict[Any, Supplier])
    """Suppliers read already."""

    def in_order(self, statements: Iterable[tuple[int, Statement]]) -> list[tuple[int, Statement]]:
        """Those of the first questionnaire first, the general ones before the pack's; then as in the edition."""
        last = len(self.first) + 1
        return sorted(
            statements,
            key=lambda one: (
                one[1].id not in self.first,
                one[1].pack != GENERAL,
                self.first.get(one[1].id, last),
                one[0],
            ),
        )

    def steps(self, one: Outcome, other: Outcome) -> int:
        """Classes between two priorities."""
        classes = self.reference.rules.priority.classes
        return abs(classes.index(one.priority) - classes.index(other.priority))


def open_form(edition: Edition, reference: Reference) -> Form:
    """Read what questionnaires need. reference: the same edition, prepared.

    Raises: EditionError when the edition lacks questionnaire.yaml or questionnaire_words.csv, or one is not as it should be.
    """
    columns = {"statement_id": pl.String, "pack": pl.String, "kind": pl.String, "first": pl.Int64}
    rows = typed_table(edition, "statements", columns).rows()
    first = {name: place for name, _, _, place in rows if place is not None}
    longest: dict[str, int] = {}
    for _, pack, _, place in rows:
        longest[pack] = max(longest.get(pack, 1), place or 1)
    return Form(
        reference=reference,
        texts=open_texts(edition),
        settings=open_settings(edition),
        kinds={name: kind or "practice" for name, _, kind, _ in rows},
        first=first,
        early={name: 1 - (place - 1) / longest[pack] for name, pack, _, place in rows if place is not None},
        coverage=sum(rule.weight for rule in reference.rules.channel.themes.values()) or 1.0,
    )
