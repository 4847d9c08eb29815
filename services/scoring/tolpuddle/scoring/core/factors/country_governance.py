"""country_governance: rule of law, corruption, voice and effectiveness of the State."""

import polars as pl

from tolpuddle.scoring.core.factors.facts import Facts
from tolpuddle.scoring.core.factors.indicator_groups import group_contribution
from tolpuddle.scoring.core.rules import FactorRule


def contribute(facts: Facts, rule: FactorRule) -> pl.DataFrame:
    """How far law and State protect people who work: adverse where they do not.

    One row per locality; columns of contribution.COLUMNS, points from minus to plus the weight (R5).
    Source: World Bank Worldwide Governance Indicators; V-Dem.
    """
    return group_contribution(facts, rule, "Weakness of law and government")
