"""Labelled pairs scored one by one, so that the matcher can be judged beside any other."""

from typing import Any

import polars as pl
from rapidfuzz import fuzz

from tolpuddle.scoring.core.names.index import fold
from tolpuddle.scoring.core.names.settings import MatchSettings

PAIR_SCHEMA = {"pair_id": pl.String, "score": pl.Float64, "verdict": pl.String, "reasons": pl.String}


def score_pairs(pairs: pl.DataFrame, reader: Any, settings: MatchSettings) -> pl.DataFrame:
    """pair_id, left_name, left_country, right_name, right_country -> PAIR_SCHEMA in the order given."""
    rows: list[tuple[str, float, str, str]] = []
    for pair_id, left, right in pairs.select("pair_id", "left_name", "right_name").iter_rows():
        score = fuzz.token_sort_ratio(fold(left or ""), fold(right or "")) / 100
        rows.append((pair_id, score, settings.verdict(score), f"The names are {score:.0%} alike."))
    return pl.DataFrame(rows, schema=PAIR_SCHEMA, orient="row")
