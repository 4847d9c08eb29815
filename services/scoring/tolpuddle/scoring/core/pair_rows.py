"""Which row of Pairs is whose: every locality and good, behind them every locality and sector with the good unknown."""

import polars as pl

from tolpuddle.scoring.core.factors.facts import Facts


def position(
    loc: pl.Expr, good: pl.Expr, sector: pl.Expr, goods: int, sectors: int, by_sector: int
) -> pl.Expr:
    """Row number in Pairs of a good, and where the good is unknown of its sector. goods, sectors: how many there are, with
    the unknown ones."""
    of_sector = by_sector + loc.cast(pl.UInt32) * sectors + sector
    return pl.when(good == goods - 1).then(of_sector).otherwise(loc * goods + good).cast(pl.UInt32)


def with_sectors(facts: Facts) -> pl.DataFrame:
    """The grid, and behind it each locality x sector with the good unknown; of_sector: that sector, null in the grid itself."""
    sectors = facts.sectors.select(of_sector="sector")
    unknown = facts.goods.tail(1)
    rows = facts.localities.join(unknown, how="cross").join(sectors, how="cross", maintain_order="left_right")
    return pl.concat([facts.grid.with_columns(of_sector=pl.lit(None, pl.UInt32)), rows])


def where_of(facts: Facts) -> pl.DataFrame:
    """loc, iso3, place_id, good_id of each row of a grid with of_sector, and the name of that sector ("" where it is unknown too)."""
    names = facts.sectors.get_column("sector_id").fill_null("").gather(facts.grid.get_column("of_sector"))
    return facts.grid.select("loc", "iso3", "place_id", "good_id").with_columns(of_sector=names)


def home_of(facts: Facts) -> pl.Series:
    """The locality of the country of each locality: of a place with a rule of its own, that of its country."""
    countries = facts.localities.filter(pl.col("place_id").is_null()).select("iso3", home="loc")
    return (
        facts.localities.select("loc", "iso3")
        .join(countries.drop_nulls("iso3"), on="iso3", how="left", maintain_order="left")
        .select(pl.coalesce("home", "loc").alias("home"))
        .to_series()
    )
