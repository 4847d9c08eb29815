"""Pure: named expressions that a row must not satisfy; the name is the code of the refusal."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import polars as pl

from tolpuddle.ingest.header_words import HeaderReading
from tolpuddle.ingest.normalise import AS_WRITTEN, DAY, LOOSE, NUMBER, SHARES
from tolpuddle.kernel.answer_words import STEPS
from tolpuddle.kernel.frames import ANSWER_PREFIX, CONTROL_PREFIX, EVIDENCE

MAX_CELL_CHARACTERS = 5_000
"""A longer cell in a column that is read makes its row unusable: nobody can have meant it."""

MAX_EVIDENCE_CHARACTERS = 200_000
"""Items of evidence are a list and may be longer."""

MAX_WORKERS = 5_000_000
MAX_TIER = 20

COUNTRY_UNKNOWN = "country_unknown"
"""Boolean column that the caller adds: the cell is filled and names no country."""

LINE_UNREADABLE = "line_unreadable"
"""Code of a line that is no row; its text is in the reject frame."""

_SHOWN = 60

_READ_FROM = {
    "answer": "In row {row} of {header} the answer was read as {read} from '{value}'",
    "step": "In row {row} of {header} the step was read as {read} from '{value}'",
    "step_discussed": "In row {row} of {header} the step was read as {read} from '{value}', since a yes alone shows no more",
}

_TOTALS = r"(?i)^\s*(?:(?:grand |sub-?)?totals?|total g[eé]n[eé]ral|sous-total|summe|gesamt(?:summe)?|insgesamt|zwischensumme|suma)\s*:?\s*$"
_NUMBERS_ONLY = r"^[\s\d.,'’%()+−-]*$"

_MEANINGS = {
    "supplier_id": "supplier's id",
    "name": "supplier's name",
    "hs_codes": "customs codes",
    "inputs": "materials",
    "workers": "number of workers",
    "migrant_share": "share of migrant workers",
    "women_share": "share of women",
    "young_share": "share of workers under 18",
    "agency_share": "share of workers from labour providers",
}


@dataclass(frozen=True, slots=True)
class Rule:
    """What makes a row unusable."""

    code: str
    header: str | None
    """Header of the column as the file has it; null: the row as a whole, and no other reason is told."""
    fails: pl.Expr
    """True: refused. Null counts as not refused, since null is unknown and not wrong."""
    reason: pl.Expr
    """One sentence with the column's meaning and the value. It begins with a word: other marks are formulas to spreadsheets."""
    on_raw: bool = False
    """The expressions speak of the raw columns, under the file's headers; else of those that `normalise` makes."""


@dataclass(frozen=True, slots=True)
class Remark:
    """A cell that was not plain: it became unknown, or was read all the same; the row goes on."""

    code: str
    header: str
    applies: pl.Expr
    value: pl.Expr
    sentence: str
    """With {value}, {row}, {header} and {read}, without its full stop."""
    read: pl.Expr = field(default_factory=lambda: pl.lit(None, dtype=pl.String))
    """What the cell was read as."""


def rules_for(reading: HeaderReading, surplus: Sequence[str], broken_why: str | None = None) -> list[Rule]:
    """Rules in the order in which they give their code.

    surplus: names of the columns for cells beyond the last header.
    broken_why: name of the column that says why a line is no row; null: all are.
    """
    rules = _raw_rules(reading, surplus)
    if broken_why is not None:
        why = pl.col(broken_why)
        rules.insert(0, Rule(LINE_UNREADABLE, None, why.is_not_null(), why, on_raw=True))
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
                pl.format("The country is given as '{}', which is no country.", _short("country")),
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
        if column == "inputs":
            value = pl.col(AS_WRITTEN + column)
            sentence = (
                "'{value}' in row {row} of {header} has a question mark; its words were read without it"
            )
            remarks.append(Remark("origin_doubted", headers[0], pl.col(LOOSE + column), value, sentence))
        if column == DAY:
            value = pl.col(AS_WRITTEN + column)
            sentence = (
                "'{value}' in row {row} of {header} is no day, or could be two, and was read as not stated"
            )
            unread = value.is_not_null() & pl.col(column).is_null()
            remarks.append(Remark("day_unreadable", headers[0], unread, value, sentence))
        if not _is_read(column):
            continue
        value = pl.col(AS_WRITTEN + column)
        if column.startswith((ANSWER_PREFIX, CONTROL_PREFIX)):
            read, wanted = pl.col(column), "is neither yes nor no"
            if column.startswith(CONTROL_PREFIX):
                wanted = "is no step of the ladder"
            code = "answer" if column.startswith(ANSWER_PREFIX) else "step"
            for one in ("yes", "no") if code == "answer" else STEPS:
                applies = pl.col(LOOSE + column) & (read == one)
                sentence = _READ_FROM.get(f"{code}_{one}", _READ_FROM[code])
                remarks.append(Remark(f"{code}_read_{one}", headers[0], applies, value, sentence, read))
            sentence = f"'{{value}}' in row {{row}} of {{header}} {wanted}, was read as unknown and must be read by a person"
            unread = value.is_not_null() & read.is_null()
            remarks.append(Remark(f"{code}_unreadable", headers[0], unread, value, sentence))
        else:
            number = pl.col(NUMBER + column)
            sentence = "'{value}' in row {row} of {header} is no number and was read as unknown"
            unread = value.is_not_null() & number.is_null()
            remarks.append(Remark("number_unreadable", headers[0], unread, value, sentence))
            if column != "tier":
                sentence = "'{value}' in row {row} of {header} was read as {read}"
                loose = pl.col(LOOSE + column) & number.is_not_null()
                remarks.append(Remark("number_read", headers[0], loose, value, sentence, _shown(column)))
    return remarks


def _shown(column: str) -> pl.Expr:
    number = pl.col(NUMBER + column)
    if column in SHARES:
        return pl.format("{}%", (number * 100).round(2).cast(pl.String).str.strip_suffix(".0"))
    return number.round().cast(pl.Int64, strict=False).cast(pl.String)


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
    beside = [
        *(header for headers in reading.columns.values() for header in headers if header != name),
        *reading.unknown,
        *(header for headers in reading.ambiguous.values() for header in headers),
    ]
    if beside:
        said = [pl.col(header).fill_null("") for header in beside]
        rules.append(
            Rule(
                "total_row",
                None,
                pl.col(name).str.contains(_TOTALS)
                & pl.all_horizontal(cell.str.contains(_NUMBERS_ONLY) for cell in said)
                & pl.any_horizontal(cell.str.contains(r"\d") for cell in said),
                pl.lit("The row is a total of others and no supplier."),
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
    for column, headers in reading.columns.items():
        for header in headers:
            characters = pl.col(header).str.len_chars()
            most = MAX_EVIDENCE_CHARACTERS if column == EVIDENCE else MAX_CELL_CHARACTERS
            rules.append(
                Rule(
                    "cell_too_long",
                    header,
                    characters > most,
                    pl.format(
                        f"The cell for {_meaning(column)} has {{}} characters, more than {most:,}; it begins '{{}}'.",
                        characters,
                        pl.col(header).str.slice(0, _SHOWN).str.replace_all(r"\s+", " "),
                    ),
                    on_raw=True,
                )
            )
    return rules


def _number_rules(column: str, header: str) -> list[Rule]:
    number = pl.col(NUMBER + column)
    if column in SHARES:
        absurd, limit = number > 1 + 1e-9, "more than 100%"
    elif column == "workers":
        absurd, limit = number > MAX_WORKERS, f"more than {MAX_WORKERS:,}"
    else:
        absurd, limit = number > MAX_TIER, f"more than {MAX_TIER}"
    meaning, written = _meaning(column).capitalize(), _short(AS_WRITTEN + column)
    return [
        Rule("number_negative", header, number < 0, pl.format(f"{meaning}, {{}}, is negative.", written)),
        Rule("number_absurd", header, absurd, pl.format(f"{meaning}, {{}}, is {limit}.", written)),
    ]


def _meaning(column: str) -> str:
    if column.startswith(ANSWER_PREFIX):
        return "an answer"
    if column.startswith(CONTROL_PREFIX):
        return "a step"
    return f"the {_MEANINGS.get(column, column)}"


def _short(column: str) -> pl.Expr:
    text = pl.col(column)
    return pl.when(text.str.len_chars() > _SHOWN).then(text.str.slice(0, _SHOWN) + "…").otherwise(text)
