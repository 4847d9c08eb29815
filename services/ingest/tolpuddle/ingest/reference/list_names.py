"""Names in a new list: goods by any name they ever had, countries by any unambiguous name, and what is new."""

from collections.abc import Mapping
from typing import Final

import polars as pl

from tolpuddle.ingest.reference.table import good_slug
from tolpuddle.kernel.errors import EditionError

SECTOR_OF: Final[Mapping[str, str]] = {
    "Agriculture": "agriculture",
    "Manufacturing": "manufacturing_other",
    "Mining": "mining",
    "Other": "services_other",
}
"""The department's four sectors -> the sector a new good gets until a person places it."""


def match_names(read: pl.DataFrame, good_names: pl.DataFrame) -> tuple[pl.DataFrame, list[str]]:
    """Match goods of a list to known ones by name, or by name without marks and case.

    Out: name, good_id of the spellings that are new but understood; and the names that are not known at all.
    """
    known = good_names.select(slug=good_slug(pl.col("name")), good_id="good_id").unique(
        "slug", keep="first", maintain_order=True
    )
    names = read.select(name="good").unique().sort("name")
    seen = names.join(good_names, on="name", how="anti").with_columns(slug=good_slug(pl.col("name")))
    found = seen.join(known, on="slug", how="left", maintain_order="left")
    understood = found.filter(pl.col("good_id").is_not_null()).select("name", "good_id")
    return understood, found.filter(pl.col("good_id").is_null())["name"].to_list()


def new_goods(names: list[str], read: pl.DataFrame) -> pl.DataFrame:
    """Lines of goods.csv for new names: good_id, name, dol_sector, sector_id, heading_match, sold_at_home."""
    sectors = (
        read.filter(pl.col("good").is_in(names)).group_by("good").agg(pl.col("sector").drop_nulls().first())
    )
    return sectors.sort("good").select(
        good_id=good_slug(pl.col("good")),
        name="good",
        dol_sector="sector",
        sector_id=pl.col("sector").replace_strict(SECTOR_OF, default=None, return_dtype=pl.String),
        heading_match=pl.lit("part"),
        sold_at_home=pl.lit("false"),
    )


def known_countries(read: pl.DataFrame, tables: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    """name, iso3 for every country of a list, by the list's own names first, then by any name that means one country.

    Raises: EditionError naming the countries that are not known.
    """
    sources = [tables["dol_countries"].select("name", "iso3")]
    if "countries" in tables:
        sources.append(tables["countries"].select("name", "iso3"))
    if "country_aliases" in tables:
        names = tables["country_aliases"].filter(pl.col("kind").is_in(("name", "official", "former")))
        sources.append(names.select(name="alias", iso3="iso3"))
    folded = [source.select(key=good_slug(pl.col("name")), iso3="iso3").unique() for source in sources]
    certain = [source.filter(~pl.col("key").is_duplicated()) for source in folded]
    lookup = pl.concat(certain).unique("key", keep="first", maintain_order=True)
    written = read.select(name="country").unique().sort("name")
    found = written.with_columns(key=good_slug(pl.col("name"))).join(
        lookup, on="key", how="left", maintain_order="left"
    )
    if unknown := found.filter(pl.col("iso3").is_null())["name"].to_list():
        raise EditionError(f"The list names countries that are not known: {', '.join(unknown)}.")
    return found.select("name", "iso3")
