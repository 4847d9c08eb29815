"""Whether the reading of a supplier is another than before, and by what it moved."""

from collections.abc import Mapping, Sequence

import polars as pl

from tolpuddle.kernel.events import AssessmentChanged, Move
from tolpuddle.kernel.frames import POINTS_PREFIX
from tolpuddle.scoring.core.compare import moves

READINGS: tuple[str, ...] = (
    "country",
    "goods",
    "sector",
    "listing",
    "exposure",
    "exposure_low",
    "exposure_high",
    "exposure_band",
    "coverage",
    "channel",
    "channel_low",
    "channel_high",
    "channel_band",
    "channel_coverage",
    "indicators_present",
    "controls",
    "severity",
    "priority",
    "urgent_safety_review",
)
"""With the points of each factor and the orders that apply: what must differ for an assessment to count as changed.
Sentences alone do not."""

GOODS_ENTRY = r"^DOL (until )?\d{4}: "
"""How an entry of the list of goods begins."""


def changed(before: pl.DataFrame, after: pl.DataFrame) -> pl.Series:
    """True where the reading differs. Both frames hold the same suppliers in the same order."""
    before, after = (frame.with_columns(_orders()) for frame in _same_factors(before, after))
    names = [*READINGS, "orders", *_factors(after)]
    both = before.select(names).hstack(after.select(pl.col(name).alias(f"after:{name}") for name in names))
    return both.select(
        pl.any_horizontal(pl.col(name).ne_missing(pl.col(f"after:{name}")) for name in names)
    ).to_series()


def _orders() -> pl.Expr:
    """The entries of orders; those of the list of goods name its year, and their state is a reading already."""
    entries = pl.col("listing_refs").fill_null("").str.split(" | ")
    return (
        entries.list.eval(pl.element().filter(~pl.element().str.contains(GOODS_ENTRY) & (pl.element() != "")))
        .list.join(" | ")
        .alias("orders")
    )


def moves_by_supplier(before: pl.DataFrame, after: pl.DataFrame) -> Mapping[str, tuple[Move, ...]]:
    """Supplier id -> the factors that moved, largest first; their points sum to the difference of the exposures.

    before, after: assessment frames with detail, each supplier once.
    """
    found: dict[str, list[Move]] = {}
    for supplier_id, *values in moves(*_same_factors(before, after)).iter_rows():
        factor, points_before, points_after, reason_before, reason_after = values
        found.setdefault(supplier_id, []).append(
            Move(factor, points_before, points_after, reason_before or "", reason_after or "")
        )
    return {supplier_id: tuple(listed) for supplier_id, listed in found.items()}


def changes_of(
    before: pl.DataFrame, after: pl.DataFrame, edition_before: str, edition_after: str
) -> list[AssessmentChanged]:
    """One fact for each row. Both frames hold the same suppliers, each once, in the same order."""
    moved = moves_by_supplier(before, after)
    names = ("exposure", "priority", "listing")
    rows = zip(
        before.get_column("supplier_id"),
        before.select(names).iter_rows(),
        after.select(names).iter_rows(),
        strict=True,
    )
    return [
        AssessmentChanged(
            supplier_id=supplier_id,
            edition_before=edition_before,
            edition_after=edition_after,
            exposure_before=old[0],
            exposure_after=new[0],
            priority_before=old[1],
            priority_after=new[1],
            listing_before=old[2] or "",
            listing_after=new[2] or "",
            moves=moved.get(supplier_id, ()),
        )
        for supplier_id, old, new in rows
    ]


def _factors(frame: pl.DataFrame) -> list[str]:
    return [name for name in frame.columns if name.startswith(POINTS_PREFIX)]


def _same_factors(before: pl.DataFrame, after: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """A factor that only one of the two knows gives zero points on the other side, unless that has no points at all."""
    return _with_factors(before, _factors(after)), _with_factors(after, _factors(before))


def _with_factors(frame: pl.DataFrame, names: Sequence[str]) -> pl.DataFrame:
    known = pl.col("exposure").is_not_null()
    return frame.with_columns(
        pl.when(known).then(pl.lit(0.0)).otherwise(None).alias(name)
        for name in names
        if name not in frame.columns
    )
