"""Results in the format that was asked for, streamed: JSON, NDJSON, CSV, XLSX, Parquet."""

import io
import os
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Literal

import polars as pl
from pydantic_core import to_json

from tolpuddle.gateway.answers import NOTICE
from tolpuddle.gateway.problems import NotAcceptableError
from tolpuddle.kernel import exports
from tolpuddle.kernel.errors import FrameError
from tolpuddle.kernel.frames import ASSESSMENT_COLUMNS, POINTS_PREFIX, REJECT_COLUMNS

FormatName = Literal["json", "ndjson", "csv", "xlsx", "parquet"]
_PIECE = 256 * 1024


@dataclass(frozen=True, slots=True)
class Format:
    """A format, as HTTP names it."""

    name: FormatName
    media_type: str


FORMATS: tuple[Format, ...] = (
    Format("json", "application/json"),
    Format("ndjson", "application/x-ndjson"),
    Format("csv", "text/csv"),
    Format("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    Format("parquet", "application/vnd.apache.parquet"),
)
_BY_NAME = {format.name: format for format in FORMATS}


def choose(asked: FormatName | None, accept: str) -> Format:
    """The format asked for by name, else the one that the Accept header likes best, else JSON.

    Raises: NotAcceptableError when the header allows none of ours.
    """
    if asked is not None:
        return _BY_NAME[asked]
    wishes: list[tuple[float, str]] = []
    for part in accept.split(","):
        media, *parameters = (piece.strip().lower() for piece in part.split(";"))
        weight = next((text[2:] for text in parameters if text.startswith("q=")), "1")
        try:
            wishes.append((float(weight), media))
        except ValueError:
            wishes.append((0.0, media))
    for weight, media in sorted(wishes, key=lambda wish: -wish[0]):
        for format in FORMATS:
            wide = f"{format.media_type.partition('/')[0]}/*"
            if weight > 0 and media in (format.media_type, wide, "*/*", ""):
                return format
    raise NotAcceptableError(
        f"Results come as {', '.join(format.name for format in FORMATS)}.",
        media_types=", ".join(format.media_type for format in FORMATS),
    )


def frame_of_rows(rows: Sequence[Mapping[str, object]]) -> pl.DataFrame:
    """Rows of the tabular output, as a caller sends them back, as a frame with the types they had.

    Raises: FrameError when supplier_id, input or receipt is missing, or a value has another type.
    """
    types = {column.name: column.dtype for column in ASSESSMENT_COLUMNS}
    names = list(dict.fromkeys(name for row in rows for name in row))
    kept = [name for name in names if name in types or name.startswith(POINTS_PREFIX)]
    for name in ("supplier_id", "input", "receipt"):
        if name not in kept:
            raise FrameError(f"The column {name} is missing.", column=name)
    schema = {name: types.get(name, pl.Float64()) for name in kept}
    try:
        columns = {
            name: pl.Series(name, [row.get(name) for row in rows], strict=False).cast(dtype)
            for name, dtype in schema.items()
        }
    except pl.exceptions.PolarsError as error:
        raise FrameError(f"A value has another type than its column: {error}") from error
    return pl.DataFrame(columns)


def assessments(
    frames: Iterator[pl.DataFrame], schema: pl.Schema, format: Format, head: dict[str, str]
) -> Iterator[bytes]:
    """Assessments of a job.

    schema: columns of all frames, none when there are no frames. head: first members of the JSON document.
    """
    match format.name:
        case "json":
            details = (frame.get_column("detail").to_list() for frame in frames)
            return _document({**head, "notice": NOTICE}, "assessments", details)
        case "ndjson":
            return _lines(frame.get_column("detail").to_list() for frame in frames)
        case _:
            kept = {name: dtype for name, dtype in schema.items() if name != "detail"}
            empty = {column.name: column.dtype for column in ASSESSMENT_COLUMNS}
            return _table(frames, pl.Schema(kept or empty), format, "Suppliers")


def rejects(
    frames: Iterator[pl.DataFrame], schema: pl.Schema, format: Format, head: dict[str, str]
) -> Iterator[bytes]:
    """Rejected rows of a job, each as it came, with where and why. Arguments as above."""
    match format.name:
        case "json":
            return _document(head, "rejects", (_objects(frame) for frame in frames))
        case "ndjson":
            return _lines(_objects(frame) for frame in frames)
        case _:
            empty = {column.name: column.dtype for column in REJECT_COLUMNS}
            return _table(frames, schema if len(schema) else pl.Schema(empty), format, "Rejected rows")


def _objects(frame: pl.DataFrame) -> list[str]:
    return frame.write_ndjson().splitlines()


def _document(head: dict[str, str], member: str, parts: Iterator[list[str]]) -> Iterator[bytes]:
    opening = to_json(head).removesuffix(b"}") + (b"," if head else b"")
    yield opening + b'"' + member.encode() + b'":['
    first = True
    for objects in parts:
        if objects:
            yield (b"\n" if first else b",\n") + ",\n".join(objects).encode()
            first = False
    yield b"\n]}\n"


def _lines(parts: Iterator[list[str]]) -> Iterator[bytes]:
    for objects in parts:
        if objects:
            yield ("\n".join(objects) + "\n").encode()


def _table(frames: Iterator[pl.DataFrame], schema: pl.Schema, format: Format, title: str) -> Iterator[bytes]:
    # The empty frame first: a file without rows has a header too.
    aligned = chain([pl.DataFrame(schema=schema)], (_aligned(frame, schema) for frame in frames))
    return _csv(aligned) if format.name == "csv" else _file(aligned, schema, format, title)


def _aligned(frame: pl.DataFrame, schema: pl.Schema) -> pl.DataFrame:
    present = set(frame.columns)
    return frame.select(
        pl.col(name).cast(dtype) if name in present else pl.lit(None, dtype=dtype).alias(name)
        for name, dtype in schema.items()
    )


def _csv(frames: Iterator[pl.DataFrame]) -> Iterator[bytes]:
    for number, frame in enumerate(frames):
        target = io.BytesIO()
        exports.neutralise(frame).write_csv(target, include_header=number == 0)
        yield target.getvalue()


def _file(frames: Iterator[pl.DataFrame], schema: pl.Schema, format: Format, title: str) -> Iterator[bytes]:
    """These formats are known only when whole: written to disk first, sent piece by piece, then removed."""
    handle, name = tempfile.mkstemp(prefix="tolpuddle-", suffix=f".{format.name}")
    os.close(handle)
    path = Path(name)
    try:
        if format.name == "parquet":
            exports.write_parquet(frames, schema, path)
        else:
            book = exports.Workbook(path)
            book.sheet(title, frames)
            book.close()
        with path.open("rb") as stream:
            while piece := stream.read(_PIECE):
                yield piece
    finally:
        path.unlink(missing_ok=True)
