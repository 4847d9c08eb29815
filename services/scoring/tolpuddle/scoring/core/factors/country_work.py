"""country_work: informal work, inspection, unions and protection at work."""

import polars as pl

from tolpuddle.scoring.core.factors.facts import Facts
from tolpuddle.scoring.core.factors.indicator_groups import group_contribution
from tolpuddle.scoring.core.rules import FactorRule


def contribute(facts: Facts, rule: FactorRule) -> pl.DataFrame:
    """How many work without protection, and how well work is inspected and organised.

    One row per locality; columns of contribution.COLUMNS, points from minus to plus the weight (R5).
    Source: ILO, World Bank, US Department of Labor.
    """
    return group_contribution(facts, rule, "Work without protection")
