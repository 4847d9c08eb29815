"""cases.yaml: what a pack means, as suppliers with answers and what must come out, checked line by line."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any, cast

from tolpuddle.ingest.reference.packs.faults import Document, read_document
from tolpuddle.ingest.reference.packs.vocabulary import (
    BANDS,
    CASE_FIELDS,
    DATE,
    EXPECTED,
    PRIORITIES,
    STATES,
    Vocabulary,
)
from tolpuddle.kernel.answer_values import read_answer
from tolpuddle.kernel.answer_words import SOURCES, STEPS, AnswerKind
from tolpuddle.kernel.present_when import PresentWhen

FILE = "cases.yaml"
SUPPLIER = frozenset(
    {
        "name", "country", "region", "address", "sector", "goods", "inputs", "tier", "workers", "agency_share",
        "migrant_share", "women_share", "young_share",
    }
)  # fmt: skip
ANSWER_FIELDS = frozenset(
    {"answer", "source", "date", "confidence", "expires", "site", "reliability", "independent"}
)
Kinds = Mapping[str, tuple[AnswerKind, PresentWhen | None]]


def read_cases(folder: Path, kinds: Kinds, needed: frozenset[str], vocabulary: Vocabulary) -> Document:
    """Read and check cases.yaml. kinds: the pack's statements, by every id; needed: ids that a case must show present.

    What is wrong stands in its faults.
    """
    document = read_document(folder / FILE)
    if document.value is None and document.faults:
        return document
    if not isinstance(document.value, list):
        document.fault("The file is a list of cases")
        return document
    shown: set[str] = set()
    for place, case in enumerate(cast("list[object]", document.value)):
        if not isinstance(case, dict):
            document.fault("A case has fields with names", place)
            continue
        shown |= _case(document, cast("dict[str, Any]", case), place, kinds, vocabulary)
    for name in sorted(needed - shown):
        document.fault(f"{name}: no case shows it present")
    return document


def _case(
    document: Document, case: dict[str, Any], place: int, kinds: Kinds, vocabulary: Vocabulary
) -> set[str]:
    for name in case:
        if name not in CASE_FIELDS:
            document.fault(f"A case has no field {name}", place, name)
    if not isinstance(case.get("case"), str) or not case["case"].strip():
        document.fault("A case says in a sentence what it means", place)
    if not case.get("expect"):
        document.fault("A case says what to expect", place)
    if "on" in case and not DATE.fullmatch(str(case["on"])):
        document.fault(f"on is a day: {case['on']}", place, "on")
    _supplier(document, case, place, vocabulary)
    _expect(document, case.get("expect"), place, kinds, vocabulary)
    answers: object = case.get("answers") or {}
    if not isinstance(answers, dict):
        document.fault("answers are statements with an answer each", place, "answers")
        return set()
    shown: set[str] = set()
    for name, given in cast("dict[str, object]", answers).items():
        for item in cast("list[object]", given) if isinstance(given, list) else [given]:
            if _answer(document, str(name), item, place, kinds, vocabulary):
                shown.add(str(name))
    return shown


def _answer(
    document: Document, name: str, item: object, place: int, kinds: Kinds, vocabulary: Vocabulary
) -> bool:
    at = (place, "answers", name)
    answer = item
    if isinstance(item, dict):
        fields = cast("dict[str, Any]", item)
        for field in fields:
            if field not in ANSWER_FIELDS:
                document.fault(f"{name}: an answer has no field {field}", *at, field)
        if fields.get("source") not in SOURCES:
            document.fault(f"{name}: source is one of {', '.join(SOURCES)}", *at)
        for field in ("date", "expires"):
            if field in fields and not DATE.fullmatch(str(fields[field])):
                document.fault(f"{name}: {field} is a day: {fields[field]}", *at, field)
        answer = fields.get("answer")
    if name not in kinds:
        if name not in vocabulary.statements:
            document.fault(f"There is no statement {name}", *at)
        return False
    kind, present = kinds[name]
    text = {True: "yes", False: "no"}.get(answer, str(answer)) if isinstance(answer, bool) else str(answer)
    read = read_answer(text, kind)
    if read.refusal is not None:
        document.fault(f"{name}: {read.refusal}", *at)
        return False
    return present is not None and read.value is not None and present.holds(read.value)


def _supplier(document: Document, case: dict[str, Any], place: int, vocabulary: Vocabulary) -> None:
    supplier = case.get("supplier")
    if not isinstance(supplier, dict):
        document.fault("A case has a supplier", place)
        return
    fields = cast("dict[str, Any]", supplier)
    for name in fields:
        if name not in SUPPLIER:
            document.fault(f"A supplier has no field {name}", place, "supplier", name)
    for name in ("agency_share", "migrant_share", "women_share", "young_share"):
        share = fields.get(name)
        if share is not None and (not isinstance(share, (int, float)) or not 0 <= share <= 1):
            document.fault(f"{name} is from 0 to 1: {share}", place, "supplier", name)
    for control, step in cast("dict[str, Any]", case.get("controls") or {}).items():
        if control not in vocabulary.controls:
            document.fault(f"There is no control {control}", place, "controls", control)
        stated = cast("dict[str, Any]", step).get("step") if isinstance(step, dict) else step
        if stated not in STEPS:
            document.fault(f"A step is one of {', '.join(STEPS)}: {stated}", place, "controls", control)


def _expect(document: Document, expect: object, place: int, kinds: Kinds, vocabulary: Vocabulary) -> None:
    if not isinstance(expect, dict):
        return
    fields = cast("dict[str, Any]", expect)
    for name in fields:
        if name not in EXPECTED:
            document.fault(f"There is nothing to expect named {name}", place, "expect", name)
    for name, allowed in (("channel_band", BANDS), ("priority", PRIORITIES)):
        if name in fields and fields[name] not in allowed:
            document.fault(f"{name} is one of {', '.join(allowed)}", place, "expect", name)
    indicators: object = fields.get("indicators") or {}
    if not isinstance(indicators, dict):
        document.fault("indicators give each a state", place, "expect", "indicators")
        return
    for name, state in cast("dict[str, object]", indicators).items():
        if name not in vocabulary.indicators:
            document.fault(f"There is no indicator {name}", place, "expect", "indicators", name)
        if state not in STATES:
            document.fault(f"A state is one of {', '.join(STATES)}", place, "expect", "indicators", name)
    for name in ("questions_include", "not_scored"):
        for statement in document.words(fields, name, place, "expect"):
            if statement not in kinds and statement not in vocabulary.statements:
                document.fault(f"There is no statement {statement}", place, "expect", name)
