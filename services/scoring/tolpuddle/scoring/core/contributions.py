"""The contributions of exposure as JSON, one line per supplier and good."""

from dataclasses import dataclass

import polars as pl

from tolpuddle.scoring.core.factors.every import LOCALITY_FACTORS, PAIR_FACTORS
from tolpuddle.scoring.core.json_text import contribution_json
from tolpuddle.scoring.core.pairs import Pairs
from tolpuddle.scoring.core.points import bounded, rounded
from tolpuddle.scoring.core.rules import Rules


@dataclass(frozen=True, slots=True)
class Written:
    """Contributions that can be written before any supplier is known, as JSON objects."""

    localities: pl.Series
    """The country factors of each locality, joined by commas."""
    sectors: pl.Series
    tiers: pl.Series


def write_fixed(pairs: Pairs, tiers: pl.DataFrame) -> Written:
    """Write the contributions of localities, sectors and tiers."""
    words = pairs.locality_words
    localities = words.select(
        pl.concat_str(
            [
                contribution_json(
                    f.id, *(pl.col(f"{part}_{f.id}") for part in ("points", "value", "reason", "source"))
                )
                for f in LOCALITY_FACTORS
                if f.id not in pairs.silent
            ],
            separator=",",
        )
    ).to_series()
    parts = [pl.col(name) for name in ("points", "value", "reason", "source")]
    return Written(
        localities=localities,
        sectors=pairs.sectors.select(contribution_json("sector", *parts)).to_series(),
        tiers=tiers.select(contribution_json("tier", *parts)).to_series(),
    )


def write_contributions(
    cases: pl.DataFrame, lines: pl.DataFrame, pairs: Pairs, rules: Rules, written: Written
) -> pl.DataFrame:
    """index (of this good, with the supplier's own factors) and contributions (JSON array) of each case.

    cases: as lay_cases gives them; lines: one row per supplier, as expose gives them.
    """
    pair, r = cases.get_column("pair"), cases.get_column("r")
    own = lines.select("tier_at", "agency_share", "agency_applies", "agency_points", "tier_points")[r]
    frame = cases.select(
        "r", "in_points", "in_text", "in_said", "guard", "sector_points", "own", "country", "prior"
    ).hstack(
        [
            *pairs.words[pair].get_columns(),
            *pairs.points.select(f"points_{f.id}" for f in PAIR_FACTORS)[pair].get_columns(),
            written.localities.gather(cases.get_column("loc")).alias("j_localities"),
            written.sectors.gather(cases.get_column("sector_at")).alias("j_sector"),
            written.tiers.gather(own.get_column("tier_at")).alias("j_tier"),
            *own.get_columns(),
        ]
    )
    guard, agency = rules.factors["blind_spot"], rules.factors["labour_providers"]
    frame = frame.with_columns(
        total=rounded(
            pl.col("own") + pl.col("country") + pl.col("prior") + pl.col("guard") + pl.col("sector_points") + pl.col("in_points")
            + pl.col("tier_points") + pl.col("agency_points")
        )
    ).with_columns(index=bounded(pl.col("total")))  # fmt: skip
    share = (pl.col("agency_share") * 100).round(0)
    cut = rounded(pl.col("index") - pl.col("total"))
    pieces = [
        *(
            contribution_json(
                f.id, *(pl.col(f"{part}_{f.id}") for part in ("points", "value", "reason", "source"))
            )
            for f in PAIR_FACTORS
            if f.id == "base"
        ),
        pl.col("j_localities"),
        *(
            contribution_json(
                f.id, *(pl.col(f"{part}_{f.id}") for part in ("points", "value", "reason", "source"))
            )
            for f in PAIR_FACTORS
            if f.id != "base" and f.id not in pairs.silent
        ),
        pl.col("j_sector"),
        contribution_json(
            "inputs",
            pl.col("in_points"),
            pl.col("in_said"),
            pl.coalesce("in_text", "reason_inputs"),
            pl.col("source_inputs"),
        ),
        pl.col("j_tier"),
        pl.when("agency_applies").then(
            contribution_json(
                "labour_providers",
                pl.col("agency_points"),
                pl.when(share.is_not_null()).then(pl.format("{}%", share.cast(pl.Int64))),
                pl.when(share.is_not_null())
                .then(pl.format("{}% of workers come from labour providers", share.cast(pl.Int64)))
                .otherwise(pl.lit("Share of labour providers unknown")),
                pl.lit(agency.source),
            )
        ),
        pl.when(pl.col("guard") != 0).then(
            contribution_json(
                "blind_spot",
                pl.col("guard"),
                pl.lit("taken back"),
                pl.lit(guard.reason),
                pl.lit(guard.source),
            )
        ),
        pl.when(cut != 0).then(
            contribution_json(
                "bounds",
                cut,
                pl.lit("cut off"),
                pl.lit(rules.factors["bounds"].reason),
                pl.lit(rules.factors["bounds"].source),
            )
        ),
    ]
    return frame.select(
        "index",
        contributions=pl.concat_str(
            pl.lit("["), pl.concat_str(pieces, separator=",", ignore_nulls=True), pl.lit("]")
        ),
    )
