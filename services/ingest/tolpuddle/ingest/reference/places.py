"""Places below the country: subdivisions of ISO 3166-2, and the names of Xinjiang in four scripts."""

from collections.abc import Sequence
from pathlib import Path
from typing import Final

import polars as pl

from tolpuddle.ingest.reference.table import Table, read_source
from tolpuddle.kernel.errors import EditionError

_COLUMNS: Final = ("place_id", "name", "iso3", "alias", "script", "kind")
_KINDS: Final = ("subdivision", "settlement", "shared")
_SCRIPTS: Final = ("latn", "hani", "arab", "cyrl")


def build(sources: Path, curated: Path) -> Sequence[Table]:
    """Compile places.csv; every place_id is checked against ISO 3166-2.

    Raises: EditionError when a place is unknown, or Xinjiang lacks one of its scripts.
    """
    places = read_source(curated / "places.csv", _COLUMNS)
    known = read_source(sources / "trade" / "iso3166_2.csv", ("code",)).get_column("code").to_list()
    stray = places.filter(
        ~pl.col("place_id").is_in(known)
        | ~pl.col("kind").is_in(list(_KINDS))
        | ~pl.col("script").is_in(list(_SCRIPTS))
    )
    if stray.height:
        raise EditionError(
            f"places.csv: {stray.row(0)} is no place of ISO 3166-2, or of an unknown kind or script."
        )
    scripts = places.filter(pl.col("place_id") == "CN-XJ").get_column("script").unique().to_list()
    if missing := set(_SCRIPTS) - set(scripts):
        raise EditionError(f"places.csv: Xinjiang lacks names in the scripts {', '.join(sorted(missing))}.")
    return (
        Table(
            file="places.csv",
            frame=places,
            title="Names of subdivisions and, for Xinjiang, of its prefectures, counties and settlements",
            source=(
                "Unicode CLDR 48.2 subdivision names; GeoNames populated places of Xinjiang; opensanctions/rigour "
                "(Chinese names of provinces); names of prefectures and of the production corps collected by hand"
            ),
            publisher="Unicode Consortium; GeoNames; OpenSanctions; Tolpuddle",
            licence="Unicode-3.0; GeoNames CC-BY-4.0; MIT; Apache-2.0",
            attribution="Places: GeoNames (geonames.org), CC BY 4.0; Unicode CLDR; OpenSanctions rigour (MIT).",
            retrieved="2026-11-21",
            min_rows=4_500,
            max_rows=8_000,
            complete=False,
            note=(
                "kind=shared: other places bear the name too; it counts only beside a second name of the same "
                "subdivision. Subdivisions of the main countries of production; settlements of Xinjiang only."
            ),
        ),
    )
