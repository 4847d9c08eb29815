"""One supplier without frames: the closure of the same statements, for a request that waits for its answer.

screen() of one row goes this way. That it gives the same bytes as the frame path is a property test
(tests/scoring/core/test_properties.py); see ADR-0003.
"""

import json
import math
from typing import Any

import polars as pl

from tolpuddle.kernel.frames import ANSWER_PREFIX, ASSESSMENT_COLUMNS, CONTROL_PREFIX, POINTS_PREFIX
from tolpuddle.scoring.core.canonical import FIELDS
from tolpuddle.scoring.core.controls import held_by, strength_of
from tolpuddle.scoring.core.one.detail import detail_of
from tolpuddle.scoring.core.one.number import written
from tolpuddle.scoring.core.one.read import Row, lay_lines, read_one
from tolpuddle.scoring.core.one.readings import read_line
from tolpuddle.scoring.core.one.texts import (
    finding_of,
    listing_of,
    mask_of,
    notes_of,
    questions_of,
    top_reasons,
)
from tolpuddle.scoring.core.reference import Reference
from tolpuddle.scoring.core.stamp import stamp

OWN_POINTS = (
    ("sector", "sector_points"),
    ("inputs", "in_points"),
    ("tier", "tier_points"),
    ("labour_providers", "agency_points"),
    ("blind_spot", "guard"),
    ("bounds", "bounds"),
)


_SCHEMA = {column.name: column.dtype for column in ASSESSMENT_COLUMNS}


def screen_one(supplier: pl.DataFrame, reference: Reference, details: bool) -> pl.DataFrame:
    """As screen.screen for a conformed frame of one row."""
    made = assess_one(supplier.row(0, named=True), reference, details)
    # One row at once: a series for each of sixty columns takes longer than all that stands below.
    schema = {name: _SCHEMA.get(name) or _type_beyond(name) for name in made}
    return pl.DataFrame([list(made.values())], schema=schema, orient="row")


def assess_one(row: Row, reference: Reference, details: bool) -> dict[str, Any]:
    """The row of the assessment frame of one supplier, columns in the order of the contract, as plain values.

    row: every column of SUPPLIER_COLUMNS, null where unknown, then those a_* and c_* that were asked.
    """
    answers = reference.statements.answers(reference.statements.given_by(row))
    placed = read_one(row, reference)
    lines = lay_lines(placed, reference)
    finding = finding_of(row, placed, reference)
    listing, refs = listing_of(lines, finding, reference)
    decided = max(lines, key=lambda one: one["rank"])
    line = read_line({**decided, **listing}, row, placed, answers, reference)
    called = reference.steps.called(mask_of(line, answers, reference), answers.actions)
    facts = canonical(row)
    made: dict[str, Any] = {
        **{name: line[name] for name in _KEPT},
        "row": row["row"],
        "supplier_id": row["supplier_id"],
        "name": row["name"],
        "country": line["country_iso3"],
        "goods": placed.goods.names,
        "sector": line["sector_id"],
        "listing": line["listing"],
        "listing_refs": refs,
        "indicators_present": "|".join(answers.present) or None,
        "controls": strength_of(held_by(row, answers, reference.controls)),
        "priority_rank": None,
        "top_reasons": top_reasons(line, answers, reference),
        "questions": questions_of(line, row, answers, reference),
        "receipt": stamp(pl.Series([facts]), reference.digests).item(),
        "evidence_level": answers.level,
        "urgent_safety_review": answers.urgent,
        "actions": called.actions_text,
        "obligations": called.obligations_text,
        "notes": notes_of(placed, line, row["migrant_share"], reference),
        "input": facts,
    }
    points = reference.pairs.points.row(line["pair"], named=True)
    points |= {f"{POINTS_PREFIX}{name}": line[column] for name, column in OWN_POINTS}
    shown = made["exposure"] is not None
    assessment = {name: made[name] for name in _SCHEMA}
    assessment |= {name: value if shown else None for name, value in points.items()}
    if details:
        assessment["detail"] = detail_of(made, line, lines, row, placed, finding, answers, called, reference)
    return assessment


def _type_beyond(name: str) -> pl.DataType:
    return pl.Float64() if name.startswith(POINTS_PREFIX) else pl.String()


_KEPT = (
    "exposure", "exposure_low", "exposure_high", "exposure_band", "coverage", "channel", "channel_low", "channel_high",
    "channel_band", "channel_coverage", "severity", "severity_scale", "severity_scope", "severity_irremediability",
    "priority", "priority_key", "inquiry_depth",
)  # fmt: skip


def canonical(row: Row) -> str:
    """The canonical JSON of a row, as canonical_json writes it."""
    extras = sorted(name for name in row if name.startswith((ANSWER_PREFIX, CONTROL_PREFIX)))
    names = [*(field.name for field in FIELDS), *extras]
    pieces = [f'"{name}":{_value(row[name])}' for name in names if _there(row[name])]
    return "{" + ",".join(pieces) + "}"


def _there(value: object) -> bool:
    return value is not None and not (isinstance(value, float) and not math.isfinite(value))


def _value(value: object) -> str:
    if isinstance(value, float):
        return written(value)
    return json.dumps(value, ensure_ascii=False)
