"""One edition made ready: tables laid out, words indexed, rules parsed, digests for receipts."""

from collections.abc import Mapping
from dataclasses import dataclass

import polars as pl

from tolpuddle.kernel.edition import Edition
from tolpuddle.scoring.core.channel import ChannelTexts, lay_channel
from tolpuddle.scoring.core.contributions import Written, write_fixed
from tolpuddle.scoring.core.controls import Control, open_controls
from tolpuddle.scoring.core.corridors.regime import Corridor, lay_corridor
from tolpuddle.scoring.core.engine import ENGINE
from tolpuddle.scoring.core.factors import labour_providers, tier
from tolpuddle.scoring.core.factors.blind_spot import blind_spots, migrant_notes
from tolpuddle.scoring.core.factors.facts import Facts, lay_out
from tolpuddle.scoring.core.orders.asking import Asking
from tolpuddle.scoring.core.orders.register import open_orders
from tolpuddle.scoring.core.pairs import Pairs, lay_pairs
from tolpuddle.scoring.core.questions import Questions, lay_questions
from tolpuddle.scoring.core.rule_files import parse_rules
from tolpuddle.scoring.core.rules import Rules
from tolpuddle.scoring.core.statements import Statements, open_statements
from tolpuddle.scoring.core.steps import Steps, open_steps
from tolpuddle.scoring.core.words import Words, open_words


@dataclass(frozen=True, slots=True)
class Digests:
    """The parts of a receipt that do not depend on the supplier, 16 hexadecimal digits each."""

    edition: str
    rules: str
    model: str
    engine: str


@dataclass(frozen=True, slots=True)
class Reference:
    """Everything screening needs besides the suppliers; built once per edition, then only read."""

    name: str
    digests: Digests
    facts: Facts
    rules: Rules
    pairs: Pairs
    tiers: pl.DataFrame
    labour_providers: pl.DataFrame
    blind: pl.DataFrame
    """take_back, lowest_band, note; row number = loc * sectors + sector."""
    migrant_notes: pl.Series
    """What to say where migrant workers are known of, per locality."""
    statements: Statements
    controls: tuple[Control, ...]
    steps: Steps
    """Actions and obligations."""
    channel: ChannelTexts
    corridor: Corridor
    """What the regime of each place adds to the channel."""
    questions: Questions
    written: Written
    words: Words
    expected: Mapping[int, Mapping[int, float]]
    """Good -> the materials it is made of, with their weights; all as positions."""
    asking: Asking | None
    """The orders and lists of the edition; None: it holds none."""

    def expected_of(self, good: int) -> Mapping[int, float]:
        """Materials of a good with their weights."""
        return self.expected.get(good, {})

    def made_of(self) -> Mapping[str, list[str]]:
        """Name of a good -> names of the goods that it is a material of."""
        names: list[str] = self.facts.goods.get_column("good_name").to_list()
        found: dict[str, list[str]] = {}
        for good, materials in self.expected.items():
            for material in materials:
                found.setdefault(names[material], []).append(names[good])
        return found


def prepare(edition: Edition) -> Reference:
    """Lay out an edition for screening; takes about two seconds for a whole one.

    Raises: EditionError when a table, column, reason or source is missing.
    """
    rules = parse_rules(edition)
    facts = lay_out(edition)
    tiers = tier.contributions(rules.factors["tier"])
    providers = labour_providers.texts(rules.factors["labour_providers"])
    pairs = lay_pairs(
        facts,
        rules,
        {"tier": tiers.get_column("reason"), "labour_providers": providers.get_column("reason")},
    )
    statements = open_statements(edition, rules.channel.themes)
    expected = _expected(pairs)
    orders = open_orders(edition, facts, expected)
    return Reference(
        name=edition.name,
        digests=Digests(
            edition=edition.data_digest()[:16],
            rules=edition.rules_digest()[:16],
            model=edition.model_digest()[:16],
            engine=ENGINE,
        ),
        facts=facts,
        rules=rules,
        pairs=pairs,
        tiers=tiers,
        labour_providers=providers,
        blind=blind_spots(facts, rules),
        migrant_notes=migrant_notes(facts, rules),
        statements=statements,
        controls=open_controls(edition),
        steps=open_steps(edition, statements.indicators),
        channel=lay_channel(facts, rules),
        corridor=lay_corridor(edition, facts.localities, rules.channel.corridor),
        questions=lay_questions(facts, rules, statements),
        written=write_fixed(pairs, tiers),
        words=open_words(edition, facts, rules),
        expected=expected,
        asking=None if orders is None else Asking(orders, facts.localities.height - 1, rules.confident_good),
    )


def _expected(pairs: Pairs) -> Mapping[int, Mapping[int, float]]:
    found: dict[int, dict[int, float]] = {}
    for good, material, weight in pairs.upstream.expected.select("good", "material", "weight").iter_rows():
        found.setdefault(good, {})[material] = weight
    return found
