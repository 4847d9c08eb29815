"""PostgreSQL itself keeps tenants apart: the repository's filter is switched off here by asking for everything."""

from collections.abc import Iterator

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import ProgrammingError

from tests.contract.conftest import empty_database
from tests.gateway.builders import a_job, a_source, an_assessment, made
from tests.gateway.deciding import a_decision
from tests.gateway.seeing import an_item
from tolpuddle.gateway.adapters.engine import Engines, open_engines
from tolpuddle.gateway.adapters.migrations.tenancy import TENANT
from tolpuddle.gateway.adapters.sql_store import SqlStore
from tolpuddle.gateway.adapters.tables import METADATA
from tolpuddle.kernel.errors import SettingsError

pytestmark = pytest.mark.postgres


@pytest.fixture
def url(postgres_url: str) -> str:
    """A store in which two tenants have the same kinds of rows."""
    url = empty_database(postgres_url)
    store = SqlStore.open(url)
    for tenant in ("ours", "theirs"):
        store.open_job(a_job(tenant=tenant))
        store.record_assessments(a_source("e1", tenant=tenant), made("job-1", 0, an_assessment("a")))
        changed = an_assessment("a", {"base": 50.0})
        store.record_assessments(a_source("e2", tenant=tenant, after_seconds=9), made("job-1", 1, changed))
        store.decisions.record(a_decision(tenant=tenant))
        store.evidence.add([an_item(tenant=tenant)])
    store.close()
    return url


@pytest.fixture
def engines(url: str) -> Iterator[Engines]:
    made = open_engines(url)
    yield made
    made.close()


@pytest.fixture
def as_ours(engines: Engines) -> Iterator[sa.Connection]:
    """A connection of the gateway in a transaction of the tenant `ours`."""
    with engines.write.connect() as connection:
        connection.execute(sa.text("SELECT set_config(:name, 'ours', true)"), {"name": TENANT})
        yield connection


@pytest.mark.parametrize("table", sorted(METADATA.tables))
def test_without_any_filter_only_own_rows_are_seen(as_ours: sa.Connection, table: str) -> None:
    tenants = as_ours.execute(sa.select(METADATA.tables[table].c.tenant)).scalars().all()
    assert tenants, f"{table} holds no row: this test would prove nothing"
    assert set(tenants) == {"ours"}


@pytest.mark.parametrize("table", sorted(METADATA.tables))
def test_rows_of_another_tenant_can_be_neither_changed_nor_deleted(
    engines: Engines, as_ours: sa.Connection, table: str
) -> None:
    of = METADATA.tables[table]
    everything = as_ours.execute(sa.update(of).where(of.c.tenant == "theirs").values(tenant="theirs"))
    assert everything.rowcount == 0
    assert as_ours.execute(sa.delete(of).where(of.c.tenant == "theirs")).rowcount == 0
    with engines.owner.connect() as owner:
        assert "theirs" in owner.execute(sa.select(of.c.tenant)).scalars().all()


@pytest.mark.parametrize("table", sorted(METADATA.tables))
def test_own_rows_cannot_be_moved_to_another_tenant(as_ours: sa.Connection, table: str) -> None:
    with pytest.raises(ProgrammingError, match="row-level security"):
        as_ours.execute(sa.update(METADATA.tables[table]).values(tenant="theirs"))


@pytest.mark.parametrize("table", sorted(METADATA.tables))
def test_who_names_no_tenant_sees_nothing(engines: Engines, table: str) -> None:
    with engines.write.connect() as connection:
        assert connection.execute(sa.select(METADATA.tables[table].c.tenant)).all() == []


def test_the_tenant_of_one_transaction_is_forgotten_by_the_next(engines: Engines) -> None:
    jobs = METADATA.tables["jobs"]
    with engines.write.connect() as connection:
        connection.execute(sa.text("SELECT set_config(:name, 'ours', true)"), {"name": TENANT})
        assert len(connection.execute(sa.select(jobs)).all()) == 1
        connection.commit()
        assert connection.execute(sa.select(jobs)).all() == []


def test_the_gateway_cannot_change_tables_or_their_guards(as_ours: sa.Connection) -> None:
    with pytest.raises(ProgrammingError, match="must be owner"):
        as_ours.execute(sa.text("ALTER TABLE jobs DISABLE ROW LEVEL SECURITY"))


def test_a_database_user_who_may_not_become_the_guarded_role_is_refused(url: str, engines: Engines) -> None:
    with engines.owner.begin() as owner:
        owner.execute(sa.text("DROP ROLE IF EXISTS stranger"))
        owner.execute(sa.text("CREATE ROLE stranger LOGIN"))
        owner.execute(sa.text("GRANT SELECT ON alembic_version TO stranger"))
    stranger = sa.make_url(url).set(username="stranger").render_as_string(hide_password=False)
    try:
        with pytest.raises(SettingsError, match="GRANT tolpuddle_gateway TO stranger"):
            SqlStore.open(stranger)
    finally:
        with engines.owner.begin() as owner:
            owner.execute(sa.text("DROP OWNED BY stranger"))
            owner.execute(sa.text("DROP ROLE stranger"))
