"""What a scorecard that nobody has adopted would expect of each pair of an edition."""

from typing import Final

import numpy as np
import polars as pl

from tolpuddle.kernel.edition import Edition
from tolpuddle.kernel.errors import EditionError
from tolpuddle.scoring.core.model.priors import KEYS, unpack
from tolpuddle.scoring.core.model.scorecard import Scorecard
from tolpuddle.scoring.model.features import features
from tolpuddle.scoring.model.training import POINTS, frame_of
from tolpuddle.scoring.model.world import read_world, rounded

_TENTHS: Final = 1


def priors_with(edition: Edition, card: Scorecard) -> pl.DataFrame:
    """The edition's priors as `unpack` gives them, those of the scorecard's head replaced by what it says.

    A scorecard tells no spread: the way to both ends of the interval is that of the standing priors, and of a pair that has
    none the widest of the head.

    Raises: EditionError when the scorecard names features that this edition does not have, or another head.
    """
    standing = unpack(edition)
    own = standing.filter(pl.col("head") == card.head)
    if own.is_empty():
        raise EditionError(f"The scorecard is of the head {card.head}, and the edition has no such priors.")
    world = read_world(edition)
    year = max(world.lists)
    today = max(year, int(edition.published[:4] or year))
    now = world.known_in(today)
    rows = features(now, now.lists[year], today)
    if rows.shape[1] != len(card.curves):
        raise EditionError(
            f"The scorecard has {len(card.curves)} features, this version computes {rows.shape[1]}: they do not fit."
        )
    contributions = card.contributions(frame_of(rows, tuple(curve.feature for curve in card.curves)))
    groups = {
        name: rounded(
            contributions.select(pl.sum_horizontal(members)).to_series().to_numpy() * POINTS, _TENTHS
        )
        for name, members in sorted(card.groups().items())
    }
    base = round(card.base * POINTS, _TENTHS)
    country, good = now.pairs
    made = pl.DataFrame(
        {
            "iso3": pl.Series(now.iso3, dtype=pl.String).gather(country),
            "good_id": pl.Series(now.goods, dtype=pl.String).gather(good),
            "head": card.head,
            "points": rounded(base + np.sum(list(groups.values()), axis=0), _TENTHS),
            "base": [base] * rows.shape[0],
            **groups,
        }
    )
    spread = own.select(*KEYS, down=pl.col("points") - pl.col("low"), up=pl.col("high") - pl.col("points"))
    widest = spread.select(pl.col("down", "up").max()).row(0)
    with_ends = made.join(spread, on=KEYS, how="left", maintain_order="left").with_columns(
        low=(pl.col("points") - pl.col("down").fill_null(widest[0])).round(_TENTHS),
        high=(pl.col("points") + pl.col("up").fill_null(widest[1])).round(_TENTHS),
    )
    others = standing.filter(pl.col("head") != card.head)
    return pl.concat([with_ends.drop("down", "up"), others], how="diagonal").fill_null(0.0).sort(KEYS)
