"""The same fact always has the same id."""

from tolpuddle.kernel.identifiers import event_id


def test_the_same_parts_give_the_same_event_id_and_other_parts_another() -> None:
    assert event_id("a", 1) == event_id("a", 1)
    assert event_id("ab", "c") != event_id("a", "bc")
    assert event_id("job-1", 0) == "0b2a8190-cf3b-5370-8acc-7967bd162f46"
