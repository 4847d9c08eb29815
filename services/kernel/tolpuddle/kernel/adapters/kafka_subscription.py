"""One member of a consumer group on Kafka."""

import time
from collections.abc import Callable, Sequence
from typing import Any

from tolpuddle.kernel.adapters.kafka_driver import (
    STABLE,
    KafkaConsumer,
    KafkaError,
    OffsetAndMetadata,
    TopicPartition,
    join,
)
from tolpuddle.kernel.adapters.kafka_records import Decode, recorded_from, telling
from tolpuddle.kernel.adapters.kafka_settings import TOPIC_MESSAGE_BYTES, KafkaSettings
from tolpuddle.kernel.errors import EventLogError
from tolpuddle.kernel.event_log import Recorded

_SILENCE_SECONDS = 3.0
"""After so long without an event, ask the broker whether it is there at all: the driver's poll does not tell."""

_PAUSE_SECONDS = 0.05


def consumer_arguments(settings: KafkaSettings) -> dict[str, Any]:
    """Arguments of every KafkaConsumer here."""
    return {
        **settings.client(),
        "enable_auto_commit": False,
        "auto_offset_reset": "earliest",
        "isolation_level": "read_committed",
        "allow_auto_create_topics": False,
        "max_partition_fetch_bytes": TOPIC_MESSAGE_BYTES,
        "metrics_enabled": False,
    }


class KafkaSubscription:
    """Connects when first polled, so that a program can start while the broker is away."""

    def __init__(
        self,
        settings: KafkaSettings,
        decode: Decode,
        group: str,
        topics: Sequence[str],
        prepare: Callable[[], None],
        on_close: Callable[["KafkaSubscription"], None],
        member_id: str,
    ) -> None:
        """prepare: returns when the broker answers and has the topics, or raises EventLogError. member_id: unique in
        the group, or empty."""
        self._settings = settings
        self._decode = decode
        self.group = group
        self.member_id = member_id
        self._topics = {settings.named(topic): topic for topic in topics}
        self._prepare = prepare
        self._on_close = on_close
        self._consumer: Any = None
        self._heard_at = 0.0
        self._closed = False

    def poll(self, max_events: int = 500, timeout_seconds: float = 1.0) -> Sequence[Recorded]:
        """Next events after those already polled; empty when none came in time. Joining the group does not count
        as waiting.

        Raises: EventLogError when the broker does not answer.
        """
        consumer = self._open_consumer()
        found = self._next(consumer, max_events, timeout_seconds)
        if found:
            self._heard_at = time.monotonic()
        elif time.monotonic() - self._heard_at > _SILENCE_SECONDS:
            self._prepare()
            self._heard_at = time.monotonic()
        return [
            recorded_from(record, self._topics[record.topic], self._decode)
            for records in found.values()
            for record in records
        ]

    def commit(self, done: Sequence[Recorded]) -> None:
        """Remember that everything up to each of these, in its partition, is done.

        Raises: EventLogError, also when the group has meanwhile given a partition to another member; what was not
        remembered comes again.
        """
        after: dict[Any, int] = {}
        for recorded in done:
            position = recorded.position
            partition = TopicPartition(self._settings.named(position.topic), position.partition)
            after[partition] = max(after.get(partition, 0), position.offset + 1)
        if not after:
            return
        consumer = self._open_consumer()
        with telling("Kafka did not remember what is done"):
            consumer.commit(
                {partition: OffsetAndMetadata(offset) for partition, offset in after.items()},
                timeout_ms=int(self._settings.connect_seconds * 1000),
            )

    def rewind(self) -> None:
        """Poll again from what was committed last.

        Raises: EventLogError.
        """
        consumer = self._open_consumer()
        with telling("Kafka cannot be read"):
            for partition in consumer.assignment():
                done = consumer.committed(partition, timeout_ms=int(self._settings.connect_seconds * 1000))
                if partition not in consumer.assignment():
                    continue
                if done is None:
                    consumer.seek_to_beginning(partition)
                else:
                    consumer.seek(partition, done)

    def close(self) -> None:
        """Leave the group without committing; the others take over at once."""
        if self._closed:
            return
        self._closed = True
        self._on_close(self)
        if self._consumer is not None:
            with telling("The group cannot be left"):
                self._consumer.close(autocommit=False, timeout_ms=5000)

    def _next(self, consumer: Any, max_events: int, timeout_seconds: float) -> Any:
        """Records by partition. The time begins when the group has said which partitions are this member's."""
        joining_ends = time.monotonic() + self._settings.connect_seconds
        deadline: float | None = None
        with telling("Kafka cannot be read"):
            while True:
                ends = joining_ends if deadline is None else max(joining_ends, deadline)
                if not join(consumer, max(0.0, ends - time.monotonic())):
                    if time.monotonic() >= ends:
                        return {}
                    # The broker is away, and the driver does not wait for it.
                    time.sleep(_PAUSE_SECONDS)
                    continue
                if deadline is None:
                    deadline = time.monotonic() + timeout_seconds
                remaining = max(0.0, deadline - time.monotonic())
                found = consumer.poll(timeout_ms=int(remaining * 1000), max_records=max_events)
                # The group may have called meanwhile: what it says should find us waiting.
                settled = consumer.group_metadata().state == STABLE
                if found or (settled and time.monotonic() >= deadline):
                    return found

    def _open_consumer(self) -> Any:
        if self._closed:
            raise EventLogError("The subscription is closed.")
        if self._consumer is None:
            self._prepare()
            try:
                self._consumer = self._connect()
            except (KafkaError, OSError) as error:
                raise EventLogError(
                    f"Kafka at {self._settings.bootstrap_servers} cannot be reached: {error}."
                ) from error
            self._heard_at = time.monotonic()
        return self._consumer

    def _connect(self) -> Any:
        return KafkaConsumer(
            *self._topics,
            **consumer_arguments(self._settings),
            group_id=self._settings.named(self.group),
            group_instance_id=self.member_id or None,
            session_timeout_ms=int(self._settings.session_seconds * 1000),
            heartbeat_interval_ms=int(self._settings.session_seconds * 300),
            max_poll_interval_ms=int(self._settings.work_seconds * 1000),
        )
