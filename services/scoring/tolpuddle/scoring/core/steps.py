"""What to do next, worker-centred and with disengagement last, and which laws are touched (R18)."""

from dataclasses import dataclass
from typing import Final

import polars as pl

from tolpuddle.kernel.edition import Edition
from tolpuddle.scoring.core.edition_tables import typed_table
from tolpuddle.scoring.core.statements import Indicator

TRIGGERS: Final = (
    "urgent", "reported", "reported_grave", "state_imposed", "child", "channel_high", "labour_supply", "unknown",
    "inputs_unknown", "possible", "high", "listed", "listed_forced", "xinjiang",
    "state_material", "uflpa", "import_order", "procurement", "ordered", "maybe_ordered",
)  # fmt: skip
"""What can call for a step; bits of one Int64, after the eleven indicators."""
INDICATOR_BITS: Final = 16
MOST_ACTIONS: Final = 5


@dataclass(frozen=True, slots=True)
class Action:
    """One step of the action library."""

    id: str
    text: str
    kind: str
    oecd_step: str
    triggers: frozenset[str]
    never: frozenset[str]


@dataclass(frozen=True, slots=True)
class Obligation:
    """One law that can be touched; advice is not given."""

    id: str
    law: str
    place: str
    duty: str
    short: str
    triggers: frozenset[str]
    source: str


@dataclass(frozen=True, slots=True)
class Called:
    """Steps and laws of one combination of triggers."""

    actions: tuple[Action, ...]
    obligations: tuple[tuple[Obligation, str], ...]
    """With the trigger that called each."""
    actions_text: str | None
    obligations_text: str | None


@dataclass(frozen=True, slots=True)
class Steps:
    """Actions and obligations of an edition."""

    actions: tuple[Action, ...]
    obligations: tuple[Obligation, ...]
    indicators: tuple[Indicator, ...]
    known: dict[tuple[int, frozenset[str]], Called]

    def called(self, mask: int, of_statements: frozenset[str]) -> Called:
        """What a combination of indicator bits and triggers, and the actions of the statements present, call for."""
        key = (mask, of_statements)
        found = self.known.get(key)
        if found is None:
            found = self._call(mask, of_statements)
            if len(self.known) > 50_000:
                self.known.clear()
            self.known[key] = found
        return found

    def _call(self, mask: int, of_statements: frozenset[str]) -> Called:
        on = {name for place, name in enumerate(TRIGGERS) if mask >> (INDICATOR_BITS + place) & 1}
        wanted = {a for place, item in enumerate(self.indicators) if mask >> place & 1 for a in item.actions}
        actions = tuple(
            action
            for action in self.actions
            if not action.never & on
            and (
                action.triggers & on
                or ("indicator" in action.triggers and action.id in wanted)
                or action.id in of_statements
            )
        )
        first = actions[:MOST_ACTIONS]
        obligations = tuple(
            (law, next(name for name in TRIGGERS if name in law.triggers & on))
            for law in self.obligations
            if law.triggers & on
        )
        return Called(
            actions=actions,
            obligations=obligations,
            actions_text=" | ".join(action.text for action in first) or None,
            obligations_text=" | ".join(f"{law.law} ({law.place}): {law.short}" for law, _ in obligations)
            or None,
        )


def open_steps(edition: Edition, indicators: tuple[Indicator, ...]) -> Steps:
    """Read actions.csv and obligations.csv."""
    text = pl.String
    actions = typed_table(
        edition,
        "actions",
        {
            "action_id": text, "position": pl.Int64, "action": text, "type": text, "oecd_step": text, "trigger": text,
            "never": text,
        },
    ).sort("position")  # fmt: skip
    laws = typed_table(
        edition,
        "obligations",
        {
            "obligation_id": text,
            "law": text,
            "place": text,
            "duty": text,
            "short": text,
            "trigger": text,
            "source": text,
            "as_of": text,
        },
    )
    return Steps(
        actions=tuple(
            Action(i, words, kind, oecd, frozenset(trigger.split(";")), frozenset((never or "").split(";")))
            for i, _, words, kind, oecd, trigger, never in actions.iter_rows()
        ),
        obligations=tuple(
            Obligation(i, law, place, duty, short, frozenset(trigger.split(";")), f"{source}, as of {as_of}")
            for i, law, place, duty, short, trigger, source, as_of in laws.iter_rows()
        ),
        indicators=indicators,
        known={},
    )


def trigger_bits(**triggers: pl.Expr) -> pl.Expr:
    """The triggers that hold, as bits of an Int64."""
    return pl.sum_horizontal(
        pl.when(condition)
        .then(pl.lit(1 << (INDICATOR_BITS + TRIGGERS.index(name)), pl.Int64))
        .otherwise(pl.lit(0, pl.Int64))
        for name, condition in triggers.items()
    )
