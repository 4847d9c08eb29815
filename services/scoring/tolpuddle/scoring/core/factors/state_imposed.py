"""state_imposed: the State itself is documented as the coercer, for a country, a place or a good."""

import polars as pl

from tolpuddle.scoring.core.factors.contribution import contribution
from tolpuddle.scoring.core.factors.facts import Facts
from tolpuddle.scoring.core.rules import FactorRule


def contribute(facts: Facts, rule: FactorRule) -> pl.DataFrame:
    """The strongest rule that fits locality and good (R8); a rule without place or good holds for any.

    For a country with a rule for one of its places the adverse end is that rule's, until the place is known; where
    the good is unknown the adverse end is the strongest rule of the locality.
    Source: beside each rule of state_imposed.csv.
    """
    rules = facts.state_imposed.with_columns(pl.col("points").clip(0.0, rule.points)).with_row_index("rule")
    cells = facts.grid.select("loc", "good", "iso3", "place_id", "good_id").drop_nulls("iso3")
    joined = cells.join(rules, on="iso3", how="inner", suffix="_rule")
    good_fits = pl.col("good_id_rule").is_null() | (pl.col("good_id_rule") == pl.col("good_id")).fill_null(
        False
    )
    place_fits = pl.col("place_id_rule").is_null() | (
        pl.col("place_id_rule") == pl.col("place_id")
    ).fill_null(False)
    good_may = good_fits | pl.col("good_id").is_null()
    place_may = place_fits | pl.col("place_id").is_null()
    best = (
        joined.filter(good_fits & place_fits)
        .sort("points", "rule", descending=[True, False])
        .group_by("loc", "good", maintain_order=True)
        .agg(
            pl.first("points"),
            pl.first("reason"),
            pl.first("source"),
            rule_good=pl.col("good_id_rule").first().is_not_null(),
            rule_place=pl.col("place_id_rule").first().is_not_null(),
        )
    )
    worst = joined.filter(good_may & place_may).group_by("loc", "good").agg(at_worst=pl.max("points"))
    frame = facts.grid.join(best, on=["loc", "good"], how="left", maintain_order="left").join(
        worst, on=["loc", "good"], how="left", maintain_order="left"
    )
    points = pl.col("points").fill_null(0.0)
    rule_for = (
        pl.when(pl.col("rule_good") & pl.col("rule_place"))
        .then(pl.format("Rule for the region: labour imposed by the State on {} in {}", "good_name", "name"))
        .when("rule_good")
        .then(
            pl.format(
                "Rule for the country: labour imposed by the State on {} in {}", "good_name", "country_name"
            )
        )
        .when("rule_place")
        .then(pl.format("Rule for the region: labour imposed by the State in {}", "name"))
        .otherwise(pl.format("Rule for the country: labour imposed by the State in {}", "name"))
    )
    high = pl.max_horizontal(pl.col("at_worst").fill_null(0.0), points)
    made = contribution(
        frame,
        points=points,
        known=pl.col("iso3").is_not_null(),
        value=pl.when(points > 0).then(pl.lit("documented")).otherwise(pl.lit("no rule")),
        reason=pl.when(points > 0)
        .then(pl.format("{}. {}", rule_for, "reason"))
        .otherwise(pl.lit("No rule on labour imposed by the State fits")),
        source=pl.coalesce("source", pl.lit(rule.source)),
    )
    return made.with_columns(high=frame.select(high.round(4)).to_series())
