"""Words for the fields of a statement, as its page and the command line show them."""

import re
from collections.abc import Mapping
from typing import Any, Final

KINDS: Final = {
    "practice": "Practice",
    "control_gap": "Gap in what is in place",
    "exposure": "Exposure, never a finding",
    "ambiguous": "Ambiguous signal, never scored alone",
    "listing": "Legal or official listing, shown beside all scores",
}
_TYPES: Final = {
    "yn": "yes or no",
    "ynp": "yes, partly or no",
    "doc": "a document is shown: yes, partly or no",
    "int": "a whole number",
    "pct": "percent",
    "money": "an amount with its currency, such as 1200 USD",
    "mo": "months",
    "h": "hours",
    "d": "days",
    "enum": "one of",
    "multi": "any of",
    "text": "free text about practices, never about a person",
}
_ASKED: Final = {
    "supplier": "the supplier",
    "workers": "workers, by a safe way and never through management",
    "buyer": "the buyer about itself",
    "desk": "desk research",
    "union": "the union",
    "payroll": "payroll records",
    "visit": "a visit",
    "audit": "an audit",
    "document": "documents",
}


def asked(cell_text: str | None) -> str:
    """Who is asked, in words."""
    return ", ".join(_ASKED[word] for word in (cell_text or "").split(";") if word)


def type_words(row: Mapping[str, Any]) -> str:
    """What kind of answer is asked for, with unit, bounds and options."""
    said = _TYPES[row["answer_type"]]
    if row["options"]:
        options = [option.strip().partition("=") for option in row["options"].split(";")]
        return f"{said} " + ", ".join(f"`{name.strip()}` ({label.strip()})" for name, _, label in options)
    unit = f" ({row['unit']})" if row["unit"] else ""
    bounds = [
        f"{word} {row[name]:g}"
        for word, name in (("from", "minimum"), ("to", "maximum"))
        if row[name] is not None
    ]
    return said + unit + (f", {' '.join(bounds)}" if bounds else "")


def present_words(row: Mapping[str, Any]) -> str:
    """When an answer shows it, with the labels of options."""
    return f"`{row['present_when']}`"


def cell(value: object) -> str:
    """A value as a cell of a table."""
    return "" if value is None else re.sub(r";(?! )", ", ", str(value)).replace("|", "/").strip()
