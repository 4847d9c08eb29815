"""Dead letters on the wire."""

from tolpuddle.kernel.events import DeadLettered, DeadLetterRedriven
from tolpuddle.v1 import events_pb2


def put_dead_lettered(fact: DeadLettered) -> bytes:
    return events_pb2.DeadLettered(
        topic=fact.source_topic,
        partition=fact.partition,
        offset=fact.offset,
        key=fact.source_key,
        group=fact.group,
        code=fact.code,
        reason=fact.reason,
        event=fact.event,
        attempts=fact.attempts,
    ).SerializeToString(deterministic=True)


def get_dead_lettered(payload: bytes) -> DeadLettered:
    message = events_pb2.DeadLettered.FromString(payload)
    return DeadLettered(
        source_topic=message.topic,
        partition=message.partition,
        offset=message.offset,
        source_key=message.key,
        group=message.group,
        code=message.code,
        reason=message.reason,
        event=message.event,
        attempts=message.attempts,
    )


def put_dead_letter_redriven(fact: DeadLetterRedriven) -> bytes:
    return events_pb2.DeadLetterRedriven(dead_letter=fact.dead_letter, by=fact.by).SerializeToString(
        deterministic=True
    )


def get_dead_letter_redriven(payload: bytes) -> DeadLetterRedriven:
    message = events_pb2.DeadLetterRedriven.FromString(payload)
    return DeadLetterRedriven(message.dead_letter, message.by)
