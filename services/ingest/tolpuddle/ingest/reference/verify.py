"""Checks an edition: hashes, sizes, licences, and that its tables speak of the same countries and goods."""

from pathlib import Path
from typing import Final

import polars as pl

from tolpuddle.ingest.reference.dol import check_totals
from tolpuddle.ingest.reference.manifest import check_entry
from tolpuddle.ingest.reference.orders.checks import order_problems
from tolpuddle.kernel.edition import Edition
from tolpuddle.kernel.edition_files import open_edition, read_manifest
from tolpuddle.kernel.errors import EditionError

_LINKS: Final[tuple[tuple[str, str, str, str], ...]] = (
    ("country_aliases", "iso3", "countries", "iso3"),
    ("good_names", "good_id", "goods", "good_id"),
    ("good_synonyms", "good_id", "goods", "good_id"),
    ("goods", "sector_id", "sectors", "sector_id"),
    ("hs_goods", "good_id", "goods", "good_id"),
    ("indicator_history", "iso3", "countries", "iso3"),
    ("indicators", "indicator_id", "indicator_catalogue", "indicator_id"),
    ("indicators", "iso3", "countries", "iso3"),
    ("industry_codes", "sector_id", "sectors", "sector_id"),
    ("inputs", "good_id", "goods", "good_id"),
    ("inputs", "input_good_id", "goods", "good_id"),
    ("inputs", "input_iso3", "countries", "iso3"),
    ("listed_goods", "edition_year", "list_editions", "edition_year"),
    ("listed_goods", "good_id", "goods", "good_id"),
    ("listed_goods", "iso3", "countries", "iso3"),
    ("order_names", "iso3", "countries", "iso3"),
    ("order_names", "order_id", "orders", "order_id"),
    ("orders", "iso3", "countries", "iso3"),
    ("orders", "list_id", "order_lists", "list_id"),
    ("orders", "place_id", "places", "place_id"),
    ("places", "iso3", "countries", "iso3"),
    ("priors", "good_id", "goods", "good_id"),
    ("priors", "iso3", "priors_countries", "iso3"),
    ("priors_any", "good_id", "goods", "good_id"),
    ("priors_any", "iso3", "priors_countries", "iso3"),
    ("priors_countries", "iso3", "countries", "iso3"),
    ("produces", "good_id", "goods", "good_id"),
    ("produces", "iso3", "countries", "iso3"),
    ("production_history", "good_id", "goods", "good_id"),
    ("production_history", "iso3", "countries", "iso3"),
    ("sector_words", "sector_id", "sectors", "sector_id"),
    ("state_imposed", "good_id", "goods", "good_id"),
    ("state_imposed", "iso3", "countries", "iso3"),
    ("state_imposed", "place_id", "places", "place_id"),
)
"""table, column: each value that is not null stands in table, column."""

_KEYS: Final[tuple[tuple[str, tuple[str, ...]], ...]] = (
    ("countries", ("iso3",)),
    ("goods", ("good_id",)),
    ("indicator_catalogue", ("indicator_id",)),
    ("indicator_history", ("iso3", "year")),
    ("indicators", ("indicator_id", "iso3")),
    ("list_editions", ("edition_year",)),
    ("listed_goods", ("edition_year", "iso3", "good_id", "downstream")),
    ("order_lists", ("list_id",)),
    ("order_names", ("order_id", "name")),
    ("orders", ("order_id",)),
    ("priors", ("iso3", "good_id")),
    ("priors_any", ("iso3", "good_id")),
    ("priors_countries", ("head", "iso3")),
    ("production_history", ("iso3", "good_id")),
    ("sectors", ("sector_id",)),
    ("state_imposed", ("iso3", "place_id", "good_id")),
)
"""table, columns that name a row only once."""


def verify(folder: Path) -> list[str]:
    """Everything that is wrong with an edition, one sentence each; empty: nothing found.

    Raises: EditionError when there is no edition in the folder at all.
    """
    _, entries = read_manifest(folder)
    problems: list[str] = []
    for file, entry in sorted(entries.items()):
        try:
            check_entry(file, entry)
        except EditionError as error:
            problems.append(error.sentence)
    try:
        edition = open_edition(folder)
    except EditionError as error:
        return [*problems, error.sentence]
    return [
        *problems,
        *_repeated(edition),
        *_broken_links(edition),
        *_totals(edition),
        *order_problems(edition),
    ]


def _repeated(edition: Edition) -> list[str]:
    return [
        f"The table {table} repeats rows with the same {', '.join(key)}."
        for table, key in _KEYS
        if table in edition.tables and edition.tables[table].select(key).is_duplicated().any()
    ]


def _broken_links(edition: Edition) -> list[str]:
    problems: list[str] = []
    for table, column, target, key in _LINKS:
        if table not in edition.tables or target not in edition.tables:
            continue
        values = edition.tables[table][column].drop_nulls().unique()
        strangers = values.filter(~values.is_in(edition.tables[target][key].implode())).sort().cast(pl.String)
        if len(strangers):
            problems.append(f"{table}.{column} names {', '.join(strangers.head(8))}, unknown to {target}.")
    return problems


def _totals(edition: Edition) -> list[str]:
    if not {"listed_goods", "list_editions"} <= edition.tables.keys():
        return []
    text = (edition.tables["listed_goods"], edition.tables["list_editions"])
    try:
        check_totals(*(table.cast(pl.String) for table in text))
    except EditionError as error:
        return [error.sentence]
    return []
