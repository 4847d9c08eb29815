"""What the official list says of a supplier's goods and country, kept apart from every score (R20)."""

import polars as pl

from tolpuddle.scoring.core.reference import Reference

STATES = ("none", "former", "possible", "listed")


def listing_columns(cases: pl.DataFrame, suppliers: int, reference: Reference) -> pl.DataFrame:
    """listing and listing_refs, one row per supplier: the strongest state of any of its goods, and all entries.

    An entry of a good that was assumed, not stated, is `possible`. Null where country or goods are unknown, and where a
    good that only the sector names has no entry: the goods that are really made may have one.
    """
    code = (
        pl.when((pl.col("listing") == 2) & (pl.col("confidence") >= reference.rules.confident_good))
        .then(3)
        .when(pl.col("listing") == 2)
        .then(2)
        .when(pl.col("from_sector") & (pl.col("listing") == 0))
        .then(None)
        .otherwise(pl.col("listing").cast(pl.Int64))
    )
    frame = cases.select("r", "pair", code=code)
    of_entries = frame.filter(pl.col("code") > 0)
    if cases.height > suppliers:
        frame = frame.group_by("r", maintain_order=True).agg(pl.max("code"))
    state = pl.Series("listing", STATES).gather(frame.get_column("code").cast(pl.UInt32)).alias("listing")
    entries = reference.pairs.entries.get_column("entry")
    lines = pl.DataFrame(
        [of_entries.get_column("r"), entries.gather(of_entries.get_column("pair")).alias("entry")]
    )
    if cases.height > suppliers:
        lines = lines.group_by("r", maintain_order=True).agg(pl.col("entry").str.join(" | "))
    refs = pl.Series("listing_refs", [None], dtype=pl.String).new_from_index(0, suppliers)
    return pl.DataFrame([state, refs.scatter(lines.get_column("r"), lines.get_column("entry"))])
