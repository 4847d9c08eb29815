"""Labelled pairs scored one by one, so that the matcher can be judged beside any other."""

from typing import Final

import numpy as np
import polars as pl

from tolpuddle.scoring.core.names.compared import Compared, rarity, reasons
from tolpuddle.scoring.core.names.letters import spread
from tolpuddle.scoring.core.names.lexicon import Lexicon
from tolpuddle.scoring.core.names.prepared import Bools, Ints, ReadsNames
from tolpuddle.scoring.core.names.preparing import prepare
from tolpuddle.scoring.core.names.settings import MatchSettings
from tolpuddle.scoring.core.names.sides import Side

PAIR_SCHEMA: Final = {"pair_id": pl.String, "score": pl.Float64, "verdict": pl.String, "reasons": pl.String}
_CHUNK: Final = 5_000


def score_pairs(pairs: pl.DataFrame, reader: ReadsNames, settings: MatchSettings) -> pl.DataFrame:
    """pair_id, left_name, left_country, right_name, right_country -> PAIR_SCHEMA in the order given."""
    parts = [_score(part, reader, settings) for part in pairs.iter_slices(_CHUNK)]
    return pl.concat(parts) if parts else pl.DataFrame(schema=PAIR_SCHEMA)


def compared_pairs(
    pairs: pl.DataFrame, reader: ReadsNames, settings: MatchSettings, *, in_full: bool = False
) -> tuple[Ints, Compared]:
    """left_name, left_country, right_name, right_country -> row of each pair of readings, and what was found of it."""
    count = pairs.height
    names = pl.concat([pairs["left_name"], pairs["right_name"].rename("left_name")]).fill_null("")
    prepared, lexicon = prepare(names.to_list(), reader), Lexicon()
    words = lexicon.learnt(prepared.words)
    rarities = rarity(prepared.words, np.zeros(len(words), np.int64), 0, reader, settings)
    one_side = Side.of(prepared, words, rarities, lexicon, learn=True)
    begin = np.searchsorted(prepared.of, np.arange(2 * count + 1))
    readings = np.diff(begin)
    mine, theirs = readings[:count], readings[count:]
    cells = mine * theirs
    within, pair = spread(cells), np.repeat(np.arange(count), cells)
    left = begin[pair] + within // theirs[pair]
    right = begin[pair + count] + within % theirs[pair]
    differ = countries_differ(pairs["left_country"], pairs["right_country"])[pair]
    return pair, Compared.of(one_side, one_side, left, right, differ, settings, in_full=in_full)


def _score(pairs: pl.DataFrame, reader: ReadsNames, settings: MatchSettings) -> pl.DataFrame:
    count = pairs.height
    pair, compared = compared_pairs(pairs, reader, settings)
    order = np.lexsort((-compared.second(np.arange(len(pair))), -compared.score, pair))
    best = order[np.flatnonzero(np.r_[True, pair[order][1:] != pair[order][:-1]])] if len(order) else order
    score = np.zeros(count)
    score[pair[best]] = compared.score[best]
    told = ["One of the names has no letters."] * count
    for at, each in zip(pair[best].tolist(), reasons(compared.told(best)), strict=True):
        told[at] = each
    return pl.DataFrame(
        {
            "pair_id": pairs["pair_id"].cast(pl.String),
            "score": score,
            "verdict": [settings.verdict(value) for value in score.tolist()],
            "reasons": told,
        },
        schema=PAIR_SCHEMA,
    )


def countries_differ(left: pl.Series, right: pl.Series) -> Bools:
    """True where both are known and not the same."""
    both = pl.DataFrame({"left": left.cast(pl.String), "right": right.cast(pl.String)})
    known = (pl.col("left").fill_null("") != "") & (pl.col("right").fill_null("") != "")
    return both.select(known & (pl.col("left") != pl.col("right")).fill_null(False)).to_series().to_numpy()
