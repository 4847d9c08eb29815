"""country_gender: rights and chances of women."""

import polars as pl

from tolpuddle.scoring.core.factors.facts import Facts
from tolpuddle.scoring.core.factors.indicator_groups import group_contribution
from tolpuddle.scoring.core.rules import FactorRule


def contribute(facts: Facts, rule: FactorRule) -> pl.DataFrame:
    """How far women have the same rights and chances.

    One row per locality; columns of contribution.COLUMNS, points from minus to plus the weight (R5).
    Source: UNDP, V-Dem, World Bank.
    """
    return group_contribution(facts, rule, "Inequality of women")
