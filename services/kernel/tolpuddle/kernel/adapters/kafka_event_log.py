"""The same promises on Apache Kafka."""

import logging
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from tolpuddle.kernel.adapters.kafka_appender import KafkaAppender
from tolpuddle.kernel.adapters.kafka_driver import KafkaAdminClient, KafkaConsumer, OffsetSpec, TopicPartition
from tolpuddle.kernel.adapters.kafka_records import Decode, Encode, recorded_from, telling
from tolpuddle.kernel.adapters.kafka_settings import KafkaSettings
from tolpuddle.kernel.adapters.kafka_subscription import KafkaSubscription, consumer_arguments
from tolpuddle.kernel.adapters.kafka_topics import ensure_topics
from tolpuddle.kernel.errors import EventLogError
from tolpuddle.kernel.event_log import Event, Position, Recorded
from tolpuddle.kernel.topics import ALL, Topic

_LOG = logging.getLogger(__name__)
_PAGE = 2000


class KafkaEventLog:
    """Connects when first used, so that a program can start while the broker is away."""

    def __init__(
        self,
        settings: KafkaSettings,
        encode: Encode,
        decode: Decode,
        topics: Sequence[Topic] = ALL,
        say: Callable[[str], None] = _LOG.warning,
    ) -> None:
        """encode, decode: those of kernel.wire. say: told in one sentence when the broker is away and waited for."""
        self._settings = settings
        self._decode = decode
        self._topics = {topic.name: topic for topic in topics}
        self._appender = KafkaAppender(settings, encode, say)
        self._lock = threading.Lock()
        self._admin: Any = None
        self._prepared = False
        self._subscriptions: set[KafkaSubscription] = set()
        self._closed = False

    def append(self, events: Sequence[Event]) -> Sequence[Position]:
        """Write events in order; when this returns all in-sync replicas have them.

        While the broker is away this waits, and says so, up to delivery_seconds.

        Raises: EventLogError; then any part of the events may have been written. Calling again with the same events
            (the same ids) is safe: whoever reads drops what it has seen.
        """
        self._require_open()
        self._require_topics([event.topic for event in events])
        if not events:
            return []
        if not self._prepared:
            self._prepare_patiently()
        return self._appender.append(events)

    def subscribe(self, group: str, topics: Sequence[str]) -> KafkaSubscription:
        """Join a group, at the first poll. A group that never committed starts at the beginning."""
        self._require_open()
        self._require_topics(topics)
        subscription = KafkaSubscription(
            settings=self._settings,
            decode=self._decode,
            group=group,
            topics=topics,
            prepare=self.check,
            on_close=self._subscriptions.discard,
            member_id=self._member_id(group),
        )
        self._subscriptions.add(subscription)
        return subscription

    def read(self, topic: str) -> Iterator[Recorded]:
        """Everything on a topic up to now, partition by partition.

        Raises: EventLogError.
        """
        self._require_topics([topic])
        ends = self._offsets([topic], OffsetSpec.LATEST)
        starts = self._offsets([topic], OffsetSpec.EARLIEST)
        with telling(f"Kafka at {self._settings.bootstrap_servers} cannot be reached"):
            # A short wait: what is asked for is there, and a fetch under way holds up the next partition.
            consumer: Any = KafkaConsumer(**consumer_arguments(self._settings), fetch_max_wait_ms=20)
        return self._pages(consumer, topic, starts, ends)

    def lag(self, group: str, topics: Sequence[str]) -> Mapping[str, int]:
        """Events not yet committed by the group, per topic; what compaction has removed counts until it is passed.

        Raises: EventLogError.
        """
        self._require_topics(topics)
        ends = self._offsets(topics, OffsetSpec.LATEST)
        starts = self._offsets(topics, OffsetSpec.EARLIEST)
        name = self._settings.named(group)
        with telling("Kafka cannot be asked"), self._lock:
            committed = self._administrator().list_group_offsets({name: list(ends)})[name]
        waiting = dict.fromkeys(topics, 0)
        plain = {self._settings.named(topic): topic for topic in topics}
        for partition, end in ends.items():
            done = committed[partition].offset if partition in committed else -1
            waiting[plain[partition.topic]] += end - max(done, starts[partition])
        return waiting

    def check(self) -> None:
        """Return when a broker answers and has the topics; missing ones are created if settings allow.

        Raises: EventLogError.
        """
        with telling(f"Kafka at {self._settings.bootstrap_servers} cannot be reached"), self._lock:
            administrator = self._administrator()
            if self._prepared:
                administrator.describe_topics([])
                return
            ensure_topics(administrator, self._settings, list(self._topics.values()))
            self._prepared = True

    def close(self) -> None:
        """Let go of everything: subscriptions leave their groups without committing."""
        self._closed = True
        for subscription in list(self._subscriptions):
            subscription.close()
        self._appender.close()
        with self._lock:
            administrator, self._admin = self._admin, None
        if administrator is not None:
            administrator.close()

    def _member_id(self, group: str) -> str:
        """The lasting name, with a number from the second member of the group in this process on."""
        name = self._settings.member_id
        if not name:
            return ""
        taken = {each.member_id for each in list(self._subscriptions) if each.group == group}
        names = (name if number == 0 else f"{name}-{number}" for number in range(len(taken) + 1))
        return next(each for each in names if each not in taken)

    def _administrator(self) -> Any:
        """The one client for questions; called with the lock held. Raises: KafkaError."""
        self._require_open()
        if self._admin is None:
            arguments = {
                **self._settings.client(),
                "request_timeout_ms": int(self._settings.connect_seconds * 1000),
            }
            self._admin = KafkaAdminClient(**arguments)
        return self._admin

    def _prepare_patiently(self) -> None:
        deadline = time.monotonic() + self._settings.delivery_seconds
        pause = 0.2
        while True:
            try:
                self.check()
            except EventLogError as error:
                if self._closed or time.monotonic() + pause > deadline:
                    raise
                self._appender.say(f"{error.sentence} Next try in {pause:g} s.")
                time.sleep(pause)
                pause = min(pause * 2, 10.0)
            else:
                return

    def _offsets(self, topics: Sequence[str], which: Any) -> Mapping[Any, int]:
        """TopicPartition -> offset, for all partitions of the topics."""
        self.check()
        with telling("Kafka cannot be asked"), self._lock:
            administrator = self._administrator()
            described = administrator.describe_topics([self._settings.named(topic) for topic in topics])
            wanted = {
                TopicPartition(topic["name"], partition["partition_index"]): which
                for topic in described
                for partition in topic["partitions"]
            }
            found: dict[Any, Any] = administrator.list_partition_offsets(wanted) if wanted else {}
        return {partition: each.offset for partition, each in found.items()}

    def _pages(
        self, consumer: Any, topic: str, starts: Mapping[Any, int], ends: Mapping[Any, int]
    ) -> Iterator[Recorded]:
        try:
            for partition in sorted(ends):
                if starts[partition] < ends[partition]:
                    yield from self._whole(consumer, topic, partition, starts[partition], ends[partition])
        finally:
            consumer.close(autocommit=False, timeout_ms=2000)

    def _whole(self, consumer: Any, topic: str, partition: Any, start: int, end: int) -> Iterator[Recorded]:
        """One partition; it ends by position, for the last offsets may have been compacted away."""
        heard_at = time.monotonic()
        with telling("Kafka cannot be read"):
            consumer.assign([partition])
            consumer.seek(partition, start)
        while True:
            with telling("Kafka cannot be read"):
                page = consumer.poll(timeout_ms=200, max_records=_PAGE).get(partition, [])
                position = page[-1].offset + 1 if page else consumer.position(partition, timeout_ms=2000)
            for record in page:
                if record.offset < end:
                    yield recorded_from(record, topic, self._decode)
            if position is not None and position >= end:
                return
            if page:
                heard_at = time.monotonic()
            elif time.monotonic() - heard_at > self._settings.connect_seconds:
                raise EventLogError(
                    f"Kafka does not give what is on {topic} from offset {position} to {end}."
                )

    def _require_open(self) -> None:
        if self._closed:
            raise EventLogError("The event log is closed.")

    def _require_topics(self, names: Sequence[str]) -> None:
        unknown = sorted(set(names) - self._topics.keys())
        if unknown:
            raise EventLogError(f"There is no topic {unknown[0]}.", topic=unknown[0])
