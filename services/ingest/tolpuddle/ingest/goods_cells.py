"""Cells that hold several things: goods, customs codes, materials with their origins."""

import re
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


_SHARE = r"\(?\b\d{1,3}(?:[.,]\d+)?\s*%\)?\s*(?:of |de |d['’])?"
"""A share of a composition: "60% cotton", "cotton (60 %)"."""
_DASH = r"^(.+?)\s+[-–—]\s+(.+)$"

_Reader: TypeAlias = Callable[[pl.Series], pl.Series]

IsPlace: TypeAlias = Callable[[str], bool]
"""Whether a word is a country, or a part of one."""


def nowhere(word: str) -> bool:
    """No word is a place: for callers that know none."""
    return not word and bool(word)


def goods_lists(cells: pl.Series) -> pl.Series:
    """Goods as written, joined by |, each once and in order; brackets stay whole. String in, String out, null stays."""
    return _by_distinct(cells, _goods, ~cells.str.contains(r"[;,/|\n(]"))


def code_lists(cells: pl.Series) -> pl.Series:
    """Customs codes joined by |, with what a spreadsheet did to them undone where that is certain."""
    return _by_distinct(cells, _codes, cells.str.contains(_PLAIN_CODE))


def input_lists(cells: pl.Series, is_place: IsPlace = nowhere) -> pl.Series:
    """Materials as good@country joined by |, good@ where no origin is stated; shares of a composition are left out.

    is_place says whether a word is a country or a part of one: "cotton, Xinjiang" is one material, "cotton, polyester" two.
    """
    return _by_distinct(cells, lambda words: _inputs(words, is_place), cells.is_null())


def origins_of(material: str, cells: pl.Series) -> pl.Series:
    """Cells of a column that names one material and holds its origins, as materials with origins; null stays."""
    text = cells.str.strip_chars()
    places = text.str.replace_all(r"\s*[;|/\n]\s*", ", ")
    own = text.str.contains(r"[@(\[]")
    return (
        pl.DataFrame({"text": text, "places": places, "own": own})
        .select(
            pl.when("own")
            .then("text")
            .otherwise(pl.format("{} ({})", pl.lit(material), "places"))
            .alias(cells.name)
        )
        .to_series()
    )


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


def _inputs(cells: pl.Series, is_place: IsPlace) -> pl.Series:
    parts = _split(cells.str.replace_all(_SHARE, " "), r"[;/|\n]")
    parts = _with_places(parts, is_place)
    groups = pl.col("part").str.extract_groups(_FROM).struct
    has_origin = pl.col("part").str.contains(_FROM)
    good = pl.when(has_origin).then(groups.field("1")).otherwise(pl.col("part")).str.strip_chars(" @:()[]")
    origins = pl.when(has_origin).then(groups.field("2")).otherwise(pl.lit(""))
    each = parts.select("at", good=good, origin=origins.str.split(_HELD)).explode("origin")
    made = each.select(
        "at", part=pl.concat_str(pl.col("good"), pl.lit("@"), pl.col("origin").str.strip_chars(" ?¿"))
    )
    return _joined(made.filter(pl.col("part") != "@"), len(cells))


def _with_places(parts: pl.DataFrame, is_place: IsPlace) -> pl.DataFrame:
    """Parts split at commas, where a place behind a comma or dash becomes the origin of what stands before it."""
    rows: list[tuple[int, str]] = []
    for at, part in parts.select("at", "part").iter_rows():
        made: list[str] = []
        open_for_place = False
        for piece in (one.strip() for one in part.split(",")):
            if not piece:
                continue
            if open_for_place and is_place(piece.strip(" ?¿()")):
                made[-1] = _from_also(made[-1], piece, is_place)
                continue
            dash = re.match(_DASH, piece)
            if dash and is_place(dash[2].strip(" ?¿()")):
                piece = f"{dash[1]}@{dash[2]}"
            made.append(piece)
            open_for_place = not is_place(piece)
        rows += [(at, piece) for piece in made]
    return pl.DataFrame(rows, schema={"at": pl.Int64, "part": pl.String}, orient="row")


def _from_also(material: str, place: str, is_place: IsPlace) -> str:
    """A material with one more origin; "cotton (organic)" has none yet."""
    stated = re.match(_FROM, material)
    if stated is None:
        return f"{material}@{place}"
    if all(is_place(origin.strip(" ?¿")) for origin in stated[2].split(_HELD)):
        return f"{stated[1]}@{stated[2]}{_HELD}{place}"
    return f"{stated[1]} {stated[2]}".strip() + f"@{place}"


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
