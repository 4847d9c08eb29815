"""One line per supplier and good: what each good would bring, and which of them decides (R4, R10)."""

import polars as pl

from tolpuddle.scoring.core.pair_rows import position
from tolpuddle.scoring.core.points import rounded
from tolpuddle.scoring.core.positions import Positions
from tolpuddle.scoring.core.reference import Reference
from tolpuddle.scoring.core.stated_inputs import stated_inputs

NUMBERS = (
    "own", "own_goods", "country", "country_low", "country_high", "prior", "prior_low", "prior_high", "prior_known", "state_span", "covered", "listing", "forced", "child",
    "state", "good_sector", "up_applies", "up_mid", "up_high", "up_state", "material", "reason_1", "reason_2", "reason_3", "reason_4",
)  # fmt: skip


def lay_cases(positions: Positions, reference: Reference) -> pl.DataFrame:
    """One line per supplier and good, suppliers in row order.

    Columns: r (row number), loc, pair, good, confidence, from_sector (assumed from the sector), sector_at (stated, else the good's; one that is no catch-all), the numbers of Pairs,
    own_home and goods_home (own and own_goods of the same good in the country, where loc is a place in it),
    guard (points that the blind spot takes back), take_back, lowest_band, blind (row of the blind-spot table), in_points,
    in_low, in_high, in_text, in_applies, in_known (materials), in_material, rank (Int64 that orders the goods of one
    supplier: most points first, then good_id).
    """
    unknown_good = reference.facts.goods.height - 1
    lines = [
        (number, good.good, good.confidence, cell.from_sector)
        for number, cell in enumerate(positions.goods_cells)
        for good in cell.goods
    ]
    lines += [
        (number, unknown_good, 0.0, False)
        for number, cell in enumerate(positions.goods_cells)
        if not cell.goods
    ]
    schema = {"cell": pl.UInt32, "good": pl.UInt32, "confidence": pl.Float64, "from_sector": pl.Boolean}
    goods = pl.DataFrame(lines, schema=schema, orient="row").sort("cell", "good")
    rows = pl.DataFrame(
        [
            pl.int_range(positions.loc.len(), dtype=pl.UInt32, eager=True).alias("r"),
            positions.loc.alias("loc"),
            positions.sector.alias("sector"),
            positions.inputs.alias("inputs"),
            positions.goods.alias("cell"),
        ]
    )
    cases = rows.join(goods, on="cell", how="left", maintain_order="left_right").drop("cell")
    count = reference.facts.goods.height
    sectors, by_sector = reference.facts.sectors.height, reference.pairs.by_sector
    at = position(pl.col("loc"), pl.col("good"), pl.col("sector"), count, sectors, by_sector)
    pair = cases.select(pair=at).to_series()
    home = reference.pairs.home.gather(cases.get_column("loc"))
    at_home = cases.select(home=(pl.lit(home) * count + pl.col("good")).cast(pl.UInt32)).to_series()
    without = [
        reference.pairs.numbers.get_column(name).gather(at_home).alias(alias)
        for name, alias in (("own", "own_home"), ("own_goods", "goods_home"))
    ]
    cases = cases.hstack([pair]).hstack(reference.pairs.numbers.select(NUMBERS)[pair]).hstack(without)
    cases = stated_inputs(cases, positions, reference)
    return _with_totals(cases, reference)


def _with_totals(cases: pl.DataFrame, reference: Reference) -> pl.DataFrame:
    sectors = reference.pairs.sectors
    unknown = sectors.height - 1
    cases = cases.with_columns(
        sector_at=pl.when(
            (pl.col("sector") == unknown)
            | (
                pl.lit(sectors.get_column("catch_all").gather(cases.get_column("sector")))
                & (pl.col("good_sector") != unknown)
            )
        )
        .then("good_sector")
        .otherwise("sector")
    )
    blind = cases.select(
        blind=(pl.col("loc") * sectors.height + pl.col("sector_at")).cast(pl.UInt32)
    ).to_series()
    sector_at = cases.get_column("sector_at")
    cases = cases.hstack(
        [
            blind,
            *reference.blind.select("take_back", "lowest_band")[blind].get_columns(),
            sectors.get_column("points").gather(sector_at).alias("sector_points"),
        ]
    )
    # One by one: a prior that is high for the goods made there is no reason to keep the credit of country indices.
    credit = rounded(pl.min_horizontal("country", 0.0) + pl.min_horizontal("prior", 0.0))
    guard = pl.when(pl.col("take_back")).then(0.0 - credit).otherwise(0.0)
    total = (
        pl.col("own")
        + pl.col("country")
        + pl.col("prior")
        + pl.col("sector_points")
        + pl.col("in_points")
        + guard
    )
    return cases.with_columns(
        guard=guard,
        rank=(total * 10_000).round(0).cast(pl.Int64) * 4096 + (4095 - pl.col("good").cast(pl.Int64)),
    )


def deciding(cases: pl.DataFrame, suppliers: int) -> pl.DataFrame:
    """The line of each supplier whose good decides, in row order."""
    if cases.height == suppliers:
        return cases
    return cases.sort("r", "rank").unique("r", keep="last", maintain_order=True)
