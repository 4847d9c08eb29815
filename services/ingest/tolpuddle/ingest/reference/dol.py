"""The List of Goods through its editions: listed_goods, list_editions, good_names, dol_countries."""

from collections.abc import Mapping
from pathlib import Path
from typing import Final

import polars as pl

from tolpuddle.ingest.readers.lists.dol_list import read_dol_list
from tolpuddle.ingest.reference.table import Table, read_source
from tolpuddle.kernel.errors import EditionError

SOURCE_FILES: Final[Mapping[int, str]] = {
    2014: "goods_tvpra2014.xml",
    2016: "goods_tvpra2016.xml",
    2018: "goods_tvpra2018.xml",
    2020: "goods_tvpra2020.xml",
    2022: "goods_tvpra2022.xml",
}
"""Editions that the department's application carried, in `dol/raw/sweat_and_toil` of the sources."""

LISTED_COLUMNS: Final = (
    "edition_year",
    "iso3",
    "good_id",
    "child_labor",
    "forced_labor",
    "downstream",
    "source_row",
    "listed_as",
    "forced_child_labor",
)
LISTED_TYPES: Final[Mapping[str, str]] = {
    "edition_year": "integer",
    "child_labor": "boolean",
    "forced_labor": "boolean",
    "downstream": "boolean",
    "source_row": "integer",
    "forced_child_labor": "boolean",
}
EDITION_TYPES: Final[Mapping[str, str]] = {
    "edition_year": "integer",
    "published": "date",
    "direct_entries": "integer",
    "downstream_entries": "integer",
    "goods": "integer",
    "countries": "integer",
}
_PUBLISHER: Final = "US Department of Labor, Bureau of International Labor Affairs"
_LICENCE: Final = "US Government work (public domain)"
_READ_ON: Final = "2026-11-21"


def build(sources: Path, curated: Path) -> tuple[Table, ...]:
    """Compile the list's tables and hold them against the publisher's own totals.

    Raises: EditionError when a name of a good or country is new, or a total differs from the publisher's.
    """
    goods = read_source(curated / "good_names.csv", ("name", "good_id"))
    countries = read_source(curated / "dol_countries.csv", ("name", "iso3"))
    folder = sources / "dol" / "raw" / "sweat_and_toil"
    read = [
        listed_rows(read_dol_list(folder / file, year), goods, countries)
        for year, file in SOURCE_FILES.items()
    ]
    changes = read_source(
        curated / "dol_list_changes.csv",
        (
            "from_edition",
            "to_edition",
            "change",
            "iso3",
            "good_id",
            "listed_as",
            "child_labor",
            "forced_labor",
        ),
    )
    earlier = _undo(read[0], changes.filter(pl.col("to_edition") == "2014"), 2013)
    earliest = _undo(earlier, changes.filter(pl.col("to_edition") == "2013"), 2012)
    listed = pl.concat([*read, earlier, earliest]).sort("edition_year", "iso3", "good_id", "downstream")
    editions = read_source(
        curated / "list_editions.csv",
        (
            "edition_year",
            "published",
            "direct_entries",
            "downstream_entries",
            "goods",
            "countries",
            "basis",
        ),
    )
    check_totals(listed, editions)
    return (
        _listed_table(listed),
        _editions_table(editions),
        _good_names_table(goods),
        _countries_table(countries),
    )


def listed_rows(frame: pl.DataFrame, goods: pl.DataFrame, countries: pl.DataFrame) -> pl.DataFrame:
    """A list as read (`dol_columns.LIST_SCHEMA`) with names resolved, as text columns LISTED_COLUMNS.

    Raises: EditionError naming every good or country that has no id yet.
    """
    named = frame.join(
        goods.select(good="name", good_id="good_id"), on="good", how="left", maintain_order="left"
    ).join(countries.select(country="name", iso3="iso3"), on="country", how="left", maintain_order="left")
    for column, key in (("good", "good_id"), ("country", "iso3")):
        unknown = named.filter(pl.col(key).is_null())[column].unique().sort().to_list()
        if unknown:
            raise EditionError(f"The list names a {column} that is not known: {', '.join(unknown)}.")
    flags = {"child_labor": "child", "forced_labor": "forced", "forced_child_labor": "forced_child"}
    return named.select(
        pl.col("edition_year").cast(pl.String),
        "iso3",
        "good_id",
        *(pl.col(source).cast(pl.String).alias(column) for column, source in flags.items()),
        pl.col("downstream").cast(pl.String),
        pl.col("source_row").cast(pl.String),
        pl.col("good").alias("listed_as"),
    ).select(LISTED_COLUMNS)


def check_totals(listed: pl.DataFrame, editions: pl.DataFrame) -> None:
    """Hold each edition against the publisher's totals; an empty total is not checked.

    Raises: EditionError naming the edition, what was counted and what the publisher states.
    """
    direct = pl.col("downstream") == "false"
    counted = listed.group_by("edition_year").agg(
        direct_entries=direct.sum(),
        downstream_entries=(~direct).sum(),
        goods=pl.col("listed_as").filter(direct).n_unique(),
        countries=pl.col("iso3").filter(direct).n_unique(),
    )
    for edition in editions.iter_rows(named=True):
        row = counted.filter(pl.col("edition_year") == edition["edition_year"])
        for column in ("direct_entries", "downstream_entries", "goods", "countries"):
            found = row.item(0, column) if row.height else 0
            if edition[column] is not None and int(edition[column]) != found:
                raise EditionError(
                    f"The list of {edition['edition_year']} has {found} {column.replace('_', ' ')}; "
                    f"{edition[column]} were expected."
                )
    if surplus := sorted(set(listed["edition_year"]) - set(editions["edition_year"])):
        raise EditionError(f"Editions without stated totals: {', '.join(surplus)}.")


def _undo(later: pl.DataFrame, changes: pl.DataFrame, year: int) -> pl.DataFrame:
    """The edition before `later`, by taking back the changes the department printed for it."""
    key = ["iso3", "good_id"]
    kept = later.join(changes.filter(pl.col("change") != "removed"), on=key, how="anti")
    restored = changes.filter(pl.col("change") != "added").select(
        "iso3",
        "good_id",
        "child_labor",
        "forced_labor",
        "listed_as",
        pl.lit("false").alias("downstream"),
        *(
            pl.lit(None, dtype=pl.String).alias(name)
            for name in ("edition_year", "source_row", "forced_child_labor")
        ),
    )
    return pl.concat([kept, restored.select(LISTED_COLUMNS)]).with_columns(
        pl.lit(str(year)).alias("edition_year"),
        pl.lit(None, dtype=pl.String).alias("source_row"),
        pl.lit(None, dtype=pl.String).alias("forced_child_labor"),
    )


def _listed_table(listed: pl.DataFrame) -> Table:
    """The table listed_goods.csv."""
    return Table(
        file="listed_goods.csv",
        frame=listed,
        title="Goods listed by country, one row per edition, country and good",
        source="List of Goods Produced by Child Labor or Forced Labor, editions 2012-2022 (Sweat & Toil data files)",
        publisher=_PUBLISHER,
        licence=_LICENCE,
        attribution="US Department of Labor, List of Goods Produced by Child Labor or Forced Labor",
        retrieved=_READ_ON,
        min_rows=2500,
        max_rows=6000,
        complete=False,
        note=(
            "Editions 2009-2011 and 2024 are not here. 2012 and 2013 are the 2014 edition with the department's "
            "printed changes taken back, without rows of a file. Goods that were renamed keep one good_id; "
            "listed_as is the name of that edition. Absence from the list is not evidence of absence of risk."
        ),
        dtypes=dict(LISTED_TYPES),
    )


def _editions_table(editions: pl.DataFrame) -> Table:
    """The table list_editions.csv."""
    return Table(
        file="list_editions.csv",
        frame=editions.sort("edition_year"),
        title="Editions of the list, with totals that the rows were held against",
        source="Reports and Federal Register notices that announce each edition",
        publisher=_PUBLISHER,
        licence=_LICENCE,
        attribution="US Department of Labor",
        retrieved=_READ_ON,
        min_rows=7,
        max_rows=20,
        complete=False,
        note="Editions 2009-2011 and 2024 are not here. `basis` says where a total is counted, not stated.",
        dtypes=dict(EDITION_TYPES),
    )


def _good_names_table(goods: pl.DataFrame) -> Table:
    """The table good_names.csv: every name a good has had on the list."""
    return Table(
        file="good_names.csv",
        frame=goods.select("name", "good_id").sort("name", "good_id"),
        title="Names of goods as the list wrote them in any edition, with the good they mean",
        source="List of Goods, editions 2012-2022; renamed goods joined by us",
        publisher=_PUBLISHER,
        licence=_LICENCE,
        attribution="US Department of Labor",
        retrieved=_READ_ON,
        min_rows=165,
        max_rows=400,
        complete=True,
    )


def _countries_table(countries: pl.DataFrame) -> Table:
    return Table(
        file="dol_countries.csv",
        frame=countries.sort("name"),
        title="Names of countries and areas as the list writes, wrote or may write them",
        source="List of Goods, editions 2012-2022",
        publisher=_PUBLISHER,
        licence=_LICENCE,
        attribution="US Department of Labor",
        retrieved=_READ_ON,
        min_rows=78,
        max_rows=260,
        complete=True,
    )
