"""Percent or fraction: what the numbers of each share column of a list are divided by, from all of its rows."""

import polars as pl

from tolpuddle.ingest.normalise import SHARES, Scales, decide_scale, is_plain_percent, share_numbers
from tolpuddle.ingest.readers.supplier_list import RawTable


def decide_scales(raw: RawTable) -> tuple[Scales, list[str]]:
    """Percent or fraction, for each share column that the file has; from all of its rows."""
    shares = [column for column in SHARES if column in raw.reading.columns]
    if not shares:
        return Scales({}), []
    seen: dict[str, list[pl.DataFrame]] = {column: [] for column in shares}
    open_still = set(shares)
    for batch in raw.rows():
        for column in open_still:
            seen[column].append(share_numbers(batch, raw.reading.columns[column], column))
        open_still = {c for c in open_still if not is_plain_percent(seen[c][0], raw.reading.units.get(c))}
        if not open_still:
            break
    divisors: dict[str, float] = {}
    notes: list[str] = []
    for column in shares:
        numbers = pl.concat(seen[column])
        divisors[column], sentence = decide_scale(numbers, raw.reading.units.get(column), column)
        if sentence:
            notes.append(sentence)
    return Scales(divisors), notes
