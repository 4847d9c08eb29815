"""How much a pair could score at most, before its names are compared letter by letter."""

from collections.abc import Mapping
from functools import lru_cache
from typing import Final

import numpy as np

from tolpuddle.scoring.core.names.features import LETTERS, WRITTEN_LONG
from tolpuddle.scoring.core.names.prepared import Floats, Ints
from tolpuddle.scoring.core.names.score import share
from tolpuddle.scoring.core.names.settings import Points
from tolpuddle.scoring.core.names.sides import Bags, Side

SLACK: Final = 1e-6
"""Log odds by which rounding may be off."""
_FROM_BELOW: Final = frozenset({"edits", "in_order"})
"""Features of which the least possible value is known, not the greatest."""


def most_odds(
    told: Mapping[str, Floats],
    left: Side,
    right: Side,
    l: Ints,  # noqa: E741
    r: Ints,
    points: Points,
) -> Floats:
    """Log odds that no pair exceeds. told: what `by_words` says of the pairs, and their country."""
    return _most_odds(told, _limits(told, left, right, l, r), points)


def _most_odds(told: Mapping[str, Floats], limits: Mapping[str, Floats], points: Points) -> Floats:
    total = np.full(len(limits["letters"]), points.base + SLACK)
    for curve in points.curves:
        if curve.feature not in LETTERS:
            total += np.interp(told[curve.feature], curve.at, curve.points)
        elif curve.feature in limits:
            highest = _highest(curve.points, curve.feature in _FROM_BELOW)
            total += np.interp(limits[curve.feature], curve.at, highest)
        else:
            total += max(curve.points)
    return total


def most_scores(
    told: Mapping[str, Floats],
    left: Side,
    right: Side,
    l: Ints,  # noqa: E741
    r: Ints,
    points: Points,
) -> Floats:
    """Scores that no pair exceeds, also where the same words lift it."""
    limits = _limits(told, left, right, l, r)
    return np.where(limits["sorted"] >= 1 - SLACK, 1.0, share(_most_odds(told, limits, points)))


@lru_cache(maxsize=128)
def _highest(points: tuple[float, ...], onwards: bool) -> tuple[float, ...]:
    """The most points up to each value, or from there onwards."""
    order = points[::-1] if onwards else points
    found = tuple(np.maximum.accumulate(order).tolist())
    return found[::-1] if onwards else found


def _limits(told: Mapping[str, Floats], left: Side, right: Side, l: Ints, r: Ints) -> dict[str, Floats]:  # noqa: E741
    """What the letters that two names have in common, whatever their order, allow the features to be at most (or at least)."""
    a, b = left.names, right.names
    mine, theirs = a.letters[l], b.letters[r]
    shorter, longer = np.minimum(mine, theirs), np.maximum(mine, theirs)
    common = _common(left.bag, right.bag, l, r, shorter)
    spaces = a.start[l + 1] - a.start[l] - 1, b.start[r + 1] - b.start[r] - 1
    turned = 2 * (common + np.minimum(*spaces)) / (mine + theirs + spaces[0] + spaces[1])
    jaro = (common / mine + common / theirs + 1) / 3
    sizes = left.written_size[l], right.written_size[r]
    written = _common(left.written_bag, right.written_bag, l, r, np.minimum(*sizes)) / np.maximum(
        np.maximum(*sizes), 1
    )
    return {
        "letters": common / longer,
        "edits": (longer - common).astype(np.float64),
        "beginning": jaro + 0.4 * (1 - jaro),
        "part": 2 * common / (shorter + common),
        "sorted": turned,
        "written": written,
        "written_long": np.clip((written - WRITTEN_LONG) / 0.15, 0, 1) * told["total_min"],
        "letters_long": np.clip((common / longer - 0.7) / 0.3, 0, 1) * told["total_min"],
    }


def _common(left: Bags, right: Bags, l: Ints, r: Ints, shorter: Ints) -> Ints:  # noqa: E741
    """So many letters at most two texts have in common."""
    found = np.minimum(left[l], right[r]).sum(axis=1, dtype=np.int64)
    return np.where(shorter < 256, np.minimum(found, shorter), shorter)
