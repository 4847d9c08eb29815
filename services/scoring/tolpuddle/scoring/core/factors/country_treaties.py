"""country_treaties: conventions that the State has not ratified."""

import polars as pl

from tolpuddle.scoring.core.factors.facts import Facts
from tolpuddle.scoring.core.factors.indicator_groups import group_contribution
from tolpuddle.scoring.core.rules import FactorRule


def contribute(facts: Facts, rule: FactorRule) -> pl.DataFrame:
    """How many of the conventions that matter here the State is no party to; ratified is not applied, so of little weight.

    One row per locality; columns of contribution.COLUMNS, points from minus to plus the weight (R5).
    Source: ILO NORMLEX, United Nations Treaty Collection.
    """
    return group_contribution(facts, rule, "Conventions not ratified")
