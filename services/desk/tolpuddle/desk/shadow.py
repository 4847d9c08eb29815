"""Two models on one portfolio: how the exposure index moves, who changes band, and what moved those that move most."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final

import polars as pl

from tolpuddle.kernel.frames import POINTS_PREFIX
from tolpuddle.scoring.core.compare import moves

COLUMNS: Final = (
    "supplier_id", "name", "country", "goods", "exposure", "exposure_band", "priority", "input",
)  # fmt: skip
LARGEST: Final = 10
QUANTILES: Final = (0.0, 0.05, 0.25, 0.5, 0.75, 0.95, 1.0)
STEPS: Final = (-20.0, -10.0, -5.0, -1.0, 1.0, 5.0, 10.0, 20.0)
"""Borders of the distribution of moves, in points of the index; between -1 and 1 counts as the same."""


@dataclass(frozen=True, slots=True)
class Step:
    """Suppliers whose index moves by so much."""

    above: float | None
    up_to: float | None
    suppliers: int


@dataclass(frozen=True, slots=True)
class Crossing:
    """Suppliers of one band that would read as another."""

    before: str
    after: str
    suppliers: int


@dataclass(frozen=True, slots=True)
class Part:
    """What one factor moves."""

    factor: str
    points_before: float
    points_after: float
    reason_before: str | None
    reason_after: str | None


@dataclass(frozen=True, slots=True)
class Moved:
    """A supplier whose index moves; its parts sum to the move."""

    supplier_id: str
    name: str
    country: str | None
    goods: str | None
    exposure_before: float | None
    exposure_after: float | None
    band_before: str
    band_after: str
    parts: tuple[Part, ...] = ()


@dataclass(frozen=True, slots=True)
class Shadow:
    """What a candidate would change. Nothing is adopted by it."""

    standing: str
    candidate: str
    suppliers: int
    compared: int
    """Suppliers that have an index under both."""
    gained: int
    """No index under the standing model, one under the candidate."""
    lost: int
    mean_move: float | None
    """Mean of the moves without sign, in points."""
    quantiles: dict[str, float]
    distribution: tuple[Step, ...]
    bands: tuple[Crossing, ...]
    priorities_changed: int
    changed_band: tuple[Moved, ...]
    """Everyone who changes band, in the order of the file."""
    largest: tuple[Moved, ...]


def compare(
    before: pl.DataFrame, after: pl.DataFrame, standing: str, candidate: str
) -> tuple[Shadow, pl.DataFrame, pl.DataFrame]:
    """before, after: assessment frames with COLUMNS of the same suppliers in the same order, one per model.

    Gives what changes, and the rows of both frames that move most, largest first; `with_parts` tells what moved them.
    """
    both = pl.DataFrame(
        {
            "at": range(before.height),
            "exposure_before": before["exposure"],
            "exposure_after": after["exposure"],
            "band_before": before["exposure_band"],
            "band_after": after["exposure_band"],
        }
    ).with_columns(move=pl.col("exposure_after") - pl.col("exposure_before"))
    known = both.drop_nulls("move")
    move, size = known.get_column("move"), pl.col("move").abs()
    crossed = both.filter(pl.col("band_before").ne_missing(pl.col("band_after")))
    crossings = crossed.group_by("band_before", "band_after").agg(pl.len())
    counted = crossings.sort("len", "band_before", "band_after", descending=[True, False, False])
    top = known.filter(size > 0).sort(size, "at", descending=[True, False]).head(LARGEST).get_column("at")
    without, with_one = pl.col("exposure_before").is_null(), pl.col("exposure_after").is_not_null()
    mean = known.select(size.mean()).item()
    shadow = Shadow(
        standing=standing,
        candidate=candidate,
        suppliers=both.height,
        compared=known.height,
        gained=both.filter(without & with_one).height,
        lost=both.filter(~without & ~with_one).height,
        mean_move=None if mean is None else round(mean, 4),
        quantiles={f"{at:.0%}": round(move.quantile(at, "linear") or 0.0, 4) for at in QUANTILES}
        if known.height
        else {},
        distribution=tuple(_steps(move)),
        bands=tuple(Crossing(*row) for row in counted.iter_rows()),
        priorities_changed=int(before["priority"].ne_missing(after["priority"]).sum()),
        changed_band=tuple(_moved(before, after, crossed.get_column("at").to_list())),
        largest=(),
    )
    return shadow, before[top], after[top]


def with_parts(before: pl.DataFrame, after: pl.DataFrame) -> tuple[Moved, ...]:
    """Suppliers with what moved them, largest part first. The frames are whole ones, with points and `detail`."""
    names = sorted({*_factors(before), *_factors(after)})
    numbered = [
        frame.with_columns(
            supplier_id=pl.int_range(pl.len()).cast(pl.String),
            **{name: pl.lit(0.0) for name in names if name not in frame.columns},
        )
        for frame in (before, after)
    ]
    found: dict[str, list[Part]] = {}
    for at, *told in moves(*numbered).iter_rows():
        found.setdefault(at, []).append(Part(*told))
    every = _moved(before, after, list(range(before.height)))
    return tuple(replace(one, parts=tuple(found.get(str(at), ()))) for at, one in enumerate(every))


def _steps(move: pl.Series) -> list[Step]:
    borders: list[float | None] = [None, *STEPS, None]
    found: list[Step] = []
    for above, up_to in pairwise(borders):
        inside = pl.Series([True] * move.len(), dtype=pl.Boolean)
        if above is not None:
            inside &= move > above
        if up_to is not None:
            inside &= move <= up_to
        found.append(Step(above, up_to, int(inside.sum())))
    return found


def _moved(before: pl.DataFrame, after: pl.DataFrame, rows: Sequence[int]) -> list[Moved]:
    columns = ("supplier_id", "name", "country", "goods", "exposure", "exposure_band")
    pairs = zip(
        before[rows].select(columns).iter_rows(named=True),
        after[rows].select("exposure", "exposure_band").iter_rows(),
        strict=True,
    )
    return [
        Moved(
            supplier_id=old["supplier_id"],
            name=old["name"],
            country=old["country"],
            goods=old["goods"],
            exposure_before=old["exposure"],
            exposure_after=exposure,
            band_before=old["exposure_band"],
            band_after=band,
        )
        for old, (exposure, band) in pairs
    ]


def _factors(frame: pl.DataFrame) -> list[str]:
    return [name for name in frame.columns if name.startswith(POINTS_PREFIX)]
