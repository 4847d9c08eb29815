"""A consumer killed with -9 at random loses no event and repeats no effect; replay gives the same state."""

import multiprocessing
import os
import random
import signal
import time
import uuid
from collections.abc import Sequence
from datetime import UTC, datetime
from multiprocessing.process import BaseProcess
from pathlib import Path

import pytest

from tests.resilience.counting_consumer import GROUP, Effects, State, consume, open_log
from tolpuddle.kernel.event_log import Event, EventLog
from tolpuddle.kernel.topics import SUPPLIERS

EVENTS = 10_000
KILLS = 50
SEED = 1834

# Processes fork from a server that has imported everything and has no threads: a life begins in milliseconds.
PROCESSES = multiprocessing.get_context("forkserver")
PROCESSES.set_forkserver_preload(["pytest", "tests.resilience.counting_consumer"])


def some_events(count: int) -> list[Event]:
    now = datetime.now(UTC)
    return [
        Event(
            SUPPLIERS.name,
            f"t/{number % 97}",
            f"event-{number}",
            "SupplierStated",
            now,
            f"{number}".encode() * 20,
        )
        for number in range(count)
    ]


def a_life(where: str, prefix: str, effects: Path, until_idle: bool = False) -> BaseProcess:
    process = PROCESSES.Process(target=consume, args=(where, prefix, str(effects), until_idle), daemon=True)
    process.start()
    return process


def kill_again_and_again(
    log: EventLog, events: Sequence[Event], kills: int, where: str, prefix: str, effects: Path
) -> None:
    """Write a part of the events before each life and end the life somewhere within that part."""
    chance = random.Random(SEED)
    part = len(events) // kills
    watched = Effects(effects)
    for life in range(kills):
        log.append(events[life * part : (life + 1) * part])
        if chance.random() < 0.2:
            log.append(events[life * part : life * part + 5])
        enough = life * part + chance.randrange(part)
        process = a_life(where, prefix, effects)
        deadline = time.monotonic() + 60
        while watched.count_done() < enough:
            assert process.is_alive(), "it dies only because it is killed"
            assert time.monotonic() < deadline, "it works"
            time.sleep(0.001)
        time.sleep(chance.uniform(0, 0.01))
        assert process.pid is not None
        os.kill(process.pid, signal.SIGKILL)
        process.join()


def survive(log: EventLog, where: str, prefix: str, effects: Path) -> int:
    """How many events came again. Fails when one is lost or has a second effect."""
    events = some_events(EVENTS)
    Effects(effects)
    kill_again_and_again(log, events, KILLS, where, prefix, effects)
    finish(log, where, prefix, effects)
    assert_nothing_lost_or_repeated(log, events, effects)
    return Effects(effects).count_again()


def finish(log: EventLog, where: str, prefix: str, effects: Path) -> None:
    while log.lag(GROUP, [SUPPLIERS.name])[SUPPLIERS.name]:
        last = a_life(where, prefix, effects, until_idle=True)
        last.join(60)
        assert last.exitcode == 0


def assert_nothing_lost_or_repeated(log: EventLog, events: Sequence[Event], effects: Path) -> None:
    after = Effects(effects)
    assert after.state().seen == {event.id for event in events}, "nothing is lost"
    assert after.state().digest() == State().apply(events).digest(), "no effect is repeated or out of order"
    replayed = State().apply(recorded.event for recorded in log.read(SUPPLIERS.name))
    assert replayed.digest() == after.state().digest(), "replay from the beginning gives the same state"


@pytest.mark.slow
def test_a_consumer_killed_fifty_times_on_sqlite_loses_nothing_and_repeats_nothing(tmp_path: Path) -> None:
    where = str(tmp_path / "log.db")
    log = open_log(where)
    assert survive(log, where, "", tmp_path / "effects.db") > 0, (
        "some events did come again, and had no second effect"
    )
    log.close()


@pytest.mark.slow
@pytest.mark.kafka
def test_a_consumer_killed_fifty_times_on_kafka_loses_nothing_and_repeats_nothing(
    tmp_path: Path, kafka_bootstrap: str
) -> None:
    where, prefix = f"kafka://{kafka_bootstrap}", f"killed-{uuid.uuid4().hex[:8]}."
    log = open_log(where, prefix)
    assert survive(log, where, prefix, tmp_path / "effects.db") > 0, (
        "some events did come again, and had no second effect"
    )
    log.close()


@pytest.mark.slow
def test_a_member_that_shares_with_one_killed_again_and_again_loses_and_repeats_nothing(
    tmp_path: Path,
) -> None:
    where, effects = str(tmp_path / "log.db"), tmp_path / "effects.db"
    log = open_log(where)
    events = some_events(4_000)
    Effects(effects)
    steady = a_life(where, "", effects)
    kill_again_and_again(log, events, 20, where, "", effects)
    assert steady.is_alive()
    steady.kill()
    steady.join()
    finish(log, where, "", effects)
    assert_nothing_lost_or_repeated(log, events, effects)
    log.close()
