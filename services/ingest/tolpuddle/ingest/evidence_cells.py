"""Answers of the kind a statement asks for, and items of evidence: kept as the frame has them, or refused with a reason."""

import json
from collections.abc import Callable
from datetime import date
from typing import Any, cast

import polars as pl

from tolpuddle.ingest.cell_words import ANSWERS, STEPS
from tolpuddle.kernel.answer_kinds import AnswerKinds
from tolpuddle.kernel.answer_values import read_answer
from tolpuddle.kernel.answer_words import OPEN_ANSWERS, SOURCES, AnswerKind
from tolpuddle.kernel.personal_text import personal_in

ITEM_FIELDS = frozenset(
    {"statement", "control", "answer", "source", "date", "expires", "confidence", "reliability", "site"}
)
MOST_ITEMS = 500
LONGEST_FIELD = 200
_OPEN = {
    "declined": "declined", "decline": "declined", "prefer not to say": "declined", "don't know": "unknown",
    "do not know": "unknown", "not known": "unknown", "unknown": "unknown", "weiß nicht": "unknown",
    "unbekannt": "unknown", "inconnu": "unknown", "ne sait pas": "unknown", "desconocido": "unknown", "no sabe": "unknown",
    "partly": "partly", "partially": "partly", "in part": "partly", "teilweise": "partly", "zum teil": "partly",
    "partiellement": "partly", "en partie": "partly", "parcialmente": "partly", "en parte": "partly",
}  # fmt: skip

Refusal = str | None


def answered(cells: pl.Series, kind: AnswerKind) -> tuple[pl.Series, pl.Series]:
    """The answers (String; null: none) and, where one is refused, why. cells: trimmed text."""
    return _mapped(cells, lambda text: _answer(text, kind))


def evidence(cells: pl.Series, kinds: AnswerKinds) -> tuple[pl.Series, pl.Series]:
    """Items of evidence as one JSON list a row (null: none is left), and why some are refused."""
    return _mapped(cells, lambda text: _items(text, kinds))


def _mapped(
    cells: pl.Series, read: Callable[[str], tuple[str | None, Refusal]]
) -> tuple[pl.Series, pl.Series]:
    distinct = cells.unique().drop_nulls()
    made = [read(text) for text in distinct.to_list()]
    both = [pl.Series([one[place] for one in made], dtype=pl.String) for place in (0, 1)]
    return cells.replace_strict(
        distinct, both[0], default=None, return_dtype=pl.String
    ), cells.replace_strict(distinct, both[1], default=None, return_dtype=pl.String)


def _answer(text: str, kind: AnswerKind) -> tuple[str | None, Refusal]:
    lowered = text.strip().lower()
    word = _OPEN.get(lowered, lowered)
    if kind.type in ("ynp", "doc", "yn"):
        word = ANSWERS.get(word, word)
    elif ANSWERS.get(word) == "not_applicable":
        word = "not_applicable"
    read = read_answer(word if word in (*OPEN_ANSWERS, "yes", "no", "partly") else text, kind)
    if read.refusal is not None:
        return None, f"The answer {read.refusal}."
    if kind.type == "text" and (held := personal_in(text, in_list=True)) is not None:
        return (
            None,
            f"The text seems to hold {held}; it was not kept. Write of groups and practices, never of a person.",
        )
    return read.canonical, None


def _items(text: str, kinds: AnswerKinds) -> tuple[str | None, Refusal]:
    try:
        listed: object = json.loads(text)
    except ValueError:
        return None, "Evidence is no JSON list of items."
    if isinstance(listed, dict):
        listed = [cast("object", listed)]
    if not isinstance(listed, list) or len(cast("list[object]", listed)) > MOST_ITEMS:
        return None, f"Evidence is a JSON list of at most {MOST_ITEMS} items."
    kept: list[dict[str, str]] = []
    refused: list[str] = []
    for number, entry in enumerate(cast("list[object]", listed), start=1):
        item, why = _item(entry, kinds)
        if item is not None:
            kept.append(item)
        if why is not None:
            refused.append(f"item {number}: {why}")
    written = json.dumps(kept, ensure_ascii=False, separators=(",", ":")) if kept else None
    if not refused:
        return written, None
    more = f"; {len(refused) - 3} more" if len(refused) > 3 else ""
    return written, f"Evidence was refused in part: {'; '.join(refused[:3])}{more}."


def _item(entry: object, kinds: AnswerKinds) -> tuple[dict[str, str] | None, Refusal]:
    if not isinstance(entry, dict):
        return None, "it has no fields"
    fields = {str(k): _plain(v) for k, v in cast("dict[object, object]", entry).items() if v is not None}
    if strange := sorted(set(fields) - ITEM_FIELDS):
        return None, f"there is no field {strange[0][:40]}"
    if long := next(
        (name for name, value in fields.items() if name != "answer" and len(value) > LONGEST_FIELD), None
    ):
        return None, f"{long} is longer than {LONGEST_FIELD} characters"
    if fields.setdefault("source", "questionnaire") not in SOURCES:
        return None, f"there is no source {fields['source'][:40]}; there are {', '.join(SOURCES)}"
    for name in ("date", "expires"):
        if name in fields and not _is_day(fields[name]):
            return None, f"{name} is no day such as 2026-11-22: {fields[name][:40]}"
    for name in ("confidence", "reliability", "site"):
        if name in fields and (held := personal_in(fields[name], in_list=True)) is not None:
            return None, f"{name} seems to hold {held}"
    return _judged(fields, kinds)


def _judged(fields: dict[str, str], kinds: AnswerKinds) -> tuple[dict[str, str] | None, Refusal]:
    given = fields.get("answer", "")
    match fields:
        case {"control": _, "statement": _}:
            return None, "it names a statement and a control"
        case {"control": control}:
            if kinds.controls and control not in kinds.controls:
                return None, f"there is no control {control[:80]}"
            step = STEPS.get(given.lower())
            return (
                ({**fields, "answer": step}, None)
                if step
                else (None, f"{given[:40]!r} is no step of the ladder")
            )
        case {"statement": statement}:
            kind = kinds.statements.get(statement)
            if kind is None:
                return None, f"there is no statement {statement[:80]}"
            answer, why = _answer(given, kind)
            return (
                ({**fields, "answer": answer}, None)
                if answer
                else (None, f"{statement}: {why or 'no answer'}")
            )
        case _:
            return None, "it names no statement and no control"


def _plain(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return ";".join(str(word) for word in cast("list[object]", value))
    return str(value).strip()


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return len(text) == len("2026-11-22")
