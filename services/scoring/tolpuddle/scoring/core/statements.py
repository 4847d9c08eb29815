"""All statements and indicators of an edition, and what any combination of answers to them says."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

import polars as pl

from tolpuddle.kernel.edition import Edition
from tolpuddle.kernel.errors import EditionError
from tolpuddle.scoring.core.evidence.answers import Answers, Given, Scheme, read_given
from tolpuddle.scoring.core.evidence.given import given_by, given_of
from tolpuddle.scoring.core.evidence.statement import GENERAL, Indicator, Statement
from tolpuddle.scoring.core.evidence.tables import (
    open_detectability,
    open_indicators,
    open_items,
    open_packs,
    open_safe_referral,
)
from tolpuddle.scoring.core.evidence.themes import untouched_themes
from tolpuddle.scoring.core.rules import ThemeRule

__all__ = ["Answers", "Given", "Indicator", "Statement", "Statements", "open_statements"]

MOST_KEPT: Final = 50_000
"""Combinations kept; beyond, all are read anew."""


@dataclass(frozen=True, slots=True)
class Statements:
    """All statements and indicators of an edition."""

    scheme: Scheme
    packs: Mapping[str, tuple[str, ...]]
    """Sector id -> packs asked besides the general one."""
    published: str
    known: dict[Given, Answers]
    """Combinations that were read already."""

    @property
    def items(self) -> tuple[Statement, ...]:
        """Every statement, in the order of the edition."""
        return self.scheme.items

    @property
    def indicators(self) -> tuple[Indicator, ...]:
        """The ILO indicators, in their order."""
        return self.scheme.indicators

    def given(self, suppliers: pl.DataFrame) -> tuple[list[Given], pl.Series]:
        """The distinct combinations of a frame, and the number of each supplier's among them."""
        return given_of(suppliers, self.items, self.published)

    def given_by(self, row: Mapping[str, Any]) -> Given:
        """What one supplier says."""
        return given_by(row, self.scheme, self.published)

    def answers(self, given: Given) -> Answers:
        """What a combination of answers says."""
        found = self.known.get(given)
        if found is None:
            found = read_given(given, self.scheme)
            if len(self.known) >= MOST_KEPT:
                self.known.clear()
            self.known[given] = found
        return found


def open_statements(edition: Edition, themes: Mapping[str, ThemeRule]) -> Statements:
    """Read statements.csv, ilo_indicators.csv and, where they are there, packs.csv and detectability.csv.

    Raises: EditionError when a statement has no reason or source, names no indicator or theme there is, is there twice,
    or its condition does not parse.
    """
    indicators = open_indicators(edition)
    items = open_items(edition, indicators)
    positions: dict[str, int] = {}
    for position, item in enumerate(items):
        for name in item.names:
            if name in positions:
                raise EditionError(f"The statement {name} is there twice.", statement=name)
            positions[name] = position
        if item.channel and item.theme not in themes:
            raise EditionError(
                f"The statement {item.id} is of no theme that channel_weights.yaml weighs: {item.theme or 'none'}.",
                statement=item.id,
            )
    sees = open_detectability(edition)
    general: dict[str, tuple[Statement, ...]] = {}
    for item in items:
        if item.channel and item.pack == GENERAL:
            general[item.theme] = (*general.get(item.theme, ()), item)
    scheme = Scheme(
        items=items,
        positions=positions,
        indicators=indicators,
        sees=lambda source, indicator: sees.get((source, indicator), "none"),
        themes=themes,
        general=general,
        untouched=untouched_themes(themes, general),
        safe_referral=open_safe_referral(edition),
    )
    return Statements(scheme, open_packs(edition), edition.published, {})
