"""Severity, likelihood and the decision table: from readings to the order of work (R14, R15)."""

import polars as pl

from tolpuddle.scoring.core.reference import Reference
from tolpuddle.scoring.core.rules import PriorityRow

HIGH = ["high", "very_high"]
ORDERED = ["named", "covered"]
"""What official orders in force say: they are about forced labour, as the flag of the list of goods is."""


def severity_columns(reference: Reference) -> list[pl.Expr]:
    """severity, severity_scale, severity_scope, severity_irremediability (Int64, null: unknown), severity_basis.

    From scale and irremediability of the answers, the defaults of sector and pair, and workers. An answer never
    lowers a default. severity_basis: reported, default or null.
    """
    rule = reference.rules.severity
    sectors = reference.facts.sectors.get_column("sector_id").to_list()

    def default(axis: int) -> pl.Expr:
        by_sector = pl.Series(
            [rule.sectors[s][axis] if s in rule.sectors else 0 for s in sectors], dtype=pl.Int64
        )
        return pl.max_horizontal(
            pl.lit(by_sector).gather(pl.col("sector_at")),
            pl.when(pl.col("forced") & ~pl.col("assumed")).then(rule.listed_forced[axis]).otherwise(0),
            pl.when(pl.col("child") & ~pl.col("assumed")).then(rule.listed_child[axis]).otherwise(0),
            pl.when(pl.col("order").is_in(ORDERED)).then(rule.listed_forced[axis]).otherwise(0),
            pl.when("state").then(rule.state_imposed[axis]).otherwise(0),
        ).cast(pl.Int64)

    reported = pl.max_horizontal("ev_scale", "ev_irremediability")
    scale = pl.max_horizontal(default(0), "ev_scale")
    irremediability = pl.max_horizontal(default(1), "ev_irremediability")
    workers = pl.col("workers")
    scope = pl.sum_horizontal((workers >= level).cast(pl.Int64) for level in rule.scope_levels)
    scope = pl.when(workers.is_not_null() & (workers > 0)).then(scope)
    gravest = pl.max_horizontal(scale, irremediability)
    raised = gravest + (scope >= rule.scope_raises_at).fill_null(False).cast(pl.Int64)
    firm = (reported >= gravest) | pl.col("state")
    ceiling = pl.when(firm).then(5).otherwise(pl.max_horizontal(gravest, pl.lit(rule.default_never_above)))
    known = gravest > 0
    return [
        pl.when(known).then(pl.min_horizontal(raised, ceiling)).cast(pl.Int64).alias("severity"),
        pl.when(scale > 0).then(scale).alias("severity_scale"),
        scope.cast(pl.Int64).alias("severity_scope"),
        pl.when(irremediability > 0).then(irremediability).alias("severity_irremediability"),
        pl.when(reported > 0)
        .then(pl.lit("reported"))
        .when(known)
        .then(pl.lit("default"))
        .alias("severity_basis"),
    ]


def likelihood(reference: Reference) -> pl.Expr:
    """1 to 5, the strongest of the readings; null where none of them says anything."""
    rule = reference.rules.priority

    def of(band: str, steps: dict[str, int]) -> pl.Expr:
        return pl.col(band).replace_strict(
            list(steps), list(steps.values()), default=None, return_dtype=pl.Int64
        )

    reported = pl.col("ev_count") > 0
    grave = pl.col("exposure_band").is_in(HIGH) | pl.col("channel_band").is_in(HIGH)
    return pl.max_horizontal(
        of("exposure_band", dict(rule.exposure_likelihood)),
        of("channel_band", dict(rule.channel_likelihood)),
        pl.when(pl.col("listing") == "listed").then(rule.listed),
        pl.when(reported).then(pl.when(grave).then(rule.reported_and_high).otherwise(rule.reported)),
        pl.when("state").then(rule.state_imposed),
        pl.when("in_state").then(rule.state_material),
    ).alias("likelihood")


def decision(reference: Reference) -> pl.Expr:
    """`rule` (UInt32): the first row of the decision table that fits."""
    rows = reference.rules.priority.rows
    chosen = pl.lit(len(rows) - 1, pl.UInt32)
    for place in reversed(range(len(rows) - 1)):
        chosen = pl.when(_fits(rows[place])).then(pl.lit(place, pl.UInt32)).otherwise(chosen)
    return chosen.alias("rule")


def _fits(row: PriorityRow) -> pl.Expr:
    conditions = [pl.lit(True)]
    if row.urgent is not None:
        conditions.append(pl.col("urgent_safety_review") == row.urgent)
    if row.severity is not None:
        conditions.append(pl.col("severity").fill_null(0) >= row.severity)
    if row.likelihood is not None:
        conditions.append(pl.col("likelihood").fill_null(0) >= row.likelihood)
    if row.listing is not None:
        conditions.append((pl.col("listing") == row.listing).fill_null(False))
    if row.order is not None:
        conditions.append((pl.col("order") == row.order).fill_null(False))
    if row.basis is not None:
        conditions.append((pl.col("severity_basis") == row.basis).fill_null(False))
    if row.known is not None:
        conditions.append(pl.col("likelihood").is_not_null() == row.known)
    return pl.all_horizontal(conditions)


def priority_columns(reference: Reference) -> list[pl.Expr]:
    """priority and priority_key from rule and the readings.

    The key holds, each counted down from its highest: class, urgency, severity, likelihood, reported or not, indicators, channel,
    exposure. Sorting ascending gives the order of work; it has seventeen digits.
    """
    rule = reference.rules.priority
    classes = pl.Series([row.priority for row in rule.rows], dtype=pl.String)
    order = pl.Series([rule.classes.index(row.priority) + 1 for row in rule.rows], dtype=pl.Int64)

    def down(value: pl.Expr, top: int) -> pl.Expr:
        return pl.lit(top, pl.Int64) - value.fill_null(0).cast(pl.Int64)

    key = pl.lit(order).gather(pl.col("rule"))
    for value, top, digits in (
        (pl.col("urgent_safety_review").cast(pl.Int64), 9, 1),
        (pl.col("severity"), 9, 1),
        (pl.col("likelihood"), 9, 1),
        ((pl.col("ev_count") > 0).cast(pl.Int64), 9, 1),
        (pl.col("ev_indicators"), 99, 2),
        ((pl.col("channel") * 100).round(0), 99_999, 5),
        ((pl.col("exposure") * 100).round(0), 99_999, 5),
    ):
        key = key * 10**digits + down(value, top)
    return [
        pl.lit(classes).gather(pl.col("rule")).alias("priority"),
        key.cast(pl.String).alias("priority_key"),
    ]


def inquiry_depth(reference: Reference) -> pl.Expr:
    """0 to 3: one each for migrant workers, for a majority of women, for young workers; part of no score (R19)."""
    rule = reference.rules.priority
    parts = [
        (pl.col(column) >= floor).fill_null(False).cast(pl.Int64)
        for column, floor in (
            ("migrant_share", rule.migrant_share),
            ("women_share", rule.women_share),
            ("young_share", rule.young_share),
        )
    ]
    return pl.sum_horizontal(parts).alias("inquiry_depth")
