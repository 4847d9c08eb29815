"""The words that packs may use: sectors, indicators, actions, kinds of evidence, and the fixed lists of the format."""

import csv
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from tolpuddle.kernel.edition_files import locate

KINDS: Final = ("practice", "control_gap", "exposure", "ambiguous", "listing")
SCORED: Final = ("practice", "control_gap")
"""Kinds that say something by themselves when they are present."""
THEMES: Final = (
    "fees", "debt", "documents", "contract", "movement", "contact", "wages", "hours", "conditions", "violence",
    "threats", "change_of_employer", "complaint_voice", "licence_chain", "age", "state_imposed", "inputs",
    "buyer_conduct", "workforce", "discrimination",
)  # fmt: skip
DIMENSIONS: Final = ("recruitment", "work_and_life", "leaving")
READINGS: Final = ("channel", "evidence")
ASKED: Final = ("supplier", "workers", "buyer", "desk", "union", "payroll", "visit", "audit", "document")
CERTAINTIES: Final = ("S", "G", "PD", "D")
DIRECTIONS: Final = ("+", "-", "0", "u")
COLUMNS: Final = (
    "statement_id", "kind", "theme", "key", "question", "answer_type", "unit", "options", "minimum", "maximum",
    "present_when", "applies_when", "direction", "ask", "first", "indicators", "dimension", "reading", "points",
    "urgent", "scale", "irremediability", "short", "reason", "source", "certainty", "actions", "good_practice",
)  # fmt: skip
OPTIONAL: Final = ("also",)
"""Further column: other ids of the same statement, joined by ;."""
PACK_FIELDS: Final = (
    "pack", "title", "sectors", "as_of", "review_by", "introduction", "structural", "blind_spot", "standards",
    "inputs", "evidence", "actions", "reason", "source",
)  # fmt: skip
CASE_FIELDS: Final = ("case", "supplier", "answers", "evidence", "controls", "on", "expect")
EXPECTED: Final = (
    "channel_band", "channel_at_least", "channel_at_most", "indicators", "priority", "urgent", "severity",
    "questions_include", "not_scored", "explains",
)  # fmt: skip
BANDS: Final = ("low", "moderate", "high", "very_high", "insufficient_data")
STATES: Final = ("not_asked", "no_information", "reported", "corroborated", "contradicted", "not_applicable")
PRIORITIES: Final = ("P1", "P2", "P3", "P4", "insufficient_data")
ID: Final = re.compile(r"[a-z][a-z0-9_]{2,79}")
DATE: Final = re.compile(r"\d{4}-\d\d-\d\d")
NOT_A_SOURCE: Final = re.compile(r"\bDOMAIN\b|\[W |\bGK\b", re.IGNORECASE)
"""Working notes are no source."""


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """What packs may name. None: that table is not there, and names of its kind are not checked."""

    sectors: frozenset[str]
    indicators: frozenset[str]
    actions: frozenset[str]
    controls: frozenset[str]
    evidence: frozenset[str] | None
    statements: frozenset[str]
    """Ids of statements in other packs."""


def vocabulary_of(folder: Path, edition: str | None = None) -> Vocabulary:
    """The words a pack in this folder may use: of the curated tables around it, else of an edition (the newest).

    Raises: EditionError when there is no edition.
    """
    beside = folder.resolve().parent
    if edition is None and beside.name == "packs" and (beside.parent / "sectors.csv").is_file():
        others = {
            name
            for pack in sorted(beside.iterdir())
            if pack.name != folder.resolve().name
            for name in _first_column(pack / "statements.csv") or ()
        }
        return _words(beside.parent, frozenset(others))
    place = locate(edition)
    held = _first_column(place / "statements.csv", "statement_id") or []
    packs = _column(place / "statements.csv", "pack") or ["general"] * len(held)
    own = folder.resolve().name
    others = {name for name, pack in zip(held, packs, strict=True) if pack != own}
    return _words(place, frozenset(others))


def _words(tables: Path, statements: frozenset[str]) -> Vocabulary:
    def words(file: str) -> frozenset[str]:
        return frozenset(_first_column(tables / file) or ())

    evidence = _first_column(tables / "evidence_kinds.csv")
    return Vocabulary(
        sectors=words("sectors.csv"),
        indicators=words("ilo_indicators.csv"),
        actions=words("actions.csv"),
        controls=words("controls.csv"),
        evidence=None if evidence is None else frozenset(evidence),
        statements=statements,
    )


def _first_column(path: Path, name: str | None = None) -> list[str] | None:
    if not path.is_file():
        return None
    with path.open(encoding="utf8", newline="") as lines:
        rows = csv.reader(lines)
        header = next(rows, list[str]())
        at = 0 if name is None or name not in header else header.index(name)
        return [row[at] for row in rows if len(row) > at and row[at]]


def _column(path: Path, name: str) -> list[str]:
    with path.open(encoding="utf8", newline="") as lines:
        rows = csv.reader(lines)
        header = next(rows, list[str]())
        return [row[header.index(name)] for row in rows] if name in header else []
