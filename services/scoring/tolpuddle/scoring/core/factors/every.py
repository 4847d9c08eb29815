"""The explicit list of all factors of exposure, in the order in which they are shown."""

from typing import Final

from tolpuddle.scoring.core.factors import (
    base,
    blind_spot,
    country_forced_labour,
    country_gender,
    country_governance,
    country_history,
    country_poverty,
    country_trafficking_response,
    country_treaties,
    country_work,
    formerly_listed,
    good_history,
    inputs,
    labour_providers,
    listed_child,
    listed_forced,
    neighbours_listed,
    sector,
    state_imposed,
    tier,
)
from tolpuddle.scoring.core.factors.contribution import Factor


def _text(docstring: str | None) -> str:
    return " ".join((docstring or "").split())


FACTORS: Final[tuple[Factor, ...]] = (
    Factor("base", _text(base.contribute.__doc__), "pair", base.contribute),
    *(
        Factor(
            module.__name__.rsplit(".", 1)[-1],
            _text(module.contribute.__doc__),
            "locality",
            module.contribute,
        )
        for module in (
            country_governance,
            country_forced_labour,
            country_trafficking_response,
            country_work,
            country_poverty,
            country_gender,
            country_treaties,
        )
    ),
    *(
        Factor(
            module.__name__.rsplit(".", 1)[-1], _text(module.contribute.__doc__), "pair", module.contribute
        )
        for module in (
            good_history,
            neighbours_listed,
            country_history,
            listed_forced,
            listed_child,
            formerly_listed,
            state_imposed,
        )
    ),
    Factor("sector", _text(sector.contribute.__doc__), "sector", sector.contribute),
    Factor("inputs", inputs.DESCRIPTION, "supplier", None),
    Factor("tier", tier.DESCRIPTION, "supplier", None),
    Factor("labour_providers", labour_providers.DESCRIPTION, "supplier", None),
    Factor("blind_spot", blind_spot.DESCRIPTION, "supplier", None),
    Factor(
        "bounds",
        "What lies beyond 0 or 100 is cut off here, so that all points still sum to the index.",
        "supplier",
        None,
    ),
)
LOCALITY_FACTORS: Final = tuple(factor for factor in FACTORS if factor.level == "locality")
PAIR_FACTORS: Final = tuple(factor for factor in FACTORS if factor.level == "pair")
GOOD_FACTORS: Final = (
    "good_history",
    "neighbours_listed",
    "listed_forced",
    "listed_child",
    "formerly_listed",
)
"""Factors that need the good: unknown without one, and without meaning where a sector has no goods."""
