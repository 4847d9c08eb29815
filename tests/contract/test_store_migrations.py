"""Migrations of the gateway's store: up, down, and the same tables as the program's own."""

from collections.abc import Callable, Iterator

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext

from tests.gateway.builders import a_job
from tolpuddle.gateway.adapters import migrating
from tolpuddle.gateway.adapters.engine import open_engines
from tolpuddle.gateway.adapters.sql_store import SqlStore
from tolpuddle.gateway.adapters.tables import METADATA
from tolpuddle.kernel.errors import SettingsError


@pytest.fixture
def owner(store_url: str) -> Iterator[sa.Engine]:
    engines = open_engines(store_url)
    yield engines.owner
    engines.close()


def tables_in(owner: sa.Engine) -> set[str]:
    return set(sa.inspect(owner).get_table_names())


def test_migrations_make_the_tables_that_the_program_declares(owner: sa.Engine) -> None:
    migrating.upgrade(owner)
    with owner.connect() as connection:
        differences = compare_metadata(MigrationContext.configure(connection), METADATA)
    assert differences == []
    assert migrating.version(owner).current


def test_every_migration_can_be_undone_and_done_again(owner: sa.Engine) -> None:
    migrating.upgrade(owner)
    migrating.downgrade(owner, "base")
    assert tables_in(owner) <= {"alembic_version"}
    migrating.upgrade(owner)
    assert set(METADATA.tables) < tables_in(owner)


def test_rows_survive_a_step_back_and_forth(store_url: str, owner: sa.Engine) -> None:
    with_a_job(store_url)
    migrating.downgrade(owner, "0001")
    migrating.upgrade(owner)
    assert job_ids(store_url) == ["job-1"]


def test_a_store_from_before_there_were_migrations_is_taken_over_with_its_rows(
    store_url: str, owner: sa.Engine
) -> None:
    migrating.upgrade(owner, "0001")
    with owner.begin() as connection:
        connection.execute(sa.text("DROP TABLE alembic_version"))
        connection.execute(
            sa.text("INSERT INTO counters (tenant, name, value) VALUES ('default', 'changes', 41)")
        )
    SqlStore.open(store_url).close()
    with owner.connect() as connection:
        assert connection.execute(sa.text("SELECT value FROM counters")).scalar_one() == 41
    assert migrating.version(owner).current


def test_a_store_of_a_newer_program_is_refused_and_left_alone(store_url: str, owner: sa.Engine) -> None:
    migrating.upgrade(owner)
    with owner.begin() as connection:
        connection.execute(sa.text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(SettingsError, match="newer Tolpuddle"):
        SqlStore.open(store_url)
    with owner.connect() as connection:
        assert connection.execute(sa.text("SELECT version_num FROM alembic_version")).scalar_one() == "9999"


def with_a_job(url: str) -> None:
    store = SqlStore.open(url)
    store.open_job(a_job())
    store.close()


def job_ids(url: str) -> list[str]:
    store = SqlStore.open(url)
    found = [job.id for job in store.jobs("default", 10)]
    store.close()
    return found


def test_opening_the_same_store_at_once_migrates_it_once(open_store: Callable[[], SqlStore]) -> None:
    first, second = open_store(), open_store()
    first.open_job(a_job())
    assert [job.id for job in second.jobs("default", 10)] == ["job-1"]
