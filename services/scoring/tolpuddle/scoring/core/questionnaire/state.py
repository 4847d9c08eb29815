"""What answers say as far as priority and channel band depend on it, and what one more answer would make of it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from tolpuddle.scoring.core.evidence.answers import Answers, Scheme
from tolpuddle.scoring.core.evidence.statement import PRESENT, Statement
from tolpuddle.scoring.core.one.number import rounded

CHANGE = "change_of_employer"


@dataclass(frozen=True, slots=True)
class Theme:
    """One theme of the channel."""

    total: float
    """Points of its present statements, before its cap."""
    cap: float
    weight: float
    credit: float
    covered: bool
    applicable: bool

    @property
    def points(self) -> float:
        """What it adds to the channel."""
        return min(self.total, self.cap) - (self.credit if self.total == 0 else 0.0)


@dataclass(frozen=True, slots=True)
class State:
    """Answers so far, or answers supposed."""

    urgent: bool
    reported: bool
    scale: int
    irremediability: int
    points: float
    asked: float
    applicable: float
    corridor_open: bool
    themes: dict[str, Theme]

    @property
    def key(self) -> tuple[bool, bool, int, int, float, float, float, bool]:
        """Equal keys give equal readings."""
        return (
            self.urgent, self.reported, self.scale, self.irremediability,
            self.points, self.asked, self.applicable, self.corridor_open,
        )  # fmt: skip

    def present(self, item: Statement) -> "State":
        """If this statement were answered as present, by management."""
        themes = self._with(item, item.points)
        return _summed(
            replace(
                self,
                urgent=self.urgent or item.urgent,
                reported=True,
                scale=max(self.scale, item.scale),
                irremediability=max(self.irremediability, item.irremediability),
            ),
            themes,
        )

    def absent(self, item: Statement) -> "State":
        """If this statement were answered as absent, by management: only what is covered grows."""
        if not item.key or item.theme not in self.themes or self.themes[item.theme].covered:
            return self
        return _summed(self, self._with(item, 0.0))

    def answered(self, shown: Sequence[Statement], keys: Sequence[Statement]) -> "State":
        """If all of these were answered by management: those shown as present, and every key one either way."""
        themes = dict(self.themes)
        for item, points in (*((item, item.points) for item in shown), *((item, 0.0) for item in keys)):
            theme = themes.get(item.theme)
            if theme is not None and (points or (item.key and not theme.covered)):
                themes[item.theme] = replace(
                    theme,
                    total=theme.total + points,
                    covered=item.key or theme.covered,
                    applicable=theme.applicable or item.key,
                )
        return _summed(
            replace(
                self,
                urgent=self.urgent or any(item.urgent for item in shown),
                reported=self.reported or bool(shown),
                scale=max(self.scale, *(item.scale for item in shown), 0),
                irremediability=max(self.irremediability, *(item.irremediability for item in shown), 0),
            ),
            themes,
        )

    def _with(self, item: Statement, points: float) -> dict[str, Theme]:
        theme = self.themes.get(item.theme)
        if theme is None:
            return self.themes
        known = item.key or theme.covered
        changed = replace(
            theme, total=theme.total + points, covered=known, applicable=theme.applicable or item.key
        )
        return {**self.themes, item.theme: changed}


def _summed(state: State, themes: dict[str, Theme]) -> State:
    change = themes.get(CHANGE)
    return replace(
        state,
        points=rounded(sum(theme.points for theme in themes.values())),
        asked=rounded(sum(theme.weight for theme in themes.values() if theme.covered)),
        applicable=rounded(sum(theme.weight for theme in themes.values() if theme.applicable)),
        corridor_open=not (change is not None and change.covered),
        themes=themes,
    )


def state_of(answers: Answers, scheme: Scheme) -> State:
    """The answers so far."""
    totals: dict[str, float] = {}
    for one in answers.weighed:
        if one.state == PRESENT:
            totals[one.statement.theme] = totals.get(one.statement.theme, 0.0) + one.statement.points
    themes = {
        theme.id: Theme(
            totals.get(theme.id, 0.0),
            scheme.themes[theme.id].cap,
            scheme.themes[theme.id].weight,
            theme.credit,
            theme.covered,
            theme.applicable,
        )
        for theme in answers.themes
    }
    start = State(
        answers.urgent, bool(answers.reported), answers.scale, answers.irremediability, 0.0, 0.0, 0.0, True, themes
    )  # fmt: skip
    return _summed(start, themes)
