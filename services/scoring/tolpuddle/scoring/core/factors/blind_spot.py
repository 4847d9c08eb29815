"""blind_spot: takes back the credit of country indices where they do not see what decides."""

from typing import Final

import polars as pl

from tolpuddle.scoring.core.factors.facts import Facts
from tolpuddle.scoring.core.factors.indicator_groups import group_means
from tolpuddle.scoring.core.rules import BANDS, Rules

DESCRIPTION: Final = (
    "Where permits are tied to one employer, or work is out of sight, negative points of the country factors and of "
    "the prior are taken back and the band is never low."
)


def blind_spots(facts: Facts, rules: Rules) -> pl.DataFrame:
    """Every locality x sector, in this order: take_back (Boolean), lowest_band (0 to 3), note (null: none) (R13)."""
    cells = facts.localities.join(
        facts.sectors.select("sector", "sector_id"), how="cross", maintain_order="left_right"
    )
    take_back, lowest, notes = pl.lit(False), pl.lit(0), pl.lit(None, pl.String)
    for spot in reversed(rules.blind_spots):
        fits = pl.col("iso3").is_not_null()
        if spot.sectors:
            fits &= pl.col("sector_id").is_in(list(spot.sectors))
        if spot.countries:
            fits &= pl.col("iso3").is_in(list(spot.countries))
        if spot.income_groups:
            fits &= pl.col("income_group").is_in(list(spot.income_groups))
        if spot.group is not None:
            means = group_means(facts, spot.group).filter(pl.col("mean") >= spot.at_least)
            fits &= pl.col("iso3").is_in(means.get_column("iso3").to_list())
        fits = fits.fill_null(False)
        take_back |= fits & pl.lit(spot.take_back_credit)
        lowest = pl.max_horizontal(lowest, pl.when(fits).then(BANDS.index(spot.lowest_band)).otherwise(0))
        notes = pl.when(fits).then(pl.lit(spot.note)).otherwise(notes)
    return cells.select(take_back=take_back, lowest_band=lowest.cast(pl.UInt8), note=notes)


def migrant_notes(facts: Facts, rules: Rules) -> pl.Series:
    """What to say of a supplier with migrant workers, per locality; null where permits are not known to be tied (R13)."""
    notes: dict[str, str] = {}
    for spot in rules.blind_spots:
        if spot.migrant_note is not None:
            notes |= dict.fromkeys(spot.countries, spot.migrant_note)
    found = [notes.get(iso3) if iso3 else None for iso3 in facts.localities.get_column("iso3").to_list()]
    return pl.Series("migrant_note", found, dtype=pl.String)
