"""The recruitment channel by themes: what present statements add, what is still open, and which themes are covered (R12)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from tolpuddle.kernel.answer_words import NOT_APPLICABLE
from tolpuddle.scoring.core.evidence.sources import SOURCE_KINDS
from tolpuddle.scoring.core.evidence.statement import ABSENT, PRESENT, Statement
from tolpuddle.scoring.core.evidence.weigh import Sees, Weighed
from tolpuddle.scoring.core.rules import ThemeRule

ABLE = ("good", "part")
MANAGEMENT = "management"


@dataclass(frozen=True, slots=True)
class ThemeReading:
    """One theme of the channel for one combination of answers."""

    id: str
    points: float
    """What its present statements add together, at most its cap."""
    open: float
    """What unknown answers could still add."""
    credit: float
    """What it takes away, where others than management looked and found nothing."""
    covered: bool
    applicable: bool


def read_themes(
    weighed: Sequence[Weighed],
    themes: Mapping[str, ThemeRule],
    asked: Mapping[str, Sequence[Statement]],
    sees: Sees,
    untouched: Mapping[str, ThemeReading],
) -> tuple[ThemeReading, ...]:
    """Every theme of the channel. asked: theme -> channel statements of the general pack; untouched: see untouched_themes."""
    by_theme: dict[str, list[Weighed]] = {}
    for one in weighed:
        by_theme.setdefault(one.statement.theme, []).append(one)
    return tuple(
        _read(rule, told, asked.get(name, ()), sees) if (told := by_theme.get(name)) else untouched[name]
        for name, rule in themes.items()
    )


def untouched_themes(
    themes: Mapping[str, ThemeRule], asked: Mapping[str, Sequence[Statement]]
) -> Mapping[str, ThemeReading]:
    """How each theme reads where nothing of it was answered."""
    return {
        name: _read(rule, (), asked.get(name, ()), lambda source, indicator: "none")
        for name, rule in themes.items()
    }


def _read(
    rule: ThemeRule, weighed: Sequence[Weighed], asked: Sequence[Statement], sees: Sees
) -> ThemeReading:
    keys = [one for one in weighed if one.statement.key]
    covered = any(one.state in (PRESENT, ABSENT) for one in keys)
    passed = bool(keys) and all(one.state == NOT_APPLICABLE for one in keys)
    total = sum(one.statement.points for one in weighed if one.state == PRESENT)
    points = min(total, rule.cap)
    answered = {one.statement.id for one in weighed if one.state in (PRESENT, ABSENT, NOT_APPLICABLE)}
    left = sum(s.points for s in asked if s.id not in answered)
    room = rule.cap - points
    clean = points == 0 and any(
        one.state == ABSENT and not one.reported and _verified(one, sees) for one in keys
    )
    return ThemeReading(
        id=rule.id,
        points=points,
        open=0.0 if passed else min(room, left) if covered else room,
        credit=rule.credit if clean else 0.0,
        covered=covered,
        applicable=not passed,
    )


def _verified(one: Weighed, sees: Sees) -> bool:
    """Whether the answer that prevails comes from others than management, by a method that can see what it denies."""
    if one.prevails is None:
        return False
    source = one.seen[one.prevails].item.source
    return SOURCE_KINDS[source].origin != MANAGEMENT and any(
        sees(source, indicator) in ABLE for indicator in one.statement.indicators
    )


def contributions(
    weighed: Sequence[Weighed], readings: Sequence[ThemeReading], themes: Mapping[str, ThemeRule]
) -> list[dict[str, Any]]:
    """Contributions of the statements present to the channel, and of the caps that hold them; they sum to the points."""
    parts: list[dict[str, Any]] = []
    for one in weighed:
        statement = one.statement
        if one.state == PRESENT and statement.points > 0 and statement.theme in themes:
            parts.append(
                {
                    "factor": statement.id,
                    "points": statement.points,
                    "value": one.seen[one.prevails].item.answer if one.prevails is not None else None,
                    "reason": f"{statement.short}: {statement.reason}",
                    "source": statement.source,
                }
            )
    for reading in readings:
        total = sum(
            one.statement.points
            for one in weighed
            if one.state == PRESENT and one.statement.theme == reading.id
        )
        if total > reading.points:
            rule = themes[reading.id]
            parts.append(
                {
                    "factor": f"{reading.id}_together",
                    "points": reading.points - total,
                    "value": f"at most {rule.cap:g} points",
                    "reason": rule.cap_reason,
                    "source": rule.source,
                }
            )
        if reading.credit:
            rule = themes[reading.id]
            parts.append(
                {
                    "factor": f"{reading.id}_verified",
                    "points": 0.0 - reading.credit,
                    "value": "verified",
                    "reason": rule.credit_reason,
                    "source": rule.source,
                }
            )
    return parts
