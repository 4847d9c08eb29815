"""Pictures of a prior: bars to the side they pull to, spans on a scale of odds, nothing outside the frame."""

from typing import Any

import pytest

from tolpuddle.gateway.figures import LABELS, MOST_ROWS, WIDTH, bars, spans

WORLD = {
    "base": -90.0,
    "lower_quarter": -110.0,
    "middle": -100.0,
    "upper_quarter": -80.0,
    "top_twentieth": -50.0,
}


def prior(*points: float) -> dict[str, Any]:
    return {
        "parts": [
            {"group": f"g{at}", "title": f"Group {at}", "points": each} for at, each in enumerate(points)
        ]
    }


def a_span(points: float, width: float = 10.0) -> dict[str, float]:
    return {"points": points, "low": points - width, "high": points + width}


@pytest.mark.parametrize("points", [(20.0, -5.0, 0.2), (-3.0,), (4.0,), (), (1e3, -1e3)])
def test_bars_stand_inside_the_frame_on_the_side_they_pull_to(points: tuple[float, ...]) -> None:
    figure = bars(prior(*points))
    for bar in figure.bars:
        assert bar.x >= LABELS and bar.x + bar.width <= WIDTH
        assert (bar.x >= figure.zero - 0.1) if bar.raises else (bar.x + bar.width <= figure.zero + 0.1)
    assert LABELS <= figure.zero <= WIDTH


def test_bars_are_as_long_as_their_points_are_large() -> None:
    longest, half, _ = bars(prior(20.0, -10.0, 0.06)).bars
    assert longest.width == pytest.approx(2 * half.width, abs=0.2)


def test_what_adds_nothing_is_not_drawn_and_every_bar_is_in_the_description() -> None:
    figure = bars(prior(3.0, 0.01))
    assert [bar.label for bar in figure.bars] == ["Group 0"]
    assert "Group 0 +3.0" in figure.description
    assert "no part differs" in bars(prior()).description


def test_ten_points_are_one_doubling_on_the_scale_of_odds() -> None:
    figure = spans([("a", None, "listed", a_span(-90.0)), ("b", None, "unlisted", a_span(-80.0))], WORLD)
    one, ten = (next(tick.x for tick in figure.ticks if tick.label == label) for label in ("1×", "10×"))
    first, second = figure.marks
    assert first.x == figure.average == one
    assert second.x - first.x == pytest.approx((ten - one) * 0.30103, abs=0.2)
    assert first.low < first.x < first.high


def test_spans_stand_inside_the_frame_and_are_not_too_many() -> None:
    rows = [(f"country {at}", None, "unlisted", a_span(-150.0 + 5 * at)) for at in range(60)]
    figure = spans(rows, WORLD)
    assert len(figure.marks) == MOST_ROWS
    for mark in figure.marks:
        assert LABELS <= mark.low <= mark.x <= mark.high <= WIDTH
    assert LABELS <= figure.half_from < figure.half_to <= WIDTH
