"""Sectors, the words for them, and the codes of ISIC, NACE and NAICS that belong to them."""

from collections.abc import Sequence
from pathlib import Path
from typing import Final

import polars as pl

from tolpuddle.ingest.reference.table import Table, read_source
from tolpuddle.kernel.errors import EditionError

_RETRIEVED: Final = "2026-11-22"
_PUBLISHER: Final = "Tolpuddle"


def build(sources: Path, curated: Path) -> Sequence[Table]:
    """Compile sectors.csv, sector_words.csv and industry_codes.csv; the codes are checked against the classifications.

    Raises: EditionError when a row names no known sector or a code is in no classification.
    """
    sectors = read_source(
        curated / "sectors.csv",
        ("sector_id", "name", "description", "inherent_points", "reason", "source"),
    )
    words = read_source(curated / "sector_words.csv", ("sector_id", "word", "language"))
    codes = read_source(curated / "industry_codes.csv", ("standard", "code", "sector_id"))
    known = sectors.get_column("sector_id").to_list()
    for name, frame in (("sector_words.csv", words), ("industry_codes.csv", codes)):
        stray = frame.filter(~pl.col("sector_id").is_in(known))
        if stray.height:
            raise EditionError(f"{name}: {stray.row(0)} names no sector of sectors.csv.")
    _check_codes(codes, sources)
    return (_sectors(sectors), _words(words), _codes(codes))


def _check_codes(codes: pl.DataFrame, sources: Path) -> None:
    classified = pl.concat(
        [
            read_source(sources / "trade" / "isic4.csv", ("code",)).select(
                standard=pl.lit("ISIC4"), code="code"
            ),
            read_source(sources / "trade" / "nace_naics_codes.csv", ("standard", "code"))
            .filter(pl.col("standard").is_in(["NACE Rev.2", "NAICS2022", "NAICS 2022"]))
            .select(
                standard=pl.when(pl.col("standard").str.starts_with("NACE"))
                .then(pl.lit("NACE2"))
                .otherwise(pl.lit("NAICS2022")),
                code=pl.col("code").str.replace_all(".", "", literal=True),
            ),
        ]
    )
    unknown = [
        (standard, code)
        for standard, code in codes.select("standard", "code").iter_rows()
        if not classified.filter(
            (pl.col("standard") == standard) & pl.col("code").str.starts_with(code)
        ).height
    ]
    if unknown:
        raise EditionError(f"industry_codes.csv: {unknown[0]} begins no code of its classification.")


def _sectors(frame: pl.DataFrame) -> Table:
    return Table(
        file="sectors.csv",
        frame=frame,
        title="Sectors with their inherent points and the reason for them",
        source="ILO information guide on women migrant workers (2003); OSCE Alliance (2011); points are product defaults, each with its reason",
        publisher=_PUBLISHER,
        licence="Apache-2.0",
        attribution="Sector points: Tolpuddle, from structural factors named in ILO and OSCE material.",
        retrieved=_RETRIEVED,
        min_rows=16,
        max_rows=16,
        complete=True,
        note="10 points double the odds. The size of a company plays no part: abuse occurs in firms of every size.",
        dtypes={"inherent_points": "decimal"},
    )


def _words(frame: pl.DataFrame) -> Table:
    return Table(
        file="sector_words.csv",
        frame=frame,
        title="Words for sectors in several languages; a final * stands for any ending",
        source="Collected by hand",
        publisher=_PUBLISHER,
        licence="Apache-2.0",
        attribution="Sector words: Tolpuddle.",
        retrieved=_RETRIEVED,
        min_rows=1_200,
        max_rows=6_000,
        complete=False,
        note="English, German, French and Spanish in breadth; Chinese, Bengali, Italian and Portuguese in outline.",
    )


def _codes(frame: pl.DataFrame) -> Table:
    return Table(
        file="industry_codes.csv",
        frame=frame,
        title="First digits of industry codes and the sector they belong to; the longest match decides",
        source="ISIC Rev.4 (UN), NACE Rev.2 (Eurostat), NAICS 2022 (US Census Bureau): code numbers; sectors by hand",
        publisher=_PUBLISHER,
        licence="Apache-2.0; UN terms of use with attribution",
        attribution="Code numbers: ISIC Rev.4 (UN Statistics Division), NACE Rev.2 (Eurostat), NAICS 2022 (US Census Bureau).",
        retrieved=_RETRIEVED,
        min_rows=200,
        max_rows=400,
        complete=True,
        note="Codes without dots and without the letter of their section.",
    )
