"""Topics on a Kafka broker: created with the partitions and cleaning that the kernel names."""

from collections.abc import Mapping, Sequence
from typing import Any

from tolpuddle.kernel.adapters.kafka_driver import TopicAlreadyExistsError, error_for
from tolpuddle.kernel.adapters.kafka_settings import TOPIC_MESSAGE_BYTES, KafkaSettings
from tolpuddle.kernel.errors import EventLogError
from tolpuddle.kernel.topics import Topic

_DAY_MS = 24 * 60 * 60 * 1000


def ensure_topics(admin: Any, settings: KafkaSettings, topics: Sequence[Topic]) -> None:
    """Return when all topics are there: create those that are missing, if allowed, and leave the others as they are.

    admin: KafkaAdminClient. Raises: EventLogError when some are missing and may not be created, or the broker refuses;
        KafkaError when it cannot be reached.
    """
    names = {settings.named(topic.name): topic for topic in topics}
    found = admin.describe_topics(list(names))
    existing = {described["name"] for described in found if described["error_code"] == 0}
    missing = {name: topic for name, topic in names.items() if name not in existing}
    if not missing:
        return
    if not settings.create_topics:
        raise EventLogError(f"Kafka lacks the topics {', '.join(missing)}, which may not be created here.")
    wanted = {
        name: {
            "num_partitions": topic.partitions,
            "replication_factor": settings.replication_factor,
            "configs": topic_configuration(topic),
        }
        for name, topic in missing.items()
    }
    answer = admin.create_topics(wanted, raise_errors=False)
    for created in answer["topics"]:
        error = error_for(created["error_code"])
        # Another process may have been faster.
        if created["error_code"] and error is not TopicAlreadyExistsError:
            raise EventLogError(
                f"The topic {created['name']} cannot be created: {created['error_message'] or error.__name__}."
            )
    admin.wait_for_topics(list(missing))


def topic_configuration(topic: Topic) -> Mapping[str, str]:
    """Nothing is forgotten but what the kernel says: replay from the beginning must give the same state."""
    keep_ms = -1 if topic.keep_days is None else topic.keep_days * _DAY_MS
    cleaning = (
        {"cleanup.policy": "compact"}
        if topic.compacted
        else {"cleanup.policy": "delete", "retention.ms": str(keep_ms), "retention.bytes": "-1"}
    )
    return {**cleaning, "max.message.bytes": str(TOPIC_MESSAGE_BYTES)}
