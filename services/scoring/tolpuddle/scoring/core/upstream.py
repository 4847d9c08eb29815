"""What materials bring along: points of known origins, and the range of unknown ones (R10)."""

from dataclasses import dataclass

import polars as pl

from tolpuddle.scoring.core.factors.facts import Facts
from tolpuddle.scoring.core.points import rounded
from tolpuddle.scoring.core.rules import FactorRule


@dataclass(frozen=True, slots=True)
class Upstream:
    """Materials, laid out for joins and gathers."""

    expected: pl.DataFrame
    """good, material (UInt32, both positions of goods), weight, material_reason, material_source."""
    excess: pl.DataFrame
    """One row per row of the grid, read as origin x material: excess (points above neutral), mid and high (where the
    locality makes something of the material and its origin is unknown), state (a rule on labour imposed by the State fits
    there), home_state (the same, and the locality makes the material: it counts as the origin until another is known)."""
    unknown: pl.DataFrame
    """One row per row of the grid, read as supplier x good: up_applies, up_mid, up_high, up_state, material (position of the
    strongest one), value, reason, source; the favourable end is 0."""
    cap: float
    stated_weight: float


def lay_upstream(facts: Facts, rule: FactorRule, index: pl.Series, state: pl.Series) -> Upstream:
    """index: sum of all points of each row of the grid without its materials, 0 to 100; state: whether a rule on labour
    imposed by the State fits it."""
    excess = facts.grid.select("loc", "good", "iso3", "place_id", "good_id").with_columns(
        excess=(index - rule.number("neutral")).clip(0.0, 100.0), state=state
    )
    world = _world(facts, excess)
    home = facts.produces.select("iso3", "good_id").with_columns(made_here=pl.lit(True))
    frame = excess.join(world, on="good_id", how="left", maintain_order="left").join(
        home, on=["iso3", "good_id"], how="left", maintain_order="left"
    )
    share = rule.number("home_share")
    here = pl.col("made_here").fill_null(False)
    imposed = here & pl.col("state")
    mean, worst = pl.col("mean").fill_null(0.0), pl.col("worst").fill_null(0.0)
    origins = frame.select(
        "excess",
        "state",
        home_state=imposed,
        mid=rounded(
            pl.when(imposed)
            .then("excess")
            .when(here)
            .then((1 - share) * mean + share * pl.col("excess"))
            .otherwise(mean)
        ),
        high=rounded(pl.when(here).then(pl.max_horizontal(worst, "excess")).otherwise(worst)),
    )
    positions = facts.goods.select("good", "good_id")
    expected = (
        facts.inputs.join(positions, on="good_id")
        .join(positions.rename({"good": "material", "good_id": "input_good_id"}), on="input_good_id")
        .sort("good", "material")
        .select("good", "material", "weight", material_reason="reason", material_source="source")
    )
    return Upstream(
        expected=expected,
        excess=origins,
        unknown=_unknown(facts, rule, expected, origins),
        cap=rule.points,
        stated_weight=rule.number("stated_weight"),
    )


def _world(facts: Facts, excess: pl.DataFrame) -> pl.DataFrame:
    """good_id -> mean of the excess over the world's makers, by their share, and the worst of them or of those listed."""
    countries = excess.filter(pl.col("place_id").is_null()).drop_nulls(["iso3", "good_id"])
    listed = facts.listed.filter(pl.col("edition_year") == facts.latest).select("iso3", "good_id").unique()
    makers = pl.concat([facts.produces, listed.with_columns(share=pl.lit(None, pl.Float64))])
    makers = makers.group_by("iso3", "good_id").agg(pl.max("share")).join(countries, on=["iso3", "good_id"])
    shares = pl.col("share").fill_null(0.0)
    return (
        makers.sort("good_id", "iso3")
        .group_by("good_id", maintain_order=True)
        .agg(
            mean=pl.when(shares.sum() > 0)
            .then((shares * pl.col("excess")).sum() / shares.sum())
            .otherwise(pl.col("excess").mean())
            .round(4),
            worst=pl.max("excess"),
        )
    )


def _unknown(facts: Facts, rule: FactorRule, expected: pl.DataFrame, origins: pl.DataFrame) -> pl.DataFrame:
    names = facts.goods.select(material="good", material_name="good_name")
    cells = facts.grid.select("loc", "good").with_row_index("pair")
    of_home = facts.grid.select("loc", "name", material="good").hstack(
        origins.select("mid", "high", "home_state")
    )
    strongest = (
        cells.join(expected, on="good", how="inner", maintain_order="left_right")
        .join(of_home, on=["loc", "material"], how="left", maintain_order="left")
        .with_columns(
            up_mid=rounded((pl.col("weight") * pl.col("mid")).clip(0.0, rule.points)),
            up_high=rounded((pl.col("weight") * pl.col("high")).clip(0.0, rule.points)),
        )
        .with_columns(pl.max("up_high").over("pair"))
        .sort("pair", "up_mid", "material", descending=[False, True, False])
        .unique("pair", keep="first", maintain_order=True)
        .join(names, on="material", how="left", maintain_order="left")
        .select(
            "pair", "material", "material_name", "up_mid", "up_high", "home_state", "name", "material_source"
        )
    )
    frame = cells.join(strongest, on="pair", how="left", maintain_order="left")
    applies = pl.col("material").is_not_null()
    return frame.select(
        up_applies=applies,
        up_mid=pl.col("up_mid").fill_null(0.0),
        up_high=pl.col("up_high").fill_null(0.0),
        up_state=pl.col("home_state").fill_null(False),
        material=pl.col("material"),
        value=pl.lit(None, pl.String),
        reason=pl.when("home_state")
        .then(
            pl.format(
                "Origin of {} not stated, assumed to be {}, where a rule on labour imposed by the State fits: {} points, up to {}",
                "material_name",
                "name",
                pl.col("up_mid").round(1),
                pl.col("up_high").round(1),
            )
        )
        .when(applies)
        .then(
            pl.format(
                "Origin of {} not stated: {} points for the world's output, up to {}",
                "material_name",
                pl.col("up_mid").round(1),
                pl.col("up_high").round(1),
            )
        )
        .otherwise(pl.lit("No material of this good is on the list")),
        source=pl.coalesce("material_source", pl.lit(rule.source)),
    )
