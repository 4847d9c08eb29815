"""Pure: raw rows to the columns of the supplier frame, with what could not be read beside them."""

from collections.abc import Mapping
from dataclasses import dataclass

import polars as pl

from tolpuddle.ingest.answer_cells import loosely_read
from tolpuddle.ingest.cell_words import ANSWERS, DIRECT, PLACEHOLDERS, STEPS
from tolpuddle.ingest.day_cells import read_days
from tolpuddle.ingest.evidence_cells import answered, evidence
from tolpuddle.ingest.goods_cells import IsPlace, code_lists, goods_lists, input_lists, nowhere, origins_of
from tolpuddle.ingest.header_words import HeaderReading
from tolpuddle.ingest.numbers import read_numbers
from tolpuddle.kernel.answer_kinds import AnswerKinds
from tolpuddle.kernel.answer_words import CHOICE_TYPES, UNKNOWN, AnswerKind
from tolpuddle.kernel.frames import ANSWER_PREFIX, CONTROL_PREFIX, EVIDENCE, GOODS_SEPARATOR

TEXTS = ("supplier_id", "name", "country", "region", "address", "sector")
LISTS = ("goods", "hs_codes", "inputs")
DAY = "on_date"
NO_KINDS = AnswerKinds()
SHARES = ("migrant_share", "women_share", "young_share", "agency_share")

AS_WRITTEN = "as_written_"
"""Columns `as_written_<column>` (String) hold the trimmed text of a number, answer or step; null: not stated."""

NUMBER = "number_"
"""Columns `number_<column>` (Float64) hold a number before it becomes a share or a count; null: none or unreadable."""

REFUSED = "refused_"
"""Columns `refused_<column>` (String) say why an answer or an item of evidence was not kept; null: nothing was refused."""

LOOSE = "loosely_read_"
"""Columns `loosely_read_<column>` (Boolean): a number, answer or step was read from a cell with more words in it."""

_SPACES = r"[\x00-\x20\x7f\u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+"
_INVISIBLE = "[\u200b\u200e\u200f\u2060\ufeff\u00ad\ufffe]"
_UNTIDY = r"[\x00-\x1f\x7f\u0085\u00a0\u1680\u2000-\u200f\u2028\u2029\u202f\u205f\u2060\u3000\ufeff\ufffe\u00ad]|  |^ | $"
_TIER = r"(?i)^(?:(?:tier|stufe|rang|niveau|nivel|ebene|level|t|n|s|r)[\s\-_.:#]*)?(-?\d{1,9})(?:\.0+)?\s?(?:st|nd|rd|th|er|e|ème|º|°|ª|\.)?\s?(?:tier|stufe|rang|niveau|nivel|ebene|level|supplier)?$"


@dataclass(frozen=True, slots=True)
class Scales:
    """By what the numbers of each share column are divided: 100 for percent, 1 for fractions."""

    divisors: Mapping[str, float]

    def of(self, column: str) -> float:
        return self.divisors.get(column, 1.0)


def normalise(
    raw: pl.DataFrame,
    reading: HeaderReading,
    scales: Scales,
    is_place: IsPlace = nowhere,
    kinds: AnswerKinds = NO_KINDS,
) -> pl.DataFrame:
    """Supplier columns of a batch, row for row.

    In: raw rows, all String, under the file's headers. Out: the columns of the supplier frame that the file fills
    (`tier` and `workers` Int64, shares Float64 from 0 to 1, else String; null: not stated or not readable), the
    answers and controls it has, and for each number, answer or control `as_written_*` and for numbers `number_*`.
    """
    made: list[pl.Series] = []
    for column, headers in reading.columns.items():
        cells = _united(_with_materials(raw, reading, headers), column, headers)
        if column in LISTS:
            made.append(_list_cells(cells, column, is_place))
            if column == "inputs":
                made += _doubted(cells)
        elif column in TEXTS:
            texts = tidy(cells)
            made.append(texts if column == "country" else without_placeholders(texts))
        elif column == EVIDENCE:
            kept, why = evidence(without_placeholders(tidy(cells)), kinds)
            made += [kept.alias(column), why.alias(REFUSED + column)]
        elif column.startswith(ANSWER_PREFIX) and (kind := _asks(column, kinds)) is not None:
            made += _answers(cells, column, kind)
        elif column.startswith((ANSWER_PREFIX, CONTROL_PREFIX)):
            made += _words(cells, column)
        elif column == DAY:
            stated = without_placeholders(tidy(cells))
            made += [read_days(stated).alias(column), stated.alias(AS_WRITTEN + column)]
        elif column == "tier":
            made += _tier(without_placeholders(tidy(cells)))
        else:
            made += _number(without_placeholders(tidy(cells)), column, scales)
    return pl.DataFrame(made, height=raw.height)


def tidy(cells: pl.Series) -> pl.Series:
    """NFC, any run of white space and control characters as one blank, trimmed; what is then empty is null."""
    texts = cells
    if (texts.str.len_bytes() != texts.str.len_chars()).any():
        texts = texts.str.normalize("NFC")
    if texts.str.contains(_UNTIDY).any():
        texts = texts.str.replace_all(_INVISIBLE, "").str.replace_all(_SPACES, " ").str.strip_chars()
    return _empty_is_null(texts)


def without_placeholders(texts: pl.Series) -> pl.Series:
    """Cells that say that nothing is known as null."""
    said = texts.str.to_lowercase().is_in(list(PLACEHOLDERS))
    return texts.set(said.fill_null(value=False), None) if said.any() else texts


def decide_scale(numbers: pl.DataFrame, unit: str | None, column: str) -> tuple[float, str]:
    """Whether bare numbers of a share column are percent or fractions, and the sentence that says why.

    In: number (Float64), percent (Boolean: the cell has its own sign, then it does not count here).
    """
    bare = numbers.filter(~pl.col("percent")).get_column("number").drop_nulls()
    if bare.is_empty():
        return 1.0, ""
    above, between = int((bare > 1).sum()), int(((bare > 0) & (bare < 1)).sum())
    if unit == "fraction":
        return 1.0, f"{column} was read as a fraction, as its header says."
    if unit == "percent" and not between > above:
        return 100.0, f"{column} was read as percent, as its header says."
    if unit == "percent":
        return (
            1.0,
            f"{column} was read as a fraction: its header says percent, but most of its values lie between 0 and 1.",
        )
    if numbers.get_column("percent").any() and not above:
        mixed = f"{column} was read as written where a cell has a % sign, and else as a fraction: 0.5 is 50%."
        return 1.0, mixed if (bare > 0).any() else ""
    if above and above >= between:
        return 100.0, f"{column} was read as percent, since its values go beyond 1."
    return 1.0, f"{column} was read as a fraction, since its values lie between 0 and 1."


def is_plain_percent(numbers: pl.DataFrame, unit: str | None) -> bool:
    """Whether the header says percent and these rows agree: then no more rows are needed to decide."""
    return unit == "percent" and decide_scale(numbers, unit, "")[0] > 1


def share_numbers(raw: pl.DataFrame, headers: tuple[str, ...], column: str) -> pl.DataFrame:
    """What `decide_scale` needs of a batch."""
    return read_numbers(without_placeholders(tidy(_united(raw, column, headers))), grouped=False)


def _united(raw: pl.DataFrame, column: str, headers: tuple[str, ...]) -> pl.Series:
    if len(headers) == 1:
        return raw.get_column(headers[0]).alias(column)
    mark = ", " if column in ("address", "region") else GOODS_SEPARATOR
    cells = [pl.when(_filled(pl.col(header))).then(pl.col(header)) for header in headers]
    return raw.select(pl.concat_str(cells, separator=mark, ignore_nulls=True).alias(column)).to_series()


def _filled(cell: pl.Expr) -> pl.Expr:
    trimmed = cell.str.strip_chars()
    return (trimmed != "") & ~trimmed.str.to_lowercase().is_in(list(PLACEHOLDERS))


def _empty_is_null(texts: pl.Series) -> pl.Series:
    empty = (texts == "").fill_null(value=False)
    return texts.set(empty, None) if empty.any() else texts


def _with_materials(raw: pl.DataFrame, reading: HeaderReading, headers: tuple[str, ...]) -> pl.DataFrame:
    """Columns that hold the origins of one material, with the material."""
    named = {header: reading.materials[header] for header in headers if header in reading.materials}
    made: list[pl.Series] = []
    for header, material in named.items():
        texts = without_placeholders(tidy(raw.get_column(header).str.replace_all(r"\s*[\r\n]+\s*", ", ")))
        made.append(origins_of(material, texts).alias(header))
    return raw.with_columns(made) if made else raw


def _doubted(cells: pl.Series) -> list[pl.Series]:
    """Materials cells in which a question mark stands behind a word."""
    texts = tidy(cells)
    doubted = texts.str.contains(r"\w\s*\?").fill_null(value=False)
    return [texts.alias(AS_WRITTEN + "inputs"), doubted.alias(LOOSE + "inputs")]


def _list_cells(cells: pl.Series, column: str, is_place: IsPlace) -> pl.Series:
    lines = cells
    if lines.str.contains("\n", literal=True).any() or lines.str.contains("\r", literal=True).any():
        lines = lines.str.replace_all(r"\s*[\r\n]+\s*", ";")
    texts = without_placeholders(tidy(lines))
    match column:
        case "goods":
            return goods_lists(texts)
        case "hs_codes":
            return code_lists(texts)
        case _:
            return input_lists(texts, is_place)


def _asks(column: str, kinds: AnswerKinds) -> AnswerKind | None:
    """What a statement asks for, where that is more than yes or no."""
    kind = kinds.statements.get(column.removeprefix(ANSWER_PREFIX))
    return None if kind is None or kind.type == "yn" else kind


def _answers(cells: pl.Series, column: str, kind: AnswerKind) -> list[pl.Series]:
    """An answer of any other kind; "unknown" is one, and "none" where options are asked for."""
    texts = tidy(cells)
    said = texts.str.to_lowercase().is_in([UNKNOWN, *(["none"] if kind.type in CHOICE_TYPES else [])])
    stated = texts.zip_with(said.fill_null(value=False), without_placeholders(texts))
    read, why = answered(stated, kind)
    loose = pl.Series([False]).new_from_index(0, read.len())
    return [
        read.alias(column),
        stated.set(read.is_null(), None).alias(AS_WRITTEN + column),
        loose.alias(LOOSE + column),
        why.alias(REFUSED + column),
    ]


def _words(cells: pl.Series, column: str) -> list[pl.Series]:
    """A step or an answer; "none" is a step, so placeholders that are words of the ladder stay."""
    is_answer = column.startswith(ANSWER_PREFIX)
    texts = tidy(cells)
    plain = (
        texts.str.to_lowercase()
        .str.strip_chars(" .!")
        .replace_strict(ANSWERS if is_answer else STEPS, default=None, return_dtype=pl.String)
    )
    loose = loosely_read(texts.set(plain.is_not_null(), None), ladder=not is_answer)
    words = plain.zip_with(plain.is_not_null(), loose)
    stated = without_placeholders(texts)
    as_written = texts.to_frame("text").select(
        pl.when(words.is_not_null()).then("text").otherwise(stated).alias(AS_WRITTEN + column)
    )
    return [words.alias(column), as_written.to_series(), loose.is_not_null().alias(LOOSE + column)]


def _tier(texts: pl.Series) -> list[pl.Series]:
    number = texts.to_frame("text").select(
        pl.when(pl.col("text").str.to_lowercase().str.contains(DIRECT))
        .then(pl.lit(1.0))
        .otherwise(
            pl.col("text").str.replace_all("−", "-").str.extract(_TIER, 1).cast(pl.Float64, strict=False)
        )
        .alias(NUMBER + "tier")
    )
    numbers = number.to_series()
    return [numbers.cast(pl.Int64).alias("tier"), numbers, texts.alias(AS_WRITTEN + "tier")]


def _number(texts: pl.Series, column: str, scales: Scales) -> list[pl.Series]:
    read = read_numbers(texts, grouped=column not in SHARES)
    loose = read.get_column("loose").alias(LOOSE + column)
    if column not in SHARES:
        numbers = read.get_column("number")
        within = numbers.set((numbers.abs() > 2**53).fill_null(value=False), None)
        return [
            within.round().cast(pl.Int64, strict=False).alias(column),
            numbers.alias(NUMBER + column),
            texts.alias(AS_WRITTEN + column),
            loose,
        ]
    share = read.select(
        (pl.col("number") / pl.when("percent").then(100.0).otherwise(scales.of(column))).alias(column)
    ).to_series()
    return [share, share.alias(NUMBER + column), texts.alias(AS_WRITTEN + column), loose]
