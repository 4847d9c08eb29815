"""Which statements a supplier is asked next: of its own packs and the general one, what moves the channel most (R16)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from tolpuddle.scoring.core.evidence.answers import Answers
from tolpuddle.scoring.core.evidence.statement import Statement
from tolpuddle.scoring.core.questionnaire.arising import NO, Known, arises, asked_of
from tolpuddle.scoring.core.rules import ThemeRule

MOST_NEXT: Final = 4


@dataclass(frozen=True, slots=True)
class Pool:
    """Channel statements in the order in which they are asked, and who is asked them."""

    order: tuple[int, ...]
    """Positions: most points first, then as in the edition."""
    items: Sequence[Statement]
    packs: Mapping[str, tuple[str, ...]]
    themes: Mapping[str, ThemeRule]
    known: dict[tuple[frozenset[int], tuple[tuple[str, float], ...], Known], tuple[tuple[int, float], ...]]

    def next(self, answers: Answers, known: Known) -> tuple[tuple[int, float], ...]:
        """(position, points it can still add) of at most four statements, one a theme, those that can add most first."""
        room = tuple(
            (theme.id, self.themes[theme.id].cap - theme.points) for theme in answers.themes if theme.points
        )
        key = (answers.passed, room, known)
        found = self.known.get(key)
        if found is None:
            found = self._pick(answers, dict(room), known)
            if len(self.known) > 50_000:
                self.known.clear()
            self.known[key] = found
        return found

    def _pick(
        self, answers: Answers, room: Mapping[str, float], known: Known
    ) -> tuple[tuple[int, float], ...]:
        packs = asked_of(self.packs, known.sector)
        covered = {theme.id for theme in answers.themes if theme.covered or not theme.applicable}
        open_first: list[tuple[bool, float, int, int]] = []
        for place, position in enumerate(self.order):
            item = self.items[position]
            if item.pack not in packs or position in answers.passed:
                continue
            if arises(item, known, answers) != NO:
                points = min(item.points, room.get(item.theme, item.points))
                if points > 0:
                    open_first.append((item.theme in covered, -points, place, position))
        picked: list[tuple[int, float]] = []
        themes: set[str] = set()
        for _, points, _, position in sorted(open_first):
            if self.items[position].theme not in themes and len(picked) < MOST_NEXT:
                themes.add(self.items[position].theme)
                picked.append((position, -points))
        return tuple(picked)


def lay_pool(
    items: Sequence[Statement], packs: Mapping[str, tuple[str, ...]], themes: Mapping[str, ThemeRule]
) -> Pool:
    """The channel statements that a supplier can be asked."""
    channel = [
        (-item.points, position)
        for position, item in enumerate(items)
        if item.channel and item.points > 0 and item.asked_of_supplier
    ]
    return Pool(tuple(position for _, position in sorted(channel)), items, packs, themes, {})
