"""The steps of a control and the sources of an answer stand once, in the kernel; what must spell them out says the same."""

from typing import get_args

from tolpuddle.gateway.schemas import Source, Step
from tolpuddle.ingest import cell_words
from tolpuddle.kernel.answer_words import SOURCES, STEPS
from tolpuddle.scoring.core.controls import LADDER
from tolpuddle.scoring.core.evidence.sources import SELF_REPORT, SOURCE_KINDS


def test_the_public_json_takes_the_steps_and_sources_of_the_kernel() -> None:
    assert get_args(Step) == STEPS
    assert get_args(Source) == SOURCES


def test_every_source_is_weighed_and_no_other() -> None:
    assert SOURCE_KINDS.keys() == set(SOURCES)
    assert SELF_REPORT in SOURCES


def test_every_step_is_worth_more_than_the_one_before_and_can_be_written_in_a_list() -> None:
    assert [LADDER[step] for step in STEPS] == [0.0, 25.0, 50.0, 75.0, 100.0]
    assert set(cell_words.STEPS.values()) == set(STEPS)
