"""The sentences of the prior: what each group of the model looks at, for this country and good."""

from typing import Final

import polars as pl

from tolpuddle.scoring.core.factors.facts import Facts

_COUNTRY: Final = {
    "governance": "Rule of law, inspection and corruption in {}",
    "rights_of_women": "Rights of women in {}",
    "freedom_from_forced_labour": "Freedom from forced labour in {}, as its experts see it",
    "voice": "Freedom to vote, to organise and to speak in {}",
    "poverty": "Poverty in {}",
    "income": "Income per person in {}",
    "size": "Number of people in {}",
}
_PAIR: Final = {
    "country_history": "Other goods of the country on the list",
    "good_history": "Other countries on the list for the goods",
    "neighbours": "Neighbours on the list for the goods",
    "output": "Share of the world's output",
    "sector": "Kind of goods",
}
_BESIDE: Final = ", beside all countries that make goods"
DESCRIPTIONS: Final = {
    "governance": "What the model adds or takes away for rule of law, inspection and corruption in the country (R6).",
    "rights_of_women": "What the model adds or takes away for the rights of women in the country (R6).",
    "freedom_from_forced_labour": "What the model adds for lack of freedom from forced labour, as experts of the country see it (R6).",
    "voice": "What the model adds where people cannot vote, organise or speak (R6).",
    "poverty": "What the model adds for poverty in the country (R6).",
    "income": "What the model adds or takes away for income per person; no sign is assumed (R6).",
    "size": "What the model adds or takes away for the number of people in the country; no sign is assumed (R6).",
    "country_history": "What the model adds for other goods of the country on the list; the pair's own entry does not count (R6).",
    "good_history": "What the model adds for other countries listed for the good or its kind; the pair's own entry does not count (R6).",
    "neighbours": "What the model adds for neighbours and countries alike that are listed for the good (R6).",
    "output": "What the model adds or takes away for the country's share of the world's output of the good (R6).",
    "sector": "What the model adds or takes away for the kind of good (R6); what work in the sector is like is R9.",
}
"""Group -> what it says, published."""


def country_words(group: str) -> pl.Expr:
    """The sentence on a group of the country; frame: localities with `candidates` (null: the model does not know it)."""
    name = pl.col("name").fill_null("an unknown country")
    return (
        pl.when(pl.col("candidates").is_not_null())
        .then(pl.format(_COUNTRY[group] + _BESIDE, name))
        .otherwise(pl.format("The model knows nothing of {}", name))
    )


def pair_words(group: str, latest: int) -> pl.Expr:
    """The sentence on a group of country and good; frame: the grid with pair_known, mean_of, over, candidates and around()."""
    assumed = f"{_PAIR[group]}, the goods being unknown: assumed as the mean of {{}}"
    return (
        pl.when("pair_known")
        .then(_pair(latest)[group])
        .when(pl.col("iso3").is_null())
        .then(pl.lit("Country unknown: the model cannot say what it expects"))
        .when(pl.col("candidates").is_null())
        .then(pl.format("The model knows nothing of {}", "country_name"))
        .when(pl.col("mean_of").is_null())
        .then(
            pl.format(
                "{} is not known to make {}: the model says nothing of this pair", "country_name", "good_name"
            )
        )
        .when(pl.col("over").is_not_null())
        .then(pl.format(assumed + " goods of the sector that {} is known to make", "mean_of", "country_name"))
        .otherwise(pl.format(assumed + " goods that {} is known to make", "mean_of", "country_name"))
    )


def _pair(latest: int) -> dict[str, pl.Expr]:
    return {
        "country_history": pl.format(
            f"{{}}: {{}} other goods on the {latest} list, {{}} of them for forced labour",
            "country_name", "country_others", "country_forced",
        ),
        "good_history": pl.format(
            f"{{}}: {{}} other countries on the {latest} list, {{}} of them for forced labour",
            "good_name", "good_others", "good_forced",
        ),
        "neighbours": pl.format(
            "{}; {} entries for goods of the sector around it",
            pl.when(pl.col("neighbours_named").is_not_null())
            .then(pl.format("{} is also listed for neighbours: {}", "good_name", "neighbours_named"))
            .otherwise(pl.format("{} is not listed for a neighbour of {}", "good_name", "country_name")),
            "sector_near",
        ),
        "output": pl.when(pl.col("share") > 0)
        .then(pl.format("{} has {}% of the world's output of {}", "country_name", _percent(), "good_name"))
        .otherwise(pl.format("{} makes {}; its share of the world's output is not known", "country_name", "good_name")),
        "sector": pl.format("{}: how often goods of its kind are listed, all else equal", "good_name"),
    }  # fmt: skip


def _percent() -> pl.Expr:
    share = pl.col("share") * 100
    return (
        pl.when(share >= 1)
        .then(share.round(0).cast(pl.Int64, strict=False).cast(pl.String))
        .when(share >= 0.01)
        .then(share.round(2).cast(pl.String))
        .otherwise(pl.lit("less than 0.01"))
    )


def around(facts: Facts) -> pl.DataFrame:
    """Per row of the grid, counted on the current list and without the pair itself: country_others, country_forced (goods),
    good_others, good_forced (countries), neighbours_named (countries of the UN subregion, by name; null: none), sector_near
    (entries of other countries of the subregion for goods of the sector)."""
    now = (
        facts.listed.filter(pl.col("edition_year") == facts.latest)
        .group_by("iso3", "good_id")
        .agg(forced=pl.col("forced").fill_null(False).any().cast(pl.Int64))
        .with_columns(own=pl.lit(1, pl.Int64))
        .sort("iso3", "good_id")
    )
    of_country = now.group_by("iso3").agg(country_others=pl.len(), country_forced=pl.sum("forced"))
    of_good = now.group_by("good_id").agg(good_others=pl.len(), good_forced=pl.sum("forced"))
    frame = (
        facts.grid.select("loc", "good", "iso3", "good_id")
        .join(now, on=["iso3", "good_id"], how="left", maintain_order="left")
        .join(of_country, on="iso3", how="left", maintain_order="left")
        .join(of_good, on="good_id", how="left", maintain_order="left")
        .join(_neighbours(facts, now), on=["loc", "good"], how="left", maintain_order="left")
        .hstack([_sector_near(facts, now)])
    )

    def others(name: str, own: str) -> pl.Expr:
        return (pl.col(name).fill_null(0).cast(pl.Int64) - pl.col(own).fill_null(0)).alias(name)

    return frame.select(
        others("country_others", "own"),
        others("country_forced", "forced"),
        others("good_others", "own"),
        others("good_forced", "forced"),
        "neighbours_named",
        "sector_near",
    )


def _neighbours(facts: Facts, now: pl.DataFrame) -> pl.DataFrame:
    names = facts.localities.filter(pl.col("place_id").is_null() & pl.col("iso3").is_not_null())
    listed = now.select(neighbour_iso3="iso3", good_id="good_id").join(
        names.select("subregion", neighbour_iso3="iso3", neighbour="name"), on="neighbour_iso3"
    )
    return (
        facts.grid.select("loc", "good", "iso3", "subregion", "good_id")
        .drop_nulls(["iso3", "good_id", "subregion"])
        .join(listed, on=["subregion", "good_id"], how="inner")
        .filter(pl.col("iso3") != pl.col("neighbour_iso3"))
        .group_by("loc", "good")
        .agg(neighbours_named=pl.col("neighbour").sort().str.join(", "))
    )


def _sector_near(facts: Facts, now: pl.DataFrame) -> pl.Series:
    subregions = (
        facts.localities.filter(pl.col("place_id").is_null()).select("iso3", "subregion").drop_nulls()
    )
    sectors = facts.goods.select("good_id", "sector_id").drop_nulls()
    entries = now.join(subregions, on="iso3").join(sectors, on="good_id")
    near = entries.group_by("subregion", "sector_id").agg(near=pl.len().cast(pl.Int64))
    own = entries.group_by("iso3", "sector_id").agg(at_home=pl.len().cast(pl.Int64))
    frame = (
        facts.grid.select("iso3", "subregion", "sector_id")
        .join(near, on=["subregion", "sector_id"], how="left", maintain_order="left")
        .join(own, on=["iso3", "sector_id"], how="left", maintain_order="left")
    )
    return frame.select(sector_near=pl.col("near").fill_null(0) - pl.col("at_home").fill_null(0)).to_series()
