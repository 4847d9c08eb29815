"""Facts that a questionnaire asks beside statements: columns of the supplier list, and routes that decide what arises."""

import re
from collections.abc import Mapping
from typing import Any, Final

from tolpuddle.kernel.answer_words import OPEN_ANSWERS, AnswerKind
from tolpuddle.scoring.core.questionnaire.arising import HOUSING, MAYBE, NO, ROLE, YES, Known

FACTS: Final[Mapping[str, AnswerKind]] = {
    "country": AnswerKind("text"),
    "sector": AnswerKind("text"),
    "goods": AnswerKind("text"),
    "migrant_share": AnswerKind("pct", "%", minimum=0, maximum=100),
    "agency_share": AnswerKind("pct", "%", minimum=0, maximum=100),
    "workers": AnswerKind("int", minimum=0, maximum=10_000_000),
}
"""Column of the supplier list -> what is asked, in the order in which they are asked."""
NEEDED: Final = ("country", "sector", "goods")
"""Asked before everything else where they are not known."""
SUPPOSED: Final[Mapping[str, tuple[float, ...]]] = {
    "migrant_share": (0.0, 0.3, 1.0),
    "agency_share": (0.0, 0.3, 1.0),
    "workers": (10, 200, 5000),
}
"""Facts that may or may not move the result -> values tried to find out."""
ROUTES: Final = (ROLE, HOUSING)
_SHARES: Final = ("migrant_share", "agency_share")
_NUMBER: Final = re.compile(r"\d{1,9}(?:\.\d{1,6})?")


def supplier_with(row: Mapping[str, Any], answers: Mapping[str, str]) -> dict[str, Any]:
    """A supplier row with the facts that were answered, where the row did not know them. Shares are asked in per cent."""
    made = dict(row)
    for name in FACTS:
        text = answers.get(name)
        if text is None or made.get(name) is not None or text.strip().lower() in OPEN_ANSWERS:
            continue
        if name in _SHARES or name == "workers":
            number = text.strip().removesuffix("%").strip()
            if _NUMBER.fullmatch(number):
                made[name] = int(float(number)) if name == "workers" else min(float(number) / 100, 1.0)
        else:
            made[name] = text.strip() or None
    return made


def known_of(row: Mapping[str, Any], answers: Mapping[str, str], sector: str | None) -> Known:
    """What decides which questions arise. Unknown is maybe, never no."""
    housing = answers.get(HOUSING, "").strip().lower()
    role = answers.get(ROLE, "").strip().lower()
    return Known(
        sector=sector,
        migrants=_some(row.get("migrant_share")),
        agency_labour=_some(row.get("agency_share")),
        housing=housing if housing in (YES, NO) else MAYBE,
        role=None if not role or role in OPEN_ANSWERS else role,
    )


def _some(share: float | None) -> str:
    return MAYBE if share is None else NO if share == 0 else YES
