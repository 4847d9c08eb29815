"""A small chart: names found against false alerts per 1,000, for every threshold, with the two that are in force."""

from typing import Final

import polars as pl

from tolpuddle.desk.documents.matching_figures import Measured

WIDTH, HEIGHT, LEFT, TOP, RIGHT, BOTTOM = 640, 320, 56, 20, 620, 270
MOST: Final = 100.0
"""False alerts per 1,000 at the right edge."""


def points(measured: Measured) -> list[tuple[float, float, float]]:
    """(score, false alerts per 1,000, share found) for scores from 1 down in steps of 0.01."""
    found = measured.found.filter(pl.col("expected") == "same")
    alarmed = measured.alarmed
    made: list[tuple[float, float, float]] = []
    for step in range(100, -1, -1):
        cut = step / 100
        right = found.select((pl.col("first") & (pl.col("score") >= cut)).sum()).item()
        false = alarmed.select((pl.col("score") >= cut).sum()).item()
        made.append((cut, 1000 * false / max(alarmed.height, 1), right / max(found.height, 1)))
    return made


def chart(measured: Measured) -> str:
    """The chart as SVG, in one ink that reads on white and on black."""
    curve = [point for point in points(measured) if point[1] <= MOST]
    path = " ".join(f"{_x(false):.1f},{_y(found):.1f}" for _, false, found in curve)
    shares, alarms = (0.0, 0.25, 0.5, 0.75, 1.0), (0, 20, 40, 60, 80, 100)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" font-family="sans-serif" font-size="12" fill="#6b7280">',
        "<title>Share of names found on the list against false alerts per 1,000 unlisted names</title>",
        *(f'<path d="M{LEFT} {_y(share):.1f}H{RIGHT}" stroke="#d1d5db" fill="none"/>' for share in shares),
        *(_text(LEFT - 8, _y(share) + 4, "end", f"{share:.0%}") for share in shares),
        *(_text(_x(false), BOTTOM + 18, "middle", str(false)) for false in alarms),
        _text((LEFT + RIGHT) / 2, HEIGHT - 10, "middle", "false alerts per 1,000 unlisted names"),
        f'<polyline points="{path}" fill="none" stroke="#2563eb" stroke-width="2"/>',
    ]
    for name, cut in (("listed", measured.settings.listed), ("possible", measured.settings.possible)):
        near = min(curve, key=lambda point: (abs(point[0] - cut), point[0]), default=None)
        if near:
            x, y = _x(near[1]), _y(near[2])
            parts.append(
                f'<circle cx="{x:.1f}" cy="{y:.1f}" r="4" fill="#2563eb"/><text x="{x + 8:.1f}" y="{y + 16:.1f}" fill="#2563eb">{name} ({cut:g})</text>'
            )
    return "\n".join([*parts, "</svg>"]) + "\n"


def _text(x: float, y: float, anchor: str, words: str) -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}">{words}</text>'


def _x(false: float) -> float:
    return LEFT + (RIGHT - LEFT) * false / MOST


def _y(found: float) -> float:
    return BOTTOM - (BOTTOM - TOP) * found
