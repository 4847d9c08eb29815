"""formerly_listed: the good of the country left the list; its points fade with the years."""

import polars as pl

from tolpuddle.scoring.core.factors.contribution import contribution
from tolpuddle.scoring.core.factors.facts import Facts
from tolpuddle.scoring.core.rules import FactorRule


def former_entries(facts: Facts) -> pl.DataFrame:
    """iso3, good_id, last (year of the last edition that had it): in an older edition and not in the current one."""
    pairs = facts.listed.group_by("iso3", "good_id").agg(last=pl.max("edition_year")).sort("iso3", "good_id")
    return pairs.filter(pl.col("last") < facts.latest)


def contribute(facts: Facts, rule: FactorRule) -> pl.DataFrame:
    """Half of the points are gone after `half_life_years` between the last edition that listed it and today's (R7).

    Source: US Department of Labor list, removals between editions.
    """
    frame = facts.grid.join(former_entries(facts), on=["iso3", "good_id"], how="left", maintain_order="left")
    age = (facts.latest - pl.col("last")) / rule.number("half_life_years")
    former = pl.col("last").is_not_null()
    return contribution(
        frame,
        points=pl.when(former).then(rule.points * pl.lit(0.5).pow(age)).otherwise(0.0),
        known=pl.col("good_id").is_not_null() & pl.col("iso3").is_not_null(),
        low=pl.lit(0.0),
        high=pl.lit(0.0),
        value=pl.when(former).then(pl.col("last").cast(pl.String)).otherwise(pl.lit("no")),
        reason=pl.when(former)
        .then(pl.format("Listed until the {} edition: {}, {}", "last", "good_name", "country_name"))
        .otherwise(pl.lit("Not taken off the list")),
        source=pl.lit(f"US Department of Labor list, editions {facts.first} to {facts.latest}"),
    )
