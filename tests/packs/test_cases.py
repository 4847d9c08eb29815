"""What the packs mean: every case of every pack, read by the real engine."""

import json
from functools import cache
from pathlib import Path

import polars as pl
import pytest

from tests.packs.reading_cases import PACKS, cases_of, frame_of, wrong_in
from tests.scoring.editions import loaded
from tolpuddle.scoring.core.questionnaire.facts import known_of
from tolpuddle.scoring.core.screen import screen, screen_frame

CASES = [case for folder in sorted(PACKS.iterdir()) for case in cases_of(folder)]


@cache
def all_suppliers() -> pl.DataFrame:
    return frame_of(CASES)


@cache
def assessments() -> list[dict[str, object]]:
    return screen_frame(all_suppliers(), loaded().reference, details=True).rows(named=True)


def asked_next(place: int) -> list[str]:
    """Ids of the statements that this supplier is asked next."""
    reference, row = loaded().reference, all_suppliers().row(place, named=True)
    answers = reference.statements.answers(reference.statements.given_by(row))
    sector = assessments()[place]["sector"]
    known = known_of(row, {}, None if sector is None else str(sector))
    chosen = reference.questions.next.next(answers, known)
    return [name for position, _ in chosen for name in reference.statements.items[position].names]


def test_there_are_at_least_250_cases() -> None:
    assert len(CASES) >= 250


@pytest.mark.parametrize("place", range(len(CASES)), ids=[case.name for case in CASES])
def test_a_case_reads_as_it_says(place: int) -> None:
    assert not list(wrong_in(CASES[place], assessments()[place], asked_next(place)))


@pytest.mark.parametrize("folder", sorted(PACKS.iterdir()), ids=lambda path: path.name)
def test_one_supplier_alone_reads_as_among_many(folder: Path) -> None:
    places = [place for place, case in enumerate(CASES) if case.pack == folder.name]
    frame = all_suppliers()
    for place in places[:: max(1, len(places) // 6)]:
        alone = screen(frame[place : place + 1], loaded().reference, details=True)
        assert alone.rows(named=True)[0] == assessments()[place]


@pytest.mark.parametrize("place", range(len(CASES)), ids=[case.name for case in CASES])
def test_contributions_to_the_channel_sum_to_it(place: int) -> None:
    detail = json.loads(str(assessments()[place]["detail"]))
    if detail["channel"]["index"] is not None:
        total = sum(part["points"] for part in detail["channel"]["contributions"])
        assert abs(total - detail["channel"]["index"]) < 1e-9
