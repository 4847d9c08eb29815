"""JSON written column by column, as polars' encoder escapes it."""

import json
from typing import Final

import polars as pl

NULL: Final = "null"


def json_text(value: object) -> str:
    """One value as JSON text, without blanks, in the letters it was written in."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def encoded(value: pl.Expr) -> pl.Expr:
    """Any value as JSON text; null becomes null."""
    text = pl.struct(value.alias("v")).struct.json_encode()
    return text.str.slice(5).str.head(-1)


def plain(value: pl.Expr) -> pl.Expr:
    """A number, boolean or text without anything to escape, as JSON text; null becomes null."""
    return value.cast(pl.String).fill_null(NULL)


def word(value: pl.Expr) -> pl.Expr:
    """A word of our own, without anything to escape, in quotes; null becomes null."""
    return (
        pl.when(value.is_not_null())
        .then(pl.concat_str(pl.lit('"'), value, pl.lit('"')))
        .otherwise(pl.lit(NULL))
    )


def contribution_json(
    factor: str, points: pl.Expr, value: pl.Expr, reason: pl.Expr, source: pl.Expr
) -> pl.Expr:
    """One contribution as a JSON object."""
    return pl.struct(
        pl.lit(factor).alias("factor"),
        points.alias("points"),
        value.alias("value"),
        reason.alias("reason"),
        source.alias("source"),
    ).struct.json_encode()


def listed(texts: pl.Expr) -> pl.Expr:
    """Texts joined by ' | ' as a JSON array; null as an empty one."""
    array = pl.struct(texts.str.split(" | ").alias("v")).struct.json_encode().str.slice(5).str.head(-1)
    return pl.when(texts.is_not_null()).then(array).otherwise(pl.lit("[]"))
