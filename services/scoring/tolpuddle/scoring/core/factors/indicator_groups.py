"""Country factors: the mean of a group of indicators, each mapped from 0 (favourable) to 1 (adverse) (R5)."""

import polars as pl

from tolpuddle.scoring.core.factors.contribution import contribution
from tolpuddle.scoring.core.factors.facts import Facts
from tolpuddle.scoring.core.rules import FactorRule


def group_means(facts: Facts, group: str, left_out: tuple[str, ...] = ()) -> pl.DataFrame:
    """iso3, mean (0 favourable to 1 adverse), count, publisher, oldest, newest: countries with at least half of the group."""
    needed = (max(facts.group_sizes.get(group, 1) - len(left_out), 1) + 1) // 2
    return (
        facts.risks.filter((pl.col("group") == group) & ~pl.col("indicator_id").is_in(list(left_out)))
        .group_by("iso3")
        .agg(
            mean=pl.mean("risk").round(4),
            count=pl.len(),
            publisher=pl.col("publisher").unique().sort().str.join(", "),
            oldest=pl.min("year"),
            newest=pl.max("year"),
        )
        .filter(pl.col("count") >= needed)
    )


def group_contribution(facts: Facts, rule: FactorRule, subject: str) -> pl.DataFrame:
    """One row per locality: points = weight x (2 x mean - 1).

    The mean needs half of the indicators of its group; with fewer the factor is unknown, 0 points, range both ways.
    Indicators that the rule leaves out (`left_out`: the prior counts them already) are none of the group.
    """
    means = group_means(facts, str(rule.settings.get("group")), rule.words("left_out"))
    frame = facts.localities.join(means, on="iso3", how="left", maintain_order="left")
    mean = pl.col("mean")
    years = (
        pl.when(pl.col("oldest") == pl.col("newest"))
        .then(pl.col("newest").cast(pl.String))
        .otherwise(pl.format("{} to {}", "oldest", "newest"))
    )
    return contribution(
        frame,
        points=rule.points * (2.0 * mean - 1.0),
        known=mean.is_not_null(),
        low=pl.lit(-rule.points),
        high=pl.lit(rule.points),
        value=mean.round(2),
        reason=pl.when(mean.is_not_null())
        .then(pl.format(subject + " in {}: {} on a scale from 0 (best) to 1 (worst)", "name", mean.round(2)))
        .otherwise(
            pl.format(subject + " in {}: not enough data", pl.col("name").fill_null("an unknown country"))
        ),
        source=pl.when(mean.is_not_null())
        .then(pl.format("{}, {} ({} indicators)", "publisher", years, "count"))
        .otherwise(pl.lit(rule.source)),
    )
