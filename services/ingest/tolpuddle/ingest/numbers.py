"""Numbers as people write them: 1.234,00 and 1,234.00, 12% and 0,12, (5) and ca. 500."""

import polars as pl

_LEADING = r"^(?:ca\.?|circa|approx\.?|approximately|about|around|env\.?|environ|aprox\.?|etwa|rund|~|≈|>=|<=|≥|≤|>|<)\s*"
_TRAILING_WORDS = r"\s*(?:workers|employees|people|persons|staff|beschäftigte|mitarbeiter|mitarbeitende|personen|arbeiter|salariés|travailleurs|personnes|employés|trabajadores|personas|empleados|pax|fte)\.?$"
_PERCENT = r"\s*(?:%|percent|per cent|pct|prozent|pour ?cent|por ciento)\s*$"
_NEGATIVE = r"^\s*[-−–]\s*\d|^\(\s*[\d.,]+\s*\)$|^\d[\d.,]*-$"
_GROUPED = r"^\d{1,3}(?:\.\d{3})+$|^\d{1,3}(?:,\d{3})+$|^\d{1,3}(?:['’]\d{3})+$|^\d{1,3}(?: \d{3})+$"
_COMMA_DECIMAL = r"^\d{1,3}(?:[. '’]\d{3})+,\d+$|^\d+,\d+$"
_POINT_DECIMAL = r"^\d{1,3}(?:[, '’]\d{3})+\.\d+$|^\d+\.\d*$|^\.\d+$"
_THOUSANDS = r"^(\d+(?:[.,]\d+)?)\s?(?:k|tsd\.?|thousand|tausend|mille|mil)$"
_RANGE = r"^(\d[\d.,'’]*)\s*(?:%|k)?\s*(?:-|–|—|to|bis|à|a)\s*(\d[\d.,'’]*\s*(?:%|k|percent|prozent)?)$"
"""Two ends of a range: the upper one is read, so that nobody is counted out."""
_TAIL = r"^([^()\[\]]*\d\s*%?)\s*[(\[][^()\[\]]*[)\]]$|^([\d.,]+\s*%)[\s,;]+[^\d%]+$"
"""A number and words behind it: in brackets, or after a percent sign."""
_TURNED = r"(?i)\b(?:not|no|non|nicht|kein\w*|ohne|without|sans|sin|pas|except\w*|außer|sauf|salvo|million\w*|mio|mln|thousand|tausend|tsd|k|hundred|dozen)\b"
"""Words behind a number that may turn it into another one."""
_SCIENTIFIC = r"^\d+(?:[.,]\d+)?[eE][+-]?\d{1,3}$"


def read_numbers(texts: pl.Series, *, grouped: bool) -> pl.DataFrame:
    """Numbers in texts (String, trimmed).

    Out: number (Float64; null: no number or null in), percent (Boolean: a sign says so), loose (Boolean: about, a range
    of which the upper end is taken, thousands in a letter, or words behind the number).
    grouped: 1.234 and 1,234 are thousands, as for counts; else decimals, as for shares.
    """
    quick = texts.cast(pl.Int64, strict=False).cast(pl.Float64)
    if quick.null_count() == texts.null_count():
        no = pl.Series([False]).new_from_index(0, len(texts))
        return pl.DataFrame({"number": quick, "percent": no, "loose": no})
    words = texts.filter(quick.is_null() & texts.is_not_null()).unique().to_frame("text")
    read = words.select("text", *_expressions(pl.col("text"), grouped=grouped))
    read = read.with_columns(loose=pl.col("number").is_not_null() & _about())
    open_still = read.filter(pl.col("number").is_null()).select("text")
    if open_still.height:
        read = read.update(_loosely(open_still, grouped=grouped), on="text", how="left")
    joined = pl.DataFrame({"text": texts, "quick": quick}).join(
        read, on="text", how="left", maintain_order="left"
    )
    return joined.select(
        pl.coalesce("quick", "number").alias("number"),
        pl.col("percent", "loose").fill_null(value=False),
    )


def _about() -> pl.Expr:
    return pl.col("text").str.to_lowercase().str.contains(_LEADING)


def _loosely(words: pl.DataFrame, *, grouped: bool) -> pl.DataFrame:
    """text, number, percent, loose of words that are no plain number; null: no number all the same."""
    text = pl.col("text").str.to_lowercase()
    tail = text.str.extract_groups(_TAIL).struct
    kept = pl.coalesce(tail.field("1"), tail.field("2"))
    head = pl.when(kept.is_not_null() & ~text.str.contains(_TURNED)).then(kept).otherwise(text)
    parts = words.select("text", head=head.str.replace(_LEADING, "").str.strip_chars()).with_columns(
        low=pl.col("head").str.extract(_RANGE, 1), high=pl.col("head").str.extract(_RANGE, 2)
    )
    parts = parts.with_columns(core=pl.coalesce("high", "head").str.strip_chars())
    thousands = pl.col("core").str.extract(_THOUSANDS, 1)
    factor = pl.when(thousands.is_not_null() & pl.lit(grouped)).then(1000.0).otherwise(1.0)
    decimal = thousands.str.replace(",", ".", literal=True).cast(pl.Float64, strict=False)
    number, percent = _expressions(pl.col("core"), grouped=grouped)
    low, _ = _expressions(pl.col("low"), grouped=grouped)
    made = parts.select(
        "text",
        pl.when(factor > 1).then(decimal * factor).otherwise(number).alias("number"),
        percent.fill_null(value=False),
        low=low,
    )
    right_way = pl.col("low").is_null() | (pl.col("low") <= pl.col("number"))
    return made.select(
        "text",
        pl.when(right_way).then("number").alias("number"),
        "percent",
        loose=pl.col("number").is_not_null() & right_way,
    )


def _expressions(written: pl.Expr, *, grouped: bool) -> list[pl.Expr]:
    text = written.str.to_lowercase()
    percent = text.str.contains(_PERCENT)
    negative = text.str.contains(_NEGATIVE)
    bare = (
        text.str.replace(_PERCENT, "")
        .str.replace(_LEADING, "")
        .str.replace(_TRAILING_WORDS, "")
        .str.replace_all("[\u00a0\u202f\u2009]", " ")
        .str.strip_chars(" +-−–()")
    )
    comma = bare.str.replace_all(r"[. '’]", "").str.replace(",", ".", literal=True)
    point = bare.str.replace_all(r"[, '’]", "")
    plain = pl.when(bare.str.contains(r"^\d+$")).then(bare)
    if grouped:
        plain = plain.when(bare.str.contains(_GROUPED)).then(bare.str.replace_all(r"[.,'’ ]", ""))
    digits = (
        plain.when(bare.str.contains(_COMMA_DECIMAL))
        .then(comma)
        .when(bare.str.contains(_POINT_DECIMAL))
        .then(point)
        .when(bare.str.contains(_SCIENTIFIC))
        .then(bare.str.replace(",", ".", literal=True))
        .otherwise(None)
    )
    number = digits.cast(pl.Float64, strict=False)
    return [
        pl.when(negative).then(-number).otherwise(number).alias("number"),
        percent.alias("percent"),
    ]
