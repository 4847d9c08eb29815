"""listed_forced: the list's own flag for forced labour, as a visible contribution."""

import polars as pl

from tolpuddle.scoring.core.factors.facts import Facts
from tolpuddle.scoring.core.factors.listing_flags import flag_contribution
from tolpuddle.scoring.core.rules import FactorRule


def contribute(facts: Facts, rule: FactorRule) -> pl.DataFrame:
    """The weight where the current edition lists this good of this country for forced labour (R7).

    Unknown where country or good is unknown. Source: US Department of Labor list, current edition.
    """
    return flag_contribution(facts, rule, "forced", "forced labour")
