"""Writing to Kafka: acknowledged by all replicas, in order, patient while the broker is away."""

import threading
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from tolpuddle.kernel.adapters.kafka_driver import KafkaError, KafkaProducer, KafkaTimeoutError
from tolpuddle.kernel.adapters.kafka_records import Encode, headers_of, telling, value_of
from tolpuddle.kernel.adapters.kafka_settings import TOPIC_MESSAGE_BYTES, KafkaSettings
from tolpuddle.kernel.errors import EventLogError
from tolpuddle.kernel.event_log import Event, Position

_WAVE_BYTES = 16 * 1024 * 1024
_WAVE_EVENTS = 5000
_REMIND_SECONDS = 5.0


@dataclass(slots=True)
class KafkaAppender:
    """One idempotent producer for all threads, opened when first needed."""

    settings: KafkaSettings
    encode: Encode
    say: Callable[[str], None]
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _producer: Any = None
    _closed: bool = False

    def append(self, events: Sequence[Event]) -> list[Position]:
        """Write events in order and wait until all replicas have them.

        Raises: EventLogError; then a part of them may have been written. To call again with the same events is safe.
        """
        values = [value_of(event, self.encode) for event in events]
        deadline = time.monotonic() + self.settings.delivery_seconds
        positions: list[Position] = []
        for start, end in _waves(values):
            positions.extend(self._write(events[start:end], values[start:end], deadline))
        return positions

    def close(self) -> None:
        """Let go of the producer. Nothing is pending: append waits."""
        with self._lock:
            self._closed = True
            producer, self._producer = self._producer, None
        if producer is not None:
            with telling("Kafka cannot be let go"):
                producer.close(timeout=5)

    def _write(
        self, events: Sequence[Event], values: Sequence[bytes | None], deadline: float
    ) -> list[Position]:
        producer = self._connected(deadline)
        try:
            with telling("Kafka did not take the events"):
                futures = [
                    self._send(producer, event, value, deadline)
                    for event, value in zip(events, values, strict=True)
                ]
                return [
                    Position(event.topic, written.partition, written.offset)
                    for event, future in zip(events, futures, strict=True)
                    for written in [self._acknowledged(future, deadline)]
                ]
        except EventLogError:
            self._abandon(producer)
            raise

    def _send(self, producer: Any, event: Event, value: bytes | None, deadline: float) -> Any:
        while True:
            try:
                future = producer.send(
                    self.settings.named(event.topic), value, event.key.encode(), headers_of(event)
                )
            except KafkaTimeoutError:
                # Nothing was taken yet: the broker has not told where the topic's partitions are.
                self._wait_or_raise(f"Kafka does not answer for the topic {event.topic}", deadline)
            else:
                # Runs in the driver's own thread before it sends more: what comes after a failure must not overtake.
                future.add_errback(partial(_stop_sending, producer))
                return future

    def _acknowledged(self, future: Any, deadline: float) -> Any:
        while True:
            try:
                return future.get(timeout=_REMIND_SECONDS)
            except KafkaTimeoutError:
                if future.is_done:
                    raise
                self._wait_or_raise("Kafka has not yet acknowledged what was sent", deadline)

    def _connected(self, deadline: float) -> Any:
        while True:
            with self._lock:
                if self._closed:
                    raise EventLogError("The event log is closed.")
                try:
                    if self._producer is None:
                        self._producer = self._open()
                except (KafkaError, OSError) as error:
                    reason = f"Kafka at {self.settings.bootstrap_servers} cannot be reached ({error})"
                else:
                    return self._producer
            self._wait_or_raise(reason, deadline)
            time.sleep(min(1.0, max(0.0, deadline - time.monotonic())))

    def _open(self) -> Any:
        delivery = int(self.settings.delivery_seconds * 1000)
        return KafkaProducer(
            **self.settings.client(),
            acks="all",
            enable_idempotence=True,
            compression_type="lz4",
            linger_ms=2,
            batch_size=256 * 1024,
            max_request_size=TOPIC_MESSAGE_BYTES,
            max_block_ms=int(_REMIND_SECONDS * 1000),
            request_timeout_ms=min(30_000, max(1000, delivery // 2)),
            delivery_timeout_ms=max(delivery, 2100),
            allow_auto_create_topics=False,
            metrics_enabled=False,
        )

    def _wait_or_raise(self, what: str, deadline: float) -> None:
        remaining = deadline - time.monotonic()
        if remaining <= 0:
            raise EventLogError(f"{what}; given up after {self.settings.delivery_seconds:g} s.")
        self.say(f"{what}; waiting up to {remaining:.0f} s more.")

    def _abandon(self, producer: Any) -> None:
        """After a failure the next call begins with a producer that has nothing left to send."""
        _stop_sending(producer)
        with self._lock:
            if self._producer is producer:
                self._producer = None


def _stop_sending(producer: Any, *_: object) -> None:
    """Drop what waits to be sent. The driver's close() would first try to send it."""
    producer._sender.force_close()


def _waves(values: Sequence[bytes | None]) -> Iterator[tuple[int, int]]:
    """Slices of at most so many bytes and events, so that the driver's buffer stays small."""
    start, size = 0, 0
    for index, value in enumerate(values):
        length = len(value or b"")
        if index > start and (size + length > _WAVE_BYTES or index - start >= _WAVE_EVENTS):
            yield start, index
            start, size = index, 0
        size += length
    if values:
        yield start, len(values)
