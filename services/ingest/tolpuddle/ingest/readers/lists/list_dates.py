"""Dates as publishers of lists write them: month first in the United States, day first in Brazil, ISO anywhere."""

import re
from datetime import date, datetime
from typing import Final

_MONTHS: Final = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_ISO: Final = re.compile(r"\b(\d{4})-(\d{1,2})-(\d{1,2})\b")
_NUMBERS: Final = re.compile(r"\b(\d{1,2})[/.](\d{1,2})[/.](\d{4}|\d{2})\b")
_WORDS: Final = re.compile(r"\b([A-Za-z]{3})[a-z]*\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})\b")
_DAY_WORDS: Final = re.compile(r"\b(\d{1,2})[\s-]([A-Za-z]{3})[a-z]*[\s-](\d{4}|\d{2})\b")
_CENTURY = 2000
_YEARS_IN_TWO_DIGITS = 100


def dates_in(text: str, *, day_first: bool = False) -> list[date]:
    """Every date in a cell, in the order written; numbers that are no date are left out."""
    found: list[tuple[int, date]] = []
    for match in _ISO.finditer(text):
        _add(found, match.start(), *(int(part) for part in match.groups()))
    for match in _NUMBERS.finditer(text):
        first, second, year = (int(part) for part in match.groups())
        day, month = (first, second) if day_first else (second, first)
        _add(found, match.start(), year, month, day)
    for match in _WORDS.finditer(text):
        _add(found, match.start(), int(match.group(3)), _month(match.group(1)), int(match.group(2)))
    for match in _DAY_WORDS.finditer(text):
        _add(found, match.start(), int(match.group(3)), _month(match.group(2)), int(match.group(1)))
    return [day for _, day in sorted(found)]


def first_date(text: str, *, day_first: bool = False) -> date | None:
    """The first date in a cell, or none."""
    return next(iter(dates_in(text, day_first=day_first)), None)


def _month(word: str) -> int:
    start = word.lower()
    return _MONTHS.index(start) + 1 if start in _MONTHS else 0


def _add(found: list[tuple[int, date]], at: int, year: int, month: int, day: int) -> None:
    if year < _YEARS_IN_TWO_DIGITS:
        year += _CENTURY
    try:
        found.append((at, datetime(year, month, day).date()))  # noqa: DTZ001 - a day, in no time zone
    except ValueError:
        return
