"""JSON and NDJSON: an array, an object that holds one, or one object a line; nested lists and answers become cells."""

import json
from collections.abc import Iterator
from typing import cast

import polars as pl

from tolpuddle.ingest.readers.grid import BATCH_ROWS, Grid, cell_names
from tolpuddle.ingest.readers.sniff import Document, encoding_of, text_blocks
from tolpuddle.kernel.errors import UnusableInputError
from tolpuddle.kernel.frames import ANSWER_PREFIX, CONTROL_PREFIX, GOODS_SEPARATOR

LIST_KEYS = ("suppliers", "rows", "data", "items", "records", "results")
"""Keys under which an object may hold the list."""

MAX_VALUE_CHARACTERS = 4 * 1024**2
"""One supplier that takes more text than this makes the document unusable."""

MAX_DOCUMENT_BYTES = 512 * 1024**2

_PREFIXES = {"answers": ANSWER_PREFIX, "controls": CONTROL_PREFIX}
_WHITESPACE = " \t\r\n,\x1e"


def read_json(document: Document) -> Grid:
    """Rows of a JSON or NDJSON document, one per object; keys in the order in which they first appear.

    Raises: UnusableInputError when it is damaged, holds no objects, or is larger than MAX_DOCUMENT_BYTES.
    """
    if document.size > MAX_DOCUMENT_BYTES:
        raise UnusableInputError(
            f"{document.name} has {document.size:,} bytes; JSON of more than {MAX_DOCUMENT_BYTES:,} is not read: "
            "use CSV or Parquet."
        )
    encoding = encoding_of(document)
    keys: dict[str, None] = {}
    frames: list[pl.DataFrame] = []
    batch: list[dict[str, str | None]] = []
    for value in _suppliers(document):
        cells = _flat(value)
        keys.update(dict.fromkeys(cells))
        batch.append(cells)
        if len(batch) == BATCH_ROWS:
            frames.append(_frame(batch))
            batch = []
    if batch:
        frames.append(_frame(batch))
    if not frames:
        raise UnusableInputError(f"{document.name} holds no suppliers.")
    names = list(keys)
    columns = cell_names(len(names))

    def batches() -> Iterator[pl.DataFrame]:
        for frame in frames:
            yield frame.select(
                (pl.col(name) if name in frame.columns else pl.lit(None, dtype=pl.String)).alias(column)
                for name, column in zip(names, columns, strict=True)
            )

    return Grid(width=len(names), batches=batches, names=tuple(names), first_row=2, encoding=encoding.codec)


def _frame(rows: list[dict[str, str | None]]) -> pl.DataFrame:
    keys = dict.fromkeys(key for row in rows for key in row)
    return pl.DataFrame(
        {key: [row.get(key) for row in rows] for key in keys}, schema_overrides=dict.fromkeys(keys, pl.String)
    )


def _suppliers(document: Document) -> Iterator[dict[str, object]]:
    for number, value in enumerate(_values(document), start=1):
        if not isinstance(value, dict):
            raise UnusableInputError(f"Item {number} of {document.name} is not an object.")
        yield cast("dict[str, object]", value)


def _values(document: Document) -> Iterator[object]:
    """Items of the outermost list, or the values one after another; holds no more than one item and a block."""
    text = _Text(document)
    mark = text.peek()
    if mark == "[":
        text.drop()
        yield from _items(text)
        return
    first = text.value()
    if isinstance(first, dict):
        held = cast("dict[str, object]", first)
        for key in LIST_KEYS:
            if isinstance(held.get(key), list) and text.peek() == "":
                yield from cast("list[object]", held[key])
                return
    yield first
    while text.peek():
        yield text.value()


def _items(text: "_Text") -> Iterator[object]:
    while (mark := text.peek()) != "]":
        if not mark:
            raise UnusableInputError(f"{text.name} is damaged: its list never ends.")
        yield text.value()


class _Text:
    """Decoded text with a place in it, refilled block by block."""

    def __init__(self, document: Document) -> None:
        self.name = document.name
        self._limit = document.size + 1
        self._blocks = text_blocks(document, encoding_of(document))
        self._decoder = json.JSONDecoder()
        self._left = b""
        self._text = ""
        self._at = 0

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

    def value(self) -> object:
        """The next JSON value. Raises: UnusableInputError when there is none."""
        self.peek()
        whole = self._text.startswith('{"suppliers"', self._at)
        while True:
            try:
                value, end = self._decoder.raw_decode(self._text, self._at)
            except json.JSONDecodeError as error:
                long = (
                    len(self._text) - self._at > MAX_VALUE_CHARACTERS
                    and not whole
                    and not self._object_list()
                )
                if long or not self._fill():
                    raise UnusableInputError(
                        f"{self.name} is damaged: {error.msg} near character {error.pos:,}."
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
        self._text = self._text[self._at :] + block[:end].decode(errors="replace")
        self._at = 0
        return True


def _flat(value: dict[str, object]) -> dict[str, str | None]:
    cells: dict[str, str | None] = {}
    for key, item in value.items():
        if isinstance(item, dict):
            prefix = _PREFIXES.get(key.lower(), f"{key}.")
            for inner, inner_item in cast("dict[str, object]", item).items():
                cells[f"{prefix}{inner}"] = _cell(inner_item)
        else:
            cells[key] = _cell(item)
    return cells


def _cell(value: object) -> str | None:
    if value is None:
        return None
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and value.is_integer() and abs(value) < 2**53:
        return str(int(value))
    if isinstance(value, list):
        parts = [_list_part(item) for item in cast("list[object]", value)]
        return GOODS_SEPARATOR.join(part for part in parts if part) or None
    if isinstance(value, dict):
        return json.dumps(value, ensure_ascii=False, sort_keys=True)
    return str(value)


def _list_part(value: object) -> str | None:
    """An input such as {"good": "cotton", "origin": "China"} as cotton@China; other objects by their name."""
    if not isinstance(value, dict):
        return _cell(value)
    whole = cast("dict[str, object]", value)
    held = {key.lower(): item for key, item in whole.items()}
    good = next((held[key] for key in ("good", "material", "name", "code", "value") if key in held), None)
    origin = next((held[key] for key in ("origin", "country", "country_of_origin") if key in held), None)
    if good is None:
        return _cell(whole)
    return (
        f"{good}@{origin or ''}"
        if "origin" in held or "country" in held or "country_of_origin" in held
        else str(good)
    )
