"""Country cells of a list: read once per distinct word; filled with no country is told from filled with nothing."""

import polars as pl

from tolpuddle.ingest.cell_words import PLACEHOLDERS, REGIONS_NOT_COUNTRIES
from tolpuddle.ingest.rules import COUNTRY_UNKNOWN
from tolpuddle.kernel.country_words import CountryWords

_LONGEST_PLACE = 60
_FABRICS = frozenset({"jersey", "panama"})
"""Fabrics that are named like places."""
_SHORT_NAMES = frozenset({"USA", "U.S.A.", "UAE", "PRC", "UK", "DRC", "XUAR"})


class CountryCells:
    """Country cells of the whole list, each distinct word read once."""

    def __init__(self, words: CountryWords) -> None:
        self._words = words
        self._known = pl.DataFrame(schema={"country": pl.String, "iso3": pl.String, "how": pl.String})
        self._regions: dict[str, None] = {}
        self._places: dict[str, bool] = {}

    def read(self, cells: pl.Series) -> pl.DataFrame:
        """country (placeholders and parts of the world as null), iso3, country_unknown; row for row."""
        distinct = cells.drop_nulls().unique(maintain_order=True).alias("country").to_frame()
        new = distinct.join(self._known, on="country", how="anti", maintain_order="left").get_column(
            "country"
        )
        if len(new):
            read = (
                self._words.read(new).select("iso3", "how", country="word").select("country", "iso3", "how")
            )
            self._known = pl.concat([self._known, read])
        joined = (
            cells.alias("country")
            .to_frame()
            .join(self._known, on="country", how="left", maintain_order="left")
        )
        region = pl.col("iso3").is_null() & pl.col("country").str.to_lowercase().is_in(
            list(REGIONS_NOT_COUNTRIES)
        )
        self._regions.update(
            dict.fromkeys(joined.filter(region).get_column("country").unique(maintain_order=True))
        )
        empty = pl.col("iso3").is_null() & pl.col("country").str.to_lowercase().is_in(list(PLACEHOLDERS))
        nothing = (region | empty).fill_null(value=False) | pl.col("how").eq_missing("placeholder")
        unknown = (
            pl.col("country").is_not_null()
            & pl.col("iso3").is_null()
            & ~pl.col("how").eq_missing("ambiguous")
        )
        return joined.select(
            pl.when(~nothing).then("country").alias("country"),
            "iso3",
            (unknown & ~nothing).alias(COUNTRY_UNKNOWN),
        )

    def is_place(self, word: str) -> bool:
        """Whether a word beside a material is where it comes from: a country or province by name.

        Codes do not count, since fibres have some of the same (PE, PA, PAN), and neither does what was only nearly spelt so.
        """
        if word not in self._places:
            read = self._words.read_word(word) if len(word) < _LONGEST_PLACE else None
            named = read is not None and read.iso3 is not None and read.how in ("name", "alias", "place")
            self._places[word] = (named and word.lower() not in _FABRICS) or word in _SHORT_NAMES
        return self._places[word]

    def notes(self) -> list[str]:
        notes: list[str] = []
        unclear = self._known.filter(pl.col("how") == "ambiguous").get_column("country").to_list()
        if self._regions:
            notes.append(
                f"Parts of the world were read as no country: {', '.join(list(self._regions)[:12])}."
            )
        if unclear:
            notes.append(f"These may be more than one country and stay unread: {', '.join(unclear[:12])}.")
        return notes
