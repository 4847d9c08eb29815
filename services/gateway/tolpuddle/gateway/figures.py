"""Pictures of a prior as numbers: where each bar, span and mark stands. The templates draw them as SVG."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

WIDTH: Final = 720
LABELS: Final = 270
"""Room for words to the left of the plot."""
RIGHT: Final = 60
ROW: Final = 26
TOP: Final = 34
SMALLEST: Final = 0.05
"""Parts of fewer points are told in the table and not drawn."""
PER_DECADE: Final = 10.0 / math.log10(2.0)
"""Points that make the odds ten times as high."""
MOST_ROWS: Final = 24
_LETTERS: Final = 36


@dataclass(frozen=True, slots=True)
class Bar:
    """One part of a prior."""

    label: str
    points: float
    x: float
    width: float
    y: float
    raises: bool


@dataclass(frozen=True, slots=True)
class Bars:
    """What raises a prior to the right, what lowers it to the left, of the average pair of the world."""

    bars: tuple[Bar, ...]
    zero: float
    height: float
    description: str
    width: int = WIDTH


@dataclass(frozen=True, slots=True)
class Mark:
    """One pair: its prior, the interval around it, and whether the list has it."""

    label: str
    link: str | None
    state: str
    low: float
    x: float
    high: float
    y: float


@dataclass(frozen=True, slots=True)
class Tick:
    """A multiple of the average pair's odds."""

    label: str
    x: float


@dataclass(frozen=True, slots=True)
class Spans:
    """Pairs on a scale of odds, beside the middle half of the world."""

    marks: tuple[Mark, ...]
    ticks: tuple[Tick, ...]
    half_from: float
    half_to: float
    average: float
    height: float
    description: str
    width: int = WIDTH


def bars(prior: Mapping[str, Any]) -> Bars:
    """The parts of a prior, largest first, as the portrait has them."""
    parts = [part for part in prior["parts"] if abs(part["points"]) >= SMALLEST]
    lowest = min([0.0, *(part["points"] for part in parts)])
    highest = max([0.0, *(part["points"] for part in parts)])
    # Signed numbers stand outside the bars on both sides.
    room = WIDTH - LABELS - 2 * RIGHT
    scale = room / max(highest - lowest, 1.0)
    zero = LABELS + RIGHT - lowest * scale
    drawn = tuple(
        Bar(
            label=_short(part["title"]),
            points=part["points"],
            x=round(zero + min(part["points"], 0.0) * scale, 1),
            width=round(abs(part["points"]) * scale, 1),
            y=TOP + at * ROW,
            raises=part["points"] > 0,
        )
        for at, part in enumerate(parts)
    )
    told = "; ".join(f"{part['title']} {part['points']:+.1f}" for part in parts) or "no part differs"
    return Bars(drawn, round(zero, 1), TOP + len(drawn) * ROW + 6, f"Points beside the average pair: {told}.")


def spans(
    rows: Sequence[tuple[str, str | None, str, Mapping[str, float]]], world: Mapping[str, float]
) -> Spans:
    """rows: label, link, state and prior of each pair, in the order in which they are drawn."""
    base = world["base"]

    def decades(points: float) -> float:
        return (points - base) / PER_DECADE

    shown = rows[:MOST_ROWS]
    ends = [decades(value) for *_, span in shown for value in (span["low"], span["high"])]
    first = math.floor(min([*ends, decades(world["lower_quarter"]), -1.0]))
    last = math.ceil(max([*ends, decades(world["upper_quarter"]), 1.0]))
    scale = (WIDTH - LABELS - RIGHT) / (last - first)

    def at(points: float) -> float:
        return round(LABELS + (decades(points) - first) * scale, 1)

    marks = tuple(
        Mark(
            _short(label), link, state, at(span["low"]), at(span["points"]), at(span["high"]), TOP + row * ROW
        )
        for row, (label, link, state, span) in enumerate(shown)
    )
    ticks = tuple(
        Tick(_times(decade), round(LABELS + (decade - first) * scale, 1)) for decade in range(first, last + 1)
    )
    told = "; ".join(
        f"{label} ({state}) about {2.0 ** ((span['points'] - base) / 10.0):.3g} times"
        for label, _, state, span in shown
    )
    return Spans(
        marks,
        ticks,
        at(world["lower_quarter"]),
        at(world["upper_quarter"]),
        at(base),
        TOP + len(marks) * ROW + 26,
        f"Odds of an entry beside the average pair of the world: {told}.",
    )


def _times(decade: int) -> str:
    return f"{10**decade:,}×" if decade >= 0 else f"1/{10**-decade:,}"


def _short(label: str) -> str:
    return label if len(label) <= _LETTERS else f"{label[: _LETTERS - 1]}…"
