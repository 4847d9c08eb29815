"""Past values of the country indicators that the model is trained on: what was known when a list was published."""

from pathlib import Path
from typing import Final

import polars as pl

from tolpuddle.ingest.reference.licences import unknown_licences
from tolpuddle.ingest.reference.table import Table, read_source
from tolpuddle.kernel.errors import EditionError

COLUMNS: Final = (
    "indicator_id",
    "group",
    "direction",
    "scale",
    "lag_years",
    "publisher",
    "licence",
    "source",
    "reason",
)
FIRST_YEAR: Final = 2002
"""Ten years before the oldest list: an older value counts as unknown."""


def build(sources: Path, curated: Path) -> tuple[Table, ...]:
    """Compile model_indicators.csv (copied) and indicator_history.csv: one row for a country and year.

    Raises: EditionError when an indicator has no value or its licence is not open.
    """
    catalogue = read_source(curated / "model_indicators.csv", COLUMNS).sort("indicator_id")
    for line in catalogue.iter_rows(named=True):
        if strange := unknown_licences(line["licence"]):
            raise EditionError(
                f"The licence of {line['indicator_id']} is not known to be open: {'; '.join(strange)}."
            )
    facts = read_source(
        sources / "indicators" / "indicators_facts.csv", ("indicator_id", "iso3", "year", "value")
    )
    known = read_source(sources / "trade" / "countries.csv", ("iso3",))["iso3"].drop_nulls().to_list()
    values = (
        facts.filter(
            pl.col("indicator_id").is_in(catalogue["indicator_id"].to_list()),
            pl.col("iso3").is_in([*known, "XKX"]),
        )
        .with_columns(
            pl.col("year").cast(pl.Float64).cast(pl.Int64), pl.col("value").cast(pl.Float64).round(4)
        )
        .filter(pl.col("year") >= FIRST_YEAR)
        .sort("iso3", "year", "indicator_id")
    )
    if empty := sorted(set(catalogue["indicator_id"]) - set(values["indicator_id"])):
        raise EditionError(f"The sources hold no value for {', '.join(empty)}.")
    history = (
        values.pivot("indicator_id", index=["iso3", "year"], values="value")
        .sort("iso3", "year")
        .select("iso3", "year", *catalogue["indicator_id"])
    )
    return (_catalogue_table(catalogue), _history_table(catalogue, history))


def _catalogue_table(catalogue: pl.DataFrame) -> Table:
    return Table(
        file="model_indicators.csv",
        frame=catalogue,
        title="Country indicators of the model, their group, and how long after its year a value was published",
        source="Documentation of the publishers; groups and signs chosen by us",
        publisher="Tolpuddle",
        licence="Apache-2.0",
        attribution="Tolpuddle contributors",
        retrieved="2026-11-22",
        min_rows=8,
        max_rows=60,
        complete=True,
        dtypes={"lag_years": "integer"},
    )


def _history_table(catalogue: pl.DataFrame, history: pl.DataFrame) -> Table:
    publishers = "; ".join(catalogue["publisher"].unique().sort())
    names = catalogue["indicator_id"].to_list()
    return Table(
        file="indicator_history.csv",
        frame=history.cast(pl.String),
        title=f"Values of the model's indicators per country and year since {FIRST_YEAR}",
        source="Named per indicator in model_indicators.csv",
        publisher=publishers,
        licence="; ".join(catalogue["licence"].unique().sort()),
        attribution=f"Data of {publishers}; compiled and rounded by Tolpuddle",
        retrieved="2026-11-21",
        min_rows=3000,
        max_rows=12000,
        complete=False,
        note=(
            "Values are those of today's releases for past years: publishers revise them, so a back-test knows "
            "revisions that readers of the day did not. A missing value is unknown. V-Dem stops in 2021 for most items."
        ),
        dtypes={"year": "integer", **dict.fromkeys(names, "decimal")},
    )
