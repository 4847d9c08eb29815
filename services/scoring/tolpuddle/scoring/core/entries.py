"""What the list of goods says of each row of the grid, in words, with its years and its source (R20)."""

import polars as pl

from tolpuddle.scoring.core.factors.facts import Facts
from tolpuddle.scoring.core.factors.formerly_listed import former_entries
from tolpuddle.scoring.core.factors.listing_flags import current_entries, entry_source, for_what


def entries(facts: Facts) -> pl.DataFrame:
    """One row per row of the grid; all null where no entry applies."""
    keys = ["iso3", "good_id"]
    since = facts.listed.group_by(keys).agg(since=pl.min("edition_year"))
    current = (
        current_entries(facts)
        .with_columns(what=for_what(), row_source=entry_source(facts))
        .select(*keys, "what", "row_source", "downstream")
    )
    frame = (
        facts.grid.select(*keys, "good_name", "country_name")
        .join(current, on=keys, how="left", maintain_order="left")
        .join(former_entries(facts), on=keys, how="left", maintain_order="left")
        .join(since, on=keys, how="left", maintain_order="left")
    )
    listed, former = pl.col("what").is_not_null(), pl.col("last").is_not_null()
    return frame.select(
        entry=pl.when(listed)
        .then(pl.format(f"DOL {facts.latest}: {{}}, {{}} ({{}})", "good_name", "country_name", "what"))
        .when(former)
        .then(pl.format("DOL until {}: {}, {}", "last", "good_name", "country_name")),
        entry_entity=pl.when(listed | former).then(pl.format("{}, {}", "good_name", "country_name")),
        entry_reason=pl.coalesce("what", pl.when(former).then(pl.lit("no longer on the list"))),
        entry_from=pl.when(listed | former).then(pl.col("since").cast(pl.String)),
        entry_until=pl.col("last").cast(pl.String),
        entry_status=pl.when(listed).then(pl.lit("current")).when(former).then(pl.lit("removed")),
        entry_source=pl.coalesce(
            "row_source", pl.when(former).then(pl.format("US Department of Labor, List of Goods {}", "last"))
        ),
    )
