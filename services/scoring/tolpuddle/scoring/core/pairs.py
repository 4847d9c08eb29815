"""Every country and good, worked out once: points, ranges, listing, reasons; the hot path only gathers."""

from dataclasses import dataclass, replace
from typing import Final

import polars as pl

from tolpuddle.scoring.core.entries import entries
from tolpuddle.scoring.core.factors.base import base_contribution
from tolpuddle.scoring.core.factors.every import (
    FACTORS,
    LIST_FACTORS,
    LOCALITY_FACTORS,
    PAIR_FACTORS,
    PRIOR_FACTORS,
)
from tolpuddle.scoring.core.factors.facts import Facts
from tolpuddle.scoring.core.factors.formerly_listed import former_entries
from tolpuddle.scoring.core.factors.listing_flags import current_entries
from tolpuddle.scoring.core.factors.prior import Prior, lay_prior
from tolpuddle.scoring.core.pair_rows import home_of, where_of, with_sectors
from tolpuddle.scoring.core.points import bounded, rounded
from tolpuddle.scoring.core.rules import Rules
from tolpuddle.scoring.core.upstream import Upstream, lay_upstream

SLOTS: Final = {factor.id: 63 - place for place, factor in enumerate(FACTORS)}
"""Factor -> its rank among equal points: the earlier in the list, the higher."""

REASONS_PER_PAIR: Final = 4


@dataclass(frozen=True, slots=True)
class Pairs:
    """Tables whose row number is loc * goods + good; unknown country and unknown good have rows of their own. Behind them stand
    rows for goods that are unknown in a sector: row number by_sector + loc * sectors + sector (see pair_rows)."""

    by_sector: int
    """Where the rows of the sectors start."""
    where: pl.DataFrame
    """loc, iso3, place_id, good_id of each row, and of_sector: the sector of an unknown good, "" where that is unknown too."""
    silent: frozenset[str]
    """Factors of the prior that this model does not use; not shown."""
    numbers: pl.DataFrame
    """own (pair factors but the prior), own_goods (flags of the list only), country, country_low, country_high, prior, prior_low, prior_high, prior_known, state_span, covered, listing (0 none,
    1 former, 2 listed; null unknown), forced, child, state, good_sector, up_applies, up_mid, up_high, up_state, reason_1 to 4."""
    points: pl.DataFrame
    """points_<factor> of base, the country factors and the pair factors."""
    words: pl.DataFrame
    """value_<factor>, reason_<factor>, source_<factor> of the pair factors, and of inputs where origin is unknown."""
    locality_words: pl.DataFrame
    """The same of the country factors; one row per locality."""
    entries: pl.DataFrame
    """entry (text of the entry that applies, current or former), entry_reason, entry_from, entry_until, entry_source."""
    texts: pl.Series
    """Pool of reasons; the low 33 bits of a reason key are a position in it."""
    text_offsets: dict[str, int]
    """Where the reasons of sectors, tiers, labour providers and upstream materials start in the pool."""
    goods_high: pl.Series
    """Row number loc * sectors + sector: the most that goods factors add to any good of that sector."""
    sectors: pl.DataFrame
    """points, low, high, known, value, reason, source, catch_all (gives way to the good's own); row number = sector."""
    upstream: Upstream
    home: pl.Series
    """The locality of the country of each locality: of a place with a rule of its own, that of its country."""


def reason_key(points: pl.Expr, factor: str, text: pl.Expr) -> pl.Expr:
    """An Int64 that sorts by points, then by the place of the factor; holds the text's position. Points <= 0: zero."""
    ranked = (
        (points * 10_000).round(0).cast(pl.Int64) * (1 << 40)
        + SLOTS[factor] * (1 << 33)
        + text.cast(pl.Int64)
    )
    return pl.when(points > 0).then(ranked).otherwise(pl.lit(0, pl.Int64))


def text_of_key(key: pl.Expr) -> pl.Expr:
    """Position in the pool of texts; null for a key of zero."""
    return pl.when(key > 0).then(key % (1 << 33)).cast(pl.UInt32)


def lay_pairs(facts: Facts, rules: Rules, supplier_texts: dict[str, pl.Series]) -> Pairs:
    """Compute all factors that depend on country, good or sector. supplier_texts: reasons to put into the pool."""
    by_sector = facts.grid.height
    facts = replace(facts, grid=with_sectors(facts))
    prior = lay_prior(facts, rules)
    by_locality = prior.by_locality | {
        f.id: f.contribute(facts, rules.factors[f.id]) for f in LOCALITY_FACTORS if f.contribute
    }
    by_pair = (
        {"base": base_contribution(facts, rules.factors["base"], prior.base)}
        | prior.by_pair
        | {f.id: f.contribute(facts, rules.factors[f.id]) for f in PAIR_FACTORS if f.contribute}
    )
    by_locality = {f.id: by_locality[f.id] for f in LOCALITY_FACTORS}
    sector_rows = next(f.contribute for f in FACTORS if f.id == "sector")
    assert sector_rows is not None
    catch_all = facts.sectors.get_column("sector_id").is_in(list(rules.factors["sector"].words("catch_all")))
    sectors = sector_rows(facts, rules.factors["sector"]).with_columns(catch_all=catch_all.fill_null(False))
    loc = facts.grid.get_column("loc")
    spread = {name: frame[loc] for name, frame in by_locality.items()}
    points = pl.DataFrame(
        [
            frame.get_column("points").alias(f"points_{name}")
            for name, frame in (*spread.items(), *by_pair.items())
        ]
    )
    good_sector = _good_sector(facts)
    numbers = _numbers(facts, rules, spread, by_pair, prior).with_columns(good_sector=good_sector)
    sector_points = sectors.get_column("points").gather(good_sector)
    index = numbers.select(
        bounded(pl.col("own") + pl.col("country") + pl.col("prior") + sector_points)
    ).to_series()
    upstream = lay_upstream(facts, rules.factors["inputs"], index, numbers.get_column("state"))
    numbers = numbers.hstack(
        upstream.unknown.select("up_applies", "up_mid", "up_high", "up_state", "material")
    )
    texts, offsets = _pool(by_locality, by_pair, sectors, upstream, supplier_texts)
    keys = _reason_keys(facts, spread, by_pair, offsets)
    words = pl.DataFrame(
        [
            frame.get_column(column).alias(f"{column}_{name}")
            for name, frame in (*by_pair.items(), ("inputs", upstream.unknown))
            for column in ("value", "reason", "source")
        ]
    )
    locality_words = pl.DataFrame(
        [
            frame.get_column(column).alias(f"{column}_{name}")
            for name, frame in by_locality.items()
            for column in ("points", "value", "reason", "source")
        ]
    )
    return Pairs(
        by_sector=by_sector,
        where=where_of(facts),
        silent=prior.silent,
        numbers=numbers.hstack(keys),
        points=points,
        words=words,
        locality_words=locality_words,
        entries=entries(facts),
        texts=texts,
        text_offsets=offsets,
        goods_high=_goods_high(facts, numbers),
        sectors=sectors,
        upstream=upstream,
        home=home_of(facts),
    )


def _good_sector(facts: Facts) -> pl.Series:
    sectors = facts.sectors.select("sector", "sector_id").drop_nulls("sector_id")
    unknown = facts.sectors.height - 1
    return (
        facts.grid.select("sector_id")
        .join(sectors, on="sector_id", how="left", maintain_order="left")
        .get_column("sector")
        .fill_null(unknown)
        .cast(pl.UInt32)
    )


def _sum(frames: dict[str, pl.DataFrame], column: str) -> pl.Series:
    gathered = pl.DataFrame([frame.get_column(column).alias(name) for name, frame in frames.items()])
    return gathered.select(rounded(pl.sum_horizontal(pl.all()))).to_series()


def _numbers(
    facts: Facts,
    rules: Rules,
    spread: dict[str, pl.DataFrame],
    by_pair: dict[str, pl.DataFrame],
    prior: Prior,
) -> pl.DataFrame:
    goods_only = {name: by_pair[name] for name in LIST_FACTORS}
    own = {name: frame for name, frame in by_pair.items() if name not in PRIOR_FACTORS}
    country = {name: frame for name, frame in spread.items() if name not in PRIOR_FACTORS}
    state = by_pair["state_imposed"]
    covered = pl.DataFrame(
        [
            (frame.get_column("known").cast(pl.Float64) * rules.factors[name].coverage).alias(name)
            for name, frame in (*spread.items(), *by_pair.items())
        ]
    ).select(rounded(pl.sum_horizontal(pl.all())))
    current = current_entries(facts).select("iso3", "good_id", "forced", "child", listing=pl.lit(2, pl.UInt8))
    former = former_entries(facts).select("iso3", "good_id", former=pl.lit(1, pl.UInt8))
    keys = ["iso3", "good_id"]
    listing = (
        facts.grid.select(keys)
        .join(current, on=keys, how="left", maintain_order="left")
        .join(former, on=keys, how="left", maintain_order="left")
    )
    known = pl.col("iso3").is_not_null() & pl.col("good_id").is_not_null()
    return pl.DataFrame(
        {
            "own": _sum(own, "points"),
            "own_goods": _sum(goods_only, "points"),
            "country": _sum(country, "points"),
            "country_low": _sum(country, "low"),
            "country_high": _sum(country, "high"),
            **prior.numbers.to_dict(as_series=True),
            "state_span": (state.get_column("high") - state.get_column("points")).round(4),
            "covered": covered.to_series(),
            "state": state.get_column("points") > 0,
        }
    ).hstack(
        listing.select(
            listing=pl.when(known).then(pl.coalesce("listing", "former", pl.lit(0, pl.UInt8))),
            forced=pl.col("forced").fill_null(False),
            child=pl.col("child").fill_null(False),
        )
    )


def _goods_high(facts: Facts, numbers: pl.DataFrame) -> pl.Series:
    cells = facts.grid.select("loc", "good").hstack(numbers.select("own_goods", "good_sector"))
    unknown = facts.sectors.height - 1
    by_sector = cells.group_by("loc", sector=pl.col("good_sector")).agg(pl.max("own_goods"))
    overall = cells.group_by("loc").agg(pl.max("own_goods")).with_columns(sector=pl.lit(unknown, pl.UInt32))
    both = pl.concat([by_sector.filter(pl.col("sector") != unknown), overall.select(by_sector.columns)])
    return (
        facts.localities.select("loc")
        .join(facts.sectors.select("sector"), how="cross", maintain_order="left_right")
        .join(both, on=["loc", "sector"], how="left", maintain_order="left")
        .get_column("own_goods")
        .fill_null(0.0)
    )


def _pool(
    by_locality: dict[str, pl.DataFrame],
    by_pair: dict[str, pl.DataFrame],
    sectors: pl.DataFrame,
    upstream: Upstream,
    supplier_texts: dict[str, pl.Series],
) -> tuple[pl.Series, dict[str, int]]:
    parts = {name: frame.get_column("reason") for name, frame in (*by_locality.items(), *by_pair.items())}
    parts |= {
        "sector": sectors.get_column("reason"),
        "inputs": upstream.unknown.get_column("reason"),
        **supplier_texts,
    }
    offsets: dict[str, int] = {}
    at = 0
    for name, texts in parts.items():
        offsets[name] = at
        at += texts.len()
    return pl.concat([texts.alias("text") for texts in parts.values()], rechunk=True), offsets


def _reason_keys(
    facts: Facts,
    spread: dict[str, pl.DataFrame],
    by_pair: dict[str, pl.DataFrame],
    offsets: dict[str, int],
) -> pl.DataFrame:
    pair = pl.int_range(pl.len(), dtype=pl.Int64)
    loc = pl.lit(facts.grid.get_column("loc").cast(pl.Int64))
    both = by_pair["listed_forced"].get_column("points") > 0
    frames = {**spread, **by_pair}
    frame = pl.DataFrame([f.get_column("points").alias(name) for name, f in frames.items()]).with_columns(
        listed_child=pl.when(both).then(0.0).otherwise(pl.col("listed_child"))
    )
    keys = frame.select(
        reason_key(pl.col(name), name, offsets[name] + (loc if name in spread else pair)).alias(name)
        for name in frames
        if name != "base"
    )
    # The highest again and again: sorting a list per pair takes twenty times as long, and keys above zero are distinct.
    names, found = keys.columns, list[pl.Series]()
    for place in range(REASONS_PER_PAIR):
        top = keys.select(pl.max_horizontal(names).alias(f"reason_{place + 1}")).to_series()
        found.append(top)
        keys = keys.select(
            pl.when(pl.col(name) == top).then(0).otherwise(pl.col(name)).alias(name) for name in names
        )
    return pl.DataFrame(found)
