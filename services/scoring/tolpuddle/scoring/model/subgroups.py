"""Error by subgroup: how later additions of one region, income, sector or kind of good were ranked."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from tolpuddle.scoring.model.backtest import Held
from tolpuddle.scoring.model.heads import HEADS
from tolpuddle.scoring.model.judged import Judged
from tolpuddle.scoring.model.world import Floats, World

SMALLEST_GROUP: Final = 5
"""Subgroups with fewer later additions say nothing."""
TOP: Final = 0.95
RESAMPLES: Final = 500
DESTINATIONS: Final = (
    "ARE", "AUS", "BHR", "CAN", "CYP", "GBR", "HKG", "ISR", "ITA", "JOR", "JPN", "KOR", "KWT", "LBN", "MYS", "OMN", "QAT",
    "SAU", "SGP", "TWN", "USA",
)  # fmt: skip
"""States whose permits tie migrants to an employer: the blind spots of the exposure rules (R13)."""


@dataclass(frozen=True, slots=True)
class Subgroup:
    """How later additions of one kind were ranked, all judged lists together."""

    head: str
    kind: str
    name: str
    later: int
    """Additions among the candidates; one that three judged lists lack counts three times."""
    auc: float
    """Mean share of open candidates ranked below an addition."""
    low: float
    high: float
    """95 per cent, from resampling countries."""
    recall: float
    """Share of additions in the top 5%."""
    share: float
    """Share of the subgroup's own open candidates in the top 5%."""


def subgroups(lists: Sequence[Judged]) -> tuple[Subgroup, ...]:
    """Every subgroup with enough additions, by head, kind and name."""
    return tuple(one for head in HEADS for one in _of_head(lists, head))


def _of_head(lists: Sequence[Judged], head: str) -> list[Subgroup]:
    places: dict[tuple[str, str], list[tuple[float, int]]] = {}
    shares: dict[tuple[str, str], list[float]] = {}
    for one in lists:
        held = Held.of(one.world, one.year, head)
        score, country = one.scores[head], one.world.pairs[0]
        ordered = np.sort(score[held.free])
        below = np.searchsorted(ordered, score, side="left") / ordered.size
        later = np.zeros(score.size, dtype=np.bool_)
        later[held.free] = held.later
        for kind, name_of in KINDS.items():
            names = np.array(name_of(one.world, one.year))
            for name in np.unique(names):
                key, own = (kind, str(name)), names == name
                free = own & held.free
                shares.setdefault(key, []).append(float((below[free] >= TOP).mean()) if free.any() else 0.0)
                found = np.flatnonzero(later & own)
                places.setdefault(key, []).extend((float(below[at]), int(country[at])) for at in found)
    return [
        _subgroup(head, kind, name, found, shares[kind, name])
        for (kind, name), found in sorted(places.items())
        if len(found) >= SMALLEST_GROUP
    ]


def _subgroup(
    head: str, kind: str, name: str, found: Sequence[tuple[float, int]], shares: Sequence[float]
) -> Subgroup:
    below = np.array([at for at, _ in found])
    countries = np.array([country for _, country in found])
    members: list[Floats] = [below[countries == one] for one in np.unique(countries)]
    generator = np.random.default_rng(0)
    draws: list[float] = []
    for _ in range(RESAMPLES):
        drawn: list[Floats] = [members[int(at)] for at in generator.integers(0, len(members), len(members))]
        draws.append(float(np.concatenate(drawn).mean()))
    low, high = (float(value) for value in np.quantile(draws, (0.025, 0.975)))
    return Subgroup(
        head,
        kind,
        name,
        below.size,
        float(below.mean()),
        low,
        high,
        float((below >= TOP).mean()),
        float(np.mean(shares)),
    )


def _of_country(values: Callable[[World], Sequence[str]]) -> Callable[[World, int], list[str]]:
    return lambda world, year: [values(world)[int(at)] or "not stated" for at in world.pairs[0]]


def _entries(world: World, year: int) -> list[str]:
    return [_few(int(n)) for n in world.lists[year].any.sum(0)[world.pairs[1]]]


def _few(entries: int) -> str:
    return (
        "none yet" if entries == 0 else "one" if entries == 1 else "2 to 5" if entries <= 5 else "6 or more"
    )


def _basis(world: World, year: int) -> list[str]:
    """What made the pair a candidate."""
    made = ~np.isnan(world.matrix(world.output, "made_since")) & (
        world.matrix(world.output, "made_since") <= year - 2
    )
    home = np.broadcast_to(world.at_home[None, :], made.shape)
    words = np.where(made, "production", np.where(home, "sold at home", "exports"))
    return [str(word) for word in words[world.candidates]]


KINDS: Final[dict[str, Callable[[World, int], list[str]]]] = {
    "region": _of_country(lambda world: world.region),
    "subregion": _of_country(lambda world: world.subregion),
    "income": _of_country(lambda world: world.income),
    "sector": lambda world, year: [world.sector[at] for at in world.pairs[1]],
    "entries of the good": _entries,
    "basis of the candidate": _basis,
    "destination states": lambda world, year: [
        "tied permits" if world.iso3[at] in DESTINATIONS else "other" for at in world.pairs[0]
    ],
}
