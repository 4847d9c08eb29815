"""Simulated suppliers that answer questionnaires: rates in one small table, answers of a theme together, all from a seed."""

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from tolpuddle.scoring.core.evidence.statement import Statement
from tolpuddle.scoring.core.questionnaire.arising import Known, arises, own_statements, roles_named
from tolpuddle.scoring.core.questionnaire.form import Form
from tolpuddle.scoring.core.statements import Given


@dataclass(frozen=True, slots=True)
class Rates:
    """How simulated suppliers answer. No survey is behind it: it is a world to be surprised by, and no fact about suppliers."""

    kinds: Mapping[str, tuple[float, float]]
    """Kind of supplier -> its share, and the share of themes that are in trouble at it."""
    practice: tuple[float, float]
    """Chance that a practice is disclosed in a theme in order, and in one in trouble."""
    control_gap: tuple[float, float]
    unknown: float
    declined: float

    def times(self, factor: float) -> "Rates":
        """The same with every disclosure so much more or less often."""
        return Rates(
            self.kinds,
            (self.practice[0] * factor, min(self.practice[1] * factor, 0.95)),
            (self.control_gap[0] * factor, min(self.control_gap[1] * factor, 0.95)),
            self.unknown,
            self.declined,
        )


RATES: Final = Rates(
    kinds={"few": (0.5, 0.04), "some": (0.35, 0.25), "many": (0.15, 0.6)},
    practice=(0.01, 0.35),
    control_gap=(0.12, 0.7),
    unknown=0.06,
    declined=0.02,
)
COUNTRIES: Final = (
    "Bangladesh", "Viet Nam", "Thailand", "Malaysia", "India", "Brazil", "Turkey", "Italy", "Germany", "Qatar",
    "Saudi Arabia", "Jordan", "Mexico", "United States", "Ethiopia", "Portugal", "Mauritius", "Japan",
)  # fmt: skip
GOODS: Final[Mapping[str, tuple[str, ...]]] = {
    "garment_textile": ("t-shirts", "cotton yarn", "footwear"),
    "fishing_seafood": ("fish", "shrimp"),
    "agriculture": ("tomatoes", "coffee", "sugarcane"),
    "construction": ("buildings",),
    "brick_kilns": ("bricks",),
    "electronics": ("electronics", "mobile phones"),
    "mining": ("gold", "coal"),
    "food_processing": ("canned vegetables", "meat"),
    "palm_oil_forestry": ("palm oil", "timber"),
}
WORKERS: Final = (None, 8, 40, 180, 600, 2500)
SHARES: Final = (None, 0.0, 0.3, 0.7)


@dataclass(frozen=True, slots=True)
class Simulated:
    """One supplier, and what it answers to anything it could be asked."""

    row: Mapping[str, Any]
    """What the buyer knows before it asks."""
    facts: Mapping[str, str]
    """What the supplier says of facts and routes."""
    answers: Mapping[str, str]
    """Statement id -> answer, of everything that its own packs could ask."""


def sectors_of(form: Form, packs: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """Pack -> sectors that it is asked in; the general pack: sectors without one of their own."""
    own = form.reference.statements.packs
    every: list[str] = form.reference.facts.sectors.get_column("sector_id").drop_nulls().to_list()
    found = {pack: tuple(s for s in every if pack in own.get(s, ())) for pack in packs}
    return {pack: sectors or tuple(s for s in every if s not in own) for pack, sectors in found.items()}


def simulate(form: Form, sectors: Sequence[str], count: int, seed: str, rates: Rates) -> Iterator[Simulated]:
    """So many suppliers of these sectors, the same for the same seed."""
    chance = random.Random(seed)
    for number in range(count):
        sector = chance.choice(sectors)
        headcount = chance.choice(WORKERS)
        truth = {"migrant_share": chance.choice(SHARES), "agency_share": chance.choice(SHARES)}
        seen = {name: share if chance.random() < 0.5 else None for name, share in truth.items()}
        row = {
            "supplier_id": f"s{number}",
            "name": f"Supplier {number}",
            "country": chance.choice(COUNTRIES),
            "sector": sector,
            "goods": chance.choice(GOODS.get(sector, ("services",))),
            "workers": headcount if chance.random() < 0.7 else None,
            **seen,
        }
        items = [
            item
            for _, item in own_statements(
                form.reference.statements.items, form.reference.statements.packs, sector
            )
        ]
        roles = roles_named(items)
        facts = (
            {"workers": "unknown" if headcount is None else str(headcount)}
            | {name: "unknown" if share is None else f"{share * 100:g}" for name, share in truth.items()}
            | {
                "housing": chance.choice(("yes", "no", "unknown")),
                "role": chance.choice((*roles, "unknown")) if roles else "unknown",
            }
        )
        yield Simulated(row, facts, _answers(items, form, chance, rates))


def _answers(items: Sequence[Statement], form: Form, chance: random.Random, rates: Rates) -> dict[str, str]:
    kinds = list(rates.kinds.values())
    (troubled,) = chance.choices([share for _, share in kinds], [weight for weight, _ in kinds])
    themes = {theme: chance.random() < troubled for theme in dict.fromkeys(item.theme for item in items)}
    found: dict[str, str] = {}
    for item in items:
        shown, denied = texts_of(item)
        table = rates.control_gap if form.kinds[item.id] == "control_gap" else rates.practice
        draw, silent = chance.random(), chance.random()
        if silent < rates.unknown + rates.declined:
            found[item.id] = "unknown" if silent < rates.unknown else "declined"
        else:
            found[item.id] = shown if draw < table[themes[item.theme]] else denied
    return found


def texts_of(item: Statement) -> tuple[str, str]:
    """An answer that shows a statement, and one that denies it; the same word where it is never scored."""
    tried = ["no", "yes", "partly", "0", "1", "5", "50", "100", "500", "0 USD", "300 USD", "none"]
    tried += [*item.kind.options, ";".join(item.kind.options), "a word"]
    states = {item.state(text): text for text in reversed(tried)}
    noted = states.get("noted", "unknown")
    return states.get("present", noted), states.get("absent", noted)


def whole_of(form: Form, simulated: Simulated, known: Known) -> dict[str, str]:
    """Everything that the full questionnaire asks of a supplier, and what it answers."""
    statements = form.reference.statements
    positions = statements.scheme.positions
    given = Given(tuple(sorted((positions[name], text) for name, text in simulated.answers.items())))
    read = statements.answers(given)
    return {
        name: text
        for name, text in simulated.answers.items()
        if arises(statements.items[positions[name]], known, read) != "no"
    }
