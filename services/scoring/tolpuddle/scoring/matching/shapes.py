"""The features that get points, the values between which lines run, and whether more of one may only speak for or against."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Shape:
    """`direction`: 1 where more never costs points, -1 where more never earns any, 0 where the labels decide."""

    at: tuple[float, ...]
    direction: int = 0
    level: float | None = None
    """The value that gets no points; the first of `at` where it is None."""
    most: float | None = None
    """More points than this are not earned or lost in one step."""


SHARES: Final = (0.3, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 1.0)
RARITY: Final = (0.0, 2.0, 4.0, 6.0, 8.0, 9.0, 10.0, 11.0, 12.0)
AGREEMENT: Final = (-2.0, -1.0, 0.0, 1.0)

SAME_SCRIPT: Final[Mapping[str, Shape]] = {
    "covered_min": Shape((0, 0.2, 0.4, 0.6, 0.8, 0.95, 1), 1),
    "covered_max": Shape((0, 0.3, 0.6, 0.8, 0.95, 1), 1),
    "covered_query": Shape((0, 0.5, 1), 1),
    "covered_entry": Shape((0, 0.5, 1), 1),
    "unmet_both": Shape((0, 1, 2, 3, 4, 6, 8, 10), -1),
    "unmet_most": Shape((0, 1, 2, 3, 4, 6, 8, 10), -1),
    "unmet_total": Shape((0, 1, 2, 4, 6, 9, 13, 20, 30), -1),
    "shared": Shape((0, 2, 4, 6, 8, 10, 13, 17, 22, 30), 1),
    "best_shared": Shape((0, 2, 4, 6, 8, 10), 1),
    "own_shared": Shape(RARITY, 1),
    "own_unmet": Shape((0, 2, 4, 6, 8, 10), -1),
    "own_missing": Shape((0, 2, 4, 6, 8, 10), -1),
    "rarest_min": Shape((0, 0.6, 0.7, 0.8, 0.85, 0.9, 0.95, 1), 1),
    "rarest_max": Shape((0, 0.6, 0.8, 0.9, 1), 1),
    "letters": Shape((0.2, 0.4, 0.5, 0.6, 0.7, 0.8, 0.85, 0.9, 0.95, 1), 1),
    "edits": Shape((0, 1, 2, 3, 4, 6, 10, 15), -1),
    "beginning": Shape((0.4, 0.6, 0.7, 0.8, 0.9, 0.95, 1), 1),
    "part": Shape((0.4, 0.6, 0.7, 0.8, 0.9, 1), 1),
    "sorted": Shape(SHARES, 1),
    "core": Shape(SHARES, 1),
    "in_order": Shape((0.3, 0.5, 0.7, 0.8, 0.9, 0.95, 1), level=0.5),
    "written": Shape(SHARES, 1),
    "shorter": Shape((1, 3, 4, 5, 6, 8, 10, 14, 20, 30), level=8),
    "longer": Shape((3, 5, 8, 12, 16, 22, 30, 45), level=16),
    "numbers": Shape(AGREEMENT, level=0),
    "units": Shape(AGREEMENT, level=0),
    "legal": Shape(AGREEMENT, level=0),
    "form": Shape(AGREEMENT, level=0),
    "first": Shape((0, 0.6, 0.8, 0.9, 1), 1),
    "alternate": Shape((0, 1, 2), -1),
    "foreign": Shape((0, 1)),
    "initials": Shape((0, 1), 1),
    "industry_query": Shape((0, 1, 2)),
    "industry_entry": Shape((0, 1, 2)),
    "total_min": Shape((0, 2, 4, 6, 8, 10, 14, 20, 30), level=10),
    "words_min": Shape((1, 2, 3, 4, 6), level=2),
    "words_max": Shape((1, 2, 3, 4, 6, 9), level=3),
    "letters_long": Shape((0, 4, 6, 8, 10, 14, 20, 30), 1),
    "written_long": Shape((0, 4, 6, 8, 10, 14, 20, 30), 1),
    "country": Shape((0, 1), -1, most=2),  # evidence, which settles nothing
}
"""For two names of one script."""

_NOT_ACROSS: Final = {
    "covered_query",
    "covered_entry",
    "unmet_most",
    "rarest_min",
    "edits",
    "in_order",
    "legal",
    "first",
    "foreign",
    "letters_long",
    "written_long",
}

OTHER_SCRIPT: Final[Mapping[str, Shape]] = {
    **{name: shape for name, shape in SAME_SCRIPT.items() if name not in _NOT_ACROSS},
    "bones": Shape((0, 0.5, 0.7, 0.85, 1), 1),
}
"""For a name in Latin letters and one in another script: spelling tells less."""
