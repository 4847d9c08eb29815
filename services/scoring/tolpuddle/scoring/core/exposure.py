"""The exposure of each supplier: index, range, coverage, band, contributions, reasons (R2-R11, R13)."""

import polars as pl

from tolpuddle.scoring.core.bands import INSUFFICIENT, band
from tolpuddle.scoring.core.factors import labour_providers
from tolpuddle.scoring.core.factors.every import GOOD_FACTORS, GOODLESS, LOCALITY_FACTORS, PAIR_FACTORS
from tolpuddle.scoring.core.factors.tier import STEPS
from tolpuddle.scoring.core.pairs import reason_key
from tolpuddle.scoring.core.points import bounded, rounded
from tolpuddle.scoring.core.reference import Reference


def expose(lines: pl.DataFrame, reference: Reference) -> pl.DataFrame:
    """lines: deciding cases with the supplier's tier, agency_share, workers and place_known.

    Adds country_known, good_known, sector_known, goods_apply, assumed, the points of tier (tier_points), labour
    providers (agency_points) and bounds, the spans that unknown answers leave, goods_doubt (how far the goods could still
    lift the index), coverage, exposure, exposure_low,
    exposure_high, exposure_band; these four null or insufficient_data where too little is known.
    """
    lines = _applicability(lines, reference)
    lines = _parts(lines, reference)
    return _index(lines, reference)


def _applicability(lines: pl.DataFrame, reference: Reference) -> pl.DataFrame:
    facts, rules = reference.facts, reference.rules
    nowhere, no_good, no_sector = (
        facts.localities.height - 1,
        facts.goods.height - 1,
        facts.sectors.height - 1,
    )
    sector_at = lines.get_column("sector_at")
    not_for = facts.sectors.get_column("sector_id").is_in(
        list(rules.factors["labour_providers"].words("not_applicable_sectors"))
    )
    without_goods = facts.sectors.get_column("sector_id").is_in(
        list(rules.factors[GOODLESS].words("not_applicable_sectors"))
    )
    tier = pl.col("tier").fill_null(0).clip(0, STEPS)
    return lines.with_columns(
        country_known=pl.col("loc") != nowhere,
        good_known=pl.col("good") != no_good,
        sector_known=pl.col("sector_at") != no_sector,
        assumed=(pl.col("good") != no_good) & (pl.col("confidence") < rules.confident_good),
        goods_apply=(pl.col("good") != no_good)
        | (pl.col("sector_at") == no_sector)
        | ~pl.lit(without_goods.fill_null(False).gather(sector_at)),
        recruitment_unseen=pl.col("take_back")
        & (
            (pl.col("ch_asked") < rules.channel.floor * pl.col("ch_applicable"))
            | (pl.col("ch_applicable") == 0)
        ),
        agency_applies=~pl.lit(not_for.fill_null(False).gather(sector_at)),
        tier_at=pl.when(pl.col("tier") < 1).then(0).otherwise(tier).cast(pl.UInt32),
    )


def _parts(lines: pl.DataFrame, reference: Reference) -> pl.DataFrame:
    rules, pairs = reference.rules, reference.pairs
    agency = rules.factors["labour_providers"]
    tier_at, sector_at = lines.get_column("tier_at"), lines.get_column("sector_at")
    applies, share = pl.col("agency_applies"), pl.col("agency_share")
    tier_points, tier_high = (reference.tiers.get_column(name).gather(tier_at) for name in ("points", "high"))
    return (
        lines.with_columns(
            tier_points=tier_points,
            tier_span=tier_high - tier_points,
            agency_points=pl.when(applies & share.is_not_null())
            .then(labour_providers.points(agency, share))
            .otherwise(0.0),
            agency_span=pl.when(applies & share.is_null()).then(agency.points).otherwise(0.0),
            sector_span=(pairs.sectors.get_column("high") - pairs.sectors.get_column("points")).gather(
                sector_at
            ),
            goods_span=pairs.goods_high.gather(lines.get_column("blind")),
        )
        .with_columns(
            goods_span=pl.when(pl.col("good_known"))
            .then(
                pl.when("assumed").then((pl.col("goods_span") - pl.col("own_goods")).clip(0.0)).otherwise(0.0)
            )
            .otherwise(pl.when("goods_apply").then("goods_span").otherwise(0.0)),
            state_open=pl.when(pl.col("place_known") & pl.col("good_known"))
            .then(0.0)
            .otherwise(pl.col("state_span")),
        )
        .with_columns(_assumed_ends(lines, reference))
        .with_columns(goods_doubt=_goods_doubt())
    )


def _goods_doubt() -> pl.Expr:
    open_goods = pl.col("assumed") | (~pl.col("good_known") & pl.col("goods_apply"))
    doubt = pl.col("goods_span") + pl.col("prior_up") - pl.col("prior")
    return pl.when(open_goods).then(doubt).otherwise(0.0)


def _assumed_ends(lines: pl.DataFrame, reference: Reference) -> list[pl.Expr]:
    """own_low and own_high: the points of good and state at both ends; prior_down and prior_up: those of the prior. Where the
    good is assumed, they reach as far as they would without it; where the place is assumed, down to the country without it."""
    pairs, count = reference.pairs, reference.facts.goods.height
    without = lines.select((pairs.by_sector + pl.col("blind")).cast(pl.UInt32)).to_series()
    own, state, prior_low, prior_high = (
        pl.lit(pairs.numbers.get_column(name).gather(without))
        for name in ("own", "state_span", "prior_low", "prior_high")
    )
    at_home = lines.select(
        (pl.lit(pairs.home.gather(lines.get_column("loc"))) * count + count - 1).cast(pl.UInt32)
    ).to_series()
    home_own = pl.lit(pairs.numbers.get_column("own").gather(at_home))
    own_without = pl.when("place_known").then(own).otherwise(pl.min_horizontal(own, home_own))
    goods_high = pl.lit(pairs.goods_high.gather(lines.get_column("blind")))
    high = pl.col("own") + pl.col("goods_span") + pl.col("state_open")
    own_goods = pl.when("assumed").then("own_goods").otherwise(0.0)
    home_goods = pl.when("assumed").then("goods_home").otherwise(0.0)
    guessed = (
        pl.when(pl.col("place_known"))
        .then(pl.col("own") - own_goods)
        .otherwise(pl.min_horizontal(pl.col("own") - own_goods, pl.col("own_home") - home_goods))
    )
    return [
        pl.when("assumed").then(pl.min_horizontal(guessed, own_without)).otherwise(guessed).alias("own_low"),
        pl.when("assumed")
        .then(pl.max_horizontal(high, own + goods_high + state))
        .otherwise(high)
        .alias("own_high"),
        pl.when("assumed")
        .then(pl.min_horizontal("prior_low", prior_low))
        .otherwise("prior_low")
        .alias("prior_down"),
        pl.when("assumed")
        .then(pl.max_horizontal("prior_high", prior_high))
        .otherwise("prior_high")
        .alias("prior_up"),
    ]


def _index(lines: pl.DataFrame, reference: Reference) -> pl.DataFrame:
    rules = reference.rules

    def country(name: str) -> pl.Expr:
        value = pl.col(name)
        return pl.when(pl.col("take_back")).then(value.clip(0.0)).otherwise(value)

    rest = pl.col("sector_points") + pl.col("tier_points") + pl.col("agency_points")
    total = rounded(pl.col("own") + rest + country("country") + country("prior") + pl.col("in_points"))
    low = pl.col("own_low") + rest + country("country_low") + country("prior_down") + pl.col("in_low")
    high = (
        pl.col("own_high") + rest + country("country_high") + country("prior_up") + pl.col("in_high") + pl.col("tier_span")
        + pl.col("agency_span") + pl.col("sector_span")
        + pl.when("recruitment_unseen").then(rules.factors["blind_spot"].points).otherwise(0.0)
    )  # fmt: skip
    coverage = _coverage(reference)
    bands = rules.exposure_bands
    index = bounded(pl.col("total"))
    enough = (
        pl.col("country_known")
        & (pl.col("good_known") | pl.col("sector_known"))
        & (pl.col("coverage") >= rules.coverage_floor)
    )
    too_thin = (
        (index < bands.moderate)
        & (
            (pl.col("coverage") < bands.low_needs_coverage)
            | pl.col("from_sector")
            | (pl.col("goods_apply") & ~pl.col("prior_known"))
        )
        & (pl.col("lowest_band") == 0)
    )
    shown = pl.col("shown")
    lines = lines.with_columns(total=total, low=low, high=high, coverage=coverage)
    lines = lines.with_columns(shown=enough & ~too_thin)
    lines = lines.with_columns(
        exposure=pl.when(shown).then(index),
        exposure_low=pl.when(shown).then(bounded(pl.min_horizontal("low", "total"))),
        exposure_high=pl.when(shown).then(bounded(pl.max_horizontal("high", "total"))),
        bounds=rounded(index - pl.col("total")),
    )
    read = pl.col("exposure")
    return lines.with_columns(
        exposure_band=pl.when(read.is_null())
        .then(pl.lit(INSUFFICIENT))
        .when((read < bands.moderate) & (pl.col("lowest_band") > 0))
        .then(pl.lit("moderate"))
        .otherwise(band(read, bands))
    )


def _coverage(reference: Reference) -> pl.Expr:
    weight = {name: rule.coverage for name, rule in reference.rules.factors.items()}
    goods = sum(weight[name] for name in GOOD_FACTORS)
    fixed = sum(weight[factor.id] for factor in (*LOCALITY_FACTORS, *PAIR_FACTORS))

    def share(name: str, condition: pl.Expr) -> pl.Expr:
        return pl.when(condition).then(weight[name]).otherwise(0.0)

    known = (
        pl.col("covered")
        - pl.when("assumed").then((1.0 - pl.col("confidence")) * goods).otherwise(0.0)
        + share("sector", pl.col("sector_known"))
        + share("inputs", pl.col("in_applies") & pl.col("in_known"))
        + share("tier", pl.col("tier_at") > 0)
        + share("labour_providers", pl.col("agency_applies") & pl.col("agency_share").is_not_null())
        + share("blind_spot", pl.col("take_back") & ~pl.col("recruitment_unseen"))
    )
    applicable = (
        pl.lit(fixed + weight["sector"] + weight["tier"])
        - pl.when("goods_apply").then(0.0).otherwise(goods)
        + share("inputs", pl.col("in_applies"))
        + share("labour_providers", pl.col("agency_applies"))
        + share("blind_spot", pl.col("take_back"))
    )
    return (known / applicable).clip(0.0, 1.0).round(4)


def reason_keys(reference: Reference) -> list[pl.Expr]:
    """Keys of the reasons that can weigh: the pair's strongest, sector, materials, tier, labour providers."""
    offsets = reference.pairs.text_offsets
    percent = (pl.col("agency_share").clip(0.0, 1.0) * 100).round(0).cast(pl.Int64).fill_null(0)
    return [
        pl.col("reason_1"),
        pl.col("reason_2"),
        pl.col("reason_3"),
        reason_key(pl.col("sector_points"), "sector", pl.col("sector_at") + offsets["sector"]),
        reason_key(pl.col("in_points"), "inputs", pl.col("pair") + offsets["inputs"]),
        reason_key(pl.col("tier_points"), "tier", pl.col("tier_at") + offsets["tier"]),
        reason_key(pl.col("agency_points"), "labour_providers", percent + offsets["labour_providers"]),
    ]


def points_columns(lines: pl.DataFrame, reference: Reference) -> pl.DataFrame:
    """points_<factor>, null where exposure is null; they sum to exposure."""
    fixed = reference.pairs.points[lines.get_column("pair")]
    shown = pl.col("exposure").is_not_null()
    own = {
        "sector": "sector_points", "inputs": "in_points", "tier": "tier_points", "labour_providers": "agency_points",
        "blind_spot": "guard", "bounds": "bounds",
    }  # fmt: skip
    frame = lines.select(
        "exposure", *(pl.col(column).alias(f"points_{name}") for name, column in own.items())
    )
    frame = frame.hstack(fixed)
    names = [*fixed.columns, *(f"points_{name}" for name in own)]
    if frame.get_column("exposure").null_count() == 0:
        return frame.select(names)
    return frame.select(pl.when(shown).then(pl.col(name)).alias(name) for name in names)
