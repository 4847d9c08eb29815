"""The edition in force comes from the log, whole or not at all."""

import threading
from dataclasses import replace

import pytest

from tests.scoring.editions import NEXT_PUBLISHED, PUBLISHED, a_state, next_edition, published, shipped
from tolpuddle.kernel.adapters.memory_event_log import MemoryEventLog
from tolpuddle.kernel.dead_letters import list_dead_letters
from tolpuddle.kernel.edition import Edition
from tolpuddle.kernel.errors import UnavailableError
from tolpuddle.scoring.reference_state import Loaded, ReferenceFollower, ReferenceState


def test_before_the_first_edition_nothing_can_be_screened() -> None:
    state = ReferenceState()
    assert state.loaded is None
    assert state.wait(0.01) is None
    with pytest.raises(UnavailableError):
        state.require()


def test_an_edition_comes_in_force_when_its_last_part_is_there_and_the_newest_wins() -> None:
    log, state = MemoryEventLog(), ReferenceState()
    told: list[Loaded] = []
    state.on_change(told.append)
    follower = ReferenceFollower(log, state)
    *parts, last = published(shipped())
    log.append(parts)
    assert follower.catch_up(0.01) is None
    log.append([last, *published(next_edition(), NEXT_PUBLISHED)])
    found = follower.catch_up(0.01)
    assert found is state.loaded
    assert found is not None
    assert (found.edition.name, found.published_at) == ("2026.2", NEXT_PUBLISHED)
    assert found.edition.data_digest() == next_edition().data_digest()
    assert told == [found], "the edition that was superseded in the same reading is never prepared"
    assert follower.catch_up(0.01) is None


def test_an_edition_that_cannot_be_screened_with_goes_to_the_dead_letters_and_the_old_one_stays() -> None:
    log, state, said = MemoryEventLog(), a_state(), list[str]()
    before = state.loaded
    broken = Edition("2026.9", {"countries": shipped().tables["countries"]}, {}, {"countries.csv": "a" * 64})
    log.append(published(broken))
    for _ in range(2):
        ReferenceFollower(log, state, say=said.append, clock=lambda: PUBLISHED).catch_up(0.01)
    assert state.loaded is before
    (letter,) = list_dead_letters(log)
    assert (letter.fact.code, letter.event.type) == ("edition", "EditionPublished")
    assert letter.fact.reason in said or any(sentence in letter.fact.reason for sentence in said)


def test_an_unreadable_part_goes_to_the_dead_letters_and_the_rest_is_read() -> None:
    log = MemoryEventLog()
    log.append([replace(published(shipped())[0], payload=b"\xff\xff", id="damaged")])
    ReferenceFollower(log, ReferenceState(), clock=lambda: PUBLISHED).catch_up(0.01)
    assert [letter.event.id for letter in list_dead_letters(log)] == ["damaged"]


def test_a_follower_goes_on_until_it_is_stopped() -> None:
    log, state = MemoryEventLog(), ReferenceState()
    follower = ReferenceFollower(log, state)
    thread = threading.Thread(target=follower.run, args=[0.01])
    thread.start()
    log.append(published(shipped()))
    found = state.wait(60)
    follower.stop()
    thread.join(10)
    assert found is not None
    assert found.edition.name == shipped().name
    assert not thread.is_alive()
