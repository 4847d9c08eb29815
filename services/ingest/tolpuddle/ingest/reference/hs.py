"""Customs codes of the Harmonized System, and which listed good each of them holds."""

from collections.abc import Mapping, Sequence, Set
from pathlib import Path
from typing import Final

import polars as pl

from tolpuddle.ingest.reference.table import Table, read_source
from tolpuddle.kernel.errors import EditionError

LOWEST: Final = 0.2
"""Below this confidence a code says nothing about a good."""

PART: Final = 0.8
"""Below this confidence a good is only part of a heading."""


def build(sources: Path, curated: Path) -> Sequence[Table]:
    """The tables hs_codes.csv and hs_goods.csv.

    Raises: EditionError when a source is missing, or a rule's code is in no edition of the Harmonized System.
    """
    return (
        Table(
            file="hs_codes.csv",
            frame=_hs_2022(sources, curated),
            title="Codes of the Harmonized System 2022 with 2, 4 and 6 digits; chapters with our own short words",
            source="Harmonized System 2022, codes as published by the UN Statistics Division; titles are our own",
            publisher="World Customs Organization; UN Statistics Division",
            licence="MIT; Apache-2.0",
            attribution="Codes by way of the R package concordance (MIT); chapter titles by Tolpuddle contributors",
            retrieved="2026-11-21",
            min_rows=6800,
            max_rows=7200,
            complete=True,
            dtypes={"level": "integer"},
        ),
        Table(
            file="hs_goods.csv",
            frame=hs_goods(sources, curated),
            title="Headings and subheadings with the listed goods they hold, and how surely",
            source="Our own reading of the headings; subheadings of the editions 1992 to 2022",
            publisher="Tolpuddle",
            licence="Apache-2.0; MIT",
            attribution="Tolpuddle contributors; codes by way of the R package concordance (MIT)",
            retrieved="2026-11-22",
            min_rows=2000,
            max_rows=9000,
            complete=False,
            note="A code that is not here holds no listed good, or only as a small part of a mixed heading.",
            dtypes={"confidence": "decimal"},
        ),
    )


def hs_goods(sources: Path, curated: Path) -> pl.DataFrame:
    """code (4 or 6 digits), good_id, confidence.

    A rule for a prefix holds for every code below it, unless the good has a rule with a longer prefix there. Where a
    good is only part of a heading and rules say which part, its other subheadings do not hold it.
    """
    rules = read_source(curated / "hs_rules.csv", ("prefix", "good_id", "confidence"))
    codes = _all_codes(sources)
    known = {code[:size] for code in codes for size in (2, 3, 4, 5, 6)}
    strange = sorted(set(rules["prefix"].to_list()) - known)
    if strange:
        raise EditionError(f"Customs code rules name codes that do not exist: {', '.join(strange)}.")
    by_prefix: dict[str, dict[str, float]] = {}
    finer: set[tuple[str, str]] = set()
    for prefix, good, confidence in rules.iter_rows():
        by_prefix.setdefault(prefix, {})[good] = float(confidence)
        if len(prefix) > 4:
            finer.add((prefix[:4], good))
    rows = [
        (code, good, f"{confidence:.2f}")
        for code in codes
        for good, confidence in sorted(_goods_of(code, by_prefix, finer).items())
        if confidence >= LOWEST
    ]
    return pl.DataFrame(rows, schema=["code", "good_id", "confidence"], orient="row")


def _goods_of(
    code: str, by_prefix: Mapping[str, Mapping[str, float]], finer: Set[tuple[str, str]]
) -> dict[str, float]:
    goods: dict[str, float] = {}
    for size in range(2, len(code) + 1):
        if size == 5:
            goods = {
                good: confidence
                for good, confidence in goods.items()
                if confidence >= PART or (code[:4], good) not in finer
            }
        goods.update(by_prefix.get(code[:size], {}))
    return goods


def _all_codes(sources: Path) -> list[str]:
    """Headings and subheadings of every edition, so that codes of older declarations are read too."""
    frame = read_source(sources / "trade" / "hs_codes.csv", ("hs_version", "code", "level"))
    return (
        frame.filter(pl.col("level").is_in(["4", "6"]) & pl.col("code").str.contains(r"^\d+$"))["code"]
        .unique()
        .sort()
        .to_list()
    )


def _hs_2022(sources: Path, curated: Path) -> pl.DataFrame:
    """code, level, chapter_title."""
    frame = read_source(sources / "trade" / "hs_codes.csv", ("hs_version", "code", "level"))
    titles = read_source(curated / "hs_chapters.csv", ("code", "chapter_title"))
    return (
        frame.filter((pl.col("hs_version") == "HS2022") & pl.col("code").str.contains(r"^\d{2,6}$"))
        .select("code", "level")
        .unique()
        .join(titles, on="code", how="left")
        .sort("code")
    )
