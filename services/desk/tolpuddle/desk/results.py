"""Result files: written in every format the command line offers, and read back to be explained or verified."""

import json
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

import polars as pl

from tolpuddle.desk import report, workbook
from tolpuddle.desk.portfolio import Portfolio
from tolpuddle.kernel import exports, telemetry
from tolpuddle.kernel import telemetry_names as names
from tolpuddle.kernel.errors import UnusableInputError
from tolpuddle.kernel.frames import ASSESSMENT_COLUMNS, POINTS_PREFIX

FORMATS = (".csv", ".xlsx", ".parquet", ".json", ".ndjson", ".html", ".pdf")
NEEDS_DETAIL = (".json", ".ndjson", ".xlsx")
"""Formats that print every assessment whole."""

VERIFIABLE = (".csv", ".xlsx", ".parquet", ".json", ".ndjson")


def check_format(target: Path) -> str:
    """The format that the name of a result file asks for.

    Raises: UnusableInputError when there is no such format.
    """
    suffix = target.suffix.lower()
    if suffix not in FORMATS:
        raise UnusableInputError(
            f"Results cannot be written as “{target.name}”: end the name in {', '.join(FORMATS)}."
        )
    return suffix


@contextmanager
def whole_or_not(target: Path) -> Generator[Path]:
    """A file beside the target to write into; it takes the target's place when all went well, and goes when not."""
    part = target.with_name(f".{target.name}.part")
    try:
        yield part
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)


def write(portfolio: Portfolio, target: Path, facts: report.ReportFacts) -> None:
    """Write a ranked portfolio. The file appears whole or not at all. Raises: OSError, as when the disk is full."""
    suffix = check_format(target)
    with (
        telemetry.span(names.REPORT_WRITE, {names.FILE_KIND: suffix.removeprefix(".")}),
        whole_or_not(target) as part,
    ):
        match suffix:
            case ".parquet":
                _write_parquet(portfolio, part)
            case ".csv":
                with part.open("wb") as stream:
                    exports.write_csv(tabular(portfolio), stream)
            case ".xlsx":
                workbook.write(portfolio, tabular(portfolio), part, facts)
            case ".ndjson":
                with part.open("wb") as stream:
                    write_ndjson(portfolio, stream)
            case ".json":
                with part.open("w", encoding="utf-8") as text:
                    text.write("[")
                    for number, assessment in enumerate(portfolio.details()):
                        text.write(",\n" if number else "\n")
                        json.dump(assessment, text, ensure_ascii=False)
                    text.write("\n]\n")
            case _:
                part.write_bytes(report.html(facts) if suffix == ".html" else report.pdf(facts))


def _write_parquet(portfolio: Portfolio, target: Path) -> None:
    schema = portfolio.schema
    if schema is None:
        _empty().write_parquet(target)
        return
    names = [name for name in schema.names() if name != "detail"]
    kept = pl.Schema({name: schema[name] for name in names})
    try:
        exports.write_parquet((frame.select(names) for frame in portfolio.frames()), kept, target)
    except pl.exceptions.PolarsError:
        # It does not say what the system refused: asked directly, the system says it.
        with target.open("ab") as stream:
            stream.write(bytes(65_536))
        raise


def write_ndjson(portfolio: Portfolio, stream: IO[bytes]) -> None:
    """One assessment a line."""
    for assessment in portfolio.details():
        stream.write(json.dumps(assessment, ensure_ascii=False).encode() + b"\n")


def tabular(portfolio: Portfolio) -> Iterator[pl.DataFrame]:
    """Frames of the tabular output; one without rows when there is no supplier."""
    if portfolio.schema is None:
        yield _empty()
    for frame in portfolio.frames():
        yield frame.drop("detail", strict=False)


def _empty() -> pl.DataFrame:
    return pl.DataFrame(schema={column.name: column.dtype for column in ASSESSMENT_COLUMNS})


def read(source: Path) -> pl.DataFrame:
    """Read a result file back as an assessment frame with at least supplier_id, name, input and receipt.

    From JSON also whole: each assessment as it was written.

    Raises: UnusableInputError when the file is no result of a screening.
    """
    suffix = source.suffix.lower()
    if not source.is_file():
        raise UnusableInputError(f"There is no file {source}.")
    if suffix not in VERIFIABLE:
        raise UnusableInputError(
            f"“{source.name}” carries no receipts that can be read: use {', '.join(VERIFIABLE)}."
        )
    try:
        if suffix == ".parquet":
            frame = pl.read_parquet(source)
        elif suffix == ".csv":
            frame = exports.restore(pl.read_csv(source, infer_schema=False))
        elif suffix == ".xlsx":
            frame = exports.restore(pl.read_excel(source, sheet_name="Suppliers", infer_schema_length=0))
        else:
            frame = _from_json(source, lines=suffix == ".ndjson")
    except (pl.exceptions.PolarsError, ValueError, KeyError, TypeError) as error:
        raise UnusableInputError(
            f"“{source.name}” is no result of a screening: it could not be read."
        ) from error
    missing = [name for name in ("supplier_id", "input", "receipt") if name not in frame.columns]
    if missing:
        raise UnusableInputError(
            f"“{source.name}” is no result of a screening: it has no column {missing[0]}."
        )
    return _typed(frame)


def _typed(frame: pl.DataFrame) -> pl.DataFrame:
    types = {column.name: column.dtype for column in ASSESSMENT_COLUMNS}
    casts = [
        _cast(name, types.get(name, pl.Float64() if name.startswith(POINTS_PREFIX) else pl.String()))
        for name in frame.columns
        if name in types or name.startswith(POINTS_PREFIX)
    ]
    return frame.with_columns(casts)


def _cast(name: str, dtype: pl.DataType) -> pl.Expr:
    if dtype == pl.Boolean:
        return pl.col(name).cast(pl.String).str.to_lowercase().is_in(["true", "1"]).alias(name)
    return pl.col(name).cast(dtype)


def _from_json(source: Path, *, lines: bool) -> pl.DataFrame:
    text = source.read_text(encoding="utf-8")
    rows: list[dict[str, Any]] = (
        [json.loads(line) for line in text.splitlines() if line] if lines else json.loads(text)
    )
    flat = [{**flatten(row), "whole": json.dumps(row, ensure_ascii=False)} for row in rows]
    return pl.DataFrame(flat, infer_schema_length=None)


def flatten(row: dict[str, Any]) -> dict[str, Any]:
    """The parts of a JSON assessment that the tabular output has too, and its receipt as one string."""
    receipt = row["receipt"]
    order = ("id", "input", "edition", "rules", "model", "engine")
    return {
        "row": row["row"],
        "supplier_id": row["supplier_id"],
        "name": row["name"],
        "country": row["country"],
        "listing": row["listing"]["state"],
        "exposure": row["exposure"]["index"],
        "exposure_low": row["exposure"]["low"],
        "exposure_high": row["exposure"]["high"],
        "exposure_band": row["exposure"]["band"],
        "coverage": row["exposure"]["coverage"],
        "channel": row["channel"]["index"],
        "controls": row["controls"]["strength"],
        "priority": row["priority"]["class"],
        "priority_rank": row["priority"]["rank"],
        "receipt": ":".join(["tp1", *(receipt[part] for part in order)]),
        "input": row["input"] if isinstance(row["input"], str) else json.dumps(row["input"]),
    }
