"""The frame contracts between services: column, dtype, unit, and what null means."""

from dataclasses import dataclass

import polars as pl

from tolpuddle.kernel.errors import FrameError

ANSWER_PREFIX = "a_"
"""Columns `a_<statement id>` hold answers as the statement asks for them: yes, no, partly, a number, "1200 USD", option ids
joined by ";", unknown, declined or not_applicable; null means not asked. Source: management about itself."""

EVIDENCE = "evidence"
"""Column of items of evidence from any source."""

CONTROL_PREFIX = "c_"
"""Columns `c_<control id>` hold a step of the ladder none, discussed, written, acted, verified; null: not asked."""

POINTS_PREFIX = "points_"
"""Columns `points_<factor id>` hold the points of one factor of `exposure`; null only where `exposure` is null."""

GOODS_SEPARATOR = "|"


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a frame contract."""

    name: str
    dtype: pl.DataType
    meaning: str
    nullable: bool = True


def _column(
    name: str, dtype: type[pl.DataType] | pl.DataType, meaning: str, *, nullable: bool = True
) -> Column:
    return Column(name, dtype() if isinstance(dtype, type) else dtype, meaning, nullable)


SUPPLIER_COLUMNS: tuple[Column, ...] = (
    _column("row", pl.Int64, "row in the file as the file counts it, header = 1; null: not from a file"),
    _column(
        "supplier_id",
        pl.String,
        "the caller's id, or one derived from name, country and address",
        nullable=False,
    ),
    _column("name", pl.String, "name as written", nullable=False),
    _column("country", pl.String, "country as written: name, code or alias; null: not stated"),
    _column("region", pl.String, "state, province or city as written; null: not stated"),
    _column("address", pl.String, "address as written; null: not stated"),
    _column("goods", pl.String, "goods as written, joined by |; null: not stated"),
    _column("hs_codes", pl.String, "customs codes as written, joined by |; null: not stated"),
    _column(
        "sector", pl.String, "sector in words or an ISIC, NACE or NAICS code as written; null: not stated"
    ),
    _column(
        "inputs",
        pl.String,
        "materials and origins as good@country joined by |, good@ = origin unknown; null: not stated",
    ),
    _column("tier", pl.Int64, "steps from the buyer, 1 = direct; null: not stated"),
    _column("workers", pl.Int64, "people at work; null: not stated"),
    _column("migrant_share", pl.Float64, "share of migrant workers, 0 to 1; null: not stated"),
    _column("women_share", pl.Float64, "share of women, 0 to 1; null: not stated"),
    _column("young_share", pl.Float64, "share of workers under 18, 0 to 1; null: not stated"),
    _column("agency_share", pl.Float64, "share supplied by labour providers, 0 to 1; null: not stated"),
    _column(
        "on_date",
        pl.String,
        "ISO date on which orders and lists of entities are looked at; null: the day the reference edition was published",
    ),
    _column(
        EVIDENCE,
        pl.String,
        "JSON list of items {statement or control, answer, source, date, expires, confidence, reliability, site}; null: none",
    ),
)
"""The supplier frame: what ingest gives to scoring. Columns a_* and c_* (String) may follow, in any number."""

ASSESSMENT_COLUMNS: tuple[Column, ...] = (
    _column("row", pl.Int64, "row in the file; null: not from a file"),
    _column("supplier_id", pl.String, "as given or derived", nullable=False),
    _column("name", pl.String, "name as written", nullable=False),
    _column("country", pl.String, "ISO 3166-1 alpha-3; null: unknown"),
    _column("goods", pl.String, "goods as read, DOL names joined by |; null: none known"),
    _column("sector", pl.String, "sector id as read; null: unknown"),
    _column(
        "listing",
        pl.String,
        "none, possible, listed or former; null: country or goods unknown, and no order applies",
    ),
    _column("listing_refs", pl.String, "entries that apply, joined by ' | '; null: none"),
    _column("exposure", pl.Float64, "index 0-100; null: insufficient data"),
    _column("exposure_low", pl.Float64, "index if every unknown answer is favourable; null with exposure"),
    _column("exposure_high", pl.Float64, "index if every unknown answer is adverse; null with exposure"),
    _column(
        "exposure_band", pl.String, "low, moderate, high, very_high or insufficient_data", nullable=False
    ),
    _column(
        "coverage",
        pl.Float64,
        "share of the applicable weight of exposure that is known, 0 to 1",
        nullable=False,
    ),
    _column("channel", pl.Float64, "index 0-100 of the recruitment channel; null: insufficient data"),
    _column(
        "indicators_present",
        pl.String,
        "ILO indicator ids in state reported or corroborated, joined by |; null: none",
    ),
    _column("controls", pl.Float64, "strength 0-100; null: none asked"),
    _column("severity", pl.Int64, "1 to 5; null: unknown"),
    _column("priority", pl.String, "P1, P2, P3, P4 or insufficient_data", nullable=False),
    _column("priority_rank", pl.Int64, "1 = first, within the whole portfolio; null until it is known whole"),
    _column("top_reasons", pl.String, "the reasons that weigh most, joined by ' | '; null: none"),
    _column(
        "questions", pl.String, "unknown answers that would move the result most, joined by ' | '; null: none"
    ),
    _column("receipt", pl.String, "receipt in one string", nullable=False),
    _column(
        "evidence_level",
        pl.String,
        "step of the evidence ladder L0 to L4 that the row rests on",
        nullable=False,
    ),
    _column("urgent_safety_review", pl.Boolean, "a person must look at once", nullable=False),
    _column("channel_low", pl.Float64, "as exposure_low, for channel"),
    _column("channel_high", pl.Float64, "as exposure_high, for channel"),
    _column("channel_band", pl.String, "as exposure_band, for channel", nullable=False),
    _column("channel_coverage", pl.Float64, "as coverage, for channel", nullable=False),
    _column("severity_scale", pl.Int64, "gravity 1 to 5; null: unknown"),
    _column("severity_scope", pl.Int64, "how widespread 1 to 5; null: unknown"),
    _column("severity_irremediability", pl.Int64, "how hard to put right 1 to 5; null: unknown"),
    _column(
        "priority_key",
        pl.String,
        "sorts ascending to the order of work; ties break by supplier_id, then row",
        nullable=False,
    ),
    _column(
        "inquiry_depth",
        pl.Int64,
        "0 to 3: how much more to ask, for duty of care; never part of a score",
        nullable=False,
    ),
    _column("actions", pl.String, "what to do next, in order, joined by ' | '; null: none"),
    _column("obligations", pl.String, "laws that are touched, joined by ' | '; null: none"),
    _column(
        "notes",
        pl.String,
        "how country, goods and sector were read where it is not plain, joined by ' | '; null: nothing to say",
    ),
    _column("input", pl.String, "canonical JSON of the supplier row that was screened", nullable=False),
)
"""The assessment frame, in the order of the tabular output. Columns points_* (Float64) and, if asked for, detail
(String: the whole assessment as one JSON object) may follow."""

TABULAR_COLUMNS: tuple[str, ...] = tuple(c.name for c in ASSESSMENT_COLUMNS[:22])
"""The first columns of every tabular output: a contract with users."""

REJECT_COLUMNS: tuple[Column, ...] = (
    _column("row_number", pl.Int64, "row as the file counts it, header = 1", nullable=False),
    _column("column", pl.String, "header as the file has it; null: the row as a whole"),
    _column("code", pl.String, "stable code of the rule", nullable=False),
    _column("reason", pl.String, "one clear sentence with the value", nullable=False),
)
"""The reject frame; the row as it came stands before these columns under the file's own headers, as strings."""


def conform(
    frame: pl.DataFrame, columns: tuple[Column, ...], extra_prefixes: tuple[str, ...] = ()
) -> pl.DataFrame:
    """Order and type the columns of a frame as a contract has them; missing nullable ones are added as null.

    Columns that start with one of extra_prefixes are kept after the contract's own, in name order; others are dropped.

    Raises: FrameError when a column that may not be null is missing or holds null, or when a type does not fit.
    """
    extras = (
        sorted(name for name in frame.columns if name.startswith(extra_prefixes)) if extra_prefixes else []
    )
    # A frame that conforms already costs nothing more: most calls see one, and a select takes longer than one supplier.
    if frame.columns != [*(c.name for c in columns), *extras] or any(
        held != column.dtype for held, column in zip(frame.dtypes, columns, strict=False)
    ):
        frame = _selected(frame, columns, extras)
    for column in columns:
        if not column.nullable and frame.get_column(column.name).null_count():
            raise FrameError(f"The column {column.name} may not be empty.", column=column.name)
    return frame


def _selected(frame: pl.DataFrame, columns: tuple[Column, ...], extras: list[str]) -> pl.DataFrame:
    present = set(frame.columns)
    expressions: list[pl.Expr] = []
    for column in columns:
        if column.name in present:
            expressions.append(pl.col(column.name).cast(column.dtype))
        elif column.nullable:
            expressions.append(pl.lit(None, dtype=column.dtype).alias(column.name))
        else:
            raise FrameError(f"The column {column.name} is missing.", column=column.name)
    try:
        return frame.select(*expressions, *extras)
    except pl.exceptions.PolarsError as error:
        raise FrameError(f"A column does not have the type it should: {error}") from error
