"""The whole assessment of a supplier as one JSON object, in the shape that docs/results.md gives."""

from collections.abc import Callable

import polars as pl

from tolpuddle.scoring.core.channel import fixed_contributions
from tolpuddle.scoring.core.detail_goods import write_goods
from tolpuddle.scoring.core.evidence.shown import channel_parts, evidence_part, indicator_states
from tolpuddle.scoring.core.json_text import encoded, json_text, listed, plain, word
from tolpuddle.scoring.core.listing import Findings, listing_entries
from tolpuddle.scoring.core.positions import Positions, numbered
from tolpuddle.scoring.core.reference import Reference
from tolpuddle.scoring.core.statements import Answers
from tolpuddle.scoring.core.steps import Called


def details_of(
    made: pl.DataFrame,
    lines: pl.DataFrame,
    cases: pl.DataFrame,
    positions: Positions,
    findings: Findings,
    held: pl.Series,
    answers: list[Answers],
    called: tuple[list[Called], pl.Series],
    reference: Reference,
) -> pl.Series:
    """`detail`, one JSON object per supplier.

    made: assessment frame; lines, cases, positions, held (controls as JSON), answers, called: the working tables it was made from.
    """
    goods, contributions = write_goods(cases, lines, positions, reference)
    combination = lines.get_column("combination")
    states = pl.Series(
        [json_text(indicator_states(a, reference.statements.scheme)) for a in answers], dtype=pl.String
    )
    shown = pl.Series(
        [json_text(evidence_part(a, reference.statements.scheme)) for a in answers], dtype=pl.String
    )
    parts = pl.Series(
        [
            ",".join(json_text(part) for part in channel_parts(a, reference.statements.scheme)) or None
            for a in answers
        ],
        dtype=pl.String,
    )
    steps, numbers = called
    frame = made.hstack(
        [
            goods.alias("j_goods"),
            contributions.alias("j_contributions"),
            listing_entries(cases, made.height, reference, findings).alias("j_orders"),
            states.gather(combination).alias("j_indicators"),
            shown.gather(combination).alias("j_evidence"),
            parts.gather(combination).alias("j_channel"),
            _from(steps, numbers, lambda c: [a.text for a in c.actions]).alias("j_actions"),
            _from(
                steps, numbers, lambda c: [f"{o.law} ({o.place}): {o.duty}" for o, _ in c.obligations]
            ).alias("j_obligations"),
            _why(lines, reference).alias("j_why"),
            *lines.select(
                "severity_basis", "likelihood", "supply", "agency_share", "ch_total", "corridor", "loc"
            ).get_columns(),
            held.alias("j_controls"),
        ]
    )
    return frame.select(detail=_object(reference)).to_series()


def _object(reference: Reference) -> pl.Expr:
    shown = pl.col("exposure").is_not_null()
    partial = {} if reference.asking is None else {"lists": reference.asking.lists}
    lists = f",{json_text(partial)[1:-1]}" if partial else ""
    pieces: list[pl.Expr | str] = [
        '{"row":', plain(pl.col("row")),
        ',"supplier_id":', encoded(pl.col("supplier_id")),
        ',"name":', encoded(pl.col("name")),
        ',"country":', word(pl.col("country")),
        ',"goods":', pl.col("j_goods"),
        ',"sector":', word(pl.col("sector")),
        ',"listing":{"state":', word(pl.col("listing")), ',"orders":', pl.col("j_orders"), lists,
        '},"exposure":{', *_reading("exposure", "exposure_band", "coverage"),
        ',"contributions":', pl.when(shown).then(pl.col("j_contributions")).otherwise(pl.lit("[]")),
        '},"channel":{', *_reading("channel", "channel_band", "channel_coverage"),
        ',"contributions":', _channel_contributions(reference),
        '},"indicators":', pl.col("j_indicators"),
        ',"controls":{"strength":', plain(pl.col("controls")), ',"items":', pl.col("j_controls"),
        '},"severity":{"scale":', plain(pl.col("severity_scale")),
        ',"scope":', plain(pl.col("severity_scope")),
        ',"irremediability":', plain(pl.col("severity_irremediability")),
        ',"level":', plain(pl.col("severity")), ',"basis":', word(pl.col("severity_basis")),
        '},"priority":{"class":', word(pl.col("priority")),
        ',"rank":null,"why":', pl.col("j_why"),
        ',"likelihood":', plain(pl.col("likelihood")), ',"key":', word(pl.col("priority_key")),
        '},"questions":', listed(pl.col("questions")),
        ',"actions":', pl.col("j_actions"),
        ',"obligations":', pl.col("j_obligations"),
        ',"receipt":', _receipt(),
        ',"evidence_level":', word(pl.col("evidence_level")),
        ',"urgent_safety_review":', plain(pl.col("urgent_safety_review")),
        ',"inquiry_depth":', plain(pl.col("inquiry_depth")),
        ',"top_reasons":', listed(pl.col("top_reasons")),
        ',"notes":', listed(pl.col("notes")),
        ',"input":', encoded(pl.col("input")),
        ',"evidence":', pl.col("j_evidence"), "}",
    ]  # fmt: skip
    return pl.concat_str([pl.lit(piece) if isinstance(piece, str) else piece for piece in pieces])


def _reading(name: str, band: str, coverage: str) -> list[pl.Expr | str]:
    return [
        '"index":', plain(pl.col(name)),
        ',"low":', plain(pl.col(f"{name}_low")),
        ',"high":', plain(pl.col(f"{name}_high")),
        ',"band":', word(pl.col(band)),
        ',"coverage":', plain(pl.col(coverage)),
    ]  # fmt: skip


def _receipt() -> pl.Expr:
    fields = pl.col("receipt").str.splitn(":", 7).struct
    names = ("id", "input", "edition", "rules", "model", "engine")
    return pl.concat_str(
        [
            piece
            for place, name in enumerate(names)
            for piece in (
                pl.lit(f'{"{" if place == 0 else ","}"{name}":"'),
                fields.field(f"field_{place + 1}"),
                pl.lit('"'),
            )
        ]
        + [pl.lit("}")]
    )


def _channel_contributions(reference: Reference) -> pl.Expr:
    return (
        pl.when(pl.col("channel").is_null())
        .then(pl.lit("[]"))
        .otherwise(
            pl.concat_str(
                pl.lit("["),
                pl.concat_str(
                    fixed_contributions(reference.rules, reference.corridor), separator=",", ignore_nulls=True
                ),
                pl.lit("]"),
            )
        )
    )


def _why(lines: pl.DataFrame, reference: Reference) -> pl.Series:
    rows = reference.rules.priority.rows
    distinct, numbers = numbered(lines.select("rule", "severity", "likelihood", "severity_basis"))
    texts = [json_text(why_sentence(rows[int(rule)].why, *rest)) for rule, *rest in distinct]
    return pl.Series(texts, dtype=pl.String).gather(numbers)


def why_sentence(why: str, severity: int | None, likelihood: int | None, basis: str | None) -> str:
    grave = (
        "unknown"
        if severity is None
        else f"{severity} of 5 ({'reported' if basis == 'reported' else 'by default'})"
    )
    return f"{why} Severity {grave}, likelihood {'unknown' if likelihood is None else f'{likelihood} of 5'}."


def _from(steps: list[Called], numbers: pl.Series, read: Callable[[Called], list[str]]) -> pl.Series:
    return pl.Series([json_text(read(step)) for step in steps], dtype=pl.String).gather(numbers)
