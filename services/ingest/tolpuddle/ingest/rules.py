"""Pure: named expressions that a row must not satisfy; the name is the code of the refusal."""

from collections.abc import Sequence
from dataclasses import dataclass

import polars as pl

from tolpuddle.ingest.header_words import HeaderReading
from tolpuddle.ingest.normalise import AS_WRITTEN, NUMBER, SHARES
from tolpuddle.kernel.frames import ANSWER_PREFIX, CONTROL_PREFIX

MAX_CELL_CHARACTERS = 5_000
"""A longer cell in a column that is read makes its row unusable: nobody can have meant it."""

MAX_WORKERS = 5_000_000
MAX_TIER = 20

COUNTRY_UNKNOWN = "country_unknown"
"""Boolean column that the caller adds: the cell is filled and names no country."""

_SHOWN = 60


@dataclass(frozen=True, slots=True)
class Rule:
    """What makes a row unusable."""

    code: str
    header: str | None
    """Header of the column as the file has it; null: the row as a whole."""
    fails: pl.Expr
    """True: refused. Null counts as not refused, since null is unknown and not wrong."""
    reason: pl.Expr
    """One sentence with the value."""
    on_raw: bool = False
    """The expressions speak of the raw columns, under the file's headers; else of those that `normalise` makes."""


@dataclass(frozen=True, slots=True)
class Remark:
    """A cell that could not be read and became unknown; the row goes on."""

    code: str
    header: str
    applies: pl.Expr
    value: pl.Expr
    sentence: str


def rules_for(reading: HeaderReading, surplus: Sequence[str]) -> list[Rule]:
    """Rules in the order in which they give their code.

    surplus: names of the columns for cells beyond the last header.
    """
    rules = _raw_rules(reading, surplus)
    name = reading.columns["name"][0]
    rules.append(
        Rule("name_missing", name, pl.col("name").is_null(), pl.lit("The supplier's name is missing."))
    )
    if "country" in reading.columns:
        rules.append(
            Rule(
                "country_unknown",
                reading.columns["country"][0],
                pl.col(COUNTRY_UNKNOWN),
                pl.format("'{}' is no country.", _short("country")),
            )
        )
    for column in ("tier", "workers", *SHARES):
        if column in reading.columns:
            rules += _number_rules(column, reading.columns[column][0])
    return rules


def remarks_for(reading: HeaderReading) -> list[Remark]:
    """What is worth saying about rows that go on."""
    remarks: list[Remark] = []
    for column, headers in reading.columns.items():
        stated = pl.col(AS_WRITTEN + column).is_not_null() if _is_read(column) else None
        if stated is None:
            continue
        value = pl.col(AS_WRITTEN + column)
        if column.startswith(ANSWER_PREFIX):
            remarks.append(
                Remark(
                    "answer_unreadable",
                    headers[0],
                    stated & pl.col(column).is_null(),
                    value,
                    "is neither yes nor no",
                )
            )
        elif column.startswith(CONTROL_PREFIX):
            remarks.append(
                Remark(
                    "step_unreadable",
                    headers[0],
                    stated & pl.col(column).is_null(),
                    value,
                    "is no step of the ladder",
                )
            )
        else:
            unread = stated & pl.col(NUMBER + column).is_null()
            remarks.append(Remark("number_unreadable", headers[0], unread, value, "is no number"))
    return remarks


def _is_read(column: str) -> bool:
    return column in ("tier", "workers", *SHARES) or column.startswith((ANSWER_PREFIX, CONTROL_PREFIX))


def _raw_rules(reading: HeaderReading, surplus: Sequence[str]) -> list[Rule]:
    rules: list[Rule] = []
    name = reading.columns["name"][0]
    repeats = pl.col(name).str.strip_chars() == name
    others = [
        pl.col(headers[0]).str.strip_chars() == headers[0]
        for column, headers in reading.columns.items()
        if column != "name"
    ]
    if others:
        rules.append(
            Rule(
                "header_repeated",
                None,
                repeats & pl.any_horizontal(others),
                pl.lit("The row repeats the header."),
                on_raw=True,
            )
        )
    if surplus:
        rules.append(
            Rule(
                "cells_surplus",
                None,
                pl.any_horizontal(
                    pl.col(one).is_not_null() & (pl.col(one).str.strip_chars() != "") for one in surplus
                ),
                pl.lit(
                    "The row has more cells than the header: a separator inside a cell may lack its quotes."
                ),
                on_raw=True,
            )
        )
    for headers in reading.columns.values():
        for header in headers:
            characters = pl.col(header).str.len_chars()
            rules.append(
                Rule(
                    "cell_too_long",
                    header,
                    characters > MAX_CELL_CHARACTERS,
                    pl.format(
                        f"The cell has {{}} characters, more than {MAX_CELL_CHARACTERS:,}; it begins '{{}}'.",
                        characters,
                        pl.col(header).str.slice(0, _SHOWN),
                    ),
                    on_raw=True,
                )
            )
    return rules


def _number_rules(column: str, header: str) -> list[Rule]:
    number = pl.col(NUMBER + column)
    if column in SHARES:
        absurd, sentence = number > 1 + 1e-9, "'{}' is more than 100%."
    elif column == "workers":
        absurd, sentence = number > MAX_WORKERS, f"'{{}}' is more than {MAX_WORKERS:,} workers."
    else:
        absurd, sentence = number > MAX_TIER, f"'{{}}' is beyond tier {MAX_TIER}."
    written = _short(AS_WRITTEN + column)
    return [
        Rule("number_negative", header, number < 0, pl.format("'{}' is negative.", written)),
        Rule("number_absurd", header, absurd, pl.format(sentence, written)),
    ]


def _short(column: str) -> pl.Expr:
    return pl.col(column).str.slice(0, _SHOWN)
