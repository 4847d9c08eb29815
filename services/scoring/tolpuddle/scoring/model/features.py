"""Features of every candidate pair, as they were known on the day a list was published; missing is missing."""

import warnings
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import polars as pl

from tolpuddle.scoring.model.neighbourhood import around, most_alike
from tolpuddle.scoring.model.world import Floats, Listing, World, newest_column, rounded

OLDEST_YEARS: Final = 8
"""A value this many years older than the newest that could be known counts as unknown."""
SMALLEST_SHARE: Final = -6.0
"""log10 of the share below which output is as good as none."""
SECTORS: Final = (
    "agriculture",
    "brick_kilns",
    "electronics",
    "fishing_seafood",
    "food_processing",
    "garment_textile",
    "mining",
    "palm_oil_forestry",
)
_MORE_ENTRIES: Final = "entries around a pair are evidence for it, never against it"
_AROUND: Final[dict[str, tuple[str, str]]] = {
    "good": ("good_history", "other countries listed for the good"),
    "country": ("country_history", "other goods listed for the country"),
    "subregion": ("neighbours", "countries of the subregion listed for the good"),
    "region": ("neighbours", "countries of the region listed for the good"),
    "alike_countries": ("neighbours", "countries most alike listed for the good"),
    "sector_in_country": ("country_history", "other goods of the sector listed for the country"),
    "chapter_in_country": ("country_history", "other goods of the customs chapter listed for the country"),
    "chapter_elsewhere": ("good_history", "entries elsewhere for other goods of its customs chapter"),
    "sector_in_subregion": ("neighbours", "entries of the sector in the subregion"),
    "subregion_all": ("neighbours", "entries of the subregion"),
    "goods_that_go_together": (
        "country_history",
        "the country's other entries stand beside this good elsewhere",
    ),
}
"""In the order of the columns of `around`: a name must never stand over another's numbers."""


@dataclass(frozen=True, slots=True)
class Feature:
    """One column of the model."""

    name: str
    group: str
    """Contributions are shown per group."""
    sign: int
    """1: the model may only rise with it, 0: no sign is assumed."""
    meaning: str
    why: str
    """Reason for the sign."""


def feature_list(world: World) -> tuple[Feature, ...]:
    """Every feature, in the order of the columns of `features`."""
    counted = [
        Feature(f"{name}_{kind}", group, 1, f"{words} ({what})", _MORE_ENTRIES)
        for kind, what in (("any", "child or forced labour"), ("forced", "forced labour"))
        for name, (group, words) in _AROUND.items()
    ]
    reasons = world.indicators.group_by("group", maintain_order=True).first()
    country = [
        Feature(
            row["group"],
            row["group"],
            0 if row["direction"] == "none" else 1,
            f"{row['group'].replace('_', ' ')}, standardised"
            + ("" if row["direction"] == "none" else ", higher is worse"),
            row["reason"],
        )
        for row in reasons.sort("group").iter_rows(named=True)
    ]
    good = [
        Feature(
            "share", "output", 1, "log10 of the share of world output", "more output, more that can be found"
        ),
        Feature("producers", "output", 0, "number of countries that make the good", "no sign is assumed"),
        Feature(
            "goods_made", "output", 0, "number of goods the country makes or exports", "no sign is assumed"
        ),
        *(
            Feature(f"sector_{name}", "sector", 0, f"sector {name.replace('_', ' ')}", "no sign is assumed")
            for name in SECTORS
        ),
    ]
    return (*counted, *country, *good)


def features(world: World, listing: Listing, year: int, *, exports: bool = True) -> Floats:
    """Candidate pairs x features, from this list and what was published by this year; NaN is unknown.

    `exports=False` leaves out shares of exports.
    """
    country = country_values(world, year)
    alike = most_alike(np.column_stack(list(country.values())))
    counts = [around(world, listing.of(kind), alike) for kind in ("any", "forced")]
    layers = [counted[name] for counted in counts for name in _AROUND]
    one = np.ones(world.candidates.shape)
    layers += [country[name][:, None] * one for name in sorted(country)]
    made = world.candidates.astype(np.float64)
    layers += [shares(world, year, exports=exports), made.sum(0)[None, :] * one, made.sum(1)[:, None] * one]
    layers += [
        np.array([own == name for own in world.sector], dtype=np.float64)[None, :] * one for name in SECTORS
    ]
    return np.column_stack([layer[world.candidates] for layer in layers])


def country_values(world: World, year: int) -> dict[str, Floats]:
    """Group -> one number per country: the mean of its standardised indicators, turned so that higher is worse."""
    found: dict[str, list[Floats]] = {}
    for name, group in world.indicators.select("indicator_id", "group").iter_rows():
        found.setdefault(str(group), []).append(_indicator(world, year, str(name)))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)  # a country without any value stays unknown
        return {
            name: rounded(np.nanmean(np.stack(parts), axis=0), 6) for name, parts in sorted(found.items())
        }


def indicator_values(world: World, year: int, group: str) -> dict[str, Floats]:
    """Indicator -> one number per country, as `country_values` averages them."""
    names = world.indicators.filter(pl.col("group") == group)["indicator_id"].sort()
    return {str(name): _indicator(world, year, str(name)) for name in names}


def _indicator(world: World, year: int, name: str) -> Floats:
    row = world.indicators.row(by_predicate=pl.col("indicator_id") == name, named=True)
    value = _latest(world, name, year - int(row["lag_years"]))
    if row["scale"] == "log":
        value = np.log(value)
    turned = -1.0 if row["direction"] == "lower_is_riskier" else 1.0
    return turned * _standardised(value)


def shares(world: World, year: int, *, exports: bool = True) -> Floats:
    """Countries x goods: log10 of the share of world output as known that year; NaN where it was not.

    Of goods without any recorded production the share of exports, or of the exports of the wider heading. A share of
    exports and one of production are never compared within a good.
    """
    value = np.full(world.candidates.shape, np.nan)
    for prefix in ("share_", "exports_", "heading_") if exports else ("share_",):
        if column := newest_column(world.output, prefix, year):
            unseen = np.isnan(value).all(0)
            value[:, unseen] = world.matrix(world.output, column)[:, unseen]
    return rounded(np.log10(np.maximum(value, 10.0**SMALLEST_SHARE)), 6)


def _standardised(value: Floats) -> Floats:
    """Mean 0, spread 1 over the countries that have a value; an indicator that nobody has stays unknown."""
    known = value[~np.isnan(value)]
    return (value - known.mean()) / known.std() if known.size else value


def _latest(world: World, indicator: str, newest: int) -> Floats:
    rows = (
        world.history.select("iso3", "year", indicator)
        .drop_nulls()
        .filter(pl.col("year").is_between(newest - OLDEST_YEARS, newest))
        .sort("iso3", "year")
        .group_by("iso3", maintain_order=True)
        .last()
    )
    values: dict[str, Any] = dict(zip(rows["iso3"], rows[indicator], strict=True))
    return np.array([values.get(name, np.nan) for name in world.iso3], dtype=np.float64)
