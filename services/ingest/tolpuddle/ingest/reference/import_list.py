"""A new edition of the List of Goods from one file: the base edition with that list added or replaced."""

import hashlib
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

import polars as pl

from tolpuddle.ingest.readers.lists.dol_list import read_dol_list
from tolpuddle.ingest.reference.dol import check_totals, listed_rows
from tolpuddle.ingest.reference.list_names import known_countries, match_names, new_goods
from tolpuddle.ingest.reference.new_edition import write_edition
from tolpuddle.ingest.reference.verify import verify
from tolpuddle.kernel.edition_files import open_edition
from tolpuddle.kernel.errors import EditionError, UnusableInputError

LARGEST_LOSS: Final = 0.2
"""Share of the newest list's entries that may be missing from the next; no edition so far lost more than 1 in 100."""
LARGEST_GROWTH: Final = 0.5
"""Share by which a list may grow over the newest one; the largest growth so far was 1 in 10."""


@dataclass(frozen=True, slots=True)
class ImportedList:
    """The new edition, and what a person should look at in it."""

    folder: Path
    entries: int
    added: pl.DataFrame
    """Country and good (iso3, good_id, listed_as) that the newest list before did not have."""
    removed: pl.DataFrame
    """The same for entries that are gone."""
    new_goods: tuple[str, ...]
    """Names that no edition had: they came in without synonyms, headings and inputs."""
    warnings: tuple[str, ...]


def import_list(
    base: Path,
    path: Path,
    edition_year: int,
    out: Path,
    *,
    published: date,
    list_published: date | None = None,
    stated_entries: int | None = None,
) -> ImportedList:
    """Write the edition `out`: `base` with the list of `edition_year` from `path` added, or replaced if it has one.

    `published` dates the edition, `list_published` the list. `stated_entries` is the publisher's own total of direct
    entries; with it the list must have exactly so many, and its size is not held against the list before.

    Raises: UnusableInputError when the file is no list of goods, or has an unlikely size; EditionError when a country
    is unknown, `base` is damaged or `out` exists. Nothing is written then.
    """
    if out.exists():
        raise EditionError(f"The edition {out.name} exists already; editions are never changed.")
    edition = open_edition(base)
    text = {name: table.cast(pl.String) for name, table in edition.tables.items()}
    read = read_dol_list(path, edition_year)
    goods, unknown = match_names(read, text["good_names"])
    fresh = new_goods(unknown, read)
    names = (
        pl.concat([text["good_names"], goods, fresh.select("name", "good_id")])
        .unique()
        .sort("name", "good_id")
    )
    countries = known_countries(read, text)
    rows = listed_rows(read, names, countries)
    others = text["listed_goods"].filter(pl.col("edition_year") != str(edition_year))
    before = others.filter(pl.col("edition_year").cast(pl.Int64) < edition_year)
    newest = before.filter(
        pl.col("edition_year") == pl.col("edition_year").max(), pl.col("downstream") == "false"
    )
    direct = rows.filter(pl.col("downstream") == "false")
    added, removed = (_missing(here, there) for here, there in ((direct, newest), (newest, direct)))
    _check_size(direct.height, newest.height, removed.height, stated_entries)
    listed = pl.concat([others, rows]).sort("edition_year", "iso3", "good_id", "downstream")
    editions = _editions(text["list_editions"], rows, edition_year, list_published, stated_entries, path)
    check_totals(listed, editions)
    changed = {"listed_goods": listed, "list_editions": editions, "good_names": names}
    if fresh.height and "goods" in text:
        fresh = fresh.select(
            *(
                name if name in fresh.columns else pl.lit(None, dtype=pl.String).alias(name)
                for name in text["goods"].columns
            )
        )
        changed["goods"] = pl.concat([text["goods"], fresh]).sort("good_id")
    origin = (
        f"edition {edition_year} from {path.name} (sha256 {hashlib.sha256(path.read_bytes()).hexdigest()})"
    )
    write_edition(base, out, changed, published, origin)
    return ImportedList(
        folder=out,
        entries=direct.height,
        added=added,
        removed=removed,
        new_goods=tuple(unknown),
        warnings=tuple(verify(out)),
    )


def _missing(these: pl.DataFrame, those: pl.DataFrame) -> pl.DataFrame:
    return (
        these.join(those, on=["iso3", "good_id"], how="anti")
        .select("iso3", "good_id", "listed_as")
        .sort("iso3", "good_id")
    )


def _check_size(entries: int, before: int, lost: int, stated: int | None) -> None:
    if stated is not None:
        if entries != stated:
            raise UnusableInputError(f"The list has {entries} direct entries; the publisher states {stated}.")
        return
    if before and (lost > LARGEST_LOSS * before or entries > (1 + LARGEST_GROWTH) * before):
        raise UnusableInputError(
            f"The list has {entries} direct entries and lacks {lost} of the {before} before it. That is unlike any "
            "edition so far: give the publisher's own total to import it all the same."
        )


def _editions(
    editions: pl.DataFrame,
    rows: pl.DataFrame,
    year: int,
    published: date | None,
    stated: int | None,
    path: Path,
) -> pl.DataFrame:
    direct = rows.filter(pl.col("downstream") == "false")
    line = {
        "edition_year": str(year),
        "published": published.isoformat() if published else None,
        "direct_entries": str(direct.height),
        "downstream_entries": str(rows.height - direct.height),
        "goods": str(direct["listed_as"].n_unique()),
        "countries": str(direct["iso3"].n_unique()),
        "basis": f"Imported from {path.name}; "
        + (
            "entries equal the stated total."
            if stated is not None
            else "totals counted, not stated by the publisher."
        ),
    }
    new = pl.DataFrame([line], schema=editions.schema)
    return pl.concat([editions.filter(pl.col("edition_year") != str(year)), new]).sort("edition_year")
