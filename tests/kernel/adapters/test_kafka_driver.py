"""What the driver does that the adapter has to make up for."""

import time
import uuid

import pytest


@pytest.mark.kafka
def test_a_member_takes_partitions_that_were_granted_between_two_polls(kafka_bootstrap: str) -> None:
    # The driver is slow to import; runs without Kafka do not need it.
    from tolpuddle.kernel.adapters.kafka_driver import KafkaAdminClient, KafkaConsumer, join

    def polled_until_it_has(partitions: int) -> bool:
        deadline = time.monotonic() + 20
        while len(consumer.assignment()) != partitions and time.monotonic() < deadline:
            # Too short to join in: the group's answer comes while nobody polls.
            consumer.poll(timeout_ms=0)
            time.sleep(0.1)
            join(consumer, 5.0)
        return len(consumer.assignment()) == partitions

    topic = f"test-{uuid.uuid4().hex[:8]}"
    admin = KafkaAdminClient(bootstrap_servers=kafka_bootstrap)
    admin.create_topics({topic: {"num_partitions": 1, "replication_factor": 1}})
    admin.wait_for_topics([topic])
    consumer = KafkaConsumer(
        topic, bootstrap_servers=kafka_bootstrap, group_id=topic, metadata_max_age_ms=300
    )
    assert polled_until_it_has(1)
    admin.create_partitions({topic: 2})
    assert polled_until_it_has(2)
    consumer.close()
    admin.delete_topics([topic])
    admin.close()
