"""Uploads become accepted suppliers and rejected rows on the log, once, whatever happens on the way."""

from collections.abc import Sequence

import polars as pl
import pytest

from tests.ingest.uploading import AT, TENANT, a_list, facts, ingesting, outcome, pieces, run
from tolpuddle.ingest import worker
from tolpuddle.kernel.adapters.memory_event_log import MemoryEventLog
from tolpuddle.kernel.consumer import Retries
from tolpuddle.kernel.country_words import CountryWords
from tolpuddle.kernel.errors import EventLogError
from tolpuddle.kernel.event_log import Event, Position
from tolpuddle.kernel.events import RowsRejected, SuppliersAccepted
from tolpuddle.kernel.topics import SUPPLIERS

EXPECTED = [f"V{n}" for n in range(2_000) if n % 10 != 9]
REFUSED = [n + 2 for n in range(2_000) if n % 10 == 9]


def test_an_upload_becomes_batches_and_an_end(country_words: CountryWords) -> None:
    log = MemoryEventLog()
    log.append(pieces(a_list(2_000)))
    run(log, ingesting(log, country_words, batch_rows=500))
    ids, rows, end = outcome(log)
    assert (ids, rows) == (EXPECTED, REFUSED)
    assert (end.accepted, end.rejected, end.duplicates, end.batches, end.problem) == (1_800, 200, 0, 4, None)
    assert end.header_map == {"ID": "supplier_id", "Supplier": "name", "Country": "country", "Goods": "goods"}
    assert all(f.suppliers.height <= 500 for f in facts(log) if isinstance(f, SuppliersAccepted))


def test_events_carry_the_tenant_and_the_time_of_the_upload(country_words: CountryWords) -> None:
    log = MemoryEventLog()
    log.append(pieces(a_list(20)))
    run(log, ingesting(log, country_words))
    for recorded in log.read(SUPPLIERS.name):
        assert (recorded.event.tenant, recorded.event.occurred_at) == (TENANT, AT)
        assert recorded.event.key.startswith(f"{TENANT}/job1")


def test_reading_the_same_upload_again_writes_the_same_events(country_words: CountryWords) -> None:
    logs = [MemoryEventLog(), MemoryEventLog()]
    written: list[list[tuple[str, bytes]]] = []
    for log in logs:
        log.append(pieces(a_list(2_000)))
        run(log, ingesting(log, country_words))
        written.append(sorted((r.event.id, r.event.payload) for r in log.read(SUPPLIERS.name)))
    assert written[0] == written[1]


def test_pieces_that_come_twice_count_once(country_words: CountryWords) -> None:
    log = MemoryEventLog()
    events = pieces(a_list(2_000))
    log.append([*events[:5], *events[2:7], *events[5:], *events])
    run(log, ingesting(log, country_words))
    assert outcome(log)[0] == EXPECTED


def test_pieces_in_another_order_make_the_same_file(country_words: CountryWords) -> None:
    log = MemoryEventLog()
    events = pieces(a_list(2_000))
    log.append([*reversed(events[:-1]), events[-1]])
    run(log, ingesting(log, country_words))
    assert outcome(log)[0] == EXPECTED


def test_two_uploads_may_be_mixed(country_words: CountryWords) -> None:
    log = MemoryEventLog()
    first, second = pieces(a_list(2_000)), pieces(a_list(30), job="job2")
    log.append([*first[:10], *second[:-1], *first[10:], second[-1]])
    run(log, ingesting(log, country_words))
    assert outcome(log)[0] == EXPECTED
    assert outcome(log, "job2")[2].accepted == 27


def test_pieces_that_came_before_a_restart_are_read_from_the_log_again(country_words: CountryWords) -> None:
    log = MemoryEventLog()
    events = pieces(a_list(2_000))
    log.append(events[:20])
    run(log, ingesting(log, country_words))
    log.append(events[20:])
    run(log, ingesting(log, country_words))
    assert outcome(log)[0] == EXPECTED


def test_a_full_spool_lets_uploads_go_and_finds_them_again(country_words: CountryWords) -> None:
    log = MemoryEventLog()
    first, second = pieces(a_list(2_000)), pieces(a_list(2_000), job="job2")
    log.append([event for pair in zip(first, second, strict=True) for event in pair])
    run(log, ingesting(log, country_words, spool_bytes=5_000))
    assert outcome(log)[0] == outcome(log, "job2")[0] == EXPECTED


def test_an_upload_with_a_missing_piece_ends_with_a_problem(country_words: CountryWords) -> None:
    log = MemoryEventLog()
    events = pieces(a_list(2_000))
    log.append([*events[:3], *events[4:]])
    run(log, ingesting(log, country_words))
    ids, _, end = outcome(log)
    assert ids == []
    assert end.problem is not None and "1 of" in end.problem.sentence and "never came" in end.problem.sentence


@pytest.mark.parametrize(
    ("content", "part"),
    [
        (b"%PDF-1.4 ....", "is a PDF"),
        (b"Supplier;Country\n", "no suppliers below it"),
        (b"PK\x03\x04xx", "damaged"),
    ],
)
def test_a_file_that_cannot_be_used_ends_with_a_problem(
    country_words: CountryWords, content: bytes, part: str
) -> None:
    log = MemoryEventLog()
    log.append(pieces(content))
    consumer = run(log, ingesting(log, country_words))
    end = outcome(log)[2]
    assert end.problem is not None
    assert (
        end.problem.code == "unusable_input"
        and part in end.problem.sentence
        and "list.csv" in end.problem.sentence
    )
    assert consumer.tally.dead_letters == 0


def test_an_upload_that_is_too_large_ends_with_a_problem(country_words: CountryWords) -> None:
    log = MemoryEventLog()
    log.append(pieces(a_list(2_000)))
    run(log, ingesting(log, country_words, max_bytes=10_000))
    end = outcome(log)[2]
    assert end.problem is not None and "more than 10,000 bytes" in end.problem.sentence


def test_an_upload_of_too_many_rows_ends_with_a_problem(country_words: CountryWords) -> None:
    log = MemoryEventLog()
    log.append(pieces(a_list(2_000)))
    run(log, ingesting(log, country_words, max_rows=1_999))
    end = outcome(log)[2]
    assert end.problem is not None and "more than 1,999 rows" in end.problem.sentence


def test_an_event_that_is_no_piece_goes_to_the_dead_letters(country_words: CountryWords) -> None:
    log = MemoryEventLog()
    [event] = pieces(b"Supplier\nA\n")
    log.append(
        [Event(**{**{f: getattr(event, f) for f in event.__slots__}, "payload": b"\xff\xff", "id": "x"})]
    )  # type: ignore[arg-type]
    log.append([event])
    assert run(log, ingesting(log, country_words)).tally.dead_letters == 1
    assert outcome(log)[2].accepted == 1


def test_no_event_is_larger_than_a_broker_takes(country_words: CountryWords) -> None:
    log = MemoryEventLog()
    wide = "".join(f"V{n};Example {n};{'ä' * 4_900};{n}{'b' * 4_000}\n" for n in range(600))
    huge = f"V;;{'x' * 3_000_000};y\n"
    log.append(pieces(("ID;Supplier;Address;Remark\n" + wide + huge).encode(), size=500_000))
    run(log, ingesting(log, country_words, batch_rows=10_000))
    assert max(len(r.event.payload) for r in log.read(SUPPLIERS.name)) < 900_000
    assert outcome(log)[2].accepted == 600
    [rejected] = [f for f in facts(log) if isinstance(f, RowsRejected)]
    assert rejected.rejects.select(pl.col("Address").str.ends_with("… (3000000 characters)")).item()
    assert rejected.rejects.item(0, "code") == "cell_too_long"


class AwayAtTimes(MemoryEventLog):
    """A log that refuses its first writes of suppliers, as a broker that is away does."""

    refusals = 5

    def append(self, events: Sequence[Event]) -> Sequence[Position]:
        if events and events[0].topic == SUPPLIERS.name and self.refusals:
            self.refusals -= 1
            raise EventLogError("The broker does not answer.")
        return super().append(events)


def test_ingest_waits_for_a_broker_that_is_away_and_says_so(country_words: CountryWords) -> None:
    log = AwayAtTimes()
    log.append(pieces(a_list(2_000)))
    handler = ingesting(log, country_words)
    handler.retries = Retries(times=10, first_seconds=0.001)
    said: list[str] = []
    handler.say = said.append
    consumer = run(log, handler)
    assert outcome(log)[0] == EXPECTED
    assert len(said) == 5 and all(
        "The broker does not answer. Suppliers wait to be written" in line for line in said
    )
    assert (consumer.tally.retries, worker.GROUP) == (0, "ingest")
