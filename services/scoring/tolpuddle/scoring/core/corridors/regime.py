"""What the rules of a destination add to the recruitment channel while nobody has said whether workers may change employer."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import polars as pl

from tolpuddle.kernel.edition import Edition
from tolpuddle.scoring.core.corridors.read import standing
from tolpuddle.scoring.core.corridors.words import CERTAINTY
from tolpuddle.scoring.core.edition_tables import typed_table
from tolpuddle.scoring.core.rules import CorridorRule

TABLE: Final = "corridor_destinations"
SOUND: Final = ("S", "D")
"""Certainties that count: what was only known from memory is never weighed."""
_COLUMNS: Final = ("iso3", "fact", "value", "from", "until", "as_of", "certainty", "source")
_EXTENT: Final = {"0": 0.0, "0.5": 0.5, "1": 1.0}


@dataclass(frozen=True, slots=True)
class Corridor:
    """Per locality, in its order: points, and the sentence and source for them."""

    points: pl.Series
    reason: pl.Series
    source: pl.Series


@dataclass(frozen=True, slots=True)
class _Held:
    """One fact of a destination."""

    extent: float
    """1 holds, 0.5 holds in part, 0 does not."""
    as_of: str
    source: str
    certainty: str


def lay_corridor(edition: Edition, localities: pl.DataFrame, rule: CorridorRule) -> Corridor:
    """Points of the destination's regime for each locality; 0 where nothing sound is known of it.

    localities: iso3. Facts count that are in force on the day on which the edition was published; without such a day all do.
    """
    held: dict[str, dict[str, _Held]] = {}
    if TABLE in edition.tables:
        table = typed_table(edition, TABLE, dict.fromkeys(_COLUMNS, pl.String))
        for row in table.iter_rows(named=True):
            extent, day = _EXTENT.get(row["value"] or ""), row["as_of"]
            if row["fact"] not in rule.facts or row["certainty"] not in SOUND or extent is None or not day:
                continue
            if edition.published and standing(row, edition.published) != "in_force":
                continue
            facts = held.setdefault(row["iso3"], {})
            before = facts.get(row["fact"])
            if before is None or day > before.as_of:
                facts[row["fact"]] = _Held(extent, day, row["source"] or "", row["certainty"])
    found = {iso3: _read(facts, rule) for iso3, facts in held.items()}
    codes = localities.get_column("iso3").to_list()
    none = (0.0, "", "")
    rows = [found.get(code, none) if code else none for code in codes]
    return Corridor(
        pl.Series("corridor_points", [row[0] for row in rows], dtype=pl.Float64),
        pl.Series("corridor_reason", [row[1] for row in rows], dtype=pl.String),
        pl.Series("corridor_source", [row[2] for row in rows], dtype=pl.String),
    )


def _read(facts: Mapping[str, _Held], rule: CorridorRule) -> tuple[float, str, str]:
    there = {name: one for name, one in facts.items() if one.extent > 0}
    if not there:
        return 0.0, "", ""
    points = sum(rule.facts[name].points * one.extent for name, one in there.items())
    told: dict[str, list[str]] = {}
    for name, one in there.items():
        part = "" if one.extent == 1 else ", in part"
        told.setdefault(one.certainty, []).append(f"{rule.facts[name].says}{part} (as of {one.as_of})")
    says = ". ".join(
        f"At the destination {'; '.join(told[letter])}: {CERTAINTY[letter]}"
        for letter in SOUND
        if letter in told
    )
    sources = dict.fromkeys(one.source for one in there.values())
    return round(points, 4), f"{says}. {rule.reason}", "; ".join(sources)
