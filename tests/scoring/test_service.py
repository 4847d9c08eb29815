"""The whole service on an embedded log: it starts, works, screens again, and stops when asked."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import grpc
import pytest
from grpc_health.v1 import health_pb2, health_pb2_grpc

from tests.scoring.editions import NEXT_PUBLISHED, next_edition, published, shipped
from tolpuddle.kernel import wire
from tolpuddle.kernel.adapters.sqlite_event_log import SqliteEventLog
from tolpuddle.kernel.errors import UnavailableError
from tolpuddle.kernel.event_log import EventLog
from tolpuddle.kernel.events import AssessmentChanged, AssessmentsMade, Fact, SuppliersAccepted
from tolpuddle.kernel.topics import ASSESSMENTS
from tolpuddle.kernel.wire_suppliers import suppliers_frame
from tolpuddle.scoring.reference_state import ReferenceState
from tolpuddle.scoring.service import ScoringService
from tolpuddle.scoring.settings import ScoringSettings

ROWS = [{"supplier_id": "S-1", "name": "Example Tobacco", "country": "Germany", "goods": "tobacco"}]


def submit(log: EventLog, batch: int = 0) -> None:
    when = datetime(2026, 3, 1, tzinfo=UTC)
    fact = SuppliersAccepted("job-1", batch, suppliers_frame(ROWS))
    log.append([wire.event_of(fact, occurred_at=when, id_parts=[batch], tenant="acme")])


def facts(log: EventLog) -> list[Fact]:
    return [wire.fact_of(recorded.event) for recorded in log.read(ASSESSMENTS.name)]


def wait_for(found: Callable[[], bool], seconds: float = 60.0) -> None:
    until = time.monotonic() + seconds
    while not found():
        assert time.monotonic() < until, "it did not happen in time"
        time.sleep(0.05)


def test_the_service_screens_and_screens_again_when_a_new_edition_comes(tmp_path: Path) -> None:
    log = SqliteEventLog(tmp_path / "log.db")
    settings = ScoringSettings.read({"TOLPUDDLE_SCORING_ADDRESS": "127.0.0.1:0"})
    service = ScoringService(log, settings, say=lambda sentence: None)
    service.start()
    submit(log)
    assert facts(log) == [], "nothing is screened before a reference is there"
    log.append(published(shipped()))
    wait_for(lambda: len(facts(log)) == 1)
    log.append(published(next_edition(), NEXT_PUBLISHED))
    wait_for(lambda: any(isinstance(fact, AssessmentChanged) for fact in facts(log)))
    submit(log, 1)
    wait_for(lambda: len(facts(log)) == 4)
    service.stop()
    assert service.failure is None
    made = [fact for fact in facts(log) if isinstance(fact, AssessmentsMade)]
    assert {(fact.batch, fact.edition, fact.cause) for fact in made} == {
        (0, shipped().name, "submitted"),
        (0, "2026.2", "edition_changed"),
        (1, "2026.2", "submitted"),
    }
    log.close()


def test_an_address_that_is_taken_stops_the_start_with_one_sentence(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        address = f"127.0.0.1:{taken.getsockname()[1]}"
        log = SqliteEventLog(tmp_path / "log.db")
        service = ScoringService(log, ScoringSettings.read({"TOLPUDDLE_SCORING_ADDRESS": address}))
        with pytest.raises(UnavailableError, match="cannot be listened on"):
            service.start()
        log.close()


def test_an_unexpected_error_of_a_worker_ends_the_service_so_that_it_is_started_anew(tmp_path: Path) -> None:
    class Broken(ReferenceState):
        def require(self) -> object:  # type: ignore[override]
            raise ZeroDivisionError

    log = SqliteEventLog(tmp_path / "log.db")
    log.append(published(shipped()))
    submit(log)
    settings = ScoringSettings.read({"TOLPUDDLE_SCORING_ADDRESS": "127.0.0.1:0"})
    service = ScoringService(log, settings, state=Broken())
    service.start()
    assert service.ended.wait(60)
    service.stop()
    assert isinstance(service.failure, ZeroDivisionError)
    log.close()


def test_the_program_serves_until_it_is_told_to_stop(tmp_path: Path) -> None:
    path = tmp_path / "log.db"
    log = SqliteEventLog(path)
    log.append(published(shipped()))
    submit(log)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{free.getsockname()[1]}"
    environ = {name: value for name, value in os.environ.items() if not name.startswith("TOLPUDDLE_")}
    program = subprocess.Popen(
        [sys.executable, "-m", "tolpuddle.scoring.main"],
        env=environ | {"TOLPUDDLE_LOG_URL": f"sqlite:///{path}", "TOLPUDDLE_SCORING_ADDRESS": address},
        stderr=subprocess.PIPE,
    )
    try:
        wait_for(lambda: len(facts(log)) == 1)
        with grpc.insecure_channel(address) as channel:
            answer = health_pb2_grpc.HealthStub(channel).Check(health_pb2.HealthCheckRequest(), timeout=10)
        assert answer.status == health_pb2.HealthCheckResponse.SERVING
        program.send_signal(signal.SIGTERM)
        _, said = program.communicate(timeout=30)
        assert program.returncode == 0, said.decode()
        assert b"Traceback" not in said
    finally:
        program.kill()
        log.close()


def test_wrong_settings_are_told_in_one_line_and_the_program_ends_with_2() -> None:
    environ = os.environ | {"TOLPUDDLE_SCORING_THREADS": "none", "TOLPUDDLE_LOG_URL": "ftp://x"}
    program = subprocess.run(
        [sys.executable, "-m", "tolpuddle.scoring.main"],
        env=environ,
        capture_output=True,
        timeout=60,
        check=False,
    )
    assert program.returncode == 2
    assert b"TOLPUDDLE_SCORING_THREADS is wrong" in program.stderr
    assert b"Traceback" not in program.stderr
