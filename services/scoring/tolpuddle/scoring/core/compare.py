"""How assessments move: factor by factor, and which suppliers a new edition touches."""

from typing import Any

import polars as pl

from tolpuddle.kernel.edition import Edition
from tolpuddle.kernel.frames import POINTS_PREFIX, SUPPLIER_COLUMNS, conform
from tolpuddle.scoring.core.cases import lay_cases
from tolpuddle.scoring.core.positions import read_positions
from tolpuddle.scoring.core.reference import Reference, prepare

MOVES_SCHEMA = {
    "supplier_id": pl.String(),
    "factor": pl.String(),
    "points_before": pl.Float64(),
    "points_after": pl.Float64(),
    "reason_before": pl.String(),
    "reason_after": pl.String(),
}
COMPARED = (
    "own",
    "country",
    "country_low",
    "country_high",
    "prior",
    "prior_low",
    "prior_high",
    "prior_known",
    "state_span",
    "covered",
    "listing",
    "forced",
    "child",
    "state",
    "up_applies",
    "up_mid",
    "up_high",
)


def moves(before: pl.DataFrame, after: pl.DataFrame) -> pl.DataFrame:
    """Factors whose points differ, per supplier; their differences sum to that of exposure.

    before, after: assessment frames with `detail`, from which the reasons are read; without it reasons are null.
    A supplier without points on one side (insufficient data) counts as zero there. Suppliers are matched by
    supplier_id; those of only one side are left out.
    """
    joined = _long(before, "before").join(_long(after, "after"), on=["supplier_id", "factor"], how="inner")
    changed = joined.filter(pl.col("points_before") != pl.col("points_after"))
    size = (pl.col("points_after") - pl.col("points_before")).abs()
    return changed.sort("supplier_id", size, "factor", descending=[False, True, False]).select(
        MOVES_SCHEMA.keys()
    )


def _long(assessments: pl.DataFrame, side: str) -> pl.DataFrame:
    names = [name for name in assessments.columns if name.startswith(POINTS_PREFIX)]
    points = assessments.select(
        "supplier_id", *(pl.col(n).fill_null(0.0).alias(n.removeprefix(POINTS_PREFIX)) for n in names)
    ).unpivot(index="supplier_id", variable_name="factor", value_name=f"points_{side}")
    if "detail" not in assessments.columns:
        return points.with_columns(pl.lit(None, pl.String).alias(f"reason_{side}"))
    parts = pl.Struct({"factor": pl.String(), "reason": pl.String()})
    wanted = pl.Struct({"exposure": pl.Struct({"contributions": pl.List(parts)})})
    reasons = (
        assessments.select(
            "supplier_id",
            part=pl.col("detail")
            .str.json_decode(wanted)
            .struct.field("exposure")
            .struct.field("contributions"),
        )
        .explode("part")
        .drop_nulls("part")
        .unnest("part")
        .group_by("supplier_id", "factor")
        .agg(pl.col("reason").drop_nulls().str.join("; ").alias(f"reason_{side}"))
    )
    return points.join(reasons, on=["supplier_id", "factor"], how="left", maintain_order="left")


def touched(old: Edition, new: Edition) -> pl.DataFrame:
    """iso3 (or place_id), good_id of every pair whose points, range or listing differ between two editions.

    Neighbours and histories move pairs that no entry names; an empty good_id stands for suppliers whose good is
    unknown, an empty iso3 for those whose country is. A pair that only one edition has is touched.
    """
    return touched_pairs(prepare(old), prepare(new))


def touched_pairs(old: Reference, new: Reference) -> pl.DataFrame:
    """As touched, for references that are prepared already."""
    keys = ["iso3", "good_id", "of_sector"]
    joined = _pairs(old).join(
        _pairs(new), on=keys, how="full", suffix="_new", coalesce=True, nulls_equal=True
    )
    same = pl.all_horizontal(
        pl.col(name).eq_missing(pl.col(f"{name}_new")) for name in _pairs(new).columns if name not in keys
    )
    return (
        joined.filter(~same & (pl.col("iso3").is_not_null() | pl.col("good_id").is_not_null()))
        .select("iso3", "good_id")
        .unique()
        .sort("iso3", "good_id", nulls_last=True)
    )


def _pairs(reference: Reference) -> pl.DataFrame:
    facts, pairs = reference.facts, reference.pairs
    where = pairs.where.select("good_id", "of_sector", iso3=pl.coalesce("place_id", "iso3"))
    unknown_good = pl.col("good_id").is_null()
    sectors = facts.sectors.height
    at_worst = pairs.where.select((pl.col("loc") * sectors + sectors - 1).cast(pl.UInt32)).to_series()
    high = pairs.goods_high.gather(at_worst)
    return (
        where.hstack(pairs.numbers.select(COMPARED))
        .hstack(
            [
                pairs.upstream.excess.get_column(name).alias(f"material_{name}")
                for name in ("excess", "mid", "high")
            ]
        )
        .with_columns(goods_high=pl.when(unknown_good).then(pl.lit(high)).otherwise(0.0))
    )


def select_touched(suppliers: pl.DataFrame, old: Reference, new: Reference) -> pl.DataFrame:
    """The suppliers whose assessment can come out differently under the new reference, in their order.

    Through goods, materials stated or expected, country, place and sector, orders and lists, and where words are read differently. With
    other rules every supplier is touched.
    """
    suppliers_read = conform(suppliers, SUPPLIER_COLUMNS)
    if old.digests.rules != new.digests.rules:
        return suppliers
    pairs = touched_pairs(old, new).with_columns(hit=pl.lit(True))
    now, then = _lines(suppliers_read, new), _lines(suppliers_read, old)
    rows = now.join(pairs, on=["iso3", "good_id"], how="inner", nulls_equal=True).get_column("r").unique()
    differently = (
        now.join(then, on=now.columns, how="anti", nulls_equal=True).get_column("r"),
        then.join(now, on=now.columns, how="anti", nulls_equal=True).get_column("r"),
    )
    wanted = pl.concat([rows, *differently, _ordered_differently(suppliers_read, old, new)]).unique().sort()
    return suppliers[wanted]


def _ordered_differently(suppliers: pl.DataFrame, old: Reference, new: Reference) -> pl.Series:
    """Rows of which orders and lists say something else."""
    then, now = _entries(suppliers, old), _entries(suppliers, new)
    return pl.Series(
        sorted(row for row in then.keys() | now.keys() if then.get(row) != now.get(row)), dtype=pl.UInt32
    )


def _entries(suppliers: pl.DataFrame, reference: Reference) -> dict[int, list[dict[str, Any]]]:
    if reference.asking is None:
        return {}
    read = read_positions(suppliers, reference.words, reference.facts)
    found = reference.asking.findings(suppliers, read, lay_cases(read, reference), reference.facts)
    return {row: [hit.entry() for hit in finding.hits] for row, finding in found.items()}


def _lines(suppliers: pl.DataFrame, reference: Reference) -> pl.DataFrame:
    """r, iso3 (or place_id), good_id, sector: every pair that a supplier stands on, its stated materials included."""
    facts = reference.facts
    read = read_positions(suppliers, reference.words, facts)
    r = pl.int_range(suppliers.height, dtype=pl.UInt32, eager=True)
    unknown, nowhere = facts.goods.height - 1, facts.localities.height - 1
    goods = pl.Series(
        [
            # The range of an assumed good reaches to that of the unknown one.
            [
                *(g.good for g in c.goods),
                *([unknown] if not c.goods or any(g.assumed for g in c.goods) else []),
            ]
            for c in read.goods_cells
        ],
        dtype=pl.List(pl.UInt32),
    )
    direct = pl.DataFrame(
        {"r": r, "loc": read.loc, "sector": read.sector, "good": goods.gather(read.goods)}
    ).explode("good")
    lines = [
        (number, loc, good)
        for number, cell in enumerate(read.inputs_cells)
        for loc, good in (
            *((material.loc, material.good) for material in cell.materials),
            *((nowhere, material.good) for material in cell.named),
        )
    ]
    stated = pl.DataFrame(
        lines, schema={"inputs": pl.UInt32, "loc": pl.UInt32, "good": pl.UInt32}, orient="row"
    )
    materials = (
        pl.DataFrame({"r": r, "sector": read.sector, "inputs": read.inputs})
        .join(stated, on="inputs")
        .select("r", "loc", "sector", "good")
    )
    home = (
        pl.DataFrame({"r": r, "home": read.loc})
        .join(materials.filter(pl.col("loc") == nowhere), on="r")
        .select("r", loc="home", sector="sector", good="good")
    )
    # The range of a place that is only assumed reaches to that of its country.
    in_country = direct.with_columns(loc=reference.pairs.home.gather(direct.get_column("loc")))
    every = pl.concat([direct, in_country, materials, home])
    return every.select(
        "r",
        iso3=facts.localities.select(pl.coalesce("place_id", "iso3"))
        .to_series()
        .gather(every.get_column("loc")),
        good_id=facts.goods.get_column("good_id").gather(every.get_column("good")),
        sector_id=facts.sectors.get_column("sector_id").gather(every.get_column("sector")),
    ).unique(maintain_order=True)
