"""The tables of edition 2026.1 that words are read by, as text, for tests of reading."""

from functools import cache
from pathlib import Path

import polars as pl

from tolpuddle.kernel.edition import Edition

ROOT = Path(__file__).resolve().parents[3]
CASES = Path(__file__).resolve().parent
TABLES = ("countries", "country_aliases", "places", "sectors", "sector_words", "industry_codes")


@cache
def edition() -> Edition:
    folder = ROOT / "reference/2026.1"
    tables = {name: pl.read_csv(folder / f"{name}.csv", infer_schema=False) for name in TABLES}
    return Edition("2026.1", tables, {}, {})


def cases(name: str) -> list[dict[str, str | None]]:
    return pl.read_csv(CASES / name, infer_schema=False).to_dicts()
