"""An empty place for events on each adapter, opened as often as a test likes."""

import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from tolpuddle.kernel.adapters.memory_event_log import MemoryEventLog
from tolpuddle.kernel.adapters.sqlite_event_log import SqliteEventLog
from tolpuddle.kernel.event_log import EventLog
from tolpuddle.kernel.topics import ALL


@dataclass(slots=True)
class Store:
    """Each open() is as another process would have it; only memory has but one."""

    name: str
    open_one: Callable[[], EventLog]
    clean_up: Callable[[], None] = lambda: None
    _opened: list[EventLog] = field(default_factory=list[EventLog])

    def open(self) -> EventLog:
        log = self.open_one()
        self._opened.append(log)
        return log

    def close(self) -> None:
        for log in self._opened:
            log.close()
        self.clean_up()


def memory_store() -> Store:
    log = MemoryEventLog()
    return Store("memory", lambda: log)


def sqlite_store(path: Path) -> Store:
    return Store("sqlite", lambda: SqliteEventLog(path))


def kafka_store(bootstrap: str) -> Store:
    """Topics and groups under a prefix of their own, removed afterwards."""
    # Only runs with Kafka pay for importing its driver.
    from kafka import KafkaAdminClient

    from tolpuddle.kernel.adapters.kafka_event_log import KafkaEventLog
    from tolpuddle.kernel.adapters.kafka_settings import KafkaSettings
    from tolpuddle.kernel.wire import decode, encode

    settings = KafkaSettings(
        bootstrap, prefix=f"test-{uuid.uuid4().hex[:8]}.", replication_factor=1, delivery_seconds=20
    )

    def remove_topics() -> None:
        admin = KafkaAdminClient(bootstrap_servers=bootstrap)
        names = {settings.named(topic.name) for topic in ALL} & set(admin.list_topics())
        if names:
            admin.delete_topics(sorted(names), raise_errors=False)
        admin.close()

    return Store("kafka", lambda: KafkaEventLog(settings, encode, decode), remove_topics)
