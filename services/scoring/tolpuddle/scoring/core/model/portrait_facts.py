"""What is known of a pair behind the groups of its prior: counts of entries around it, its share of the world's output."""

import polars as pl

from tolpuddle.scoring.core.model.portrait_shape import Good, Place
from tolpuddle.scoring.core.model.portrait_words import count_of

_BASES = {"production": "makes", "exports": "exports"}


def facts_of(
    entries: pl.DataFrame, output: pl.DataFrame, places: pl.DataFrame, place: Place, good: Good
) -> dict[str, list[str]]:
    """Group of features -> sentences. entries: as Portraits has them; the pair itself is left out of every count."""
    now = entries.filter(pl.col("until").is_null())
    elsewhere = now.filter(pl.col("good_id") == good.good_id, pl.col("iso3") != place.iso3)
    own = now.filter(pl.col("iso3") == place.iso3, pl.col("good_id") != good.good_id)
    region = places.filter(pl.col("iso3") == place.iso3).get_column("region")[0]
    near = _within(elsewhere, places, "subregion", place.subregion)
    wide = _within(elsewhere, places, "region", region)
    found = {
        "good_history": [
            f"Listed for {count_of(elsewhere.height, 'other country', 'other countries')}, "
            f"{_forced(elsewhere)} for forced labour."
        ],
        "country_history": [
            f"{count_of(own.height, 'other good', 'other goods')} of {place.name} on the list, "
            f"{_forced(own)} for forced labour."
        ],
        "neighbours": [
            f"Listed for {count_of(near, 'other country', 'other countries')} of {place.subregion}, {wide} of {region}."
        ],
    }
    if place.income_group is not None:
        found["income"] = [f"{place.income_group} country."]
    if made := _output(output, place, good):
        found["output"] = [made]
    return found


def _within(elsewhere: pl.DataFrame, places: pl.DataFrame, column: str, name: str | None) -> int:
    around = places.filter(pl.col(column) == name).get_column("iso3")
    return elsewhere.filter(pl.col("iso3").is_in(around.to_list())).height


def _forced(entries: pl.DataFrame) -> int:
    return int(entries.get_column("forced").sum())


def _output(output: pl.DataFrame, place: Place, good: Good) -> str | None:
    rows = output.filter(pl.col("iso3") == place.iso3, pl.col("good_id") == good.good_id)
    if rows.is_empty():
        return None
    basis, share, year = rows.select("basis", "share", "year").row(0)
    if share is None:
        return "Sold where it is made: no statistics compare countries."
    told = "less than 0.1%" if share < 0.001 else f"{share:.1%}"
    when = "" if year is None else f" ({year})"
    what = "the world's exports" if basis == "exports" else "the world's output"
    return f"{place.name} {_BASES.get(basis, 'has')} {told} of {what}{when}."
