"""Stamps receipts: what an assessment was computed from, in one string (R17)."""

from typing import Final

import polars as pl

from tolpuddle.scoring.core.canonical import hashed
from tolpuddle.scoring.core.reference import Digests

PREFIX: Final = "tp1"
LONG: Final = 32
"""Hexadecimal digits of id and input; the other parts have 16."""


def stamp(inputs: pl.Series, digests: Digests) -> pl.Series:
    """`receipt`: tp1:<id>:<input>:<edition>:<rules>:<model>:<engine>; id is the hash of the parts after it."""
    tail = f":{digests.edition}:{digests.rules}:{digests.model}:{digests.engine}"
    rests = [part + tail for part in hashed(inputs.to_list(), LONG)]
    ids = hashed(rests, LONG)
    return pl.Series(
        "receipt", [f"{PREFIX}:{own}:{rest}" for own, rest in zip(ids, rests, strict=True)], dtype=pl.String
    )
