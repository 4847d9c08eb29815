"""Cases of packs as suppliers to screen, and what each of them expects of its assessment."""

import json
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import polars as pl
import yaml

from tolpuddle.kernel.frames import SUPPLIER_COLUMNS, conform

PACKS = Path(__file__).parents[2] / "reference" / "curated" / "packs"


@dataclass(frozen=True)
class Case:
    """One case of a pack."""

    pack: str
    number: int
    fields: Mapping[str, Any]

    @property
    def name(self) -> str:
        return f"{self.pack}-{self.number}: {self.fields['case']}"

    @property
    def expect(self) -> Mapping[str, Any]:
        return self.fields["expect"]


def cases_of(folder: Path) -> list[Case]:
    """The cases of the pack in a folder."""
    listed = yaml.safe_load((folder / "cases.yaml").read_text(encoding="utf8"))
    return [Case(folder.name, number, fields) for number, fields in enumerate(listed, start=1)]


def supplier_row(case: Case) -> dict[str, Any]:
    """The supplier as a row: plain answers of management as a_*, all others and dated controls as items of evidence."""
    fields: Mapping[str, Any] = case.fields
    row: dict[str, Any] = {
        "supplier_id": f"{case.pack}-{case.number}",
        "name": f"Example Works {case.number}",
    }
    for name, value in fields["supplier"].items():
        row[name] = "|".join(value) if isinstance(value, list) else value
    if fields.get("on") is not None:
        row["on_date"] = str(fields["on"])
    items: list[dict[str, Any]] = []
    for name, given in (fields.get("answers") or {}).items():
        for one in given if isinstance(given, list) else [given]:
            if isinstance(one, dict):
                items.append({"statement": name, **one})
            elif isinstance(given, list):
                items.append({"statement": name, "answer": one, "source": "questionnaire"})
            else:
                row[f"a_{name}"] = plain(one)
    for name, given in (fields.get("controls") or {}).items():
        if isinstance(given, dict):
            items.append({"control": name, **{("answer" if k == "step" else k): v for k, v in given.items()}})
        else:
            row[f"c_{name}"] = given
    items += fields.get("evidence") or []
    if items:
        row["evidence"] = json.dumps([{k: plain(v) for k, v in item.items()} for item in items])
    return row


def plain(value: object) -> str:
    """An answer as text; YAML reads yes and no as true and false."""
    return {True: "yes", False: "no"}[value] if isinstance(value, bool) else str(value)


def frame_of(cases: list[Case]) -> pl.DataFrame:
    """The supplier frame of these cases."""
    rows = [supplier_row(case) for case in cases]
    names = dict.fromkeys(name for row in rows for name in row)
    frame = pl.DataFrame([{name: row.get(name) for name in names} for row in rows], infer_schema_length=None)
    return conform(frame, SUPPLIER_COLUMNS, ("a_", "c_"))


def number(bound: float | str) -> float:
    """A bound of the index, or where a band begins."""
    starts = {"low": 0.0, "moderate": 25.0, "high": 45.0, "very_high": 65.0}
    return starts[bound] if isinstance(bound, str) else bound


def wrong_in(case: Case, assessment: Mapping[str, Any], asked: Collection[str]) -> Iterator[str]:
    """What of the case's expectations does not hold. asked: the statements asked next."""
    detail = json.loads(assessment["detail"])
    expect, index = case.expect, assessment["channel"]
    if (band := expect.get("channel_band")) is not None and assessment["channel_band"] != band:
        yield f"channel reads {assessment['channel_band']} ({index}), not {band}"
    if (least := expect.get("channel_at_least")) is not None and (index is None or index < number(least)):
        yield f"channel is {index}, below {least}"
    if (most := expect.get("channel_at_most")) is not None and index is not None and index > number(most):
        yield f"channel is {index}, above {most}"
    for name, state in (expect.get("indicators") or {}).items():
        read = detail["indicators"][name]
        if read["state"] != state:
            yield f"{name} is {read['state']}, not {state}: {read['why']}"
    for field, column in (
        ("priority", "priority"),
        ("urgent", "urgent_safety_review"),
        ("severity", "severity"),
    ):
        if field in expect and assessment[column] != expect[field]:
            yield f"{field} is {assessment[column]}, not {expect[field]}"
    for name in expect.get("questions_include") or []:
        if name not in asked:
            yield f"does not ask {name}, but {asked}"
    scored = {part["factor"] for part in detail["channel"]["contributions"]}
    for name in expect.get("not_scored") or []:
        if name in scored or any(
            one["statement"] == name and one["state"] in ("present", "absent")
            for one in detail["evidence"]["statements"]
        ):
            yield f"{name} is scored"
    for words in expect.get("explains") or []:
        if words.lower() not in json.dumps(detail, ensure_ascii=False).lower():
            yield f"nothing says {words!r}"
