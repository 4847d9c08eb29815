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
