"""How workers are recruited: fees, loans, documents, contract, right to change employer (R12)."""

from dataclasses import dataclass

import polars as pl

from tolpuddle.scoring.core.bands import INSUFFICIENT, band
from tolpuddle.scoring.core.corridors.regime import Corridor
from tolpuddle.scoring.core.factors.facts import Facts
from tolpuddle.scoring.core.json_text import contribution_json
from tolpuddle.scoring.core.points import bounded, rounded
from tolpuddle.scoring.core.rules import Rules


@dataclass(frozen=True, slots=True)
class ChannelTexts:
    """Points that the sector adds to the channel; row number = sector."""

    supply: pl.Series


def lay_channel(facts: Facts, rules: Rules) -> ChannelTexts:
    """Points of each sector for the recruitment channel."""
    channel = rules.channel
    is_supplier = (
        facts.sectors.get_column("sector_id").is_in(list(channel.labour_supply_sectors)).fill_null(False)
    )
    return ChannelTexts(supply=(is_supplier.cast(pl.Float64) * channel.labour_supply).rename("supply"))


def channel_columns(rules: Rules) -> list[pl.Expr]:
    """channel, channel_low, channel_high, channel_coverage, corridor from supply, agency_share, migrant_share,
    corridor_points, corridor_open, ch_points, ch_open, ch_asked and ch_applicable.

    The index is null below the coverage floor, and where it would read low on few answers; unless what is reported already
    reads high: that is never hidden.
    """
    channel, bands = rules.channel, rules.channel_bands
    share = pl.col("agency_share").clip(0.0, 1.0)
    providers = rounded(channel.labour_providers * share.fill_null(0.0))
    corridor = _corridor()
    total = channel.base + pl.col("supply") + providers + corridor + pl.col("ch_points")
    unknown = (
        pl.when(share.is_null()).then(channel.labour_providers).otherwise(0.0) + pl.col("ch_open")
    ) + pl.when(pl.col("corridor_open")).then(pl.col("corridor_points") - corridor).otherwise(0.0)
    coverage = (
        pl.when(pl.col("ch_applicable") > 0)
        .then(pl.col("ch_asked") / pl.col("ch_applicable"))
        .otherwise(0.0)
        .round(4)
    )
    index = bounded(total)
    thin = (coverage < channel.floor) | ((index < bands.moderate) & (coverage < bands.low_needs_coverage))
    shown = ((pl.col("ch_asked") > 0) & ~thin) | ((pl.col("ch_points") > 0) & (index >= bands.high))
    return [
        corridor.alias("corridor"),
        rounded(total).alias("ch_total"),
        pl.when(shown).then(bounded(total)).alias("channel"),
        pl.when(shown).then(bounded(total)).alias("channel_low"),
        pl.when(shown).then(bounded(total + unknown)).alias("channel_high"),
        coverage.alias("channel_coverage"),
    ]


def _corridor() -> pl.Expr:
    """Points of the destination's regime: where migrants are known of, or labour supply is the business, and nothing is known
    of changing employer."""
    migrants = (pl.col("supply") > 0) | (pl.col("migrant_share") > 0).fill_null(False)
    return pl.when(pl.col("corridor_open") & migrants).then(pl.col("corridor_points")).otherwise(0.0)


def channel_band(rules: Rules) -> pl.Expr:
    """channel_band from channel: insufficient_data where there is no index."""
    index = pl.col("channel")
    return (
        pl.when(index.is_null())
        .then(pl.lit(INSUFFICIENT))
        .otherwise(band(index, rules.channel_bands))
        .alias("channel_band")
    )


def fixed_contributions(rules: Rules, regimes: Corridor) -> list[pl.Expr]:
    """Contributions of the channel as JSON objects: base, labour supply, labour providers, corridor, j_channel (statements),
    bounds.

    From channel, supply, agency_share, corridor, loc; null where a part adds nothing.
    """
    channel = rules.channel
    share = pl.col("agency_share").clip(0.0, 1.0)
    providers = rounded(channel.labour_providers * share.fill_null(0.0))
    source = pl.lit(channel.source)
    cut = rounded(pl.col("channel") - pl.col("ch_total"))
    return [
        contribution_json(
            "base", pl.lit(channel.base), pl.lit(None, pl.String), pl.lit(channel.base_reason), source
        ),
        pl.when(pl.col("supply") > 0).then(
            contribution_json(
                "labour_supply",
                pl.col("supply"),
                pl.lit("labour supplier"),
                pl.lit(channel.labour_supply_reason),
                source,
            )
        ),
        pl.when(providers > 0).then(
            contribution_json(
                "labour_providers",
                providers,
                pl.format("{}%", (share * 100).round(0).cast(pl.Int64)),
                pl.lit(channel.labour_providers_reason),
                source,
            )
        ),
        pl.when(pl.col("corridor") > 0).then(
            contribution_json(
                "corridor",
                pl.col("corridor"),
                pl.lit("destination"),
                pl.lit(regimes.reason).gather(pl.col("loc")),
                pl.lit(regimes.source).gather(pl.col("loc")),
            )
        ),
        pl.col("j_channel"),
        pl.when(cut != 0).then(
            contribution_json(
                "bounds", cut, pl.lit("cut off"), pl.lit("The index ends at 0 and at 100."), source
            )
        ),
    ]
