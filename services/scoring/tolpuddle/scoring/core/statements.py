"""Answers to statements: what is reported, how the recruitment channel stands, which indicators are touched."""

from dataclasses import dataclass
from typing import Final

import polars as pl

from tolpuddle.kernel.edition import Edition
from tolpuddle.kernel.errors import EditionError
from tolpuddle.kernel.frames import ANSWER_PREFIX
from tolpuddle.scoring.core.edition_tables import typed_table

MOST_STATEMENTS: Final = 60
"""Answers of a supplier are bits of one Int64."""


@dataclass(frozen=True, slots=True)
class Statement:
    """One statement that a supplier file, audit or worker can answer; yes is always the adverse answer."""

    id: str
    question: str
    channel: bool
    points: float
    indicators: tuple[str, ...]
    urgent: bool
    scale: int
    irremediability: int
    short: str
    reason: str
    source: str


@dataclass(frozen=True, slots=True)
class Indicator:
    """One of the eleven ILO indicators."""

    id: str
    name: str
    meaning: str
    actions: tuple[str, ...]
    source: str


@dataclass(frozen=True, slots=True)
class Answers:
    """What one combination of answers says."""

    reported: tuple[int, ...]
    """Positions of statements answered yes."""
    asked: tuple[int, ...]
    """Positions of statements answered yes or no."""
    not_applicable: tuple[int, ...]
    present: tuple[str, ...]
    """Indicator ids reported."""
    present_bits: int
    urgent: bool
    child: bool
    scale: int
    irremediability: int
    channel_points: float
    channel_open: float
    """Points of channel statements not answered."""
    channel_asked: float
    channel_applicable: float
    text: str | None
    """What is reported, in words; None: nothing."""


@dataclass(frozen=True, slots=True)
class Statements:
    """All statements and indicators of an edition."""

    items: tuple[Statement, ...]
    indicators: tuple[Indicator, ...]
    known: dict[tuple[int, int, int], Answers]
    """Combinations that were read already."""

    def masks(self, suppliers: pl.DataFrame) -> list[pl.Expr]:
        """Expressions yes, no, na (Int64): bit i is the answer to statement i."""
        present = [(i, f"{ANSWER_PREFIX}{s.id}") for i, s in enumerate(self.items)]
        columns = [(i, name) for i, name in present if name in suppliers.columns]

        def bits(answer: str) -> pl.Expr:
            if not columns:
                return pl.lit(0, pl.Int64)
            return pl.sum_horizontal(
                pl.when(pl.col(name) == answer).then(pl.lit(1 << i, pl.Int64)).otherwise(pl.lit(0, pl.Int64))
                for i, name in columns
            )

        return [bits("yes").alias("yes"), bits("no").alias("no"), bits("not_applicable").alias("na")]

    def answers(self, yes: int, no: int, na: int) -> Answers:
        """What a combination of answers says."""
        key = (yes, no, na)
        found = self.known.get(key)
        if found is None:
            found = self._read(yes, no, na)
            if len(self.known) > 50_000:
                self.known.clear()
            self.known[key] = found
        return found

    def _read(self, yes: int, no: int, na: int) -> Answers:
        reported = tuple(i for i in range(len(self.items)) if yes >> i & 1)
        asked = tuple(i for i in range(len(self.items)) if (yes | no) >> i & 1)
        passed = tuple(i for i in range(len(self.items)) if na >> i & 1)
        touched = {name for i in reported for name in self.items[i].indicators}
        present = tuple(item.id for item in self.indicators if item.id in touched)
        channel = [i for i, item in enumerate(self.items) if item.channel]
        weight = {i: self.items[i].points for i in channel}
        return Answers(
            reported=reported,
            asked=asked,
            not_applicable=passed,
            present=present,
            present_bits=sum(1 << i for i, item in enumerate(self.indicators) if item.id in touched),
            urgent=any(self.items[i].urgent for i in reported),
            child=any(self.items[i].id == "children_at_work" for i in reported),
            scale=max((self.items[i].scale for i in reported), default=0),
            irremediability=max((self.items[i].irremediability for i in reported), default=0),
            channel_points=sum(weight[i] for i in channel if i in reported),
            channel_open=sum(weight[i] for i in channel if i not in asked and i not in passed),
            channel_asked=sum(weight[i] for i in channel if i in asked),
            channel_applicable=sum(weight[i] for i in channel if i not in passed),
            text=self._text(reported),
        )

    def _text(self, reported: tuple[int, ...]) -> str | None:
        gravest = sorted(
            reported, key=lambda i: (-self.items[i].urgent, -self.items[i].scale, -self.items[i].points, i)
        )
        if not gravest:
            return None
        more = f" and {len(gravest) - 3} more" if len(gravest) > 3 else ""
        return "Reported: " + "; ".join(self.items[i].short for i in gravest[:3]) + more


def open_statements(edition: Edition) -> Statements:
    """Read statements.csv and ilo_indicators.csv.

    Raises: EditionError when a statement has no reason or source, names no indicator there is, or there are too many.
    """
    text = pl.String
    rows = typed_table(
        edition,
        "statements",
        {
            "statement_id": text, "question": text, "reading": text, "points": pl.Float64, "indicators": text,
            "urgent": pl.Boolean, "scale": pl.Int64, "irremediability": pl.Int64, "short": text, "reason": text,
            "source": text,
        },
    )  # fmt: skip
    kinds = typed_table(
        edition,
        "ilo_indicators",
        {"indicator_id": text, "name": text, "meaning": text, "actions": text, "source": text},
    )
    indicators = tuple(
        Indicator(i, name, meaning, tuple(actions.split(";")), source)
        for i, name, meaning, actions, source in kinds.iter_rows()
    )
    known = {item.id for item in indicators}
    items: list[Statement] = []
    for (
        i,
        question,
        reading,
        points,
        touched,
        urgent,
        scale,
        irremediability,
        short,
        reason,
        source,
    ) in rows.iter_rows():
        names = tuple(touched.split(";"))
        if not reason or not source:
            raise EditionError(f"The statement {i} has no reason or source; it does not load.", statement=i)
        if not set(names) <= known:
            raise EditionError(f"The statement {i} names an indicator there is not: {touched}.", statement=i)
        items.append(
            Statement(
                i,
                question,
                reading == "channel",
                points,
                names,
                urgent,
                scale,
                irremediability,
                short,
                reason,
                source,
            )
        )
    if len(items) > MOST_STATEMENTS:
        raise EditionError(f"There are {len(items)} statements; this engine can hold {MOST_STATEMENTS}.")
    return Statements(items=tuple(items), indicators=indicators, known={})
