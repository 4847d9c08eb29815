"""Items of evidence: what was seen, by whom, when; and whether one still counts on a day."""

import json
from dataclasses import dataclass
from datetime import date
from typing import Any, cast

from tolpuddle.kernel.errors import FrameError
from tolpuddle.scoring.core.evidence.sources import SELF_REPORT, SOURCE_KINDS


@dataclass(frozen=True, slots=True)
class Item:
    """One answer from one source."""

    statement: str
    answer: str
    source: str = SELF_REPORT
    date: str | None = None
    expires: str | None = None
    confidence: str | None = None
    reliability: str | None = None
    site: str | None = None

    def shown(self) -> dict[str, Any]:
        """The fields that are known, for a person."""
        fields = {
            "date": self.date,
            "expires": self.expires,
            "confidence": self.confidence,
            "reliability": self.reliability,
            "site": self.site,
        }
        return {name: value for name, value in fields.items() if value is not None}

    def lapsed(self, day: str, *, adverse: bool) -> str | None:
        """Why it does not count on a day; None: it counts.

        What is reported as present lapses only on a day of its own; what is said to be absent lapses with its kind of source.
        """
        if self.date is not None and day and self.date > day:
            return f"dated {self.date}, after the day of this reading"
        expires = self.expires
        if expires is None and self.date is not None and not adverse:
            expires = months_after(self.date, SOURCE_KINDS[self.source].months)
        if expires is not None and day and expires < day:
            return f"expired on {expires}"
        return None


@dataclass(frozen=True, slots=True)
class ControlItem:
    """One control on the ladder, by one source."""

    control: str
    step: str
    source: str = SELF_REPORT
    date: str | None = None
    expires: str | None = None


def read_items(text: str) -> tuple[tuple[Item, ...], tuple[ControlItem, ...]]:
    """Items of the column `evidence`, in their order.

    Raises: FrameError when the text is no list of items with a statement (or control), an answer and a known source.
    """
    try:
        listed: object = json.loads(text)
    except ValueError as error:
        raise FrameError("The column evidence is no JSON list.", column="evidence") from error
    if not isinstance(listed, list):
        raise FrameError("The column evidence is no JSON list.", column="evidence")
    answers: list[Item] = []
    controls: list[ControlItem] = []
    for entry in cast("list[object]", listed):
        if not isinstance(entry, dict):
            raise FrameError("An item of evidence is no object.", column="evidence")
        fields = {str(k): _text(v) for k, v in cast("dict[object, object]", entry).items()}
        source = fields.get("source") or SELF_REPORT
        if source not in SOURCE_KINDS:
            raise FrameError(
                f"There is no source of evidence {source}; there are {', '.join(SOURCE_KINDS)}.",
                column="evidence",
            )
        answer = fields.get("answer")
        if answer is None or (fields.get("statement") is None) == (fields.get("control") is None):
            raise FrameError(
                "An item of evidence names a statement or a control, and its answer.", column="evidence"
            )
        dates = {name: _day(fields.get(name)) for name in ("date", "expires")}
        if (control := fields.get("control")) is not None:
            controls.append(ControlItem(control, answer, source, **dates))
        else:
            answers.append(
                Item(
                    str(fields["statement"]),
                    answer,
                    source,
                    **dates,
                    confidence=fields.get("confidence"),
                    reliability=fields.get("reliability"),
                    site=fields.get("site"),
                )
            )
    return tuple(answers), tuple(controls)


def _text(value: object) -> str | None:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return None if value is None else str(value)


def _day(text: str | None) -> str | None:
    if text is None:
        return None
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError as error:
        raise FrameError(
            f"In evidence a day is written 2026-11-22, not {text!r}.", column="evidence"
        ) from error


def months_after(day: str, months: int) -> str:
    """The ISO date so many months later; the last of the month where there is no such day."""
    start = date.fromisoformat(day)
    number = start.year * 12 + start.month - 1 + months
    year, month = divmod(number, 12)
    for last in range(start.day, 27, -1):
        try:
            return date(year, month + 1, last).isoformat()
        except ValueError:
            continue
    return date(year, month + 1, start.day).isoformat()
