"""What may still come: a fixed set of ways in which the open questions could be answered, and how many turn the priority.

A single answer often turns nothing while two together do: a document held and a changed contract make a high channel. So
the chance that ends a questionnaire is counted over whole sets of answers. Answers of a theme come together. The numbers
behind a set are fixed by the ids of the questions: same input, same count.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b
from typing import Final

from tolpuddle.scoring.core.evidence.statement import Statement
from tolpuddle.scoring.core.questionnaire.outcome import Supplier
from tolpuddle.scoring.core.questionnaire.state import State

COUNT: Final = 64
"""Sets of answers; one more or less of them is a chance of 1.6 per cent."""
_WHOLE: Final = float(1 << 64)


@dataclass(frozen=True, slots=True)
class Turned:
    """How many sets turn the priority, and what turns it."""

    share: float
    credit: Mapping[str, float]
    """Statement id -> share of the sets that it helps to turn."""


def play(
    items: Sequence[tuple[Statement, float]],
    state: State,
    variants: Sequence[Supplier],
    priority: str,
    together: float,
) -> Turned:
    """Play every set. items: open statements with the chance that each is shown; variants: the supplier with its open facts
    supposed one way and another, itself alone where none is open; together: share of a theme's answers that go together."""
    credit: dict[str, float] = {}
    turned = 0
    for number in range(COUNT):
        shown = [one for one, chance in items if _draw(number, one, together) < chance]
        supposed = _supposed(state, items, shown)
        supplier = variants[int(_uniform(f"{number} facts") * len(variants))]
        if supplier.outcome(supposed).priority != priority:
            turned += 1
            for one in shown:
                credit[one.id] = credit.get(one.id, 0.0) + 1 / len(shown)
    return Turned(turned / COUNT, {name: count / COUNT for name, count in credit.items()})


def _draw(number: int, item: Statement, together: float) -> float:
    with_theme = _uniform(f"{number} {item.id} joins") < together
    return _uniform(f"{number} {item.theme}" if with_theme else f"{number} {item.id}")


@lru_cache(maxsize=200_000)
def _uniform(words: str) -> float:
    return int.from_bytes(blake2b(words.encode(), digest_size=8).digest(), "big") / _WHOLE


def _supposed(state: State, items: Sequence[tuple[Statement, float]], shown: Sequence[Statement]) -> State:
    denied = [one for one, _ in items if one.key and one.theme in state.themes]
    return state.answered(shown, denied)
