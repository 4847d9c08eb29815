"""The ingest service as a process: publishes its edition, survives kill -9, stops when asked."""

import hashlib
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import polars as pl
import pytest
import yaml

from tests.ingest.uploading import a_list, outcome, pieces
from tests.real import processes
from tolpuddle.ingest.publish import in_force, publish_edition
from tolpuddle.kernel.adapters.memory_event_log import MemoryEventLog
from tolpuddle.kernel.adapters.sqlite_event_log import SqliteEventLog
from tolpuddle.kernel.edition_events import EditionAccumulator
from tolpuddle.kernel.edition_files import open_edition
from tolpuddle.kernel.events import EditionPublished, ReferenceTablePublished, UploadRead
from tolpuddle.kernel.topics import REFERENCE, SUPPLIERS
from tolpuddle.kernel.wire import fact_of

TABLES = {
    "countries.csv": "iso3,iso2,name\nDEU,DE,Germany\n",
    "country_aliases.csv": "alias,iso3,language,kind\nn/a,,en,placeholder\n",
}


@pytest.fixture
def edition_folder(tmp_path: Path) -> Path:
    """A small whole edition."""
    folder = tmp_path / "edition"
    folder.mkdir()
    files: dict[str, object] = {}
    for name, text in TABLES.items():
        (folder / name).write_text(text)
        columns = dict.fromkeys(text.partition("\n")[0].split(","), "string")
        rows = text.count("\n") - 1
        files[name] = {"sha256": hashlib.sha256(text.encode()).hexdigest(), "rows": rows, "columns": columns}
    (folder / "manifest.yaml").write_text(yaml.safe_dump({"name": "2026.1", "files": files}, sort_keys=False))
    return folder


def service(log: Path, edition: Path, output: Path) -> subprocess.Popen[bytes]:
    environment = {key: value for key, value in os.environ.items() if not key.startswith("TOLPUDDLE_")} | {
        "TOLPUDDLE_LOG_URL": f"sqlite:///{log}",
        "TOLPUDDLE_INGEST_EDITION": str(edition),
        "TOLPUDDLE_INGEST_BATCH_ROWS": "50",
    }
    return processes.start([sys.executable, "-m", "tolpuddle.ingest.main"], output, environment)


def ended(log: SqliteEventLog, seconds: float) -> bool:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if any(r.event.type == UploadRead.__name__ for r in log.read(SUPPLIERS.name)):
            return True
        time.sleep(0.05)
    return False


def more_than(log: SqliteEventLog, before: int) -> int:
    """Events of suppliers once there are more than before."""
    for _ in range(600):
        count = sum(1 for _ in log.read(SUPPLIERS.name))
        if count > before:
            return count
        time.sleep(0.02)
    return before


def test_an_edition_is_published_once(edition_folder: Path) -> None:
    log, edition = MemoryEventLog(), open_edition(edition_folder)
    assert publish_edition(log, edition)
    assert not publish_edition(log, edition)
    in_force_now = in_force(log)
    assert in_force_now is not None and in_force_now[0] == "2026.1"


def test_killed_at_any_moment_nothing_is_lost_and_nothing_comes_twice(
    tmp_path: Path, edition_folder: Path
) -> None:
    draw = random.Random(7)
    path = tmp_path / "log.db"
    log = SqliteEventLog(path)
    events = pieces(a_list(20_000), size=4_000)
    log.append(events[:-1])
    written = 0
    for attempt in range(5):
        process = service(path, edition_folder, tmp_path / f"{attempt}.log")
        if attempt == 0:
            time.sleep(2)
            log.append(events[-1:])
        else:
            written = more_than(log, written)
        time.sleep(draw.random() * 0.05)
        process.send_signal(signal.SIGKILL)
        process.wait()
    process = service(path, edition_folder, tmp_path / "last.log")
    try:
        assert ended(log, 60), processes.last_lines(tmp_path / "last.log")
        ids, rows, end = outcome(log)
        assert ids == [f"V{n}" for n in range(20_000) if n % 10 != 9]
        assert rows == [n + 2 for n in range(20_000) if n % 10 == 9]
        assert (end.accepted, end.batches) == (18_000, 360)
    finally:
        processes.stop(process)
    assert process.returncode == 0
    log.close()


def test_wrong_settings_end_at_once_with_the_full_list(tmp_path: Path, edition_folder: Path) -> None:
    environment = {
        "TOLPUDDLE_INGEST_BATCH_ROWS": "many",
        "TOLPUDDLE_INGEST_COLOUR": "red",
        "PATH": os.environ["PATH"],
    }
    done = subprocess.run(
        [sys.executable, "-m", "tolpuddle.ingest.main"],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2
    assert "TOLPUDDLE_INGEST_BATCH_ROWS" in done.stderr and "TOLPUDDLE_INGEST_COLOUR" in done.stderr
    assert "Traceback" not in done.stderr


def test_the_edition_on_the_log_is_the_one_in_the_folder(edition_folder: Path) -> None:
    log, edition = MemoryEventLog(), open_edition(edition_folder)
    publish_edition(log, edition)
    accumulator, whole = EditionAccumulator(), None
    for recorded in log.read(REFERENCE.name):
        fact = fact_of(recorded.event)
        assert isinstance(fact, ReferenceTablePublished | EditionPublished)
        whole = accumulator.take(fact) or whole
    assert whole is not None
    assert whole.sha256 == edition.sha256
    assert whole.tables["countries"].equals(pl.DataFrame(edition.tables["countries"]))
