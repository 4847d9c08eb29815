"""What an edition says, laid out for the factors: localities, goods, their grid, and the tables beside it."""

from dataclasses import dataclass

import polars as pl

from tolpuddle.kernel.edition import Edition
from tolpuddle.kernel.errors import EditionError
from tolpuddle.scoring.core.edition_tables import typed_table
from tolpuddle.scoring.core.model.priors import unpack

TEXT = pl.String()


@dataclass(frozen=True, slots=True)
class Facts:
    """Typed tables of one edition. A locality is a country, or a place with a rule or an order of its own, such as CN-XJ."""

    localities: pl.DataFrame
    """loc (UInt32, 0..), iso3, place_id (null: the country), name, country_name, subregion, income_group; last row: unknown."""
    goods: pl.DataFrame
    """good (UInt32, 0..) in the order of good_id, good_id, good_name, sector_id; last row: unknown."""
    grid: pl.DataFrame
    """Every locality x good: localities' and goods' columns; row number = loc * number of goods + good."""
    priors: pl.DataFrame
    """What the model expects of a country and a good, forced labour: as model.priors.unpack gives them."""
    listed: pl.DataFrame
    """edition_year, iso3, good_id, child, forced, downstream, source_row."""
    latest: int
    """Year of the newest edition of the list."""
    first: int
    """Year of the oldest edition of the list that is held."""
    risks: pl.DataFrame
    """indicator_id, indicator, group, publisher, iso3, year, risk (0 favourable to 1 adverse)."""
    group_sizes: dict[str, int]
    """Group -> number of indicators."""
    state_imposed: pl.DataFrame
    """iso3, place_id, good_id (null = any), points, reason, source."""
    produces: pl.DataFrame
    """iso3, good_id, share of the world (null: not known)."""
    inputs: pl.DataFrame
    """good_id, input_good_id, weight, reason, source: one row for each pair."""
    sectors: pl.DataFrame
    """sector (UInt32, 0..), sector_id, sector_name, inherent_points, reason, source; last row: unknown."""


def lay_out(edition: Edition) -> Facts:
    """Read the tables of an edition.

    Raises: EditionError when a table or column is missing, or the list is empty.
    """
    state = typed_table(
        edition,
        "state_imposed",
        {
            "iso3": TEXT,
            "place_id": TEXT,
            "good_id": TEXT,
            "points": pl.Float64,
            "reason": TEXT,
            "source": TEXT,
        },
    )
    listed = typed_table(
        edition,
        "listed_goods",
        {
            "edition_year": pl.Int64,
            "iso3": TEXT,
            "good_id": TEXT,
            "child_labor": pl.Boolean,
            "forced_labor": pl.Boolean,
            "downstream": pl.Boolean,
            "source_row": TEXT,
        },
    ).rename({"child_labor": "child", "forced_labor": "forced"})
    years = (
        typed_table(edition, "list_editions", {"edition_year": pl.Int64}).get_column("edition_year").to_list()
    )
    if listed.is_empty() or not years:
        raise EditionError(f"Edition {edition.name} holds no listed goods.", table="listed_goods")
    localities, goods = _localities(edition, state), _goods(edition)
    risks = _risks(edition)
    groups = typed_table(edition, "indicator_catalogue", {"group": TEXT}).get_column("group").to_list()
    return Facts(
        localities=localities,
        goods=goods,
        grid=localities.join(goods, how="cross", maintain_order="left_right"),
        priors=unpack(edition, ("forced",)),
        listed=listed,
        latest=max(years),
        first=min(years),
        risks=risks,
        group_sizes={group: groups.count(group) for group in set(groups)},
        state_imposed=state,
        produces=typed_table(edition, "produces", {"iso3": TEXT, "good_id": TEXT, "share": pl.Float64})
        .group_by("iso3", "good_id", maintain_order=True)
        .agg(pl.max("share")),
        inputs=_inputs(edition),
        sectors=_sectors(edition),
    )


def _localities(edition: Edition, state: pl.DataFrame) -> pl.DataFrame:
    countries = typed_table(
        edition, "countries", {"iso3": TEXT, "name": TEXT, "subregion": TEXT, "income_group": TEXT}
    ).with_columns(place_id=pl.lit(None, TEXT), country_name="name")
    ruled = state.select("place_id")
    if "orders" in edition.tables:
        ruled = pl.concat([ruled, typed_table(edition, "orders", {"place_id": TEXT})])
    ruled = ruled.drop_nulls().unique()
    names = (
        typed_table(edition, "places", {"place_id": TEXT, "name": TEXT, "iso3": TEXT})
        .group_by("place_id", maintain_order=True)
        .first()
        .join(ruled, on="place_id", how="semi")
    )
    places = countries.drop("place_id", "country_name").join(
        names.rename({"name": "place_name"}), on="iso3", how="inner", maintain_order="left_right"
    )
    places = places.with_columns(country_name="name", name=pl.format("{}, {}", "place_name", "name")).drop(
        "place_name"
    )
    unknown = pl.DataFrame({"iso3": [None]}, schema={"iso3": TEXT})
    columns = ["iso3", "place_id", "name", "country_name", "subregion", "income_group"]
    return (
        pl.concat([countries.sort("iso3"), places.sort("place_id"), unknown], how="diagonal")
        .select(columns)
        .with_row_index("loc")
    )


def _goods(edition: Edition) -> pl.DataFrame:
    goods = typed_table(edition, "goods", {"good_id": TEXT, "name": TEXT, "sector_id": TEXT}).sort("good_id")
    unknown = pl.DataFrame({"good_id": [None]}, schema={"good_id": TEXT})
    return pl.concat([goods.rename({"name": "good_name"}), unknown], how="diagonal").with_row_index("good")


def _risks(edition: Edition) -> pl.DataFrame:
    catalogue = typed_table(
        edition,
        "indicator_catalogue",
        {
            "indicator_id": TEXT,
            "name": TEXT,
            "group": TEXT,
            "publisher": TEXT,
            "low_anchor": pl.Float64,
            "high_anchor": pl.Float64,
        },
    )
    values = typed_table(
        edition, "indicators", {"indicator_id": TEXT, "iso3": TEXT, "year": pl.Int64, "value": pl.Float64}
    )
    low, high = pl.col("low_anchor"), pl.col("high_anchor")
    return (
        values.drop_nulls("value")
        .sort("year")
        .unique(["indicator_id", "iso3"], keep="last", maintain_order=True)
        .join(catalogue.rename({"name": "indicator"}), on="indicator_id", how="inner")
        .with_columns(risk=((pl.col("value") - low) / (high - low)).clip(0.0, 1.0).round(6))
        .sort("group", "iso3", "indicator_id")
        .select("indicator_id", "indicator", "group", "publisher", "iso3", "year", "risk")
    )


def _inputs(edition: Edition) -> pl.DataFrame:
    columns = {"good_id": TEXT, "input_good_id": TEXT, "weight": pl.Float64, "reason": TEXT, "source": TEXT}
    return (
        typed_table(edition, "inputs", columns)
        .sort("good_id", "input_good_id", "weight", descending=[False, False, True])
        .group_by("good_id", "input_good_id", maintain_order=True)
        .first()
    )


def _sectors(edition: Edition) -> pl.DataFrame:
    sectors = typed_table(
        edition,
        "sectors",
        {"sector_id": TEXT, "name": TEXT, "inherent_points": pl.Float64, "reason": TEXT, "source": TEXT},
    ).sort("sector_id")
    unknown = pl.DataFrame({"sector_id": [None]}, schema={"sector_id": TEXT})
    return pl.concat([sectors.rename({"name": "sector_name"}), unknown], how="diagonal").with_row_index(
        "sector"
    )
