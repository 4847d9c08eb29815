"""What the manifest says about the hand-written rule files of an edition."""

from collections.abc import Mapping
from typing import Any, Final

TITLES: Final[Mapping[str, str]] = {
    "actions.csv": "What to do next, in worker-centred order, by what was found",
    "bands.yaml": "Where the bands of the indices begin, and the coverage below which there is none",
    "channel_weights.yaml": "Points of the recruitment channel index, with reasons",
    "controls.csv": "Steps a supplier can take, asked on the ladder from none to verified",
    "exposure_weights.yaml": "Points of the exposure index per factor, with reasons",
    "ilo_indicators.csv": "The eleven ILO indicators of forced labour",
    "matching.yaml": "How alike two names must be, and the points of what speaks for and against it",
    "obligations.csv": "Laws that a supplier may touch, and when",
    "priority.yaml": "The decision table from severity and likelihood to the order of work",
    "questionnaire.yaml": "Which question is asked next, and when a questionnaire ends, with reasons",
    "self_assessment.yaml": "Checklist for users of an agency, and commitments that a member rates itself by",
    "safe_referral.yaml": "What to do, and what not, where people may be in danger",
    "severity.yaml": "How scale, scope and irremediability are read",
    "detectability.csv": "Which kind of source can see which indicator",
    "evidence_kinds.csv": "Kinds of evidence: how long each counts, and what it can never lower",
    "statements.csv": "Answerable statements about recruitment and work, of all sector packs",
}


def rule_entry(file: str) -> dict[str, Any]:
    """A fresh manifest entry for a rule file, without hash, rows and columns."""
    return {
        "title": TITLES[file],
        "source": "Our own work; each line cites its source",
        "publisher": "Tolpuddle",
        "licence": "Apache-2.0",
        "attribution": "Tolpuddle contributors",
        "retrieved": "2026-11-22",
        "min_rows": 1 if file.endswith(".csv") else None,
        "max_rows": 1000 if file.endswith(".csv") else None,
        "complete": True,
        "note": "Product defaults; docs/methodology.md says how they were chosen.",
    }
