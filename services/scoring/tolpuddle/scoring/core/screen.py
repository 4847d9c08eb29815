"""Suppliers in, assessments out: six readings beside each other, with reasons, questions and a receipt."""

from collections.abc import Callable, Mapping
from typing import Any, Final

import polars as pl

from tolpuddle.kernel.frames import (
    ANSWER_PREFIX,
    ASSESSMENT_COLUMNS,
    CONTROL_PREFIX,
    POINTS_PREFIX,
    SUPPLIER_COLUMNS,
    conform,
)
from tolpuddle.scoring.core.canonical import canonical_json
from tolpuddle.scoring.core.cases import deciding, lay_cases
from tolpuddle.scoring.core.channel import channel_band, channel_columns
from tolpuddle.scoring.core.controls import held_columns
from tolpuddle.scoring.core.detail import details_of
from tolpuddle.scoring.core.exposure import expose, points_columns
from tolpuddle.scoring.core.listing import Findings, listing_columns
from tolpuddle.scoring.core.one.supplier import screen_one
from tolpuddle.scoring.core.positions import Positions, read_positions
from tolpuddle.scoring.core.reference import Reference
from tolpuddle.scoring.core.stamp import stamp
from tolpuddle.scoring.core.statements import Answers
from tolpuddle.scoring.core.texts import texts_of
from tolpuddle.scoring.core.verdict import (
    decision,
    inquiry_depth,
    likelihood,
    priority_columns,
    severity_columns,
)

_ANSWERED: Final[Mapping[str, tuple[pl.DataType, Callable[[Answers], Any]]]] = {
    "ev_scale": (pl.Int64(), lambda a: a.scale),
    "ev_irremediability": (pl.Int64(), lambda a: a.irremediability),
    "ev_count": (pl.Int64(), lambda a: len(a.reported)),
    "ev_level": (pl.String(), lambda a: a.level),
    "ev_indicators": (pl.Int64(), lambda a: len(a.present)),
    "ev_bits": (pl.Int64(), lambda a: a.present_bits),
    "urgent_safety_review": (pl.Boolean(), lambda a: a.urgent),
    "child_reported": (pl.Boolean(), lambda a: a.child),
    "state_reported": (pl.Boolean(), lambda a: a.state_imposed),
    "ch_points": (pl.Float64(), lambda a: a.channel_points),
    "ch_open": (pl.Float64(), lambda a: a.channel_open),
    "ch_asked": (pl.Float64(), lambda a: a.channel_asked),
    "ch_applicable": (pl.Float64(), lambda a: a.channel_applicable),
    "corridor_open": (pl.Boolean(), lambda a: a.corridor_open),
    "ev_text": (pl.String(), lambda a: a.text),
    "indicators_present": (pl.String(), lambda a: "|".join(a.present) or None),
}  # fmt: skip
"""Columns of what is answered, and how each is read off an Answers."""


def screen(suppliers: pl.DataFrame, reference: Reference, details: bool = False) -> pl.DataFrame:
    """Assess suppliers. Pure: the same frame and reference give the same bytes, in any batches and order.

    suppliers: supplier frame (SUPPLIER_COLUMNS, a_*, c_*). Returns ASSESSMENT_COLUMNS, points_<factor> for every factor,
    and `detail` (the whole assessment as one JSON object) if asked for. priority_rank is null: see priority.rank.

    Raises: FrameError when the frame does not have the columns of its contract.
    """
    suppliers = conform(suppliers, SUPPLIER_COLUMNS, (ANSWER_PREFIX, CONTROL_PREFIX))
    if suppliers.is_empty():
        return _empty(reference, details)
    if suppliers.height == 1:
        return screen_one(suppliers, reference, details)
    return screen_frame(suppliers, reference, details)


def screen_frame(suppliers: pl.DataFrame, reference: Reference, details: bool) -> pl.DataFrame:
    """The frame path of screen, for a conformed frame of any number of rows above zero."""
    positions = read_positions(suppliers, reference.words, reference.facts)
    cases = lay_cases(positions, reference)
    asking = reference.asking
    findings = {} if asking is None else asking.findings(suppliers, positions, cases, reference.facts)
    answers, lines = _lines(suppliers, positions, cases, findings, reference)
    held = held_columns(suppliers, lines.get_column("combination"), answers, reference.controls)
    lines = _readings(lines, held.strength, reference)
    texts, called = texts_of(lines, positions, reference, answers)
    inputs = canonical_json(suppliers)
    columns: dict[str, pl.Series] = {
        **{column.name: column for column in suppliers.select("row", "supplier_id", "name").get_columns()},
        **{column.name: column for column in lines.get_columns()},
        **{column.name: column for column in texts.get_columns()},
        "input": inputs,
        "receipt": stamp(inputs, reference.digests),
        "priority_rank": pl.Series("priority_rank", [None], dtype=pl.Int64).new_from_index(
            0, suppliers.height
        ),
    }
    made = pl.DataFrame(
        [columns[column.name].cast(column.dtype).alias(column.name) for column in ASSESSMENT_COLUMNS]
    )
    made = made.hstack(points_columns(lines, reference))
    if not details:
        return made
    detail = details_of(made, lines, cases, positions, findings, held.entries, answers, called, reference)
    return made.hstack([detail])


def _lines(
    suppliers: pl.DataFrame,
    positions: Positions,
    cases: pl.DataFrame,
    findings: Findings,
    reference: Reference,
) -> tuple[list[Answers], pl.DataFrame]:
    """What each distinct combination of answers says; and the deciding case of each supplier, with its own."""
    given, numbers = reference.statements.given(suppliers)
    answers = [reference.statements.answers(one) for one in given]
    columns = [
        pl.Series(name, [read(answer) for answer in answers], dtype=dtype).gather(numbers)
        for name, (dtype, read) in _ANSWERED.items()
    ]
    listing = listing_columns(cases, suppliers.height, reference, findings)
    lines = (
        deciding(cases, suppliers.height)
        .drop("listing")
        .hstack(
            [
                *suppliers.select(
                    "tier", "workers", "agency_share", "migrant_share", "women_share", "young_share"
                ).get_columns(),
                positions.place_known.alias("place_known"),
                numbers.alias("combination"),
                *columns,
                *listing.get_columns(),
            ]
        )
    )
    return answers, lines


def _readings(lines: pl.DataFrame, strength: pl.Series, reference: Reference) -> pl.DataFrame:
    """All readings of the contract as columns beside the working columns."""
    rules = reference.rules
    lines = expose(lines, reference)
    sector_at = lines.get_column("sector_at")
    lines = lines.hstack(
        [
            reference.channel.supply.gather(sector_at).alias("supply"),
            strength,
            reference.corridor.points.gather(lines.get_column("loc")),
            reference.facts.sectors.get_column("sector_id").gather(sector_at).alias("sector_id"),
            reference.facts.localities.get_column("iso3")
            .gather(lines.get_column("loc"))
            .alias("country_iso3"),
        ]
    ).with_columns(*channel_columns(rules), *severity_columns(reference), inquiry_depth(reference))
    lines = lines.with_columns(channel_band(rules))
    lines = lines.with_columns(likelihood(reference))
    lines = lines.with_columns(decision(reference))
    return lines.with_columns(
        *priority_columns(reference),
        evidence_level=pl.col("ev_level"),
    )


def _empty(reference: Reference, details: bool) -> pl.DataFrame:
    fields = {column.name: column.dtype for column in ASSESSMENT_COLUMNS}
    fields |= {f"{POINTS_PREFIX}{name}": pl.Float64() for name in reference.rules.factors}
    return pl.DataFrame(schema={**fields, **({"detail": pl.String()} if details else {})})
