"""Which statements a supplier is asked next: of its own packs and the general one, what moves the channel most (R16)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from tolpuddle.scoring.core.evidence.answers import Answers
from tolpuddle.scoring.core.evidence.statement import GENERAL, PRESENT, Statement
from tolpuddle.scoring.core.rules import ThemeRule

MOST_NEXT: Final = 4


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of a supplier that decides whether a statement is asked."""

    sector: str | None
    migrants: bool
    """False: no migrant works there; unknown counts as True, since it may be."""
    agency_labour: bool
    """False: no worker comes from a labour provider; unknown counts as True."""


@dataclass(frozen=True, slots=True)
class Pool:
    """Channel statements in the order in which they are asked, and who is asked them."""

    order: tuple[int, ...]
    """Positions: most points first, then as in the edition."""
    items: Sequence[Statement]
    packs: Mapping[str, tuple[str, ...]]
    themes: Mapping[str, ThemeRule]
    known: dict[tuple[frozenset[int], tuple[tuple[str, float], ...], Facts], tuple[tuple[int, float], ...]]

    def next(self, answers: Answers, facts: Facts) -> tuple[tuple[int, float], ...]:
        """(position, points it can still add) of at most four statements, one a theme, those that can add most first."""
        room = tuple(
            (theme.id, self.themes[theme.id].cap - theme.points) for theme in answers.themes if theme.points
        )
        key = (answers.passed, room, facts)
        found = self.known.get(key)
        if found is None:
            found = self._pick(answers, dict(room), facts)
            if len(self.known) > 50_000:
                self.known.clear()
            self.known[key] = found
        return found

    def asked_of(self, sector: str | None) -> frozenset[str]:
        """The packs that a supplier of this sector is asked; of an unknown one the general pack alone."""
        return frozenset({GENERAL, *self.packs.get(sector or "", ()), *self.packs.get("", ())})

    def _pick(
        self, answers: Answers, room: Mapping[str, float], facts: Facts
    ) -> tuple[tuple[int, float], ...]:
        packs = self.asked_of(facts.sector)
        covered = {theme.id for theme in answers.themes if theme.covered or not theme.applicable}
        open_first: list[tuple[bool, float, int, int]] = []
        for place, position in enumerate(self.order):
            item = self.items[position]
            if item.pack in packs and position not in answers.passed and _applies(item, answers, facts):
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


def _applies(item: Statement, answers: Answers, facts: Facts) -> bool:
    for condition in item.applies:
        match condition.what:
            case "sector" if condition.value != facts.sector:
                return False
            case "migrants" if not facts.migrants:
                return False
            case "agency_labour" if not facts.agency_labour:
                return False
            case "state_programme" if not _present(answers, theme="state_imposed"):
                return False
            case "statement" if not _present(answers, name=condition.value):
                return False
            case _:
                continue
    return True


def _present(answers: Answers, *, theme: str = "", name: str = "") -> bool:
    return any(
        one.state == PRESENT and (one.statement.theme == theme or name in one.statement.names)
        for one in answers.weighed
    )


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
