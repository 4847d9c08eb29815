"""pack.yaml: what a pack is about, its inputs, standards, evidence and actions, checked line by line."""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any, cast

from tolpuddle.ingest.reference.packs.faults import Document, read_document
from tolpuddle.ingest.reference.packs.vocabulary import DATE, NOT_A_SOURCE, PACK_FIELDS, Vocabulary

FILE = "pack.yaml"
_PARTS: Mapping[str, tuple[str, ...]] = {
    "structural": ("text", "source"),
    "standards": ("name", "covers", "does_not_cover", "source"),
    "inputs": ("good", "origins", "list", "flag", "source"),
    "evidence": ("evidence", "months", "cap_percent", "note", "source"),
}
_NEEDED: Mapping[str, tuple[str, ...]] = {
    "structural": ("text", "source"),
    "standards": ("name", "covers", "does_not_cover", "source"),
    "inputs": ("good", "origins", "list", "source"),
    "evidence": ("evidence", "months", "cap_percent", "source"),
}


def read_pack(folder: Path, vocabulary: Vocabulary) -> Document:
    """Read and check pack.yaml; what is wrong stands in its faults."""
    document = read_document(folder / FILE)
    if document.value is None:
        if not document.faults:
            document.fault("The file is empty")
        return document
    if not isinstance(document.value, dict):
        document.fault("The file has fields with names")
        return document
    pack = cast("dict[str, Any]", document.value)
    for name in pack:
        if name not in PACK_FIELDS:
            document.fault(f"There is no field {name}", name)
    for name in PACK_FIELDS:
        if name not in pack:
            document.fault(f"The field {name} is missing")
    for name in ("pack", "title", "introduction", "reason", "source"):
        if name in pack and not _said(pack[name]):
            document.fault(f"{name} says nothing", name)
    if "pack" in pack and pack["pack"] != folder.resolve().name:
        document.fault(f"The pack {pack['pack']} lies in a folder named {folder.resolve().name}", "pack")
    if not _said(pack.get("blind_spot")) and pack.get("blind_spot") is not None:
        document.fault("blind_spot is a sentence or null", "blind_spot")
    _dates(document, pack)
    _source(document, pack.get("source"), "source")
    _names(document, pack, vocabulary)
    for name, fields in _PARTS.items():
        _parts(document, name, fields)
    _evidence(document, vocabulary)
    _inputs(document)
    return document


def _said(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _source(document: Document, source: object, *place: str | int) -> None:
    if isinstance(source, str) and NOT_A_SOURCE.search(source):
        document.fault(f"The source is a working note, not something a reader can find: {source}", *place)


def _dates(document: Document, pack: Mapping[str, Any]) -> None:
    for name in ("as_of", "review_by"):
        if name in pack and not DATE.fullmatch(str(pack[name])):
            document.fault(f"{name} is a day, such as 2026-11-21: {pack[name]}", name)
    if str(pack.get("as_of", "")) > str(pack.get("review_by", "9")):
        document.fault("review_by is before as_of", "review_by")


def _names(document: Document, pack: Mapping[str, Any], vocabulary: Vocabulary) -> None:
    for sector in document.words(pack, "sectors"):
        if sector not in vocabulary.sectors:
            document.fault(f"There is no sector {sector}", "sectors")
    for place, action in enumerate(document.words(pack, "actions")):
        if action not in vocabulary.actions:
            document.fault(f"There is no action {action}", "actions", place)


def _parts(document: Document, name: str, fields: tuple[str, ...]) -> None:
    for place, entry in document.entries(name):
        for field in entry:
            if field not in fields:
                document.fault(f"{name} has no field {field}", name, place, field)
        for field in _NEEDED[name]:
            if entry.get(field) in (None, "", []):
                document.fault(f"An entry of {name} says no {field}; it does not load", name, place)
        _source(document, entry.get("source"), name, place, "source")


def _evidence(document: Document, vocabulary: Vocabulary) -> None:
    for place, entry in document.entries("evidence"):
        kind, months, cap = entry.get("evidence"), entry.get("months"), entry.get("cap_percent")
        if vocabulary.evidence is not None and kind not in vocabulary.evidence:
            document.fault(f"There is no kind of evidence {kind}", "evidence", place)
        if not isinstance(months, int) or not 0 < months <= 60:
            document.fault(
                "months, how long it counts, is a whole number from 1 to 60", "evidence", place, "months"
            )
        if not isinstance(cap, int) or not 0 <= cap <= 100:
            document.fault("cap_percent is a whole number from 0 to 100", "evidence", place, "cap_percent")


def _inputs(document: Document) -> None:
    for place, entry in document.entries("inputs"):
        origins = document.words(entry, "origins", "inputs", place)
        for origin in origins:
            if not re.fullmatch("[A-Z]{3}", origin):
                document.fault(
                    f"An origin is a country's three letters: {origin}", "inputs", place, "origins"
                )
        if entry.get("flag") not in (None, "forced", "child"):
            document.fault("flag is forced or child", "inputs", place, "flag")
