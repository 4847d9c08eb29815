"""The names of kafka-python that the adapter uses. Its type stubs lack half of them, so here they are untyped."""

from importlib import import_module
from typing import Any

_kafka: Any = import_module("kafka")
_errors: Any = import_module("kafka.errors")
_structs: Any = import_module("kafka.structs")

KafkaAdminClient: Any = _kafka.KafkaAdminClient
KafkaConsumer: Any = _kafka.KafkaConsumer
KafkaProducer: Any = _kafka.KafkaProducer
OffsetAndMetadata: Any = _kafka.OffsetAndMetadata
OffsetSpec: Any = _kafka.OffsetSpec
TopicPartition: Any = _kafka.TopicPartition

STABLE: str = _structs.MemberState.STABLE
"""State of a member that knows its partitions."""

KafkaError: type[Exception] = _errors.KafkaError
KafkaTimeoutError: type[Exception] = _errors.KafkaTimeoutError
TopicAlreadyExistsError: type[Exception] = _errors.TopicAlreadyExistsError


def error_for(code: int) -> type[Exception]:
    """The driver's error for a code of the protocol."""
    return _errors.for_code(code)


def join(consumer: Any, seconds: float) -> bool:
    """Wait until the consumer knows its partitions, for so long at most; False when it does not yet. Returns at once
    when there is nothing to wait for. To be called by the thread that polls, before it polls.

    The driver's own poll (3.0.12) loses the group's answer when it comes between two polls: it asks the whole group to
    join once more, or, if a leader joined for partitions that it learned of, forgets that it joins; without partitions
    and without heartbeats the member is then put out of the group and never notices. Hence one long wait instead of
    many polls, and a reminder. There is no public way to either.
    """
    if consumer.group_metadata().state != STABLE:
        consumer._coordinator.request_rejoin()
    return bool(consumer._coordinator.poll(timeout_ms=int(seconds * 1000)))
