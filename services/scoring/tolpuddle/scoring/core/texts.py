"""What a person reads of an assessment: reasons, questions, actions, laws, and how the words were read."""

from typing import Final

import polars as pl

from tolpuddle.scoring.core.exposure import reason_keys
from tolpuddle.scoring.core.listing_bits import has_order_bit
from tolpuddle.scoring.core.positions import Positions, numbered
from tolpuddle.scoring.core.questions import MOST_QUESTIONS, next_columns, question_keys
from tolpuddle.scoring.core.reference import Reference
from tolpuddle.scoring.core.statements import Answers
from tolpuddle.scoring.core.steps import Called, trigger_bits
from tolpuddle.scoring.core.strongest import joined, strongest
from tolpuddle.scoring.core.verdict import HIGH

TOP_REASONS: Final = 3
"""Reasons of exposure shown in the table, after what is reported."""
NOTED: Final = "reason_prior_output"
"""Where the prior of a pair is unknown, this reason says so."""
ASSUMED: Final = "Goods assumed, not stated"
"""Stands behind the reasons where the good that decides was assumed: all of them hold only if it is made."""


def texts_of(
    lines: pl.DataFrame, positions: Positions, reference: Reference, answers: list[Answers]
) -> tuple[pl.DataFrame, tuple[list[Called], pl.Series]]:
    """top_reasons, questions, actions, obligations, notes, goods, country, sector; and the steps that are called for.

    lines: one row per supplier with all readings. answers: what each combination of answers says.
    The steps come as the distinct combinations and the number of each supplier's among them.
    """
    any_orders = lines.get_column("order").null_count() < lines.height
    sectors = reference.facts.sectors.get_column("sector_id").to_list()
    lines = lines.hstack(next_columns(reference.questions, lines, answers, sectors))
    keys = question_keys(reference.questions, _relevance(), any_orders=any_orders)
    asked = lines.select(key.alias(f"q{i}") for i, key in enumerate(keys))
    sets = list(dict.fromkeys(answer.actions for answer in answers))
    places = {actions: place for place, actions in enumerate(sets)}
    of = pl.Series("of", [places[answer.actions] for answer in answers], dtype=pl.UInt32)
    masks, numbers = numbered(
        lines.select(
            mask=pl.col("ev_bits") + _triggers(reference), of=of.gather(lines.get_column("combination"))
        )
    )
    called = [reference.steps.called(int(mask), sets[int(which)]) for mask, which in masks]
    blind_notes = _blind_notes(lines, reference)
    partial = None if reference.asking is None else reference.asking.orders.partial
    on_lists = [] if partial is None else [pl.Series([partial]).new_from_index(0, lines.height)]
    goods = pl.Series("goods", [cell.names for cell in positions.goods_cells], dtype=pl.String)
    texts = pl.DataFrame(
        [
            joined(_reasons(lines, reference)).alias("top_reasons"),
            joined(strongest(asked, MOST_QUESTIONS, reference.questions.texts)).alias("questions"),
            _spread([step.actions_text for step in called], numbers).alias("actions"),
            _spread([step.obligations_text for step in called], numbers).alias("obligations"),
            joined([*positions.notes, *_prior_notes(lines, reference), blind_notes, *on_lists]).alias(
                "notes"
            ),
            goods.gather(positions.goods),
            lines.get_column("country_iso3").alias("country"),
            lines.get_column("sector_id").alias("sector"),
        ]
    )
    return texts, (called, numbers)


def _prior_notes(lines: pl.DataFrame, reference: Reference) -> list[pl.Series]:
    """Why the prior is unknown, where country and good are known; nothing where it is known for all."""
    unknown = lines.select(
        pl.col("country_known") & pl.col("good_known") & ~pl.col("prior_known")
    ).to_series()
    if not unknown.any():
        return []
    words = reference.pairs.words.get_column(NOTED).gather(lines.get_column("pair"))
    return [words.zip_with(unknown, pl.Series([None], dtype=pl.String).new_from_index(0, lines.height))]


def _blind_notes(lines: pl.DataFrame, reference: Reference) -> pl.Series:
    """The note of the blind spot, else that on migrant workers whose permits may be tied."""
    notes = reference.blind.get_column("note").gather(lines.get_column("blind"))
    migrants = lines.get_column("migrant_share")
    if migrants.null_count() == migrants.len():
        return notes
    of_place = reference.migrant_notes.gather(lines.get_column("loc"))
    known = pl.col("migrants") >= reference.rules.priority.migrant_share
    frame = pl.DataFrame({"notes": notes, "migrants": migrants, "of_place": of_place})
    return frame.select(pl.coalesce("notes", pl.when(known).then("of_place"))).to_series()


def _reasons(lines: pl.DataFrame, reference: Reference) -> list[pl.Series]:
    keys = lines.select(key.alias(f"k{i}") for i, key in enumerate(reason_keys(reference)))
    own = lines.get_column("in_text")
    first = reference.pairs.text_offsets["inputs"]
    instead = None if own.null_count() == own.len() else (first, first + reference.pairs.where.height, own)
    found = strongest(keys, TOP_REASONS, reference.pairs.texts, instead)
    found.append(lines.select(pl.when("assumed").then(pl.lit(ASSUMED))).to_series())
    shown = lines.get_column("exposure").is_not_null()
    if not shown.all():
        nothing = pl.Series([None], dtype=pl.String).new_from_index(0, lines.height)
        found = [text.zip_with(shown, nothing) for text in found]
    return [lines.get_column("ev_text"), *found]


def _spread(texts: list[str | None], numbers: pl.Series) -> pl.Series:
    return pl.Series("text", texts, dtype=pl.String).gather(numbers)


def _relevance() -> pl.Expr:
    """How much a question on recruitment can move the result: fully for labour suppliers and where labour providers are
    known of, by half elsewhere (R16)."""
    return (
        pl.when((pl.col("supply") > 0) | (pl.col("agency_share") > 0).fill_null(False))
        .then(1.0)
        .otherwise(0.5)
    )


def _triggers(reference: Reference) -> pl.Expr:
    places = reference.facts.localities.get_column("place_id").to_list()
    xinjiang = [loc for loc, place in enumerate(places) if place == "CN-XJ"]
    listed = (pl.col("listing") == "listed").fill_null(False)
    return trigger_bits(
        urgent=pl.col("urgent_safety_review"),
        reported=pl.col("ev_count") > 0,
        reported_grave=(pl.col("ev_count") > 0) & (pl.col("severity") >= 4),
        state_imposed=pl.col("state") | pl.col("state_reported"),
        child=pl.col("child_reported"),
        channel_high=pl.col("channel_band").is_in(HIGH),
        labour_supply=pl.col("supply") > 0,
        unknown=pl.col("exposure").is_null(),
        inputs_unknown=pl.col("in_applies") & ~pl.col("in_known"),
        possible=(pl.col("listing") == "possible").fill_null(False),
        high=pl.col("exposure_band").is_in(HIGH),
        listed=listed,
        listed_forced=pl.col("goods_listed") & pl.col("forced"),
        xinjiang=pl.col("loc").is_in(xinjiang),
        state_material=pl.col("in_state"),
        **{law: has_order_bit(law) for law in ("uflpa", "import_order", "procurement")},
        ordered=pl.col("order").is_in(["named", "covered", "own"]).fill_null(False),
        maybe_ordered=(pl.col("order") == "possible").fill_null(False),
    )
