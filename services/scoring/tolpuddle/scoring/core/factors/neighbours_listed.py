"""neighbours_listed: the same good, listed now for other countries of the subregion."""

import polars as pl

from tolpuddle.scoring.core.factors.contribution import contribution
from tolpuddle.scoring.core.factors.facts import Facts
from tolpuddle.scoring.core.rules import FactorRule


def contribute(facts: Facts, rule: FactorRule) -> pl.DataFrame:
    """Points grow with the number of neighbours listed, the country itself left out (R6).

    Unknown where country or good is unknown. Source: US Department of Labor list, current edition; UN M49 subregions.
    """
    names = facts.localities.filter(pl.col("place_id").is_null() & pl.col("iso3").is_not_null())
    names = names.select("iso3", "subregion", neighbour="name")
    current = (
        facts.listed.filter(pl.col("edition_year") == facts.latest)
        .select("iso3", "good_id")
        .unique()
        .join(names, on="iso3")
        .rename({"iso3": "neighbour_iso3"})
        .sort("neighbour")
    )
    pairs = (
        facts.grid.select("loc", "good", "iso3", "subregion", "good_id")
        .drop_nulls(["iso3", "good_id", "subregion"])
        .join(current, on=["subregion", "good_id"], how="inner", maintain_order="left_right")
        .filter(pl.col("iso3") != pl.col("neighbour_iso3"))
        .group_by("loc", "good")
        .agg(count=pl.len(), neighbours=pl.col("neighbour").sort().str.join(", "))
    )
    frame = facts.grid.join(pairs, on=["loc", "good"], how="left", maintain_order="left")
    count = pl.col("count").fill_null(0).cast(pl.Int64)
    known = pl.col("good_id").is_not_null() & pl.col("iso3").is_not_null()
    return contribution(
        frame,
        points=rule.points * (count / rule.number("full_at")).clip(0.0, 1.0),
        known=known,
        low=pl.lit(0.0),
        high=pl.lit(rule.points),
        value=count,
        reason=pl.when(known & (count > 0))
        .then(pl.format("{} is also listed for neighbours: {}", "good_name", "neighbours"))
        .when(known)
        .then(pl.format("{} is not listed for a neighbour of {}", "good_name", "name"))
        .otherwise(pl.lit("Country or goods unknown: neighbours cannot be compared")),
        source=pl.lit(f"US Department of Labor list, {facts.latest} edition; UN M49"),
    )
