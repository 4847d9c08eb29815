"""The prior of country and good: what the model expects, group by group, as points of the index (R6)."""

from dataclasses import dataclass
from typing import Final

import polars as pl

from tolpuddle.kernel.errors import EditionError
from tolpuddle.scoring.core.factors.contribution import COLUMNS
from tolpuddle.scoring.core.factors.facts import Facts
from tolpuddle.scoring.core.factors.prior_words import around, country_words, pair_words
from tolpuddle.scoring.core.model.priors import KEYS, TOTALS
from tolpuddle.scoring.core.points import rounded
from tolpuddle.scoring.core.rules import PriorRule, Rules

PREFIX: Final = "prior_"
COUNTRY_GROUPS: Final = (
    "governance", "rights_of_women", "freedom_from_forced_labour", "voice", "poverty", "income", "size",
)  # fmt: skip
"""Groups of the model that are the same for all goods of a country."""
PAIR_GROUPS: Final = ("country_history", "good_history", "neighbours", "output", "sector")
"""Groups that differ by good."""


@dataclass(frozen=True, slots=True)
class Prior:
    """The prior laid over localities and the grid."""

    base: float
    """Points of the average candidate."""
    by_locality: dict[str, pl.DataFrame]
    """prior_<group of the country> -> contributions, one row per locality."""
    by_pair: dict[str, pl.DataFrame]
    """prior_<group> -> contributions, one row per row of the grid."""
    numbers: pl.DataFrame
    """Per row of the grid: prior (sum of all groups), prior_low, prior_high (with its interval), prior_known."""
    silent: frozenset[str]
    """Factors of groups that the model does not use: no points anywhere, and not shown."""


def lay_prior(facts: Facts, rules: Rules) -> Prior:
    """Points = stretch x those of the model; the base carries the rest, so that index + stretch x (points - middle) is the sum.

    facts: with of_sector in its grid (sector of a good that is unknown). A pair that is no candidate: what belongs to the
    country counts, the rest is unknown. Good unknown: mean over the country's goods of the sector, else of all, an assumed value.

    Raises: EditionError when the model has a group that no factor stands for.
    """
    table = _stretched(facts, rules.prior)
    groups = [*COUNTRY_GROUPS, *PAIR_GROUPS]
    countries = table.group_by("iso3", maintain_order=True).agg(
        *(pl.first(name) for name in COUNTRY_GROUPS), pl.min("low"), pl.max("high"), candidates=pl.len()
    )
    localities = facts.localities.join(countries, on="iso3", how="left", maintain_order="left")
    frame = _over_grid(facts, table, countries, rules.prior)
    rule = {name: rules.factors[PREFIX + name] for name in groups}
    total = rounded(pl.sum_horizontal(groups))
    numbers = frame.select("low", "high", "pair_known", prior=total).select(
        "prior",
        prior_low=rounded(pl.min_horizontal("low", "prior")),
        prior_high=rounded(pl.max_horizontal("high", "prior")),
        prior_known="pair_known",
    )
    stretch = rules.prior.stretch
    return Prior(
        base=_base(facts, rules.prior),
        by_locality={
            PREFIX + name: _contribution(
                localities,
                name,
                pl.col("candidates").is_not_null(),
                stretch,
                country_words(name),
                rule[name].source,
            )
            for name in COUNTRY_GROUPS
        },
        by_pair={
            PREFIX + name: _contribution(
                frame, name, pl.col("pair_known"), stretch, pair_words(name, facts.latest), rule[name].source
            )
            for name in PAIR_GROUPS
        },
        numbers=numbers,
        silent=frozenset(PREFIX + name for name in groups if not (table[name] != 0).any()),
    )


def _stretched(facts: Facts, rule: PriorRule) -> pl.DataFrame:
    """iso3, good_id, one column per group in points of the index, low and high of all groups together."""
    priors = facts.priors
    strange = set(priors.columns) - {*KEYS, *TOTALS, "base", *COUNTRY_GROUPS, *PAIR_GROUPS}
    if strange:
        raise EditionError(f"The model has groups that no factor stands for: {', '.join(sorted(strange))}.")
    return priors.select(
        "iso3",
        "good_id",
        *(
            rounded(pl.col(name) * rule.stretch) if name in priors.columns else pl.lit(0.0).alias(name)
            for name in (*COUNTRY_GROUPS, *PAIR_GROUPS)
        ),
        low=rounded(rule.stretch * (pl.col("low") - pl.col("base"))),
        high=rounded(rule.stretch * (pl.col("high") - pl.col("base"))),
    )


def _base(facts: Facts, rule: PriorRule) -> float:
    if facts.priors.is_empty():
        return rule.index
    base: float = facts.priors.get_column("base")[0]
    return round(rule.index + rule.stretch * (base - rule.middle), 4)


def _over_grid(facts: Facts, table: pl.DataFrame, countries: pl.DataFrame, rule: PriorRule) -> pl.DataFrame:
    """The grid with points of every group (0 where unknown), low, high, pair_known, share, mean_of (goods in an assumed
    mean), over (the sector of that mean; null: all goods) and what words need."""
    pairs = table.select("iso3", "good_id", *PAIR_GROUPS, "low", "high", pair_known=pl.lit(True))
    of_country = countries.rename({"low": "country_low", "high": "country_high"})
    sectors = facts.sectors.select(of_sector="sector", over="sector_id")
    means = _means(facts, table, rule)
    of_all = means.filter(pl.col("over").is_null()).drop("over")
    good_unknown = pl.col("good_id").is_null()
    frame = (
        facts.grid.join(pairs, on=["iso3", "good_id"], how="left", maintain_order="left")
        .join(of_country, on="iso3", how="left", maintain_order="left")
        .join(facts.produces, on=["iso3", "good_id"], how="left", maintain_order="left")
        .join(sectors, on="of_sector", how="left", maintain_order="left")
        .join(
            means.drop_nulls("over"), on=["iso3", "over"], how="left", maintain_order="left", suffix="_sector"
        )
        .join(of_all, on="iso3", how="left", maintain_order="left", suffix="_all")
    )
    whole_low, whole_high = table.get_column("low").min(), table.get_column("high").max()

    def assumed(name: str) -> pl.Expr:
        return pl.when(good_unknown).then(pl.coalesce(f"{name}_sector", f"{name}_sector_all"))

    return frame.hstack(around(facts)).with_columns(
        *(pl.col(name).fill_null(0.0) for name in COUNTRY_GROUPS),
        *(pl.coalesce(name, assumed(name), pl.lit(0.0)).alias(name) for name in PAIR_GROUPS),
        low=pl.coalesce("low", assumed("low"), "country_low", pl.lit(whole_low), pl.lit(0.0)),
        high=pl.coalesce("high", assumed("high"), "country_high", pl.lit(whole_high), pl.lit(0.0)),
        pair_known=pl.col("pair_known").fill_null(False),
        over=pl.when(pl.col("mean_of").is_not_null()).then("over"),
        mean_of=pl.when(good_unknown).then(pl.coalesce("mean_of", "mean_of_all")),
    )


def _means(facts: Facts, table: pl.DataFrame, rule: PriorRule) -> pl.DataFrame:
    """iso3, over (sector_id; null: all sectors) -> mean of each group over the country's goods, by their share of world
    output; the lowest low and the highest high; mean_of (how many goods)."""
    goods = facts.goods.select("good_id", over="sector_id").drop_nulls("good_id")
    weight = pl.max_horizontal(pl.col("share").fill_null(0.0), pl.lit(rule.least_share))
    made = (
        table.join(goods, on="good_id", how="left", maintain_order="left")
        .join(facts.produces, on=["iso3", "good_id"], how="left", maintain_order="left")
        .with_columns(weight=weight)
        .sort("iso3", "good_id")
    )
    told = [
        *(
            rounded((pl.col(name) * pl.col("weight")).sum() / pl.col("weight").sum()).alias(name)
            for name in PAIR_GROUPS
        ),
        pl.min("low"),
        pl.max("high"),
        pl.len().alias("mean_of"),
    ]
    by_sector = made.drop_nulls("over").group_by("iso3", "over", maintain_order=True).agg(told)
    overall = made.group_by("iso3", maintain_order=True).agg(told)
    overall = overall.with_columns(over=pl.lit(None, pl.String)).select(by_sector.columns)
    renamed = {name: f"{name}_sector" for name in (*PAIR_GROUPS, "low", "high")}
    return pl.concat([by_sector, overall]).rename(renamed)


def _contribution(
    frame: pl.DataFrame, name: str, known: pl.Expr, stretch: float, reason: pl.Expr, source: str
) -> pl.DataFrame:
    """The columns of a contribution; its value are the points of the model, before they are stretched."""
    points = pl.col(name).fill_null(0.0)
    return frame.select(
        points=points,
        low=points,
        high=points,
        known=known,
        value=pl.when(known).then((points / stretch).round(1) + 0.0).cast(pl.String),
        reason=reason,
        source=pl.lit(source),
    ).select(COLUMNS)
