"""Suppliers in, assessments out: six readings beside each other, with reasons, questions and a receipt."""

from collections.abc import Callable
from typing import Any

import polars as pl

from tolpuddle.kernel.frames import (
    ANSWER_PREFIX,
    ASSESSMENT_COLUMNS,
    CONTROL_PREFIX,
    POINTS_PREFIX,
    SUPPLIER_COLUMNS,
    conform,
)
from tolpuddle.scoring.core import controls as control_ladder
from tolpuddle.scoring.core.canonical import canonical_json
from tolpuddle.scoring.core.cases import deciding, lay_cases
from tolpuddle.scoring.core.channel import channel_band, channel_columns
from tolpuddle.scoring.core.detail import details_of
from tolpuddle.scoring.core.exposure import expose, points_columns, reason_keys
from tolpuddle.scoring.core.listing import listing_columns
from tolpuddle.scoring.core.positions import Positions, numbered, read_positions
from tolpuddle.scoring.core.questions import MOST_QUESTIONS, question_keys
from tolpuddle.scoring.core.receipt import stamp
from tolpuddle.scoring.core.reference import Reference
from tolpuddle.scoring.core.statements import Answers
from tolpuddle.scoring.core.steps import Called, trigger_bits
from tolpuddle.scoring.core.strongest import joined, strongest
from tolpuddle.scoring.core.verdict import (
    HIGH,
    decision,
    inquiry_depth,
    likelihood,
    priority_columns,
    severity_columns,
)

TOP_REASONS = 3
_ANSWERED = {
    "ev_scale": (pl.Int64(), lambda a: a.scale),
    "ev_irremediability": (pl.Int64(), lambda a: a.irremediability),
    "ev_count": (pl.Int64(), lambda a: len(a.reported)),
    "ev_indicators": (pl.Int64(), lambda a: len(a.present)),
    "ev_bits": (pl.Int64(), lambda a: a.present_bits),
    "urgent_safety_review": (pl.Boolean(), lambda a: a.urgent),
    "child_reported": (pl.Boolean(), lambda a: a.child),
    "ch_points": (pl.Float64(), lambda a: a.channel_points),
    "ch_open": (pl.Float64(), lambda a: a.channel_open),
    "ch_asked": (pl.Float64(), lambda a: a.channel_asked),
    "ch_applicable": (pl.Float64(), lambda a: a.channel_applicable),
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
    positions = read_positions(suppliers, reference.words, reference.facts)
    cases = lay_cases(positions, reference)
    answers, combinations, lines = _lines(suppliers, positions, cases, reference)
    lines = _readings(lines, suppliers, reference)
    texts = _texts(
        lines,
        positions,
        suppliers,
        reference,
        any_answers=len(combinations) > 1
        or bool(combinations[0][0] | combinations[0][1] | combinations[0][2]),
    )
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
    return made.hstack([details_of(made, lines, cases, positions, suppliers, answers, reference)])


def _lines(
    suppliers: pl.DataFrame, positions: Positions, cases: pl.DataFrame, reference: Reference
) -> tuple[list[Answers], list[tuple[int, int, int]], pl.DataFrame]:
    """The deciding case of each supplier with its answers; and per distinct combination of answers what it says."""
    masks = suppliers.select(reference.statements.masks(suppliers)) if _asks(suppliers) else None
    combinations, numbers = (
        numbered(masks)
        if masks is not None
        else ([(0, 0, 0)], pl.zeros(suppliers.height, pl.UInt32, eager=True))
    )
    answers = [reference.statements.answers(*combination) for combination in combinations]
    columns = [
        pl.Series(name, [read(answer) for answer in answers], dtype=dtype).gather(numbers)
        for name, (dtype, read) in _ANSWERED.items()
    ]
    bits = (
        masks
        if masks is not None
        else pl.DataFrame({n: pl.zeros(suppliers.height, pl.Int64, eager=True) for n in ("yes", "no", "na")})
    )
    listing = listing_columns(cases, suppliers.height, reference)
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
                *bits.get_columns(),
                *columns,
                *listing.get_columns(),
            ]
        )
    )
    return answers, combinations, lines


def _asks(suppliers: pl.DataFrame) -> bool:
    return any(name.startswith(ANSWER_PREFIX) for name in suppliers.columns)


def _readings(lines: pl.DataFrame, suppliers: pl.DataFrame, reference: Reference) -> pl.DataFrame:
    """All readings of the contract as columns beside the working columns."""
    rules = reference.rules
    lines = expose(lines, reference)
    sector_at = lines.get_column("sector_at")
    strength = suppliers.select(
        control_ladder.strength(control_ladder.asked(reference.controls, suppliers))
    ).to_series()
    if strength.len() != lines.height:
        strength = strength.new_from_index(0, lines.height)
    lines = lines.hstack(
        [
            reference.channel.supply.gather(sector_at).alias("supply"),
            strength,
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
        evidence_level=pl.when(pl.col("ev_count") > 0).then(pl.lit("L1")).otherwise(pl.lit("L0")),
    )


def _texts(
    lines: pl.DataFrame,
    positions: Positions,
    suppliers: pl.DataFrame,
    reference: Reference,
    *,
    any_answers: bool,
) -> pl.DataFrame:
    """top_reasons, questions, actions, obligations, notes, goods, country, sector."""
    keys = lines.select(
        *(key.alias(f"k{i}") for i, key in enumerate(reason_keys(reference))),
    )
    own = lines.get_column("in_text")
    first = reference.pairs.text_offsets["inputs"]
    instead = None if own.null_count() == own.len() else (first, first + reference.facts.grid.height, own)
    reasons = strongest(keys, TOP_REASONS, reference.pairs.texts, instead)
    shown = lines.get_column("exposure").is_not_null()
    reasons = [lines.get_column("ev_text"), *(r.zip_with(shown, r.clear(r.len())) for r in reasons)]
    asked = lines.select(
        key.alias(f"q{i}")
        for i, key in enumerate(question_keys(reference.questions, _relevance(), any_answers=any_answers))
    )
    questions = strongest(asked, MOST_QUESTIONS, reference.questions.texts)
    mask = lines.select(mask=pl.col("ev_bits") + _triggers(reference)).to_series()
    masks, numbers = numbered(mask.to_frame())
    called = [reference.steps.called(m) for m in masks]
    blind_notes = reference.blind.get_column("note").gather(lines.get_column("blind"))
    notes = [*positions.notes, blind_notes]
    return pl.DataFrame(
        [
            joined(reasons).alias("top_reasons"),
            joined(questions).alias("questions"),
            _from(called, numbers, lambda c: c.actions_text).alias("actions"),
            _from(called, numbers, lambda c: c.obligations_text).alias("obligations"),
            joined(notes).alias("notes"),
            pl.Series("goods", [cell.names for cell in positions.goods_cells], dtype=pl.String).gather(
                positions.goods
            ),
            lines.get_column("country_iso3").alias("country"),
            lines.get_column("sector_id").alias("sector"),
            mask,
        ]
    )


def _from(called: list[Called], numbers: pl.Series, read: Callable[[Called], Any]) -> pl.Series:
    return pl.Series("text", [read(c) for c in called], dtype=pl.String).gather(numbers)


def _relevance() -> pl.Expr:
    """How much a question on recruitment can move the result: fully for labour suppliers and where agencies or migrant
    workers are known of, by half elsewhere (R16)."""
    return (
        pl.when((pl.col("supply") > 0) | (pl.col("agency_share") > 0).fill_null(False))
        .then(1.0)
        .otherwise(0.5)
    )


def _triggers(reference: Reference) -> pl.Expr:
    loc_of = reference.facts.localities.get_column("place_id").to_list()
    xinjiang = [loc for loc, place in enumerate(loc_of) if place == "CN-XJ"]
    listed = pl.col("listing") == "listed"
    return trigger_bits(
        urgent=pl.col("urgent_safety_review"),
        reported=pl.col("ev_count") > 0,
        reported_grave=(pl.col("ev_count") > 0) & (pl.col("severity") >= 4),
        state_imposed=pl.col("state"),
        child=pl.col("child_reported"),
        channel_high=pl.col("channel_band").is_in(HIGH),
        labour_supply=pl.col("supply") > 0,
        unknown=pl.col("exposure").is_null(),
        inputs_unknown=pl.col("in_applies") & ~pl.col("in_known"),
        possible=pl.col("listing") == "possible",
        high=pl.col("exposure_band").is_in(HIGH),
        listed=listed,
        listed_forced=listed & pl.col("forced"),
        xinjiang=pl.col("loc").is_in(xinjiang),
    )


def _empty(reference: Reference, details: bool) -> pl.DataFrame:
    fields = {column.name: column.dtype for column in ASSESSMENT_COLUMNS}
    fields |= {f"{POINTS_PREFIX}{name}": pl.Float64() for name in reference.rules.factors}
    return pl.DataFrame(schema={**fields, **({"detail": pl.String()} if details else {})})
