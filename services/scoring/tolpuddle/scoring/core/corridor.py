"""What the rules of a destination add to the recruitment channel while nobody has said whether workers may change employer."""

from collections.abc import Mapping
from dataclasses import dataclass

import polars as pl

from tolpuddle.kernel.edition import Edition
from tolpuddle.scoring.core.edition_tables import typed_table
from tolpuddle.scoring.core.rules import CorridorRule

TABLE = "corridor_destinations"
SOUND = {"S": "read in a source", "D": "compiled data"}
"""Certainties that count, in words: what was only known from memory is never weighed."""


@dataclass(frozen=True, slots=True)
class Corridor:
    """Per locality, in its order: points, and the sentence and source for them."""

    points: pl.Series
    reason: pl.Series
    source: pl.Series


def lay_corridor(edition: Edition, localities: pl.DataFrame, rule: CorridorRule) -> Corridor:
    """Points of the destination's regime for each locality; 0 where nothing sound is known of it.

    localities: iso3. Facts that a later day ended do not count.
    """
    found: dict[str, tuple[float, str, str]] = {}
    if TABLE in edition.tables:
        columns = ("iso3", "fact", "value", "until", "as_of", "certainty", "source")
        table = typed_table(edition, TABLE, dict.fromkeys(columns, pl.String))
        facts: dict[str, dict[str, tuple[float, str, str, str]]] = {}
        for iso3, fact, value, until, as_of, certainty, source in table.iter_rows():
            known = _number(value)
            ended = until is not None and bool(edition.published) and until <= edition.published
            if fact in rule.facts and certainty in SOUND and known is not None and as_of and not ended:
                before = facts.setdefault(iso3, {}).get(fact)
                if before is None or as_of > before[1]:
                    facts[iso3][fact] = (known, as_of, source, certainty)
        for iso3, by_fact in facts.items():
            found[iso3] = _read(by_fact, rule)
    codes = localities.get_column("iso3").to_list()
    none = (0.0, "", "")
    rows = [found.get(code, none) if code else none for code in codes]
    return Corridor(
        pl.Series("corridor_points", [row[0] for row in rows], dtype=pl.Float64),
        pl.Series("corridor_reason", [row[1] for row in rows], dtype=pl.String),
        pl.Series("corridor_source", [row[2] for row in rows], dtype=pl.String),
    )


def _number(value: str | None) -> float | None:
    return {"0": 0.0, "0.5": 0.5, "1": 1.0}.get(value or "")


def _read(facts: Mapping[str, tuple[float, str, str, str]], rule: CorridorRule) -> tuple[float, str, str]:
    points = sum(rule.facts[name].points * value for name, (value, *_) in facts.items())
    told = [
        f"{rule.facts[name].says}{'' if value == 1 else ', in part'} ({SOUND[certainty]} as of {as_of})"
        for name, (value, as_of, _, certainty) in facts.items()
        if value > 0
    ]
    sources = dict.fromkeys(source for value, _, source, _ in facts.values() if value > 0)
    return round(points, 4), f"At the destination {'; '.join(told)}. {rule.reason}", "; ".join(sources)
