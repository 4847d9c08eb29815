"""The gateway's store on every database: SQLite always, PostgreSQL where one is at hand."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa

from tolpuddle.gateway.adapters.sql_store import SqlStore


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def store_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """An empty database of each kind."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path}/gateway.db"
    return empty_database(request.getfixturevalue("postgres_url"))


@pytest.fixture
def open_store(store_url: str) -> Iterator[Callable[[], SqlStore]]:
    """Opens the same store again and again, as a second gateway or a restart would."""
    opened: list[SqlStore] = []

    def opener() -> SqlStore:
        opened.append(SqlStore.open(store_url))
        return opened[-1]

    yield opener
    for store in opened:
        store.close()


def empty_database(server: str) -> str:
    """The database of a server, rid of its tables."""
    url = sa.make_url(server).set(drivername="postgresql+psycopg")
    engine = sa.create_engine(url)
    tables = sa.inspect(engine).get_table_names()
    with engine.begin() as connection:
        for table in tables:
            connection.execute(sa.text(f'DROP TABLE "{table}" CASCADE'))
    engine.dispose()
    return url.render_as_string(hide_password=False)
