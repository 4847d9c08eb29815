"""Backup and restore of the gateway's store, from each kind of database into each."""

import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa

from tests.contract.conftest import empty_database
from tests.gateway.builders import NOON, a_job, a_source, an_assessment, made
from tests.gateway.deciding import a_decision
from tests.gateway.seeing import an_item
from tolpuddle.gateway.adapters import archive, migrating
from tolpuddle.gateway.adapters.engine import Engines, open_engines
from tolpuddle.gateway.adapters.sql_store import SqlStore
from tolpuddle.gateway.adapters.tables import METADATA
from tolpuddle.gateway.matching.decisions import Filters
from tolpuddle.kernel.errors import SettingsError, UnusableInputError
from tolpuddle.kernel.events import Problem


@pytest.fixture
def full(open_store: Callable[[], SqlStore], store_url: str) -> Iterator[Engines]:
    """A store with something in every table."""
    store = open_store()
    for tenant in ("ours", "theirs"):
        store.open_job(a_job(tenant=tenant))
        store.record_assessments(a_source("e1", tenant=tenant), made("job-1", 0, an_assessment("a")))
        moved = an_assessment("a", {"base": 50.0})
        store.record_assessments(a_source("e2", tenant=tenant, after_seconds=9), made("job-1", 1, moved))
        store.fail_job(tenant, "job-1", Problem("unusable_input", "No.", {"a": "b"}), NOON)
        store.decisions.record(a_decision(tenant=tenant))
        store.evidence.add([an_item(tenant=tenant)])
    engines = open_engines(store_url)
    yield engines
    engines.close()


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def other_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """An empty database to restore into, beside the one that was backed up."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path}/restored.db"
    server = sa.make_url(request.getfixturevalue("postgres_url"))
    engine = sa.create_engine(
        server.set(drivername="postgresql+psycopg"), isolation_level="AUTOCOMMIT", poolclass=sa.NullPool
    )
    with engine.connect() as connection:
        connection.exec_driver_sql("DROP DATABASE IF EXISTS restored")
        connection.exec_driver_sql("CREATE DATABASE restored")
    return empty_database(server.set(database="restored").render_as_string(hide_password=False))


def test_what_is_backed_up_is_restored_into_either_database(
    full: Engines, other_url: str, tmp_path: Path
) -> None:
    written = archive.backup(full, tmp_path / "backup.zip")
    assert set(written.rows) == set(METADATA.tables)
    assert all(written.rows.values()), "each table holds something, or this test proves nothing"
    other = open_engines(other_url)
    assert archive.restore(other, tmp_path / "backup.zip") == written
    other.close()
    restored = SqlStore.open(other_url)
    try:
        job = restored.job("ours", "job-1")
        assert (job.status, job.created_at, job.problem) == (
            "failed",
            NOON,
            Problem("unusable_input", "No.", {"a": "b"}),
        )
        assert [change.cursor for change in restored.changes("theirs", 0, 10)] == [1]
        assert restored.latest("ours", "a").detail == an_assessment("a", {"base": 50.0})["detail"]
        assert [one.id for one in restored.decisions.listed("ours", Filters(), 10)[0]] == ["d1"]
        assert (
            restored.record_assessments(a_source("e1", tenant="ours"), made("job-1", 0, an_assessment("a")))
            is False
        )
        later = a_source("e3", tenant="ours", after_seconds=20)
        assert restored.record_assessments(later, made("job-2", 0, an_assessment("b"))), "numbers go on"
    finally:
        restored.close()


def test_a_restored_store_can_be_backed_up_to_the_same_rows(
    full: Engines, other_url: str, tmp_path: Path
) -> None:
    first = archive.backup(full, tmp_path / "first.zip")
    other = open_engines(other_url)
    archive.restore(other, tmp_path / "first.zip")
    assert archive.backup(other, tmp_path / "second.zip") == first
    other.close()


def test_a_store_with_rows_is_not_restored_over(full: Engines, tmp_path: Path) -> None:
    archive.backup(full, tmp_path / "backup.zip")
    with pytest.raises(UnusableInputError, match="not empty"):
        archive.restore(full, tmp_path / "backup.zip")


@pytest.fixture
def written(tmp_path: Path) -> Path:
    """A backup of a small store."""
    SqlStore.open(f"sqlite:///{tmp_path}/small.db").close()
    store = SqlStore.open(f"sqlite:///{tmp_path}/small.db")
    store.open_job(a_job())
    store.close()
    engines = open_engines(f"sqlite:///{tmp_path}/small.db")
    archive.backup(engines, tmp_path / "small.zip")
    engines.close()
    return tmp_path / "small.zip"


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Engines]:
    engines = open_engines(f"sqlite:///{tmp_path}/empty.db")
    yield engines
    engines.close()


def rewritten(path: Path, change: Callable[[str, bytes], bytes]) -> Path:
    """The same archive with its members changed."""
    target = path.with_name("changed.zip")
    with zipfile.ZipFile(path) as given, zipfile.ZipFile(target, "w") as taken:
        for name in given.namelist():
            taken.writestr(name, change(name, given.read(name)))
    return target


def test_a_damaged_backup_is_refused_before_anything_is_written(written: Path, empty: Engines) -> None:
    def damage(name: str, content: bytes) -> bytes:
        return content[:-9] + b"x" + content[-8:] if "tables/jobs/" in name else content

    with pytest.raises(UnusableInputError, match=r"tables/jobs/000000\.parquet"):
        archive.restore(empty, rewritten(written, damage))
    assert migrating.version(empty.owner).here is None


def test_a_backup_of_a_newer_program_is_refused(written: Path, empty: Engines) -> None:
    def newer(name: str, content: bytes) -> bytes:
        return content.replace(b'"revision": "0', b'"revision": "9') if name == "manifest.json" else content

    with pytest.raises(SettingsError, match="newer Tolpuddle"):
        archive.restore(empty, rewritten(written, newer))


def test_what_is_no_backup_is_refused(tmp_path: Path, empty: Engines) -> None:
    (tmp_path / "list.csv").write_text("name,country\n")
    with pytest.raises(UnusableInputError, match="no backup"):
        archive.restore(empty, tmp_path / "list.csv")


def test_an_existing_file_is_never_written_over(written: Path, empty: Engines) -> None:
    migrating.upgrade(empty.owner)
    before = written.read_bytes()
    with pytest.raises(FileExistsError):
        archive.backup(empty, written)
    assert written.read_bytes() == before
