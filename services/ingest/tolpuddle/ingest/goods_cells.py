"""Cells that hold several things: goods, customs codes, materials with their origins."""

from collections.abc import Callable
from typing import TypeAlias

import polars as pl

from tolpuddle.kernel.frames import GOODS_SEPARATOR

_PLAIN_CODE = r"^(?:\d\d){1,5}$|^\d{4}\.\d\d(?:\.?\d\d){0,2}$"
"""A customs code on its own in which nothing can be missing."""
_HELD = "\x02"
"""Stands for a separator inside brackets while the others are split."""
_IN_BRACKETS = r"(\([^()]*?)\s*[;,/|]\s*([^()]*\))"
_AND = r"^(\S+(?: \S+)?) (?:and|und|et|y|e|&) (\S+(?: \S+)?)$"
_FROM = r"^(.+?)\s*(?:@|\(|\[|:| from | aus | de | from: | origin | provenant de | desde )\s*([^()\[\]]*?)\s*[)\]]?$"


_Reader: TypeAlias = Callable[[pl.Series], pl.Series]


def goods_lists(cells: pl.Series) -> pl.Series:
    """Goods as written, joined by |, each once and in order; brackets stay whole. String in, String out, null stays."""
    return _by_distinct(cells, _goods, ~cells.str.contains(r"[;,/|\n(]"))


def code_lists(cells: pl.Series) -> pl.Series:
    """Customs codes joined by |, with what a spreadsheet did to them undone where that is certain."""
    return _by_distinct(cells, _codes, cells.str.contains(_PLAIN_CODE))


def input_lists(cells: pl.Series) -> pl.Series:
    """Materials as good@country joined by |, good@ where no origin is stated."""
    return _by_distinct(cells, _inputs, cells.is_null())


def _by_distinct(cells: pl.Series, read: _Reader, as_they_are: pl.Series) -> pl.Series:
    """Read each distinct cell once; those that need no reading stay."""
    words = cells.filter(~as_they_are).drop_nulls().unique(maintain_order=True).alias("cell")
    if words.is_empty():
        return cells
    made = pl.DataFrame({"cell": words, "made": read(words)})
    joined = cells.alias("cell").to_frame().join(made, on="cell", how="left", maintain_order="left")
    return joined.get_column("made").zip_with(~as_they_are, cells).alias(cells.name)


def _goods(cells: pl.Series) -> pl.Series:
    parts = _split(cells, r"[;,/|\n]")
    last = pl.col("part").str.extract_groups(_AND).struct
    several = pl.len().over("at") > 1
    is_last = pl.col("part").cum_count().over("at") == pl.len().over("at")
    divided = (
        pl.when(several & is_last & pl.col("part").str.contains(_AND))
        .then(pl.concat_list(last.field("1"), last.field("2")))
        .otherwise(pl.concat_list("part"))
    )
    return _joined(parts.with_columns(part=divided).explode("part"), len(cells))


def _codes(cells: pl.Series) -> pl.Series:
    cells = cells.str.replace_all(r"\b(\d{4}),(\d{2})\b", "${1}.${2}")
    parts = _split(cells, r"[;,/|\n]| and | und | et | y ")
    return _joined(parts.with_columns(part=_repaired(pl.col("part"))), len(cells))


def _repaired(code: pl.Expr) -> pl.Expr:
    """610910.0, 6.1091E+05, 90111 (for 090111), 6109.1 (for 6109.10); all else as written."""
    scientific = code.str.contains(r"^\d(?:[.,]\d+)?[eE]\+?\d{1,2}$")
    whole = (
        code.str.replace(",", ".", literal=True)
        .cast(pl.Float64, strict=False)
        .round()
        .cast(pl.Int64, strict=False)
    )
    code = pl.when(scientific).then(whole.cast(pl.String)).otherwise(code)
    code = pl.when(code.str.contains(r"^\d{5,}\.0+$")).then(code.str.replace(r"\.0+$", "")).otherwise(code)
    return (
        pl.when(code.str.contains(r"^\d{4}\.\d$")).then(pl.concat_str(code, pl.lit("0")))
        .when(code.str.contains(r"^\d{3}\.\d{2}$")).then(pl.concat_str(pl.lit("0"), code))
        .when(code.str.contains(r"^(?:\d{3}|\d{5}|\d{7}|\d{9})$")).then(pl.concat_str(pl.lit("0"), code))
        .otherwise(code)
    )  # fmt: skip


def _inputs(cells: pl.Series) -> pl.Series:
    parts = _split(cells, r"[;,/|\n]")
    groups = pl.col("part").str.extract_groups(_FROM).struct
    has_origin = pl.col("part").str.contains(_FROM)
    good = pl.when(has_origin).then(groups.field("1")).otherwise(pl.col("part")).str.strip_chars(" @:()[]")
    origins = pl.when(has_origin).then(groups.field("2")).otherwise(pl.lit(""))
    each = parts.select("at", good=good, origin=origins.str.split(_HELD)).explode("origin")
    made = each.select(
        "at", part=pl.concat_str(pl.col("good"), pl.lit("@"), pl.col("origin").str.strip_chars())
    )
    return _joined(made.filter(pl.col("part") != "@"), len(cells))


def _split(cells: pl.Series, separators: str) -> pl.DataFrame:
    """One row per part: at (place of the cell), part (String, trimmed)."""
    held = cells.str.replace_all(_HELD, " ", literal=True)
    for _ in range(8):
        if not held.str.contains(_IN_BRACKETS).any():
            break
        held = held.str.replace_all(_IN_BRACKETS, f"${{1}}{_HELD}${{2}}")
    return (
        pl.DataFrame({"at": pl.int_range(len(cells), eager=True), "part": held})
        .with_columns(pl.col("part").str.replace_all(separators, GOODS_SEPARATOR).str.split(GOODS_SEPARATOR))
        .explode("part")
        .with_columns(pl.col("part").str.strip_chars())
        .filter(pl.col("part") != "")
    )


def _joined(parts: pl.DataFrame, count: int) -> pl.Series:
    made = (
        parts.with_columns(pl.col("part").str.replace_all(_HELD, ", ", literal=True).str.strip_chars())
        .filter(pl.col("part") != "")
        .unique(["at", "part"], keep="first", maintain_order=True)
        .group_by("at", maintain_order=True)
        .agg(pl.col("part").str.join(GOODS_SEPARATOR))
    )
    places = pl.DataFrame({"at": pl.int_range(count, eager=True)})
    return places.join(made, on="at", how="left", maintain_order="left").get_column("part")
