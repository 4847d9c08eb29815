"""Answers and steps with more words behind them: a leading yes or no, where nothing behind it takes it back."""

import polars as pl

from tolpuddle.ingest.cell_words import ANSWERS, STEPS

_LEADING = {"yes": "yes|ja|oui|sí|si", "no": "no|nein|non"}
_SEPARATED = r"(?:{}\s*[,;:!(\[]|\s+[-–—]\s|\s*[–—])\s*(.*)$"
_ALONE = r"(?:^|[,;:.!(/]|\s[-–—]\s)\s*(?:{})\s*(?:[,;:.!)/?]|$)"
_OPEN = (
    r"\?|\b(?:not sure|unsure|unclear|unknown|don'?t know|do not know|depends|maybe|perhaps|weiß nicht|weiss nicht|unklar"
    r"|unbekannt|vielleicht|je nach|pas sûr|ne sais? pas|inconnu|peut-être|no sé|no sabemos|quizás?|tal vez|depende)\b"
)
"""Words that take any answer back."""
_EXCEPTED = (
    r"\b(?:but|except|apart from|unless|only|mostly|usually|officially|aber|außer|ausser|nur|meist|meistens|offiziell|mais|sauf"
    r"|seulement|généralement|officiellement|pero|salvo|excepto|solo|sólo|generalmente|oficialmente)\b"
)
"""Words that make a no one with exceptions, which is no longer clear."""

_YES_ON_THE_LADDER = "discussed"
"""The lowest step above none: a yes says that there is something, and nothing about how far it has come."""


def loosely_read(texts: pl.Series, *, ladder: bool) -> pl.Series:
    """yes or no, or with ladder a step, from texts (String, trimmed) that are no plain answer or step; null: a person must read it."""
    words = texts.drop_nulls().unique().alias("text").to_frame()
    nothing = pl.Series([None], dtype=pl.String).new_from_index(0, len(texts))
    if words.is_empty():
        return nothing
    text = pl.col("text").str.to_lowercase().str.strip_chars(" .!")
    answers: list[pl.Expr] = []
    for answer, leading in _LEADING.items():
        # "No. 5" is a number, so that a full stop separates a yes only
        stop = "" if answer == "no" else r"\.\s+|"
        rest = text.str.extract(rf"^(?:{leading})" + _SEPARATED.format(stop))
        other = _LEADING["no" if answer == "yes" else "yes"]
        sure = ~rest.str.contains(_OPEN) & ~rest.str.contains(_ALONE.format(other))
        if answer == "no":
            sure &= ~rest.str.contains(_EXCEPTED)
        read = _step(answer, rest) if ladder else pl.lit(answer)
        answers.append(pl.when(rest.is_not_null() & sure).then(read))
    if ladder:
        plain = text.replace_strict(ANSWERS, default=None, return_dtype=pl.String)
        steps = {"yes": _YES_ON_THE_LADDER, "no": "none"}
        answers.append(plain.replace_strict(steps, default=None, return_dtype=pl.String))
    made = words.select("text", read=pl.coalesce(answers)).drop_nulls("read")
    if made.is_empty():
        return nothing
    joined = texts.alias("text").to_frame().join(made, on="text", how="left", maintain_order="left")
    return joined.get_column("read")


def _step(answer: str, rest: pl.Expr) -> pl.Expr:
    """The step that stands behind a yes ("yes (written)"), else the lowest; a no is none."""
    if answer == "no":
        return pl.lit("none")
    named = rest.str.strip_chars(" .!)]").replace_strict(
        {word: step for word, step in STEPS.items() if not word[0].isdigit()},
        default=None,
        return_dtype=pl.String,
    )
    return pl.coalesce(named, pl.lit(_YES_ON_THE_LADDER))
