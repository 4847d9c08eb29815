"""How `make test` shares the tests out among its workers.

A file stays whole, so that what it starts is started once. Files that need a real broker or database go to one worker, which
starts one of each for all of them. What takes long begins first. `pytest tests/…` by hand is not touched by any of this.
"""

from collections.abc import Iterable

import pytest
from xdist.scheduler import LoadFileScheduling

SERVERS = frozenset(
    {
        "tests/contract/test_assessment_store.py",
        "tests/contract/test_decision_store.py",
        "tests/contract/test_evidence_store.py",
        "tests/contract/test_event_log.py",
        "tests/contract/test_store_archive.py",
        "tests/contract/test_store_migrations.py",
        "tests/contract/test_tenant_rows.py",
        "tests/e2e/test_losing_one.py",
        "tests/gateway/test_collector.py",
        "tests/gateway/test_pipeline.py",
        "tests/kernel/adapters/test_kafka_driver.py",
        "tests/kernel/adapters/test_kafka_event_log.py",
        "tests/real/test_postgres.py",
        "tests/resilience/test_consumer_survives_kill.py",
        "tests/scoring/test_sharing.py",
    }
)
"""Files with tests marked `kafka` or `postgres`. The suite does not start when one is missing here."""

LONG = ("tests/bench/", "tests/e2e/", "tests/desk/", "tests/matching/")
"""Folders of files that take long."""


class ByFile(LoadFileScheduling):
    """One unit of work per file; one for all that need servers."""

    def _split_scope(self, nodeid: str) -> str:
        file = nodeid.split("::", 1)[0]
        return "servers" if file in SERVERS else file


def order(items: list[pytest.Item]) -> None:
    """Put what takes long first; every worker comes to the same order."""
    items.sort(key=lambda item: (file_of(item) not in SERVERS, not file_of(item).startswith(LONG)))


def check_servers(items: Iterable[pytest.Item]) -> None:
    """Raises: UsageError naming files that need a server and are not in SERVERS."""
    needing = {
        file_of(item)
        for item in items
        if any(item.get_closest_marker(name) for name in ("kafka", "postgres"))
    }
    if missing := sorted(needing - SERVERS):
        raise pytest.UsageError(
            f"These need a real server: name them in tests/sharing.py: {', '.join(missing)}"
        )


def file_of(item: pytest.Item) -> str:
    """Path of its file below the repository, as ids begin with it."""
    return item.nodeid.split("::", 1)[0]
