"""country_forced_labour: how far women and men are free from forced labour, as country experts see it."""

import polars as pl

from tolpuddle.scoring.core.factors.facts import Facts
from tolpuddle.scoring.core.factors.indicator_groups import group_contribution
from tolpuddle.scoring.core.rules import FactorRule


def contribute(facts: Facts, rule: FactorRule) -> pl.DataFrame:
    """How far women and men are free from forced labour in the country.

    One row per locality; columns of contribution.COLUMNS, points from minus to plus the weight (R5).
    Source: V-Dem, freedom from forced labour; freedom of domestic movement.
    """
    return group_contribution(facts, rule, "Lack of freedom from forced labour")
