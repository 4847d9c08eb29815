"""The back-test as a picture: per list and head, the share of later additions in the top 5%, beside simple rivals."""

from collections.abc import Sequence
from html import escape
from typing import Final

from tolpuddle.scoring.model.backtest import Result
from tolpuddle.scoring.model.heads import HEADS
from tolpuddle.scoring.model.ranking import Ranked

TOP: Final = 5
SERIES: Final = (("model", "#1b4965"), ("popularity", "#c98b2b"), ("governance", "#9aa5ab"))
TITLES: Final = {"any": "entries of any kind", "forced": "entries for forced labour"}
WIDTH, HEIGHT, LEFT, BOTTOM, PANEL = 760, 300, 46, 236, 340
TALL: Final = 170
"""Height of 100 per cent."""


def picture(results: Sequence[Result]) -> str:
    """An SVG with one panel per head; thin lines are 95 per cent intervals. The same bytes for the same results."""
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" font-family="sans-serif" font-size="12" role="img">',
        "<title>Share of the pairs listed later that stood in the top 5% of the ranking</title>",
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#ffffff"/>',
        f'<text x="{LEFT}" y="20" font-size="14">Trained on one list: how many later additions stood in the top {TOP}% of candidates</text>',
    ]
    for number, head in enumerate(HEADS):
        parts += _panel([one for one in results if one.head == head], head, LEFT + number * (PANEL + 20))
    for number, (name, colour) in enumerate(SERIES):
        x = LEFT + number * 120
        parts.append(f'<rect x="{x}" y="{HEIGHT - 22}" width="12" height="12" fill="{colour}"/>')
        parts.append(f'<text x="{x + 17}" y="{HEIGHT - 12}">{name}</text>')
    return "\n".join([*parts, "</svg>"]) + "\n"


def _panel(results: Sequence[Result], head: str, left: int) -> list[str]:
    parts = [f'<text x="{left}" y="44">{escape(TITLES[head])}</text>']
    for share in (0, 50, 100):
        y = BOTTOM - TALL * share / 100
        parts.append(
            f'<line x1="{left}" x2="{left + PANEL - 40}" y1="{y:.1f}" y2="{y:.1f}" stroke="#d8dcde"/>'
        )
        parts.append(f'<text x="{left - 6}" y="{y + 4:.1f}" text-anchor="end" fill="#555">{share}%</text>')
    step = (PANEL - 50) / max(1, len(results))
    for number, one in enumerate(results):
        x = left + 6 + number * step
        for place, (name, colour) in enumerate(SERIES):
            ranked = one.model if name == "model" else one.baselines.get(name)
            if ranked is not None:
                parts += _bar(ranked, x + place * 15, colour, with_interval=name == "model")
        told = f"{one.edition} ({one.model.later})"
        parts.append(
            f'<text x="{x + 22:.1f}" y="{BOTTOM + 16}" text-anchor="middle" fill="#333">{told}</text>'
        )
    return parts


def _bar(ranked: Ranked, x: float, colour: str, *, with_interval: bool) -> list[str]:
    high = TALL * ranked.recall[TOP]
    drawn = [f'<rect x="{x:.1f}" y="{BOTTOM - high:.1f}" width="13" height="{high:.1f}" fill="{colour}"/>']
    if with_interval:
        upper, lower = (BOTTOM - TALL * end[TOP] for end in (ranked.recall_high, ranked.recall_low))
        drawn.append(
            f'<line x1="{x + 6.5:.1f}" x2="{x + 6.5:.1f}" y1="{upper:.1f}" y2="{lower:.1f}" stroke="#d1495b" stroke-width="1.5"/>'
        )
    return drawn
