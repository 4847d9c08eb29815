"""Answers and steps with more words behind them."""

import polars as pl
import pytest

from tolpuddle.ingest.answer_cells import loosely_read


@pytest.mark.parametrize(
    ("cell", "answer"),
    [
        ("ja, ca. 2 Monatslöhne", "yes"), ("Yes - approx $500", "yes"), ("Oui (2 mois)", "yes"), ("sí, siempre", "yes"),
        ("Ja. Seit 2020", "yes"), ("yes, but less than before", "yes"), ("no, never", "no"), ("Nein (nie)", "no"), ("non – jamais", "no"),
        ("they keep them", None), ("yes/no", None), ("no, but agencies do", None), ("ja, nein", None), ("yes, not sure", None),
        ("No. 5", None), ("nobody knows", None), ("yes?", None), ("non-applicable", None), ("no, only deposits", None), (None, None),
    ],
)  # fmt: skip
def test_a_leading_yes_or_no_is_the_answer_unless_what_follows_takes_it_back(
    cell: str | None, answer: str | None
) -> None:
    assert loosely_read(pl.Series([cell], dtype=pl.String), ladder=False).to_list() == [answer]


@pytest.mark.parametrize(
    ("cell", "step"),
    [
        ("yes", "discussed"), ("Ja", "discussed"), ("✓", "discussed"), ("yes (written)", "written"), ("ja, seit 2020", "discussed"),
        ("nein, nie", "none"), ("n", "none"), ("somehow", None),
    ],
)  # fmt: skip
def test_a_yes_on_the_ladder_is_no_more_than_discussed(cell: str, step: str | None) -> None:
    assert loosely_read(pl.Series([cell]), ladder=True).to_list() == [step]
