"""Country indicators: a hand-written catalogue with anchors, and the latest value per country with its year."""

from pathlib import Path
from typing import Final

import polars as pl

from tolpuddle.ingest.reference.licences import unknown_licences
from tolpuddle.ingest.reference.table import Table, read_source
from tolpuddle.kernel.errors import EditionError

CATALOGUE_COLUMNS: Final = (
    "indicator_id",
    "name",
    "group",
    "unit",
    "direction",
    "publisher",
    "licence",
    "source",
    "low_anchor",
    "high_anchor",
    "note",
)
GROUPS: Final = (
    "governance",
    "forced_labour",
    "trafficking_response",
    "work",
    "poverty",
    "gender",
    "treaties",
    "migration",
    "protection",
)
OLDEST_YEAR: Final = 2010
"""A value of an earlier year counts as unknown."""
_ON_RETRIEVAL: Final = "_latest"
"""Source indicators that end so give the latest observation without saying of which year: the year stays null."""


def build(sources: Path, curated: Path) -> tuple[Table, ...]:
    """Compile indicator_catalogue.csv and indicators.csv.

    Raises: EditionError when an indicator of the catalogue has no value, an unknown group, anchors that contradict
    its direction, or a licence that is not open.
    """
    catalogue = read_source(curated / "indicator_catalogue.csv", (*CATALOGUE_COLUMNS, "source_indicator"))
    check_catalogue(catalogue)
    facts = read_source(
        sources / "indicators" / "indicators_facts.csv", ("indicator_id", "iso3", "year", "value")
    )
    latest = latest_values(facts, catalogue.select("indicator_id", "source_indicator"))
    if empty := sorted(set(catalogue["indicator_id"]) - set(latest["indicator_id"])):
        raise EditionError(f"The sources hold no value for {', '.join(empty)}.")
    shown = catalogue.select(CATALOGUE_COLUMNS).sort("indicator_id")
    return (_catalogue_table(shown), _values_table(shown, latest))


def latest_values(facts: pl.DataFrame, wanted: pl.DataFrame) -> pl.DataFrame:
    """The latest value per indicator and country since OLDEST_YEAR, as text: indicator_id, iso3, year, value."""
    return (
        facts.rename({"indicator_id": "source_indicator"})
        .join(wanted, on="source_indicator")
        .with_columns(pl.col("year").cast(pl.Int64), pl.col("value").cast(pl.Float64).round(4))
        .filter(pl.col("year") >= OLDEST_YEAR, pl.col("iso3").str.contains("^[A-Z]{3}$"))
        .sort("indicator_id", "iso3", "year")
        .group_by("indicator_id", "iso3", maintain_order=True)
        .last()
        .with_columns(
            pl.when(~pl.col("source_indicator").str.ends_with(_ON_RETRIEVAL)).then("year").alias("year")
        )
        .select("indicator_id", "iso3", pl.col("year", "value").cast(pl.String))
    )


def check_catalogue(catalogue: pl.DataFrame) -> None:
    """Raises: EditionError naming the first line of the catalogue that contradicts itself."""
    for line in catalogue.iter_rows(named=True):
        name = line["indicator_id"]
        if line["group"] not in GROUPS:
            raise EditionError(f"The group {line['group']} of {name} is not known.")
        if strange := unknown_licences(line["licence"]):
            raise EditionError(f"The licence of {name} is not known to be open: {'; '.join(strange)}.")
        rising = float(line["high_anchor"]) > float(line["low_anchor"])
        if (line["direction"] == "higher_is_riskier") is not rising:
            raise EditionError(f"The anchors of {name} contradict its direction {line['direction']}.")
    if catalogue["indicator_id"].is_duplicated().any():
        raise EditionError("The catalogue names an indicator twice.")


def _catalogue_table(catalogue: pl.DataFrame) -> Table:
    return Table(
        file="indicator_catalogue.csv",
        frame=catalogue,
        title="What each country indicator measures, who publishes it, and the values that stand for 0 and 1 of risk",
        source="Documentation of the publishers; anchors chosen by us (reference/README.md)",
        publisher="Tolpuddle",
        licence="Apache-2.0",
        attribution="Tolpuddle contributors",
        retrieved="2026-11-22",
        min_rows=25,
        max_rows=120,
        complete=True,
        dtypes={"low_anchor": "decimal", "high_anchor": "decimal"},
    )


def _values_table(catalogue: pl.DataFrame, latest: pl.DataFrame) -> Table:
    licences = sorted({part.strip() for text in catalogue["licence"] for part in text.split(";")})
    publishers = catalogue["publisher"].unique().sort().to_list()
    return Table(
        file="indicators.csv",
        frame=latest,
        title="The latest value of each indicator per country, with the year it refers to",
        source="Named per indicator in indicator_catalogue.csv",
        publisher="; ".join(publishers),
        licence="; ".join(licences),
        attribution="Data of " + "; ".join(publishers) + "; compiled and rounded by Tolpuddle",
        retrieved="2026-11-21",
        min_rows=4000,
        max_rows=25000,
        complete=False,
        note=(
            f"Values before {OLDEST_YEAR} are left out as too old. An empty year means the publisher's latest "
            "observation, of a year that the source does not name. A missing country is unknown, never low. "
            "Rows of V-Dem up to its fifteenth version are CC-BY-SA-4.0."
        ),
        dtypes={"year": "integer", "value": "decimal"},
    )
