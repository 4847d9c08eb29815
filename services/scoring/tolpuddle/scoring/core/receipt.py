"""Checks receipts: computes assessments again and names the part that changed (R17)."""

from typing import Final

import polars as pl

from tolpuddle.kernel.frames import ASSESSMENT_COLUMNS, POINTS_PREFIX, SUPPLIER_COLUMNS, conform
from tolpuddle.scoring.core.canonical import hashed, read_back
from tolpuddle.scoring.core.reference import Reference
from tolpuddle.scoring.core.screen import screen
from tolpuddle.scoring.core.stamp import LONG, PREFIX, stamp

__all__ = ["stamp", "verify"]

NOT_READINGS: Final = frozenset({"row", "priority_rank", "receipt", "input"})
"""Columns that depend on more than the supplier's own facts, or are checked by themselves."""

SCHEMA: Final = {"supplier_id": pl.String(), "ok": pl.Boolean(), "part": pl.String(), "sentence": pl.String()}


def verify(assessments: pl.DataFrame, reference: Reference) -> pl.DataFrame:
    """Recompute every assessment from its `input` and compare. Returns supplier_id, ok, part, sentence, in row order.

    part names the first part that changed: receipt, input, edition, rules, model, engine, or result:<column>; null
    where ok. Every column of readings that the frame has is compared bit for bit.
    """
    ids = assessments.get_column("supplier_id")
    parts = _receipt_parts(assessments, reference)
    wanted = parts.is_null()
    if wanted.any():
        rows = assessments.filter(wanted)
        try:
            suppliers = conform(read_back(rows.get_column("input")), SUPPLIER_COLUMNS, ("a_", "c_"))
            again = screen(suppliers, reference, details="detail" in rows.columns)
            parts = parts.scatter(wanted.arg_true(), _differences(rows, again))
        except (pl.exceptions.PolarsError, ValueError):
            parts = parts.scatter(wanted.arg_true(), pl.Series(["input"] * rows.height, dtype=pl.String))
    sentences = [_sentence(i, part) for i, part in zip(ids.to_list(), parts.to_list(), strict=True)]
    return pl.DataFrame(
        {"supplier_id": ids, "ok": parts.is_null(), "part": parts, "sentence": sentences}, schema=SCHEMA
    )


def _receipt_parts(assessments: pl.DataFrame, reference: Reference) -> pl.Series:
    digests = reference.digests
    inputs = assessments.get_column("input").fill_null("")
    tail = pl.concat_str(*(pl.lit(":") + pl.col(n) for n in ("input", "edition", "rules", "model", "engine")))
    fields = (
        assessments.get_column("receipt")
        .fill_null("")
        .str.split_exact(":", 6)
        .struct.rename_fields(["prefix", "id", "input", "edition", "rules", "model", "engine"])
        .struct.unnest()
    )
    rests = fields.select(tail.str.slice(1).fill_null("")).to_series().to_list()
    made = pl.Series(hashed(rests, LONG), dtype=pl.String)
    own = pl.Series(hashed(inputs.to_list(), LONG), dtype=pl.String)
    return fields.select(
        pl.when(pl.col("input").is_null() | (pl.col("input") != own))
        .then(pl.lit("input"))
        .when(pl.col("edition") != digests.edition)
        .then(pl.lit("edition"))
        .when(pl.col("rules") != digests.rules)
        .then(pl.lit("rules"))
        .when(pl.col("model") != digests.model)
        .then(pl.lit("model"))
        .when(pl.col("engine").is_null() | (pl.col("engine") != digests.engine))
        .then(pl.lit("engine"))
        .when((pl.col("prefix") != PREFIX) | (pl.col("id") != made))
        .then(pl.lit("receipt"))
        .otherwise(pl.lit(None, pl.String))
        .alias("part")
    ).to_series()


def _differences(rows: pl.DataFrame, again: pl.DataFrame) -> pl.Series:
    names = [column.name for column in ASSESSMENT_COLUMNS if column.name not in NOT_READINGS]
    names += [name for name in again.columns if name.startswith(POINTS_PREFIX)]
    found = pl.lit(None, pl.String)
    compared = rows.select(n for n in names if n in rows.columns).hstack(
        again.select(pl.col(n).alias(f"again:{n}") for n in names if n in rows.columns)
    )
    for name in reversed([n for n in names if n in rows.columns]):
        same = pl.col(name).cast(again.schema[name]).eq_missing(pl.col(f"again:{name}"))
        found = pl.when(same).then(found).otherwise(pl.lit(f"result:{name}"))
    return compared.select(found.alias("part")).to_series()


def _sentence(supplier_id: str, part: str | None) -> str:
    if part is None:
        return f"{supplier_id}: recomputed, every value is the same."
    column = part.removeprefix("result:")
    if column != part:
        return f"{supplier_id}: {column} comes out differently than it is written here."
    words = {
        "input": "the facts of the supplier are not those that the receipt was made for",
        "edition": "the reference data is of another edition, or was changed",
        "rules": "the rules and weights are others, or were changed",
        "model": "the model is another one",
        "engine": "another version of the engine computed it",
        "receipt": "the receipt itself was changed",
    }
    return f"{supplier_id}: {words[part]}."
