"""What the supplier does about it: each control on the ladder none, discussed, written, acted, verified."""

from dataclasses import dataclass
from typing import Final

import polars as pl

from tolpuddle.kernel.edition import Edition
from tolpuddle.kernel.frames import CONTROL_PREFIX
from tolpuddle.scoring.core.edition_tables import typed_table

LADDER: Final = {"none": 0.0, "discussed": 25.0, "written": 50.0, "acted": 75.0, "verified": 100.0}


@dataclass(frozen=True, slots=True)
class Control:
    """One control that can be asked for."""

    id: str
    name: str


def open_controls(edition: Edition) -> tuple[Control, ...]:
    """Read controls.csv."""
    rows = typed_table(edition, "controls", {"control_id": pl.String, "name": pl.String})
    return tuple(Control(i, name) for i, name in rows.iter_rows())


def asked(controls: tuple[Control, ...], suppliers: pl.DataFrame) -> list[Control]:
    """Controls that have a column in the frame."""
    return [control for control in controls if f"{CONTROL_PREFIX}{control.id}" in suppliers.columns]


def strength(present: list[Control]) -> pl.Expr:
    """`controls`: mean of the steps that were asked, 0 to 100; null where none was asked. Never lowers another reading."""
    if not present:
        return pl.lit(None, pl.Float64).alias("controls")
    steps = [step(control) for control in present]
    return pl.mean_horizontal(steps).round(4).alias("controls")


def step(control: Control) -> pl.Expr:
    """The step of one control as 0 to 100; null where it was not asked or is no step of the ladder."""
    return pl.col(f"{CONTROL_PREFIX}{control.id}").replace_strict(
        list(LADDER), list(LADDER.values()), default=None, return_dtype=pl.Float64
    )
