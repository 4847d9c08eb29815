"""A small world with a pattern to learn: textiles of poor countries are listed, one subregion more than the others."""

import numpy as np
import polars as pl

from tolpuddle.kernel.edition import Edition

COUNTRIES = [f"{a}{b}{c}" for a in "AB" for b in "ABCD" for c in "ABCDE"]
GOODS = [f"good-{n:02d}" for n in range(16)]
YEARS = (2012, 2014, 2016, 2018)


def a_small_edition(*, twist: int = 0) -> Edition:
    """Every country makes every good but the last; the last is listed once, outside the candidates."""
    poor = {iso3: at % 4 < 2 for at, iso3 in enumerate(COUNTRIES)}
    listed: list[dict[str, object]] = []
    rng = np.random.default_rng(7 + twist)
    first = {
        (iso3, good): int(rng.integers(0, 5))
        for iso3 in COUNTRIES
        for at, good in enumerate(GOODS[:-1])
        if poor[iso3] and at < 6 and rng.random() < 0.6
    }
    for number, year in enumerate(YEARS):
        rows = [(pair, at) for pair, at in first.items() if at <= number]
        listed += [
            _entry(year, iso3, good, forced=iso3.startswith("A") and good < "good-03")
            for (iso3, good), _ in rows
        ]
    listed.append(_entry(2018, "AAA", GOODS[-1], forced=True))
    tables = {
        "countries": pl.DataFrame(
            {
                "iso3": COUNTRIES,
                "region": [iso3[0] for iso3 in COUNTRIES],
                "subregion": [iso3[:2] for iso3 in COUNTRIES],
                "income_group": ["Low income" if poor[iso3] else "High income" for iso3 in COUNTRIES],
            }
        ),
        "goods": pl.DataFrame(
            {
                "good_id": GOODS,
                "sector_id": ["garment_textile" if at < 8 else "mining" for at in range(16)],
                "dol_sector": ["Manufacturing" if at < 8 else "Mining" for at in range(16)],
                "hs4": ["6109;6110" if at < 8 else "2601" for at in range(16)],
                "sold_at_home": [False] * 16,
            }
        ),
        "listed_goods": pl.DataFrame(listed),
        "list_editions": pl.DataFrame(
            {"edition_year": [*YEARS, 2013], "published": [*(f"{year}-09-30" for year in YEARS), None]}
        ),
        "indicator_history": pl.DataFrame(
            {
                "iso3": [iso3 for iso3 in COUNTRIES for _ in (2010, 2014)],
                "year": [2010, 2014] * len(COUNTRIES),
                "wgi_rule_of_law": [
                    (-1.0 if poor[iso3] else 1.0) + at / 100
                    for at, iso3 in enumerate(COUNTRIES)
                    for _ in (0, 1)
                ],
                "gdp_pc_ppp": [1000.0 + 10 * at for at, _ in enumerate(COUNTRIES) for _ in (0, 1)],
            }
        ),
        "model_indicators": pl.DataFrame(
            {
                "indicator_id": ["gdp_pc_ppp", "wgi_rule_of_law"],
                "group": ["income", "governance"],
                "direction": ["none", "lower_is_riskier"],
                "scale": ["log", "linear"],
                "lag_years": [2, 2],
                "reason": ["none", "courts"],
            }
        ),
        "production_history": _output(),
    }
    hashes = {f"{name}.csv": f"{at:064d}" for at, name in enumerate(tables)}
    return Edition("2019.1", tables, {}, hashes, "2019-01-15")


def _output() -> pl.DataFrame:
    """The first good is made, all others but the last are exported; nobody but AAA exports good-14 before 2016."""
    made = pl.DataFrame(
        {
            "iso3": COUNTRIES,
            "good_id": GOODS[0],
            "made_since": 2009,
            "share_2010": 0.025,
            "share_2016": [None, *[0.026] * 39],
        }
    )
    exported = pl.DataFrame(
        {
            "iso3": [iso3 for iso3 in COUNTRIES for _ in GOODS[1:-1]],
            "good_id": GOODS[1:-1] * len(COUNTRIES),
            "exports_1999": [
                None if good == "good-14" and iso3 != "AAA" else 0.02
                for iso3 in COUNTRIES
                for good in GOODS[1:-1]
            ],
            "exports_2016": 0.025,
        }
    )
    return pl.concat([made, exported], how="diagonal").with_columns(
        heading_1999=pl.lit(None, pl.Float64), heading_2016=pl.lit(None, pl.Float64)
    )


def _entry(year: int, iso3: str, good: str, *, forced: bool) -> dict[str, object]:
    return {
        "edition_year": year,
        "iso3": iso3,
        "good_id": good,
        "child_labor": not forced,
        "forced_labor": forced,
        "downstream": False,
    }
