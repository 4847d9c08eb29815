"""inputs: what materials bring along; a known origin gives points, an unknown one a range."""

from typing import Final

DESCRIPTION: Final = (
    "Points of a material in its country of origin above a neutral level, times the weight of the material; the "
    "strongest material counts. Where the origin is unknown, the mean over the world's output (half of it at home "
    "where the country makes the material itself), with the range from no concern to the most exposed origin."
)
"""Published. Computed in upstream.py, for it needs the finished pairs (R10)."""
