"""What a portfolio amounts to: counts a person wants to read first."""

from collections.abc import Iterable
from dataclasses import dataclass

import polars as pl

from tolpuddle.kernel.frames import ANSWER_PREFIX, CONTROL_PREFIX, EVIDENCE

PRIORITIES = ("P1", "P2", "P3", "insufficient_data", "P4")
"""In the order of work: who is unknown comes before who is known to be least exposed (docs/methodology.md R15)."""

LISTINGS = ("listed", "possible", "former", "none", "unknown")
BANDS = ("very_high", "high", "moderate", "low", "insufficient_data")

LABELS = {
    "insufficient_data": "not enough information",
    "very_high": "very high",
    "unknown": "country or goods unknown",
    "none": "not on the list (which is not clearance)",
    "possible": "possibly listed: a person must decide",
    "former": "listed in an earlier edition",
}

NOTICES = (
    "An exposure is not a finding. Absence from a list is not clearance.",
    "Missing information is never taken as a sign that all is well.",
    "This screens (OECD due diligence, part of step 2); it does not replace talking to workers. It is not legal advice.",
)


COLUMNS = (
    "priority", "listing", "exposure_band", "urgent_safety_review", "country", "exposure", "questions", "coverage",
    "input",
)  # fmt: skip
"""What is counted of an assessment frame."""


def label(value: str) -> str:
    """The words a person reads for a value of a reading."""
    return LABELS.get(value, value)


@dataclass(frozen=True, slots=True)
class Summary:
    """Counts over a portfolio. Every dictionary is in the order in which it should be read."""

    suppliers: int
    priorities: dict[str, int]
    listings: dict[str, int]
    bands: dict[str, int]
    urgent: int
    countries: list[tuple[str, int, float | None]]
    """Country, suppliers, median exposure (null: none of them could be read); most suppliers first."""
    questions: list[tuple[str, int]]
    """Question, suppliers for which it is open; most frequent first."""
    coverage: float | None
    """Mean share of the weight of exposure that is known."""
    answered: int = 0
    """Suppliers with at least one answer to a statement or on a control."""


_ANSWERED = (
    pl.col("input").str.contains(f',"(?:{ANSWER_PREFIX}|{CONTROL_PREFIX}|{EVIDENCE}")').alias("answered")
)
"""Whether the canonical JSON of a row has a key of an answer: a quotation mark within a value stands behind a backslash."""


def summarise(frames: Iterable[pl.DataFrame]) -> Summary:
    """Count assessment frames with COLUMNS. Keeps no others of each."""
    narrow = [frame.select(COLUMNS).with_columns(_ANSWERED).drop("input") for frame in frames]
    whole = pl.concat(narrow) if narrow else pl.DataFrame()
    if whole.is_empty():
        return Summary(
            0,
            dict.fromkeys(PRIORITIES, 0),
            dict.fromkeys(LISTINGS, 0),
            dict.fromkeys(BANDS, 0),
            0,
            [],
            [],
            None,
        )
    by_country = (
        whole.group_by(pl.col("country").fill_null("unknown"))
        .agg(pl.len().alias("suppliers"), pl.col("exposure").median().alias("median"))
        .sort(["suppliers", "country"], descending=[True, False])
    )
    questions = (
        whole.select(pl.col("questions").str.split(" | ").explode().alias("question"))
        .drop_nulls()
        .group_by("question")
        .len()
        .sort(["len", "question"], descending=[True, False])
        .head(8)
    )
    return Summary(
        suppliers=whole.height,
        priorities=_counts(whole, "priority", PRIORITIES),
        listings=_counts(whole, "listing", LISTINGS),
        bands=_counts(whole, "exposure_band", BANDS),
        urgent=int(whole.get_column("urgent_safety_review").sum()),
        countries=[(str(c), int(n), m) for c, n, m in by_country.iter_rows()],
        questions=[(str(q), int(n)) for q, n in questions.iter_rows()],
        coverage=whole.select(pl.col("coverage").mean()).item(),
        answered=int(whole.get_column("answered").sum()),
    )


def _counts(whole: pl.DataFrame, column: str, order: tuple[str, ...]) -> dict[str, int]:
    found: dict[str, int] = dict(whole.get_column(column).fill_null("unknown").value_counts().iter_rows())
    return {value: found.pop(value, 0) for value in order} | found
