"""Countries of ISO 3166-1 and Kosovo, with every spelling people give them."""

from collections.abc import Sequence
from pathlib import Path
from typing import Final

import polars as pl

from tolpuddle.ingest.reference.table import Table, read_source
from tolpuddle.kernel.country_index import ALIAS_KINDS
from tolpuddle.kernel.errors import EditionError

_COLUMNS: Final = (
    "iso3",
    "iso2",
    "iso_numeric",
    "name",
    "m49_region",
    "m49_subregion",
    "m49_intermediate",
    "income_group",
)

_NAMES: Final = {
    "BES": "Bonaire, Sint Eustatius and Saba",
    "BIH": "Bosnia and Herzegovina",
    "CCK": "Cocos (Keeling) Islands",
    "CIV": "Côte d'Ivoire",
    "COD": "Democratic Republic of the Congo",
    "COG": "Republic of the Congo",
    "GBR": "United Kingdom",
    "MAC": "Macao",
    "MAF": "Saint Martin (French part)",
    "SXM": "Sint Maarten (Dutch part)",
    "UMI": "United States Minor Outlying Islands",
    "USA": "United States",
    "VIR": "United States Virgin Islands",
}
"""Where the source's short name is not the one to show; "&" and "St." are written out."""

_INCOME: Final = {
    "high_income": "High income",
    "upper_middle_income": "Upper middle income",
    "lower_middle_income": "Lower middle income",
    "low_income": "Low income",
}
"""The words of the World Bank."""

_KOSOVO: Final = {
    "iso3": "XKX",
    "iso2": "XK",
    "iso_numeric": None,
    "name": "Kosovo",
    "region": "Europe",
    "subregion": "Southern Europe",
    "income_group": "Upper middle income",
}
"""Not in ISO 3166-1; the user-assigned codes the World Bank and the EU use."""


def build(sources: Path, curated: Path) -> Sequence[Table]:
    """Compile countries.csv and country_aliases.csv.

    Raises: EditionError when a country is missing or an alias is of no known kind or country.
    """
    countries = _countries(read_source(sources / "trade" / "countries.csv", _COLUMNS))
    aliases = read_source(curated / "country_aliases.csv", ("alias", "iso3", "language", "kind"))
    stray = aliases.filter(
        ~pl.col("kind").is_in(list(ALIAS_KINDS))
        | (pl.col("iso3").is_not_null() & ~pl.col("iso3").is_in(countries.get_column("iso3").to_list()))
        | (pl.col("iso3").is_null() != pl.col("kind").is_in(["ambiguous", "placeholder"]))
    )
    if stray.height:
        raise EditionError(
            f"country_aliases.csv: {stray.height} rows name no known kind or country: {stray.row(0)}."
        )
    return (_countries_table(countries), _aliases_table(aliases))


def _countries(source: pl.DataFrame) -> pl.DataFrame:
    if source.height != 249:
        raise EditionError(f"countries.csv of the sources has {source.height} rows; ISO 3166-1 has 249.")
    written_out = pl.col("name").str.replace(" & ", " and ", literal=True).str.replace(r"^St\. ", "Saint ")
    frame = source.select(
        "iso3",
        # The source wrote Namibia's code as a missing value.
        iso2=pl.when(pl.col("iso3") == "NAM").then(pl.lit("NA")).otherwise("iso2"),
        iso_numeric="iso_numeric",
        name=pl.col("iso3").replace_strict(_NAMES, default=written_out.str.replace("’", "'", literal=True)),
        region="m49_region",
        subregion=pl.coalesce("m49_intermediate", "m49_subregion"),
        # The World Bank classes the economy of Taiwan, the source leaves it open.
        income_group=pl.when(pl.col("iso3") == "TWN")
        .then(pl.lit("High income"))
        .otherwise(pl.col("income_group").replace_strict(_INCOME, default=None)),
    )
    return pl.concat([frame, pl.DataFrame([_KOSOVO], schema=frame.schema)]).sort("iso3")


def _countries_table(frame: pl.DataFrame) -> Table:
    return Table(
        file="countries.csv",
        frame=frame,
        title="Countries and territories of ISO 3166-1, and Kosovo",
        source="datasets/country-codes (ISO 3166-1, UN M49 regions); open-numbers geo entity domain, August 2024 (income groups)",
        publisher="Open Knowledge Foundation; Gapminder; UN Statistics Division",
        licence="ODC-PDDL-1.0; CC-BY-4.0",
        attribution="Country codes: datasets/country-codes. Regions: UN M49. Income groups: World Bank by way of Gapminder.",
        retrieved="2026-11-21",
        min_rows=250,
        max_rows=252,
        complete=True,
        note="Names are working names; they take no position on the status of any territory.",
    )


def _aliases_table(frame: pl.DataFrame) -> Table:
    return Table(
        file="country_aliases.csv",
        frame=frame,
        title="Spellings of countries, places that give a country away, and words that mean nothing is known",
        source="Unicode CLDR 48.2 territory and subdivision names; GeoNames cities; official names from datasets/country-codes and opensanctions/rigour; names, codes and slips collected by hand",
        publisher="Unicode Consortium; GeoNames; Open Knowledge Foundation; OpenSanctions; Tolpuddle",
        licence="Unicode-3.0; GeoNames CC-BY-4.0; ODC-PDDL-1.0; MIT; Apache-2.0",
        attribution="Territory names: Unicode CLDR. Places: GeoNames (geonames.org), CC BY 4.0. Some official names: OpenSanctions rigour (MIT).",
        retrieved="2026-11-21",
        min_rows=9_000,
        max_rows=30_000,
        complete=False,
        note=(
            "kind=ambiguous: a name of several countries, iso3 empty. kind=placeholder: nothing is known, iso3 empty. "
            "kind=town: read in addresses only. Cities and towns only where one country has nearly all people who live in a place of that name."
        ),
    )
