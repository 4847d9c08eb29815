"""JSON and NDJSON: an array, an object that holds one, or one object a line; nested lists and answers become cells."""

import json
from collections.abc import Iterator
from typing import cast

from tolpuddle.ingest.readers.grid import Grid
from tolpuddle.ingest.readers.json_cells import Rows, decoder
from tolpuddle.ingest.readers.json_lines import (
    first_line,
    is_object,
    looks_like_lines,
    lower_first,
    read_lines,
)
from tolpuddle.ingest.readers.sniff import Document, TextEncoding, encoding_of, text_blocks
from tolpuddle.kernel.errors import UnusableInputError

LIST_KEYS = ("suppliers", "rows", "data", "items", "records", "results")
"""Keys under which an object may hold the list."""

MAX_VALUE_CHARACTERS = 4 * 1024**2
"""One supplier that takes more text than this makes the document unusable."""

MAX_DOCUMENT_BYTES = 512 * 1024**2

_WHITESPACE = " \t\r\n,\x1e"
_CUT_CHARACTERS = 16
"""So near to the end of a block, what looks like a mistake may only be cut."""


def read_json(document: Document) -> Grid:
    """Rows of a JSON or NDJSON document, one per object; keys in the order in which they first appear.

    A document of one object a line has broken lines as rows too, and counts its rows as its lines.
    Raises: UnusableInputError when it is damaged, holds no objects, or is larger than MAX_DOCUMENT_BYTES.
    """
    if document.size > MAX_DOCUMENT_BYTES:
        raise UnusableInputError(
            f"{document.name} has {document.size:,} bytes; JSON of more than {MAX_DOCUMENT_BYTES:,} is not read: "
            "use CSV or Parquet."
        )
    encoding = encoding_of(document)
    if _by_line(document, encoding):
        return read_lines(document, encoding)
    rows = Rows()
    try:
        for value in _suppliers(document, encoding):
            rows.add(value)
    except _NotOneValueError as error:
        if looks_like_lines(document, encoding):
            return read_lines(document, encoding)
        raise UnusableInputError(error.sentence) from error
    if not rows.height:
        raise UnusableInputError(f"{document.name} holds no suppliers.")
    return rows.grid(2, encoding.codec)


def is_json(document: Document) -> bool:
    """Whether a document that was taken for separated text is a single JSON value, such as a number or a list of some."""
    if document.size > MAX_VALUE_CHARACTERS:
        return False
    text = b"".join(text_blocks(document, encoding_of(document))).decode(errors="replace")
    try:
        decoder().decode(text.strip())
    except (json.JSONDecodeError, RecursionError):
        return False
    return True


class _NotOneValueError(UnusableInputError):
    """A document that is no array is damaged in its first value."""


def _by_line(document: Document, encoding: TextEncoding) -> bool:
    """Whether the first line is an object of its own, and not one that holds the whole list."""
    line = first_line(document, encoding)
    if not is_object(line):
        return False
    text = _Text(document, encoding)
    return not (_list_in(text.value()) is not None and text.peek() == "")


def _list_in(value: object) -> list[object] | None:
    if isinstance(value, dict):
        held = cast("dict[str, object]", value)
        for key in LIST_KEYS:
            if isinstance(held.get(key), list):
                return cast("list[object]", held[key])
    return None


def _suppliers(document: Document, encoding: TextEncoding) -> Iterator[dict[str, object]]:
    for number, value in enumerate(_values(document, encoding), start=1):
        if not isinstance(value, dict):
            raise UnusableInputError(f"Item {number} of {document.name} is not an object.")
        yield cast("dict[str, object]", value)


def _values(document: Document, encoding: TextEncoding) -> Iterator[object]:
    """Items of the outermost list, or the values one after another; holds no more than one item and a block."""
    text = _Text(document, encoding)
    mark = text.peek()
    if mark == "[":
        text.drop()
        yield from _items(text)
        return
    try:
        first = text.value()
    except UnusableInputError as error:
        raise _NotOneValueError(error.sentence) from error
    listed = _list_in(first)
    if listed is not None and text.peek() == "":
        yield from listed
        return
    yield first
    while text.peek():
        yield text.value()


def _items(text: "_Text") -> Iterator[object]:
    while (mark := text.peek()) != "]":
        if not mark:
            raise UnusableInputError(f"{text.name} is damaged: its list never ends.")
        yield text.value()
    text.drop()
    if text.peek():
        raise UnusableInputError(
            f"{text.name} is damaged: its list ends in line {text.line():,}, more follows."
        )


class _Text:
    """Decoded text with a place in it, refilled block by block."""

    def __init__(self, document: Document, encoding: TextEncoding) -> None:
        self.name = document.name
        self._blocks = text_blocks(document, encoding)
        self._decoder = decoder()
        self._left = b""
        self._text = ""
        self._at = 0
        self._lines = 0

    def peek(self) -> str:
        """The next character that is no white space or comma; empty at the end."""
        while True:
            while self._at < len(self._text) and self._text[self._at] in _WHITESPACE:
                self._at += 1
            if self._at < len(self._text):
                return self._text[self._at]
            if not self._fill():
                return ""

    def drop(self) -> None:
        """Step over one character."""
        self._at += 1

    def line(self, place: int | None = None) -> int:
        """Number of the line of a place in the held text; without one, of the next character."""
        return self._lines + 1 + self._text.count("\n", 0, self._at if place is None else place)

    def value(self) -> object:
        """The next JSON value. Raises: UnusableInputError when there is none."""
        self.peek()
        whole = self._text.startswith('{"suppliers"', self._at)
        while True:
            try:
                value, end = self._decoder.raw_decode(self._text, self._at)
            except json.JSONDecodeError as error:
                cut = error.msg.startswith("Unterminated") or error.pos > len(self._text) - _CUT_CHARACTERS
                long = (
                    len(self._text) - self._at > MAX_VALUE_CHARACTERS
                    and not whole
                    and not self._object_list()
                )
                if not cut or long or not self._fill():
                    place = error.pos - self._text.rfind("\n", 0, error.pos)
                    raise UnusableInputError(
                        f"{self.name} is damaged in line {self.line(error.pos):,}: {lower_first(error.msg)} at "
                        f"character {place:,}."
                    ) from error
                continue
            except RecursionError as error:
                raise UnusableInputError(f"{self.name} is nested too deeply.") from error
            self._at = end
            return cast("object", value)

    def _object_list(self) -> bool:
        start = self._text[self._at : self._at + 200]
        return any(f'"{key}"' in start for key in LIST_KEYS)

    def _fill(self) -> bool:
        block = next(self._blocks, None)
        if block is None:
            return False
        block = self._left + block
        end = len(block)
        while end and end > len(block) - 4 and block[end - 1] & 0xC0 == 0x80:
            end -= 1
        if end and block[end - 1] >= 0xC0:
            end -= 1
        else:
            end = len(block)
        self._left = block[end:]
        self._lines += self._text.count("\n", 0, self._at)
        self._text = self._text[self._at :] + block[:end].decode(errors="replace")
        self._at = 0
        return True
