"""Corridor tables: regimes of destinations and origins, fee rules, ratifications, heads of cost; dated, sourced, checked."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

import polars as pl

from tolpuddle.ingest.reference.table import Table, read_source
from tolpuddle.kernel.errors import EditionError

_DAY: Final = r"^\d{4}-\d\d-\d\d$"
_CERTAINTIES: Final = ("S", "D", "G")
_TABLES: Final[Mapping[str, tuple[str, int]]] = {
    "corridor_destinations.csv": ("Rules of destinations on permits, consent and exit, fact by fact", 2_000),
    "corridor_origins.csv": ("Rules of countries of origin on who may leave, and how", 2_000),
    "fee_rules.csv": ("What workers may be charged in law, by corridor; the benchmark is always zero", 2_000),
    "ratifications.csv": ("Which States are party to which instrument, as far as lists at hand say", 10_000),
}
_COUNTRIES: Final = ("iso3", "origin", "destination")


def build(sources: Path, curated: Path) -> Sequence[Table]:
    """Compile the corridor tables from `curated`. Nothing in `sources` is read.

    Raises: EditionError when a fact has no day, no certainty or no source, or names no country by its three letters.
    """
    made = [_table(curated, file, title, most) for file, (title, most) in _TABLES.items()]
    heads = _read(curated / "cost_heads.csv")
    return (*made, _as_table("cost_heads.csv", heads, "Heads of cost that no worker should bear", 100))


def _read(path: Path) -> pl.DataFrame:
    return read_source(path, ("source",)).pipe(lambda _: pl.read_csv(path, infer_schema=False))


def _table(curated: Path, file: str, title: str, most: int) -> Table:
    frame = _read(curated / file).with_row_index("line", offset=2)
    _refuse(file, frame, ~pl.col("as_of").fill_null("").str.contains(_DAY), "has no as_of")
    _refuse(file, frame, ~pl.col("certainty").fill_null("").is_in(_CERTAINTIES), "has no certainty S, D or G")
    _refuse(file, frame, pl.col("source").is_null(), "has no source")
    for name in ("from", "until", "review_by"):
        if name in frame.columns:
            wrong = pl.col(name).is_not_null() & ~pl.col(name).str.contains(_DAY)
            _refuse(file, frame, wrong, f"has a day in {name} that is none")
    for name in _COUNTRIES:
        if name in frame.columns:
            wrong = pl.col(name).is_not_null() & ~pl.col(name).str.contains("^[A-Z]{3}$")
            _refuse(file, frame, wrong, f"names no country in {name}")
    return _as_table(file, frame.drop("line"), title, most)


def _refuse(file: str, frame: pl.DataFrame, wrong: pl.Expr, what: str) -> None:
    lines = frame.filter(wrong).get_column("line").to_list()
    if lines:
        raise EditionError(f"{file}:{lines[0]}: a fact {what}; it does not load.", file=file)


def _as_table(file: str, frame: pl.DataFrame, title: str, most: int) -> Table:
    days = [name for name in ("as_of", "review_by", "from", "until") if name in frame.columns]
    return Table(
        file=file,
        frame=frame,
        title=title,
        source="Facts of public record, compiled by hand; each row names its source and the day it speaks for",
        publisher="Tolpuddle",
        licence="Apache-2.0",
        attribution="Tolpuddle contributors, from the publishers named in each row",
        retrieved="2026-11-22",
        min_rows=1,
        max_rows=most,
        complete=False,
        note="Leads with a date, not legal advice; a country or corridor that is not named is unknown.",
        dtypes=dict.fromkeys(days, "date"),
    )
