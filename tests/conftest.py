"""Fixtures that several areas use: the event log on each of its adapters, and real servers; how runs are shared out."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

from tests import sharing
from tests.prepared_once import editions_are_prepared_once as editions_are_prepared_once
from tests.real.event_logs import Store, kafka_store, memory_store, sqlite_store
from tests.real.kafka import kafka_bootstrap as kafka_bootstrap
from tests.real.kafka import kafka_server as kafka_server
from tests.real.postgres import postgres_url as postgres_url
from tolpuddle.kernel.event_log import EventLog

if "PYTEST_XDIST_WORKER" in os.environ:
    # Threads of OpenMP wait for each other by spinning: beside another worker they would mostly spin.
    os.environ.setdefault("OMP_NUM_THREADS", "1")

# The same examples in every run, and none fails for what else the machine does. To look for new ones:
# pytest --hypothesis-profile=search
settings.register_profile("repeatable", deadline=None, derandomize=True)
settings.register_profile("search", deadline=None)
settings.load_profile("repeatable")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """In a parallel run, put what takes long first."""
    sharing.check_servers(items)
    if hasattr(config, "workerinput"):
        sharing.order(items)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> sharing.ByFile:
    """Share out by file and server, whatever --dist says."""
    return sharing.ByFile(config, log)


@pytest.fixture(params=["memory", "sqlite", pytest.param("kafka", marks=pytest.mark.kafka)])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    """Where events are kept, once on each adapter, empty. store.open() gives a log; several see the same events."""
    match request.param:
        case "memory":
            made = memory_store()
        case "sqlite":
            made = sqlite_store(tmp_path / "log.db")
        case _:
            made = kafka_store(request.getfixturevalue("kafka_bootstrap"))
    yield made
    made.close()


@pytest.fixture
def event_log(store: Store) -> EventLog:
    """An empty event log with all topics of the kernel, once on each adapter."""
    return store.open()
