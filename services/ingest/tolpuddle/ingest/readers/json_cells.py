"""Objects of a JSON document as rows of text: nested lists and answers become cells, keys become columns."""

import json
from collections.abc import Iterator
from typing import cast

import polars as pl

from tolpuddle.ingest.readers.grid import BATCH_ROWS, LINE, PROBLEM, Grid
from tolpuddle.kernel.frames import ANSWER_PREFIX, CONTROL_PREFIX, EVIDENCE, GOODS_SEPARATOR

_PREFIXES = {"answers": ANSWER_PREFIX, "controls": CONTROL_PREFIX}
_LONGEST_NUMBER = 300
"""Digits that become a number; more of them stay text, since Python counts no further and no list means it."""


def decoder() -> json.JSONDecoder:
    """Reads JSON of any origin without a number too long for it."""
    return json.JSONDecoder(parse_int=_whole)


class Rows:
    """Rows as they come, put into frames of BATCH_ROWS; columns in the order in which their keys first appear."""

    def __init__(self) -> None:
        self.height = 0
        self.broken = 0
        self._keys: dict[str, int] = {}
        self._frames: list[pl.DataFrame] = []
        self._cells: list[dict[str, str | None]] = []
        self._lines: list[str | None] = []
        self._problems: list[str | None] = []

    def add(self, value: dict[str, object]) -> None:
        """A supplier; an empty object is a blank row."""
        cells = _flat(value)
        for key in cells:
            self._keys.setdefault(key, len(self._keys))
        self._put(cells, None, None)

    def add_broken(self, line: str, problem: str) -> None:
        """A line that is no supplier, and one sentence why."""
        self.broken += 1
        self._put({}, _sound(line), _sound(problem))

    def grid(self, first_row: int, encoding: str) -> Grid:
        """What was added, as a grid."""
        if self._cells:
            self._close()
        names, frames, broken = tuple(self._keys), self._frames, self.broken > 0

        def batches() -> Iterator[pl.DataFrame]:
            columns = [f"c{place}" for place in range(len(names))]
            for frame in frames:
                some = [
                    pl.col(column) if column in frame.columns else pl.lit(None, dtype=pl.String).alias(column)
                    for column in columns
                ]
                yield frame.select(*some, *((LINE, PROBLEM) if broken else ()))

        return Grid(
            width=len(names),
            batches=batches,
            names=names,
            first_row=first_row,
            encoding=encoding,
            broken_lines=broken,
        )

    def _put(self, cells: dict[str, str | None], line: str | None, problem: str | None) -> None:
        self.height += 1
        self._cells.append(cells)
        self._lines.append(line)
        self._problems.append(problem)
        if len(self._cells) == BATCH_ROWS:
            self._close()

    def _close(self) -> None:
        present = dict.fromkeys(key for cells in self._cells for key in cells)
        columns = {f"c{self._keys[key]}": [cells.get(key) for cells in self._cells] for key in present}
        columns |= {LINE: self._lines, PROBLEM: self._problems}
        self._frames.append(pl.DataFrame(columns, schema_overrides=dict.fromkeys(columns, pl.String)))
        self._cells, self._lines, self._problems = [], [], []


def _flat(value: dict[str, object]) -> dict[str, str | None]:
    cells: dict[str, str | None] = {}
    for key, item in value.items():
        if isinstance(item, dict):
            prefix = _PREFIXES.get(key.lower(), f"{key}.")
            for inner, inner_item in cast("dict[str, object]", item).items():
                cells[_sound(f"{prefix}{inner}")] = _cell(inner_item)
        elif key.lower() == EVIDENCE and isinstance(item, list):
            cells[_sound(key)] = _sound(json.dumps(item, ensure_ascii=False, sort_keys=True))
        else:
            cells[_sound(key)] = _cell(item)
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
        return _sound(json.dumps(value, ensure_ascii=False, sort_keys=True))
    return _sound(str(value))


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
    return _sound(
        f"{good}@{origin or ''}"
        if "origin" in held or "country" in held or "country_of_origin" in held
        else str(good)
    )


def _sound(text: str) -> str:
    """Text without halves of a character, which JSON can write and no other format can hold."""
    return text if text.isascii() else text.encode(errors="replace").decode()


def _whole(digits: str) -> int | str:
    return int(digits) if len(digits) <= _LONGEST_NUMBER else digits
