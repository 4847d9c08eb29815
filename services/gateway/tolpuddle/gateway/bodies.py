"""Request bodies as callers send them: JSON validated in one go, files spooled to disk."""

import json
import tempfile
from collections.abc import Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from email.message import Message
from typing import IO, Any, TypeVar, cast

from fastapi import Request
from pydantic import BaseModel, ValidationError
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import UploadFile

from tolpuddle.gateway.problems import (
    FieldError,
    RequestRefusedError,
    UnsupportedMediaError,
    field_errors,
    summary,
)
from tolpuddle.gateway.uploads import plain_name
from tolpuddle.kernel.errors import LimitError

Model = TypeVar("Model", bound=BaseModel)

JSON = "application/json"
FORM = "multipart/form-data"
FILE_TYPES: Mapping[str, str] = {
    "text/csv": "upload.csv",
    "text/tab-separated-values": "upload.tsv",
    "text/plain": "upload.txt",
    "application/x-ndjson": "upload.ndjson",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "upload.xlsx",
    "application/vnd.apache.parquet": "upload.parquet",
    "application/octet-stream": "upload",
}
"""Media type of a file sent as the body itself -> its name when none was given."""

_SPOOL_BYTES = 1024 * 1024


@dataclass(frozen=True, slots=True)
class ReceivedFile:
    """A file on this machine's disk until it is closed."""

    name: str
    content: IO[bytes]
    size: int
    header_map: Mapping[str, str]


def json_body(schema: str) -> dict[str, Any]:
    """OpenAPI of a JSON body that a route reads by hand."""
    content = {JSON: {"schema": {"$ref": f"#/components/schemas/{schema}"}}}
    return {"requestBody": {"required": True, "content": content}}


def media_type(request: Request) -> str:
    """The body's media type without parameters."""
    return request.headers.get("content-type", "").partition(";")[0].strip().lower()


def named_file(request: Request) -> str | None:
    """The file name that Content-Disposition gives to the body; None: the body is not said to be a file."""
    header = request.headers.get("content-disposition")
    if header is None:
        return None
    message = Message()
    message["content-disposition"] = header
    return message.get_filename()


async def read_json(request: Request, max_bytes: int) -> bytes:
    """A JSON body. Raises: LimitError when it is larger."""
    pieces: list[bytes] = []
    size = 0
    async for piece in request.stream():
        size += len(piece)
        if size > max_bytes:
            raise LimitError(
                f"A JSON body may have {max_bytes} bytes; send a file for more.", max_bytes=max_bytes
            )
        pieces.append(piece)
    return b"".join(pieces)


def parse(model: type[Model], body: bytes) -> Model:
    """A JSON body as a model. Raises: RequestRefusedError that names supplier and field."""
    try:
        return model.model_validate_json(body)
    except ValidationError as error:
        found = field_errors(error.errors(include_url=False, include_input=False, include_context=False))
        raise RequestRefusedError(summary(found), found) from None


async def receive_file(
    request: Request, file_name: str | None, header_map: str | None, stack: ExitStack
) -> ReceivedFile:
    """A file sent as a multipart form or as the body itself; stack closes it.

    Raises: RequestRefusedError when the form has no file; UnsupportedMediaError; what the framework raises when the
        body is too large.
    """
    kind = media_type(request)
    if kind == FORM:
        return await _from_form(request, file_name, header_map, stack)
    if file_name is None and kind not in FILE_TYPES:
        raise UnsupportedMediaError(
            f"Send suppliers as {JSON}, or a file as {FORM} or as the body, named by Content-Disposition or “file_name”."
        )
    spool = tempfile.SpooledTemporaryFile(max_size=_SPOOL_BYTES)  # noqa: SIM115  the stack closes it
    stack.enter_context(spool)
    size = 0
    async for piece in request.stream():
        size += len(piece)
        await run_in_threadpool(spool.write, piece)
    spool.seek(0)
    name = plain_name(file_name or FILE_TYPES[kind])
    return ReceivedFile(name, cast(IO[bytes], spool), size, _header_map(header_map))


async def _from_form(
    request: Request, file_name: str | None, header_map: str | None, stack: ExitStack
) -> ReceivedFile:
    form = await request.form(max_files=1, max_fields=4)
    file = form.get("file")
    if not isinstance(file, UploadFile):
        reason = FieldError(field="file", pointer="/file", reason="The form has no file.")
        raise RequestRefusedError("The form has no file in its field “file”.", [reason])
    stack.callback(file.file.close)
    mapped = form.get("header_map")
    name = plain_name(file_name or file.filename or "upload")
    given = mapped if isinstance(mapped, str) and mapped else header_map
    return ReceivedFile(name, file.file, file.size or 0, _header_map(given))


def _header_map(text: str | None) -> dict[str, str]:
    if not text:
        return {}
    try:
        found = json.loads(text)
    except ValueError:
        found = None
    if isinstance(found, dict):
        pairs = cast(dict[object, object], found)
        if len(pairs) <= 500 and all(isinstance(v, str) for v in pairs.values()):
            return {str(name): str(value) for name, value in pairs.items()}
    reason = "It must be a JSON object of header as written -> supplier column."
    raise RequestRefusedError(
        "The header map cannot be read.",
        [FieldError(field="header_map", pointer="/header_map", reason=reason)],
    )
