"""The explicit list of all factors of exposure, in the order in which they are shown."""

from typing import Final

from tolpuddle.scoring.core.factors import (
    base,
    blind_spot,
    country_trafficking_response,
    country_treaties,
    country_work,
    formerly_listed,
    inputs,
    labour_providers,
    listed_child,
    listed_forced,
    sector,
    state_imposed,
    tier,
)
from tolpuddle.scoring.core.factors.contribution import Factor
from tolpuddle.scoring.core.factors.prior import COUNTRY_GROUPS, PAIR_GROUPS, PREFIX
from tolpuddle.scoring.core.factors.prior_words import DESCRIPTIONS


def _text(docstring: str | None) -> str:
    return " ".join((docstring or "").split())


FACTORS: Final[tuple[Factor, ...]] = (
    Factor("base", base.DESCRIPTION, "pair", None),
    *(Factor(PREFIX + name, DESCRIPTIONS[name], "locality", None) for name in COUNTRY_GROUPS),
    *(
        Factor(
            module.__name__.rsplit(".", 1)[-1],
            _text(module.contribute.__doc__),
            "locality",
            module.contribute,
        )
        for module in (country_trafficking_response, country_work, country_treaties)
    ),
    *(Factor(PREFIX + name, DESCRIPTIONS[name], "pair", None) for name in PAIR_GROUPS),
    *(
        Factor(
            module.__name__.rsplit(".", 1)[-1], _text(module.contribute.__doc__), "pair", module.contribute
        )
        for module in (listed_forced, listed_child, formerly_listed, state_imposed)
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
LIST_FACTORS: Final = ("listed_forced", "listed_child", "formerly_listed")
"""What the list itself says of the pair; its points are apart from those of the prior."""
PRIOR_FACTORS: Final = tuple(PREFIX + name for name in (*COUNTRY_GROUPS, *PAIR_GROUPS))
GOOD_FACTORS: Final = (*(PREFIX + name for name in PAIR_GROUPS), *LIST_FACTORS)
"""Factors that need the good: unknown without one, and without meaning where a sector has no goods."""
GOODLESS: Final = "prior_good_history"
"""Its rule names the sectors that have no goods (`not_applicable_sectors`)."""
