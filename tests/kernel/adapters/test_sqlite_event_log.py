"""What the SQLite file adds to the contract: crashes, leases, files that are something else."""

import os
import signal
import sqlite3
import subprocess
import sys
import textwrap
import tracemalloc
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tolpuddle.kernel.adapters.sqlite_event_log import SqliteEventLog
from tolpuddle.kernel.errors import EventLogError
from tolpuddle.kernel.event_log import Event
from tolpuddle.kernel.topics import ALL, REFERENCE, SUPPLIERS, Topic

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


def an_event(key: str, payload: bytes = b"p", topic: str = SUPPLIERS.name) -> Event:
    return Event(topic, key, f"{key}/{payload[:20]!r}", "SupplierStated", NOON, payload)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "log.db"


@pytest.fixture
def log(path: Path) -> Iterator[SqliteEventLog]:
    opened = SqliteEventLog(path, lease_seconds=3_600)
    yield opened
    opened.close()


def let_leases_end(path: Path) -> None:
    """As if every member had been silent for longer than its lease."""
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("UPDATE member SET expires_at = 0")


def run_program(program: str, path: Path) -> subprocess.Popen[str]:
    """A program with `log` open on the file, `an_event` and `SUPPLIERS`; it says when it has begun."""
    beginning = f"""
        from datetime import UTC, datetime
        from pathlib import Path
        from tolpuddle.kernel.adapters.sqlite_event_log import SqliteEventLog
        from tolpuddle.kernel.event_log import Event
        from tolpuddle.kernel.topics import SUPPLIERS
        NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
        def an_event(key, payload=b"p"):
            return Event(SUPPLIERS.name, key, f"{{key}}/{{payload!r}}", "SupplierStated", NOON, payload)
        log = SqliteEventLog(Path({str(path)!r}), lease_seconds=3_600)
    """
    source = textwrap.dedent(beginning) + textwrap.dedent(program)
    return subprocess.Popen(
        [sys.executable, "-c", source], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )


def test_a_killed_writer_leaves_every_call_that_returned_and_no_half_call(path: Path) -> None:
    writer = run_program(
        """
        number = 0
        while True:
            log.append([an_event(f"{number}/{part}") for part in range(20)])
            print(number, flush=True)
            number += 1
        """,
        path,
    )
    assert writer.stdout is not None
    returned = [int(writer.stdout.readline()) for _ in range(50)]
    os.kill(writer.pid, signal.SIGKILL)
    returned += [int(line) for line in writer.stdout if line.endswith("\n")]
    writer.wait()
    log = SqliteEventLog(path)
    calls: dict[int, int] = {}
    for recorded in log.read(SUPPLIERS.name):
        call = int(recorded.event.key.split("/")[0])
        calls[call] = calls.get(call, 0) + 1
    log.close()
    assert set(returned) <= calls.keys()
    assert set(calls.values()) == {20}


def test_the_partitions_of_a_killed_member_are_taken_over_at_once(log: SqliteEventLog, path: Path) -> None:
    log.append([an_event(f"{number}") for number in range(60)])
    member = run_program(
        """
        subscription = log.subscribe("g", [SUPPLIERS.name])
        print(len(subscription.poll()), flush=True)
        input()
        """,
        path,
    )
    assert member.stdout is not None
    assert member.stdout.readline() == "60\n"
    successor = log.subscribe("g", [SUPPLIERS.name])
    assert list(successor.poll(timeout_seconds=0.2)) == [], (
        "the first member lives and holds everything it polled"
    )
    os.kill(member.pid, signal.SIGKILL)
    member.wait()
    found = 0
    while found < 60:  # long before its hour is over
        found += len(successor.poll(timeout_seconds=1))
    assert found == 60


def test_a_member_that_is_silent_for_too_long_loses_its_partitions(log: SqliteEventLog, path: Path) -> None:
    log.append([an_event(f"{number}") for number in range(30)])
    silent = log.subscribe("g", [SUPPLIERS.name])
    assert len(silent.poll()) == 30
    other = log.subscribe("g", [SUPPLIERS.name])
    assert list(other.poll(timeout_seconds=0)) == []
    let_leases_end(path)
    assert len(other.poll()) == 30


def test_what_a_member_did_before_it_lost_a_partition_still_counts_as_done(
    log: SqliteEventLog, path: Path
) -> None:
    log.append([an_event(f"{number}") for number in range(30)])
    slow = log.subscribe("g", [SUPPLIERS.name])
    polled = slow.poll()
    let_leases_end(path)
    other = log.subscribe("g", [SUPPLIERS.name])
    assert len(other.poll()) == 30
    slow.commit(polled)
    other.rewind()
    assert list(other.poll(timeout_seconds=0)) == []


def test_a_compacted_topic_keeps_only_the_last_of_each_key_in_the_file(log: SqliteEventLog) -> None:
    for version in range(50):
        log.append([an_event(f"k{key}", f"{version}".encode(), REFERENCE.name) for key in range(3)])
    assert [each.event.payload for each in log.read(REFERENCE.name)] == [b"49"] * 3
    assert log.lag("g", [REFERENCE.name]) == {REFERENCE.name: 3}


def test_a_topic_that_is_kept_for_some_days_forgets_what_is_older(path: Path) -> None:
    log = SqliteEventLog(path, [Topic("t", "", partitions=1, keep_days=30), Topic("all", "", partitions=1)])
    for day in range(0, 100, 10):
        for topic in ("t", "all"):
            log.append([Event(topic, "k", f"{day}", "X", NOON + timedelta(days=day), b"p")])
    assert [each.event.id for each in log.read("t")] == ["60", "70", "80", "90"]
    assert log.lag("g", ["t", "all"]) == {"t": 4, "all": 10}
    assert len(log.subscribe("g", ["t"]).poll()) == 4
    log.close()


def test_large_events_are_read_a_few_at_a_time(log: SqliteEventLog) -> None:
    large = os.urandom(4 * 1024 * 1024)
    for number in range(40):
        log.append([an_event("one key", number.to_bytes(2, "big") + large)])
    tracemalloc.start()
    sizes = [len(each.event.payload) for each in log.read(SUPPLIERS.name)]
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert len(sizes) == 40
    assert peak < 120 * 1024 * 1024
    assert len(log.subscribe("g", [SUPPLIERS.name]).poll()) < 20


def test_a_topic_keeps_the_partitions_it_began_with(path: Path) -> None:
    first = SqliteEventLog(path, [Topic("t", "", partitions=3)])
    first.append([Event("t", f"{number}", f"{number}", "X", NOON, b"p") for number in range(30)])
    first.close()
    second = SqliteEventLog(path, [Topic("t", "", partitions=12), Topic("new", "")])
    second.append([Event("t", f"{number}", f"again {number}", "X", NOON, b"p") for number in range(30)])
    assert {each.position.partition for each in second.read("t")} == {0, 1, 2}
    assert len(list(second.read("new"))) == 0
    second.close()


def test_a_file_of_another_kind_is_refused_in_one_sentence(path: Path) -> None:
    path.write_text("supplier_id,name\n" * 100)
    with pytest.raises(EventLogError, match="cannot be opened"):
        SqliteEventLog(path)
    assert path.read_text().startswith("supplier_id")


def test_another_database_is_refused_and_left_alone(path: Path) -> None:
    other = sqlite3.connect(path)
    other.execute("CREATE TABLE assessments (id TEXT)")
    other.close()
    with pytest.raises(EventLogError, match="no event log"):
        SqliteEventLog(path)
    with sqlite3.connect(path) as again:
        assert again.execute("SELECT name FROM sqlite_master").fetchall() == [("assessments",)]


def test_a_file_of_a_later_version_is_refused(path: Path) -> None:
    SqliteEventLog(path).close()
    with sqlite3.connect(path) as later:
        later.execute("PRAGMA user_version = 99")
    with pytest.raises(EventLogError, match="later version"):
        SqliteEventLog(path)


def test_a_folder_that_does_not_exist_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(EventLogError, match="cannot be opened"):
        SqliteEventLog(tmp_path / "nowhere" / "log.db")


def test_a_writer_that_never_ends_is_an_error_and_not_a_hang(path: Path) -> None:
    log = SqliteEventLog(path, busy_seconds=0.2)
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(EventLogError, match="locked"):
        log.append([an_event("k")])
    other.execute("ROLLBACK")
    log.append([an_event("k")])
    assert len(list(log.read(SUPPLIERS.name))) == 1
    other.close()
    log.close()


def test_a_full_disk_is_an_error_and_nothing_of_the_call_remains(log: SqliteEventLog) -> None:
    log.append([an_event("before")])
    connection = log._connection  # pyright: ignore[reportPrivateUsage]
    (pages,) = connection.execute("PRAGMA page_count").fetchone()
    connection.execute(f"PRAGMA max_page_count = {pages + 20}")
    with pytest.raises(EventLogError, match="full"):
        log.append([an_event("small"), *(an_event(f"{number}", os.urandom(50_000)) for number in range(10))])
    connection.execute("PRAGMA max_page_count = 1073741823")
    log.append([an_event("after")])
    assert sorted(each.event.key for each in log.read(SUPPLIERS.name)) == ["after", "before"]


def test_many_programs_may_open_a_new_file_at_once(path: Path) -> None:
    programs = [run_program(f"log.append([an_event('{number}')])", path) for number in range(4)]
    assert [program.wait() for program in programs] == [0] * 4
    log = SqliteEventLog(path)
    assert len(list(log.read(SUPPLIERS.name))) == 4
    assert {topic.name for topic in ALL} == log.lag("g", [topic.name for topic in ALL]).keys()
    log.close()
