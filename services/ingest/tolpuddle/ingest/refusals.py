"""Rules over a batch: which rows are refused, and the rows as they came with the reason."""

from collections.abc import Sequence

import polars as pl

from tolpuddle.ingest.header_words import HeaderReading
from tolpuddle.ingest.normalise import REFUSED
from tolpuddle.ingest.rules import Rule
from tolpuddle.kernel.frames import EVIDENCE, REJECT_COLUMNS


def refused_rows(raw: pl.DataFrame, normal: pl.DataFrame, rules: Sequence[Rule]) -> pl.DataFrame:
    """column, code, reason for each row; all null: not refused. The first rule gives column and code.

    Each rule gives its sentence, but of one column only the first, and none beside one about the row as a whole.
    """
    nothing = pl.Series([None], dtype=pl.String).new_from_index(0, raw.height)
    column, code, reasons = nothing, nothing, list[pl.Series]()
    told_of: dict[str | None, pl.Series] = {}
    for rule in rules:
        frame = raw if rule.on_raw else normal
        fails = frame.select(fails=rule.fails.fill_null(value=False)).to_series()
        for header in (rule.header, None):
            if header in told_of:
                fails &= ~told_of[header]
        if not fails.any():
            continue
        told_of[rule.header] = told_of[rule.header] | fails if rule.header in told_of else fails
        told = frame.select(
            reason=pl.when(fails).then(rule.reason),
            code=pl.when(fails).then(pl.lit(rule.code)),
            column=pl.when(fails).then(pl.lit(rule.header, dtype=pl.String)),
        )
        column = column.zip_with(code.is_not_null(), told.get_column("column"))
        code = code.zip_with(code.is_not_null(), told.get_column("code"))
        reasons.append(told.get_column("reason").alias(str(len(reasons))))
    reason = (
        pl.DataFrame(reasons).select(pl.concat_str(pl.all(), separator=" ", ignore_nulls=True)).to_series()
        if reasons
        else nothing
    )
    return pl.DataFrame({"column": column, "code": code, "reason": reason})


def refused_cells(
    raw: pl.DataFrame, normal: pl.DataFrame, rows: pl.Series, reading: HeaderReading
) -> pl.DataFrame:
    """Reject frame of single answers: the rows as they came, once for each answer or item that was not kept."""
    found: list[pl.DataFrame] = []
    for name in (name for name in normal.columns if name.startswith(REFUSED)):
        why = normal.get_column(name)
        if why.null_count() == why.len():
            continue
        bad = why.is_not_null()
        column = name.removeprefix(REFUSED)
        told = pl.DataFrame(
            {
                "column": pl.Series([reading.columns[column][0]]).new_from_index(0, int(bad.sum())),
                "code": pl.Series(
                    ["evidence_refused" if column == EVIDENCE else "answer_refused"]
                ).new_from_index(0, int(bad.sum())),
                "reason": why.filter(bad),
            }
        )
        found.append(as_rejects(raw.filter(bad), rows.filter(bad), told))
    nothing = pl.DataFrame({name: pl.Series([], dtype=pl.String) for name in ("column", "code", "reason")})
    return pl.concat(found) if found else as_rejects(raw.clear(), rows.clear(), nothing)


def as_rejects(raw: pl.DataFrame, rows: pl.Series, refused: pl.DataFrame) -> pl.DataFrame:
    """Reject frame: the rows as they came, a column named like one of the contract renamed, then the contract's."""
    taken = {column.name for column in REJECT_COLUMNS}
    shown = {name: f"{name} (file)" for name in raw.columns if name in taken}
    return raw.rename(shown).with_columns(
        rows.alias("row_number"), *(refused.get_column(name) for name in ("column", "code", "reason"))
    )
