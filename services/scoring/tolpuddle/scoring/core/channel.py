"""How workers are recruited: fees, loans, documents, contract, right to change employer (R12)."""

from dataclasses import dataclass

import polars as pl

from tolpuddle.scoring.core.bands import INSUFFICIENT, band
from tolpuddle.scoring.core.factors.facts import Facts
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
    """channel, channel_low, channel_high, channel_coverage from supply, agency_share, ch_points, ch_open, ch_asked and
    ch_applicable; the index is null below the coverage floor."""
    channel = rules.channel
    share = pl.col("agency_share").clip(0.0, 1.0)
    providers = rounded(channel.labour_providers * share.fill_null(0.0))
    total = channel.base + pl.col("supply") + providers + pl.col("ch_points")
    unknown = pl.when(share.is_null()).then(channel.labour_providers).otherwise(0.0) + pl.col("ch_open")
    coverage = (
        pl.when(pl.col("ch_applicable") > 0)
        .then(pl.col("ch_asked") / pl.col("ch_applicable"))
        .otherwise(0.0)
        .round(4)
    )
    shown = (coverage >= channel.floor) & (pl.col("ch_asked") > 0)
    return [
        pl.when(shown).then(bounded(total)).alias("channel"),
        pl.when(shown).then(bounded(total)).alias("channel_low"),
        pl.when(shown).then(bounded(total + unknown)).alias("channel_high"),
        coverage.alias("channel_coverage"),
    ]


def channel_band(rules: Rules) -> pl.Expr:
    """channel_band from channel and channel_coverage; a low band needs nearly all questions asked."""
    rule = rules.channel_bands
    index, coverage = pl.col("channel"), pl.col("channel_coverage")
    return (
        pl.when(index.is_null() | ((index < rule.moderate) & (coverage < rule.low_needs_coverage)))
        .then(pl.lit(INSUFFICIENT))
        .otherwise(band(index, rule))
        .alias("channel_band")
    )
