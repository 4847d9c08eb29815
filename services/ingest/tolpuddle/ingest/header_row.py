"""Which row of a sheet is its header: title rows above it, empty rows, a second header row below it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tolpuddle.ingest.header_words import fold_header, is_personal, recognise

SEARCHED_ROWS = 60

Row = Sequence[str | None]


@dataclass(frozen=True, slots=True)
class HeaderRow:
    """Where the header is."""

    index: int
    """Row of the header, counted from 0."""
    rows: int
    """1, or 2 when the row below belongs to it."""
    names: tuple[str, ...]
    """One name per column, each different; a column without one is called after its place."""
    width: int
    """Columns up to the last named one."""


def find_header(rows: Sequence[Row], header_map: Mapping[str, str] | None = None) -> HeaderRow | None:
    """The row whose cells are known as headers most often; of equals the first. None: no row has one."""
    wanted = {fold_header(name) for name in header_map or {}}
    best, best_score = -1, 0.0
    for index, row in enumerate(rows[:SEARCHED_ROWS]):
        score = _score(row, wanted)
        if score > best_score:
            best, best_score = index, score
    if best < 0:
        return None
    first = [_cell(cell) for cell in rows[best]]
    second = [_cell(cell) for cell in rows[best + 1]] if best + 1 < len(rows) else []
    double = _continues(first, second, wanted)
    names = [
        _better(cell, second[place] if double and place < len(second) else "", wanted)
        for place, cell in enumerate(first)
    ]
    width = max((place + 1 for place, name in enumerate(names) if name), default=0)
    return HeaderRow(best, 2 if double else 1, distinct(names), width)


def fitness(rows: Sequence[Row]) -> float:
    """How much rows look like a supplier list: known headers, a name among them, and rows below."""
    header = find_header(rows)
    if header is None:
        return 0.0
    columns = {found[0] for name in header.names if (found := recognise(name)) is not None}
    below = sum(any(_cell(cell) for cell in row) for row in rows[header.index + header.rows :])
    return len(columns) + (3.0 if "name" in columns else 0.0) + min(below, 10) / 100


def distinct(names: Sequence[str]) -> tuple[str, ...]:
    """Names made different: an empty one is called after its place, a repeated one gets a number."""
    taken: dict[str, int] = {}
    made: list[str] = []
    used = {name for name in names if name}
    for place, name in enumerate(names, start=1):
        name = name or f"(column {place})"
        taken[name] = taken.get(name, 0) + 1
        unique, number = name, taken[name]
        while taken[name] > 1 and (unique == name or unique in used or unique in made):
            unique, number = f"{name} ({number})", number + 1
        made.append(unique)
    return tuple(made)


def _score(row: Row, wanted: set[str]) -> float:
    known: set[str] = set()
    score = 0.0
    for cell in row:
        text = _cell(cell)
        if not text or len(text) > 120:
            continue
        if fold_header(text) in wanted:
            score += 1.5
        elif (found := recognise(text)) is not None and found[0] not in known:
            known.add(found[0])
            score += 1.5 if found[0] == "name" else 1.0
        elif is_personal(text):
            score += 0.25
    return score


def _continues(first: Sequence[str], second: Sequence[str], wanted: set[str]) -> bool:
    """Whether the second row is header too: the same in another language, names under a group, or only units."""
    filled = [(place, cell) for place, cell in enumerate(second) if cell]
    if not filled:
        return False
    known = sum(
        recognise(cell) is not None or fold_header(cell) in wanted or is_personal(cell) for _, cell in filled
    )
    if known >= 2 and known * 2 >= len(filled):
        return True
    plain = {"", "%", "text", "number", "in %"}
    folded = {fold_header(cell) for _, cell in filled}
    return folded <= plain and folded != {""}


def _better(first: str, second: str, wanted: set[str]) -> str:
    """Of two header cells of a column the one that is known; of two known ones the lower, which is the finer."""
    if not second:
        return first
    if not first or fold_header(second) in wanted:
        return second
    if fold_header(first) in wanted or (recognise(first) is not None and recognise(second) is None):
        return first if fold_header(second) != "%" else f"{first} ({second})"
    return first if recognise(first) == recognise(second) or recognise(second) is None else second


def _cell(cell: str | None) -> str:
    return " ".join((cell or "").replace("\ufeff", "").replace("\0", "").split())
