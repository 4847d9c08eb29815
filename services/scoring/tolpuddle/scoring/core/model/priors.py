"""The priors of an edition: as one table with a row per pair and head, and as the three small files that ship."""

from collections.abc import Mapping
from typing import Final

import polars as pl

from tolpuddle.kernel.edition import Edition
from tolpuddle.kernel.errors import EditionError

KEYS: Final = ("iso3", "good_id", "head")
TOTALS: Final = ("points", "low", "high")
FILES: Final[Mapping[str, str]] = {"forced": "priors", "any": "priors_any"}
"""Head -> its table: iso3, good_id, down, up (from points to both ends of the interval), the groups that differ by good."""
COUNTRIES: Final = "priors_countries"
"""head, iso3, base, and the groups that are the same for all goods of a country."""
TABLES: Final = (*FILES.values(), COUNTRIES)
ANCHORS: Final = (0.75, 0.99)
"""Quantiles of the candidates that two indices are tied to (R6)."""
TENTHS: Final = 1
"""Points of priors carry one decimal."""


def pack(priors: pl.DataFrame) -> dict[str, pl.DataFrame]:
    """Tables of TABLES from KEYS, TOTALS, base and one column per group; groups that are 0 everywhere are dropped.

    Nothing is lost: unpack gives the same points, interval and contributions again.
    """
    groups = [name for name in priors.columns if name not in (*KEYS, *TOTALS, "base")]
    used = [name for name in groups if (priors[name] != 0).any()]
    spread = priors.group_by("head", "iso3").agg(pl.col(used).n_unique()).select(pl.col(used).max())
    by_good = [name for name in used if spread[name].item() > 1]
    of_country = [name for name in used if name not in by_good]
    down = _tenths(pl.col("points") - pl.col("low")).alias("down")
    up = _tenths(pl.col("high") - pl.col("points")).alias("up")
    order = ["iso3", "good_id"]
    tables = {
        table: priors.filter(pl.col("head") == head).sort(order).select(*order, down, up, *by_good)
        for head, table in FILES.items()
    }
    countries = priors.select("head", "iso3", "base", *of_country).unique().sort("head", "iso3")
    return {**tables, COUNTRIES: countries}


def unpack(edition: Edition, heads: tuple[str, ...] = tuple(FILES)) -> pl.DataFrame:
    """KEYS, TOTALS, base and one column per group (Float64), by country and good; `points` is base and groups added up.

    Raises: EditionError when a table of TABLES is missing, or a country of a pair has no row of its own.
    """
    if missing := [
        name for name in (*(FILES[head] for head in heads), COUNTRIES) if name not in edition.tables
    ]:
        raise EditionError(f"Edition {edition.name} lacks {', '.join(missing)}: run `tolpuddle model train`.")
    countries = _numbers(edition.tables[COUNTRIES])
    frames = [_numbers(edition.tables[FILES[head]]).with_columns(head=pl.lit(head)) for head in heads]
    joined = pl.concat(frames).join(countries, on=["head", "iso3"], how="left", maintain_order="left")
    if joined["base"].null_count():
        raise EditionError(f"{COUNTRIES}.csv lacks a country of another table of priors.", table=COUNTRIES)
    groups = sorted(name for name in joined.columns if name not in (*KEYS, "down", "up", "base"))
    points = _tenths(pl.sum_horizontal("base", *groups))
    return (
        joined.with_columns(points=points)
        .with_columns(
            low=_tenths(pl.col("points") - pl.col("down")), high=_tenths(pl.col("points") + pl.col("up"))
        )
        .select(*KEYS, *TOTALS, "base", *groups)
        .sort(KEYS)
    )


def anchors(priors: pl.DataFrame, index: float, begin_of_high: float) -> tuple[float, float]:
    """middle and stretch of the `prior` in exposure_weights.yaml, so that the 75th percentile of the points stands at `index`
    and the 99th at `begin_of_high`.

    priors: as unpack gives them; the rows for forced labour count. middle is rounded to half a point, stretch to a thousandth.
    """
    listed = priors.filter(pl.col("head") == "forced")
    middle, far = (float(listed.select(pl.col("points").quantile(at, "linear")).item()) for at in ANCHORS)
    middle = round(2 * middle) / 2
    return middle, round((begin_of_high - index) / (far - middle), 3)


def _tenths(points: pl.Expr) -> pl.Expr:
    return points.round(TENTHS) + 0.0


def _numbers(table: pl.DataFrame) -> pl.DataFrame:
    return table.with_columns(pl.exclude(KEYS).cast(pl.Float64))
