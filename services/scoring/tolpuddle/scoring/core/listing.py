"""What official lists and orders say of a supplier, kept apart from every score (R20, R23)."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

import polars as pl

from tolpuddle.scoring.core.json_text import json_text
from tolpuddle.scoring.core.listing_bits import ORDER_BITS
from tolpuddle.scoring.core.orders.finding import STATES as STATES
from tolpuddle.scoring.core.orders.finding import Finding
from tolpuddle.scoring.core.reference import Reference

LIST_NAME: Final = "US Department of Labor, List of Goods Produced by Child Labor or Forced Labor"
LIST_SECTION: Final = "22 USC 7112(b)(2)(C)"
LIST_ID: Final = "us_dol_tvpra"

Findings = Mapping[int, Finding]


def listing_columns(
    cases: pl.DataFrame, suppliers: int, reference: Reference, findings: Findings
) -> pl.DataFrame:
    """listing and listing_refs, one row per supplier: the strongest state of its goods and of all orders, and all entries.

    Beside them goods_listed (the list of goods alone says listed), order (what orders say: named, covered, own, possible,
    former; null: nothing) and order_bits. An entry of a good that was assumed, not stated, is `possible`. Null where country
    or goods are unknown and no order applies, and where a good that only the sector names has no entry: the goods that are
    really made may have one.
    """
    frame = cases.select("r", "pair", code=_code(reference))
    of_entries = frame.filter(pl.col("code") > 0)
    if cases.height > suppliers:
        frame = frame.group_by("r", maintain_order=True).agg(pl.max("code"))
    codes = frame.get_column("code")
    entries = reference.pairs.entries.get_column("entry")
    of_entries = of_entries.hstack([entries.gather(of_entries.get_column("pair")).alias("entry")])
    lines = of_entries.select("r", "entry")
    if cases.height > suppliers:
        lines = lines.group_by("r", maintain_order=True).agg(pl.col("entry").str.join(" | "))
    refs = pl.Series("listing_refs", [None], dtype=pl.String).new_from_index(0, suppliers)
    refs = refs.scatter(lines.get_column("r"), lines.get_column("entry"))
    listed = (codes == len(STATES) - 1).fill_null(value=False).alias("goods_listed")
    order = pl.Series("order", [None], dtype=pl.String).new_from_index(0, suppliers)
    bits = pl.zeros(suppliers, pl.Int64, eager=True).alias("order_bits")
    if findings:
        rows = pl.Series("r", list(findings), dtype=pl.UInt32)
        own = _by_row(of_entries.select("r", "code", "entry"), rows)
        found = list(findings.values())
        at = codes.gather(rows).to_list()
        stronger = [max(f.state, code or 0) for f, code in zip(found, at, strict=True)]
        codes = codes.clone().scatter(rows, pl.Series(stronger, dtype=codes.dtype))
        told = [" | ".join(refs_of(f, own.get(row, ()))) for row, f in findings.items()]
        refs = refs.scatter(rows, pl.Series(told, dtype=pl.String))
        order = order.scatter(rows, pl.Series([f.kind for f in found], dtype=pl.String))
        bits = bits.scatter(rows, pl.Series([order_bits(f) for f in found], dtype=pl.Int64))
    state = pl.Series("listing", STATES).gather(codes.cast(pl.UInt32)).alias("listing")
    return pl.DataFrame([state, refs, listed, order, bits])


def listing_entries(
    cases: pl.DataFrame, suppliers: int, reference: Reference, findings: Findings
) -> pl.Series:
    """The entries that apply as JSON arrays, one per supplier, strongest first."""
    of = cases.select("r", "pair", "listing", code=_code(reference)).filter(pl.col("listing") > 0)
    arrays = pl.Series(["[]"], dtype=pl.String).new_from_index(0, suppliers)
    if not of.is_empty():
        entries = reference.pairs.entries[of.get_column("pair")].hstack([of.get_column("r")])
        written = entries.select("r", order=_goods_entry(of.get_column("code"), reference))
        joined = written.group_by("r", maintain_order=True).agg(
            array=pl.concat_str(pl.lit("["), pl.col("order").str.join(","), pl.lit("]"))
        )
        arrays = arrays.scatter(joined.get_column("r"), joined.get_column("array"))
        of = of.hstack([written.get_column("order")])
    if not findings:
        return arrays
    rows = pl.Series("r", list(findings), dtype=pl.UInt32)
    own = {} if of.is_empty() else _by_row(of.select("r", "code", "order"), rows)
    merged = [f"[{','.join(entries_of(f, own.get(row, ())))}]" for row, f in findings.items()]
    return arrays.scatter(rows, pl.Series(merged, dtype=pl.String))


def refs_of(finding: Finding, goods: Sequence[tuple[int, str]]) -> list[str]:
    """All entries in one line each: orders and those of the list of goods (state, text), strongest first."""
    return _merged([(hit.state, hit.ref) for hit in finding.hits], goods)


def entries_of(finding: Finding, goods: Sequence[tuple[int, str]]) -> list[str]:
    """The same as JSON objects."""
    return _merged([(hit.state, json_text(hit.entry())) for hit in finding.hits], goods)


def order_bits(finding: Finding) -> int:
    """Laws that orders touch, and what a person must find out, as bits of ORDER_BITS."""
    return sum(1 << n for n, name in enumerate(ORDER_BITS) if name in finding.laws or name in finding.doubts)


def goods_entry(entry: Mapping[str, Any], code: int, reference: Reference) -> dict[str, Any]:
    """The entry of the list of goods that applies to a pair, in its JSON shape. code: its state."""
    made = {
        "list": LIST_NAME,
        "entity": entry["entry_entity"],
        "reason": entry["entry_reason"],
        "section": LIST_SECTION,
        "from": entry["entry_from"],
        "until": entry["entry_until"],
        "status": entry["entry_status"],
        "source": entry["entry_source"],
    }
    return made if reference.asking is None else {**made, "state": STATES[code], "list_id": LIST_ID}


def _merged(orders: list[tuple[int, str]], goods: Sequence[tuple[int, str]]) -> list[str]:
    return [text for _, text in sorted([*orders, *goods], key=lambda one: -one[0])]


def _by_row(lines: pl.DataFrame, rows: pl.Series) -> dict[int, list[tuple[int, str]]]:
    """r -> (state, text) of the lines of these rows, in their order."""
    found: dict[int, list[tuple[int, str]]] = {}
    for row, code, text in lines.filter(pl.col("r").is_in(rows.implode())).iter_rows():
        found.setdefault(row, []).append((code, text))
    return found


def _code(reference: Reference) -> pl.Expr:
    """What the list of goods says of each good: 0 to 3 as in STATES, null where it cannot say."""
    return (
        pl.when((pl.col("listing") == 2) & (pl.col("confidence") >= reference.rules.confident_good))
        .then(3)
        .when(pl.col("listing") == 2)
        .then(2)
        .when(pl.col("from_sector") & (pl.col("listing") == 0))
        .then(None)
        .otherwise(pl.col("listing").cast(pl.Int64))
        .cast(pl.Int64)
    )


def _goods_entry(codes: pl.Series, reference: Reference) -> pl.Expr:
    fields = [
        pl.lit(LIST_NAME).alias("list"),
        pl.col("entry_entity").alias("entity"),
        pl.col("entry_reason").alias("reason"),
        pl.lit(LIST_SECTION).alias("section"),
        pl.col("entry_from").alias("from"),
        pl.col("entry_until").alias("until"),
        pl.col("entry_status").alias("status"),
        pl.col("entry_source").alias("source"),
    ]
    if reference.asking is not None:
        state = pl.Series("state", STATES).gather(codes.cast(pl.UInt32)).alias("state")
        fields += [pl.lit(state), pl.lit(LIST_ID).alias("list_id")]
    return pl.struct(fields).struct.json_encode()
