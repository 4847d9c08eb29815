"""country_trafficking_response: what the State does against trafficking in persons."""

import polars as pl

from tolpuddle.scoring.core.factors.facts import Facts
from tolpuddle.scoring.core.factors.indicator_groups import group_contribution
from tolpuddle.scoring.core.rules import FactorRule


def contribute(facts: Facts, rule: FactorRule) -> pl.DataFrame:
    """How far the State acts against trafficking; a rating by one government, so of little weight.

    One row per locality; columns of contribution.COLUMNS, points from minus to plus the weight (R5).
    Source: US Department of State, Trafficking in Persons Report.
    """
    return group_contribution(facts, rule, "Gaps in the response to trafficking")
