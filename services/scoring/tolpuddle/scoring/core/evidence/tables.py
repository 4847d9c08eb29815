"""Reads statements, indicators and what each method can see from the tables of an edition."""

from collections.abc import Mapping, Sequence
from typing import Any, Final, cast

import polars as pl
import yaml

from tolpuddle.kernel.answer_kinds import kind_of_row
from tolpuddle.kernel.answer_words import ConditionError
from tolpuddle.kernel.applies_when import read_applies_when
from tolpuddle.kernel.edition import Edition
from tolpuddle.kernel.errors import EditionError
from tolpuddle.kernel.present_when import read_present_when
from tolpuddle.scoring.core.edition_tables import typed_table
from tolpuddle.scoring.core.evidence.statement import GENERAL, Indicator, Statement

_ASKED_OF_SUPPLIER: Final = frozenset({"supplier", "document"})
SCORED: Final = ("practice", "control_gap")
"""Kinds of statements that say something by themselves; exposure, listing and ambiguous signals are kept and shown."""
_TEXTS: Final = (
    "statement_id", "pack", "kind", "theme", "question", "answer_type", "unit", "options", "present_when", "applies_when",
    "ask", "indicators", "dimension", "reading", "short", "reason", "source", "actions", "also", "good_practice",
)  # fmt: skip


def open_indicators(edition: Edition) -> tuple[Indicator, ...]:
    """Read ilo_indicators.csv."""
    text = pl.String
    kinds = typed_table(
        edition,
        "ilo_indicators",
        {"indicator_id": text, "name": text, "meaning": text, "actions": text, "source": text},
    )
    return tuple(
        Indicator(i, name, meaning, tuple(actions.split(";")), source)
        for i, name, meaning, actions, source in kinds.iter_rows()
    )


def open_items(edition: Edition, indicators: Sequence[Indicator]) -> tuple[Statement, ...]:
    """Read statements.csv.

    Raises: EditionError when a statement has no reason or source, names no indicator there is, or its condition does
    not parse.
    """
    columns: dict[str, type[pl.DataType]] = {
        **dict.fromkeys(_TEXTS, pl.String),
        **dict.fromkeys(("key", "urgent"), pl.Boolean),
        **dict.fromkeys(("points", "minimum", "maximum"), pl.Float64),
        **dict.fromkeys(("scale", "irremediability"), pl.Int64),
    }
    rows = typed_table(edition, "statements", columns)
    known = {item.id for item in indicators}
    return tuple(_statement(row, known) for row in rows.iter_rows(named=True))


def _split(cell: str | None) -> tuple[str, ...]:
    return tuple(word.strip() for word in (cell or "").split(";") if word.strip())


def _statement(row: Mapping[str, Any], known: set[str]) -> Statement:
    name: str = row["statement_id"]
    if not row["reason"] or not row["source"]:
        raise EditionError(f"The statement {name} has no reason or source; it does not load.", statement=name)
    indicators = _split(row["indicators"])
    if not set(indicators) <= known:
        raise EditionError(
            f"The statement {name} names an indicator there is not: {row['indicators']}.", statement=name
        )
    kind = kind_of_row(row)
    try:
        scored = row["kind"] is None or row["kind"] in SCORED
        present = read_present_when(row["present_when"] or "", kind) if scored else None
        applies = read_applies_when(row["applies_when"] or "")
    except ConditionError as error:
        raise EditionError(f"The statement {name}: {error.sentence}", statement=name) from error
    return Statement(
        id=name,
        pack=row["pack"] or GENERAL,
        question=row["question"],
        kind=kind,
        present=present,
        applies=applies,
        theme=row["theme"] or "",
        key=bool(row["key"]),
        channel=row["reading"] == "channel",
        points=row["points"] or 0.0,
        indicators=indicators,
        dimension=row["dimension"] or "work_and_life",
        asked_of_supplier=bool(_ASKED_OF_SUPPLIER & set(_split(row["ask"]))),
        urgent=bool(row["urgent"]),
        scale=row["scale"] or 0,
        irremediability=row["irremediability"] or 0,
        short=row["short"] or row["question"],
        reason=row["reason"],
        source=row["source"],
        actions=_split(row["actions"]),
        good_practice=row["good_practice"],
        names=(name, *_split(row["also"])),
    )


def open_detectability(edition: Edition) -> Mapping[tuple[str, str], str]:
    """(source kind, indicator id) -> good, part, poor or none; empty where the edition holds no such table."""
    if "detectability" not in edition.tables:
        return {}
    table = typed_table(
        edition, "detectability", {"source_kind": pl.String, "indicator_id": pl.String, "sees": pl.String}
    )
    return {(source, indicator): sees for source, indicator, sees in table.iter_rows()}


def open_packs(edition: Edition) -> Mapping[str, tuple[str, ...]]:
    """Sector id -> packs that its suppliers are asked; "" -> those that everybody is. Empty where there is no table of packs."""
    if "packs" not in edition.tables:
        return {}
    found: dict[str, tuple[str, ...]] = {}
    for pack, sectors in typed_table(edition, "packs", {"pack": pl.String, "sectors": pl.String}).iter_rows():
        for sector in _split(sectors) or ("",):
            found[sector] = (*found.get(sector, ()), pack)
    return found


def open_safe_referral(edition: Edition) -> tuple[str, ...]:
    """Sentences of safe_referral.yaml, in their order; none where the edition holds no such file.

    Raises: EditionError when the file holds no sentences.
    """
    if "safe_referral" not in edition.documents:
        return ()
    loaded: object = yaml.safe_load(edition.documents["safe_referral"])
    guide = cast("Mapping[str, object]", loaded).get("guide") if isinstance(loaded, dict) else None
    if not isinstance(guide, list) or not guide:
        raise EditionError("safe_referral.yaml has no guide.", file="safe_referral.yaml")
    return tuple(str(sentence) for sentence in cast("list[object]", guide))
