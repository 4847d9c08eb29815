"""country_poverty: poverty and lack of schooling and social protection, on which coercion is built."""

import polars as pl

from tolpuddle.scoring.core.factors.facts import Facts
from tolpuddle.scoring.core.factors.indicator_groups import group_contribution
from tolpuddle.scoring.core.rules import FactorRule


def contribute(facts: Facts, rule: FactorRule) -> pl.DataFrame:
    """How poor people are; poverty alone is not a menace of penalty, exploiting it is.

    One row per locality; columns of contribution.COLUMNS, points from minus to plus the weight (R5).
    Source: World Bank, UNDP.
    """
    return group_contribution(facts, rule, "Poverty and lack of social protection")
