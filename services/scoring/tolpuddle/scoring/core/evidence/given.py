"""What a frame of suppliers says, column by column: distinct combinations of answers, and the number of each supplier's."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

import polars as pl

from tolpuddle.kernel.frames import ANSWER_PREFIX, EVIDENCE
from tolpuddle.scoring.core.evidence.answers import Given, Scheme
from tolpuddle.scoring.core.evidence.statement import Statement

_ROOM: Final = 1 << 62
"""Combinations that one Int64 can number."""


def given_of(
    suppliers: pl.DataFrame, items: Sequence[Statement], published: str
) -> tuple[list[Given], pl.Series]:
    """The distinct combinations of what is said, and the number of each supplier's among them (UInt32).

    Only answer columns that hold something cost anything: each is turned into small numbers once, these are packed into
    as few Int64 as hold them, and the rest is work per distinct combination.
    """
    columns = _held(suppliers, items)
    evidence = suppliers.get_column(EVIDENCE) if EVIDENCE in suppliers.columns else None
    if evidence is not None and evidence.null_count() == evidence.len():
        evidence = None
    if not columns and evidence is None:
        return [Given()], pl.zeros(suppliers.height, pl.UInt32, eager=True)
    words = [suppliers.get_column(name) for _, name in columns]
    distinct = [word.unique().drop_nulls().sort() for word in words]
    packed = _packed(words, distinct)
    if evidence is not None:
        day = pl.when(pl.col(EVIDENCE).is_not_null()).then(pl.col("on_date").fill_null(published))
        packed += [evidence.alias("evidence"), suppliers.select(day.alias("day")).to_series()]
    frame = pl.DataFrame([column.alias(f"p{place}") for place, column in enumerate(packed)])
    first = frame.with_row_index("at").group_by(frame.columns).agg(pl.col("at").first()).sort("at")
    numbers = (
        frame.join(
            first.with_row_index("n"), on=frame.columns, how="left", maintain_order="left", nulls_equal=True
        )
        .get_column("n")
        .cast(pl.UInt32)
    )
    rows = first.get_column("at")
    texts = pl.DataFrame([word.gather(rows).alias(str(n)) for n, word in enumerate(words)])
    told = evidence.gather(rows).to_list() if evidence is not None else [None] * rows.len()
    days = packed[-1].gather(rows).to_list() if evidence is not None else [None] * rows.len()
    positions = [position for position, _ in columns]
    answers = texts.rows() if words else [()] * rows.len()
    return [
        Given(_answered(zip(positions, row, strict=True)), text, day or "")
        for row, text, day in zip(answers, told, days, strict=True)
    ], numbers


def _answered(pairs: Any) -> tuple[tuple[int, str], ...]:
    return tuple((position, text) for position, text in pairs if text is not None)


def _held(suppliers: pl.DataFrame, items: Sequence[Statement]) -> list[tuple[int, str]]:
    """Positions and columns of statements that some supplier answered, in the order of the edition, ids before further ids."""
    present = {name for name in suppliers.columns if name.startswith(ANSWER_PREFIX)}
    if not present:
        return []
    named = [(position, ANSWER_PREFIX + name) for position, item in enumerate(items) for name in item.names]
    return [
        (position, name)
        for position, name in named
        if name in present and suppliers.get_column(name).null_count() < suppliers.height
    ]


def _packed(words: Sequence[pl.Series], distinct: Sequence[pl.Series]) -> list[pl.Series]:
    """Columns of text as mixed-radix numbers, as many to an Int64 as it can hold."""
    packed: list[pl.Series] = []
    room = 0
    for word, values in zip(words, distinct, strict=True):
        radix = values.len() + 1
        code = word.cast(pl.Enum(values)).to_physical().cast(pl.Int64)
        code = (code + 1).fill_null(0)
        if packed and room * radix < _ROOM:
            packed[-1] = packed[-1] * radix + code
            room *= radix
        else:
            packed.append(code)
            room = radix
    return packed


def given_by(row: Mapping[str, Any], scheme: Scheme, published: str) -> Given:
    """As given_of for one supplier."""
    found: list[tuple[int, int, str]] = []
    for column, text in row.items():
        if text is not None and column.startswith(ANSWER_PREFIX):
            name = column[len(ANSWER_PREFIX) :]
            position = scheme.positions.get(name)
            if position is not None:
                found.append((position, scheme.items[position].names.index(name), text))
    found.sort()
    evidence = row.get(EVIDENCE)
    day = "" if evidence is None else row["on_date"] or published
    return Given(tuple((position, text) for position, _, text in found), evidence, day)
