"""What the supplier does about it: each control on the ladder none, discussed, written, acted, verified, with its expiry."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import polars as pl

from tolpuddle.kernel.answer_words import STEPS
from tolpuddle.kernel.edition import Edition
from tolpuddle.kernel.frames import CONTROL_PREFIX
from tolpuddle.scoring.core.edition_tables import typed_table
from tolpuddle.scoring.core.evidence.answers import Answers
from tolpuddle.scoring.core.evidence.items import ControlItem, months_after
from tolpuddle.scoring.core.evidence.sources import SELF_REPORT, SOURCE_KINDS
from tolpuddle.scoring.core.json_text import json_text
from tolpuddle.scoring.core.one.number import rounded
from tolpuddle.scoring.core.positions import numbered

LADDER: Final[Mapping[str, float]] = dict(zip(STEPS, (0.0, 25.0, 50.0, 75.0, 100.0), strict=True))
MONTHS: Final = 12
"""How long a step with a day counts where the edition says nothing for its control."""


@dataclass(frozen=True, slots=True)
class Control:
    """One control that can be asked for."""

    id: str
    name: str
    months: int
    covers: str | None
    does_not_cover: str | None


@dataclass(frozen=True, slots=True)
class Held:
    """One control of a supplier."""

    control: Control
    step: str
    source: str
    date: str | None
    until: str | None
    """The last day on which it counts; None: it was stated without a day."""
    expired: bool


def open_controls(edition: Edition) -> tuple[Control, ...]:
    """Read controls.csv."""
    columns: dict[str, type[pl.DataType]] = {"control_id": pl.String, "name": pl.String}
    further = {"months": pl.Int64, "covers": pl.String, "does_not_cover": pl.String}
    columns |= {name: kind for name, kind in further.items() if name in edition.tables["controls"].columns}
    return tuple(
        Control(
            row["control_id"],
            row["name"],
            row.get("months") or MONTHS,
            row.get("covers"),
            row.get("does_not_cover"),
        )
        for row in typed_table(edition, "controls", columns).iter_rows(named=True)
    )


def held_by(row: Mapping[str, Any], answers: Answers | None, controls: Sequence[Control]) -> list[Held]:
    """The controls of one supplier, in the order of the edition: of its row, and of its evidence, which prevails."""
    by_evidence: dict[str, ControlItem] = {}
    day = "" if answers is None else answers.day
    for item in () if answers is None else answers.controls:
        before = by_evidence.get(item.control)
        if item.step in LADDER and (before is None or _weight(item) >= _weight(before)):
            by_evidence[item.control] = item
    found: list[Held] = []
    for control in controls:
        item = by_evidence.get(control.id)
        step = row.get(CONTROL_PREFIX + control.id)
        if item is not None:
            until = item.expires or (None if item.date is None else months_after(item.date, control.months))
            expired = until is not None and until < day
            found.append(Held(control, item.step, item.source, item.date, until, expired))
        elif step in LADDER:
            found.append(Held(control, str(step), SELF_REPORT, None, None, expired=False))
    return found


def _weight(item: ControlItem) -> tuple[int, str]:
    return SOURCE_KINDS[item.source].rank, item.date or ""


def strength_of(held: Sequence[Held]) -> float | None:
    """Mean of the steps, 0 to 100; an expired one counts as none; None where none was asked. Never lowers another reading."""
    if not held:
        return None
    return rounded(sum(0.0 if one.expired else LADDER[one.step] for one in held) / len(held))


def control_entries(held: Sequence[Held]) -> list[dict[str, Any]]:
    """Each control as a person reads it: its step, until when it counts, what it covers and what it does not."""
    return [
        {
            "id": one.control.id,
            "name": one.control.name,
            "step": one.step,
            **({} if one.source == SELF_REPORT else {"source": one.source}),
            **({} if one.date is None else {"date": one.date}),
            **({} if one.until is None else {"until": one.until, "expired": one.expired}),
            **({} if one.control.covers is None else {"covers": one.control.covers}),
            **({} if one.control.does_not_cover is None else {"does_not_cover": one.control.does_not_cover}),
        }
        for one in held
    ]


@dataclass(frozen=True, slots=True)
class HeldColumns:
    """The controls of a frame."""

    strength: pl.Series
    """`controls`: 0 to 100; null where none was asked."""
    entries: pl.Series
    """JSON list of the entries."""


def held_columns(
    suppliers: pl.DataFrame,
    combination: pl.Series,
    answers: Sequence[Answers],
    controls: Sequence[Control],
) -> HeldColumns:
    """held_by for a frame: worked out once per distinct combination of steps and, where evidence names controls, of answers."""
    present = [CONTROL_PREFIX + control.id for control in controls]
    present = [name for name in present if name in suppliers.columns]
    told = pl.Series("told", [bool(one.controls) for one in answers], dtype=pl.Boolean).gather(combination)
    columns = [suppliers.get_column(name) for name in present]
    if told.any():
        of_evidence = combination.zip_with(told, pl.zeros(told.len(), combination.dtype, eager=True))
        columns += [of_evidence.alias("combination"), told]
    if not columns:
        nothing = pl.Series("controls", [None], dtype=pl.Float64).new_from_index(0, suppliers.height)
        return HeldColumns(nothing, pl.Series("entries", ["[]"]).new_from_index(0, suppliers.height))
    if len(columns) == 1:
        columns.append(pl.zeros(told.len(), pl.Int8, eager=True).alias("single"))
    distinct, numbers = numbered(pl.DataFrame(columns))
    read: list[list[Held]] = []
    for values in distinct:
        row = dict(zip(present, values, strict=False))
        of: Answers | None = answers[int(values[-2])] if told.any() and values[-1] else None
        read.append(held_by(row, of, controls))
    return HeldColumns(
        pl.Series("controls", [strength_of(one) for one in read], dtype=pl.Float64).gather(numbers),
        pl.Series("entries", [json_text(control_entries(one)) for one in read], dtype=pl.String).gather(
            numbers
        ),
    )
