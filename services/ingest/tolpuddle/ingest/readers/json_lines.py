"""NDJSON line by line: a broken line is kept beside the others as what it is, and the rest goes on."""

import json
import re
from collections.abc import Iterator
from typing import cast

from tolpuddle.ingest.header_words import is_personal
from tolpuddle.ingest.readers.grid import Grid
from tolpuddle.ingest.readers.json_cells import Rows, decoder
from tolpuddle.ingest.readers.sniff import Document, TextEncoding, text_blocks
from tolpuddle.kernel.errors import UnusableInputError

MAX_LINE_CHARACTERS = 4 * 1024**2
"""One line longer than this makes the document unusable."""

_AROUND = " \t\r,\x1e"
"""What may stand around the object of a line."""

_SAMPLE_LINES = 200
_KEY = re.compile(r"""["']?([^"'{}\[\],:]{1,120})["']?\s*:""")
_DECODER = decoder()


def read_lines(document: Document, encoding: TextEncoding) -> Grid:
    """One row per line, blank ones too, so that the number of a row is the number of its line.

    Raises: UnusableInputError when no line holds a supplier, or one is longer than MAX_LINE_CHARACTERS.
    """
    rows = Rows()
    first: str | None = None
    suppliers = 0
    for number, line in enumerate(_lines(document, encoding), start=1):
        text = line.strip(_AROUND)
        value, why = _object(text) if text else ({}, "")
        if value is not None:
            rows.add(value)
            suppliers += bool(text)
            continue
        sentence = f"Line {number:,} {why}."
        first = first or sentence
        if any(is_personal(key.strip()) for key in _KEY.findall(text)):
            rows.add_broken(
                "(left out: the line names a column about single people)",
                f"{sentence} It names a column about single people and is not kept.",
            )
        else:
            rows.add_broken(line.removesuffix("\r"), sentence)
    if not suppliers:
        raise UnusableInputError(
            f"{document.name} is damaged, no line of it holds a supplier: {lower_first(first or 'All are empty.')}"
        )
    return rows.grid(1, encoding.codec)


def is_object(line: str) -> bool:
    """Whether a line is one whole object."""
    return _object(line.strip(_AROUND))[0] is not None


def looks_like_lines(document: Document, encoding: TextEncoding) -> bool:
    """Whether at least half of the first lines look like one object each, whole or broken, and not like items of a list."""
    filled = like = 0
    for line in _lines(document, encoding):
        text = line.strip(" \t\r\x1e")
        filled += bool(text)
        like += text.startswith("{") and text.endswith("}")
        if filled == _SAMPLE_LINES:
            break
    return like > 0 and like * 2 >= filled


def first_line(document: Document, encoding: TextEncoding) -> str:
    """The first line that is not blank; empty when it is longer than a line may be."""
    try:
        return next((line for line in _lines(document, encoding) if line.strip(_AROUND)), "")
    except UnusableInputError:
        return ""


def _object(text: str) -> tuple[dict[str, object] | None, str]:
    """The object of a line, or what is wrong with it."""
    try:
        value = cast("object", _DECODER.decode(text))
    except json.JSONDecodeError as error:
        return None, f"is broken JSON ({lower_first(error.msg)} at character {error.pos + 1:,})"
    except RecursionError:
        return None, "is nested too deeply"
    if not isinstance(value, dict):
        return None, "is no JSON object with the columns of a supplier"
    return cast("dict[str, object]", value), ""


def lower_first(text: str) -> str:
    """A sentence of the JSON reader as a part of another."""
    return text[:1].lower() + text[1:]


def _lines(document: Document, encoding: TextEncoding) -> Iterator[str]:
    rest, number = b"", 0
    for block in text_blocks(document, encoding):
        *whole, rest = (rest + block).split(b"\n")
        for line in whole:
            number += 1
            yield _decoded(line, number, document)
        if len(rest) > 4 * MAX_LINE_CHARACTERS:
            _decoded(rest, number + 1, document)
    if rest:
        yield _decoded(rest, number + 1, document)


def _decoded(line: bytes, number: int, document: Document) -> str:
    text = line.decode(errors="replace")
    if len(text) > MAX_LINE_CHARACTERS:
        raise UnusableInputError(
            f"Line {number:,} of {document.name} has more than {MAX_LINE_CHARACTERS:,} characters."
        )
    return text
