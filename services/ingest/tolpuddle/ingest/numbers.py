"""Numbers as people write them: 1.234,00 and 1,234.00, 12% and 0,12, (5) and ca. 500."""

import polars as pl

_LEADING = r"^(?:ca\.?|circa|approx\.?|approximately|about|around|env\.?|environ|aprox\.?|etwa|rund|~|≈|>=|<=|≥|≤|>|<)\s*"
_TRAILING_WORDS = r"\s*(?:workers|employees|people|persons|staff|beschäftigte|mitarbeiter|mitarbeitende|personen|arbeiter|salariés|travailleurs|personnes|employés|trabajadores|personas|empleados|pax|fte)\.?$"
_PERCENT = r"\s*(?:%|percent|per cent|pct|prozent|pour ?cent|por ciento)\s*$"
_NEGATIVE = r"^\s*[-−–]\s*\d|^\(\s*[\d.,]+\s*\)$|^\d[\d.,]*-$"
_GROUPED = r"^\d{1,3}(?:\.\d{3})+$|^\d{1,3}(?:,\d{3})+$|^\d{1,3}(?:['’]\d{3})+$|^\d{1,3}(?: \d{3})+$"
_COMMA_DECIMAL = r"^\d{1,3}(?:[. '’]\d{3})+,\d+$|^\d+,\d+$"
_POINT_DECIMAL = r"^\d{1,3}(?:[, '’]\d{3})+\.\d+$|^\d+\.\d*$|^\.\d+$"
_SCIENTIFIC = r"^\d+(?:[.,]\d+)?[eE][+-]?\d{1,3}$"


def read_numbers(texts: pl.Series, *, grouped: bool) -> pl.DataFrame:
    """Numbers in texts (String, trimmed). Out: number (Float64; null: no number or null in), percent (Boolean: a sign says so).

    grouped: 1.234 and 1,234 are thousands, as for counts; else decimals, as for shares.
    """
    quick = texts.cast(pl.Int64, strict=False).cast(pl.Float64)
    if quick.null_count() == texts.null_count():
        return pl.DataFrame({"number": quick, "percent": pl.Series([False]).new_from_index(0, len(texts))})
    words = texts.filter(quick.is_null() & texts.is_not_null()).unique().to_frame("text")
    read = words.select("text", *_expressions(grouped=grouped))
    joined = pl.DataFrame({"text": texts, "quick": quick}).join(
        read, on="text", how="left", maintain_order="left"
    )
    return joined.select(
        number=pl.coalesce("quick", "number"), percent=pl.col("percent").fill_null(value=False)
    )


def _expressions(*, grouped: bool) -> list[pl.Expr]:
    text = pl.col("text").str.to_lowercase()
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
