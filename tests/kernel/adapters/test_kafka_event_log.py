"""What a real broker adds to the contract: it goes away and comes back, compacts, refuses."""

import socket
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace

import pytest

from tests.real.kafka import PASSWORD, USER, KafkaServer, new_server
from tests.real.processes import free_ports
from tolpuddle.kernel.adapters.kafka_event_log import KafkaEventLog
from tolpuddle.kernel.adapters.kafka_records import headers_of, recorded_from, value_of
from tolpuddle.kernel.adapters.kafka_settings import MAX_MESSAGE_BYTES, KafkaSettings
from tolpuddle.kernel.errors import EventLogError
from tolpuddle.kernel.event_log import Event
from tolpuddle.kernel.topics import REFERENCE, SUPPLIERS
from tolpuddle.kernel.wire import UNREADABLE, decode, encode

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


def an_event(key: str, payload: bytes = b"p", topic: str = SUPPLIERS.name) -> Event:
    return Event(topic, key, f"{key}/{payload[:20]!r}", "SupplierStated", NOON, payload)


def a_log(bootstrap: str, said: list[str] | None = None, **more: object) -> KafkaEventLog:
    words: dict[str, object] = {
        "connect_seconds": 2.0,
        "delivery_seconds": 60.0,
        "replication_factor": 1,
        **more,
    }
    settings = KafkaSettings(bootstrap, **words)  # pyright: ignore[reportArgumentType]
    return KafkaEventLog(settings, encode, decode, say=(said if said is not None else []).append)


def test_headers_carry_the_words_of_the_envelope_and_the_trace() -> None:
    event = Event("t", "k", "id-1", "SupplierStated", NOON, b"p", "mieter", 2, {"traceparent": "00-1-2-01"})
    assert dict(headers_of(event)) == {
        "id": b"id-1",
        "type": b"SupplierStated",
        "schema_version": b"2",
        "occurred_at": b"2026-03-01T12:00:00+00:00",
        "tenant": b"mieter",
        "traceparent": b"00-1-2-01",
    }


def test_bytes_that_are_no_envelope_come_back_as_an_unreadable_event() -> None:
    record = SimpleNamespace(key=b"k\xff", value=b"\xff\xff", headers=None, partition=1, offset=7)
    recorded = recorded_from(record, "t", decode)
    assert recorded.event.type == UNREADABLE
    assert recorded.event.payload == b"\xff\xff"


def test_a_removal_written_by_another_tool_has_an_id_and_a_time() -> None:
    record = SimpleNamespace(key=b"k", value=None, headers=[], partition=1, offset=7)
    event = recorded_from(record, "t", decode).event
    assert (event.id, event.payload) == ("t/1/7", b"")
    assert event.occurred_at.tzinfo is not None


def test_an_event_larger_than_a_topic_allows_is_refused_before_anything_is_sent() -> None:
    with pytest.raises(EventLogError, match="larger than"):
        value_of(an_event("k", bytes(MAX_MESSAGE_BYTES + 1)), encode)


def test_a_broker_that_is_nowhere_is_an_error_that_was_announced() -> None:
    (port,) = free_ports(1)
    said: list[str] = []
    log = a_log(f"127.0.0.1:{port}", said, connect_seconds=0.5, delivery_seconds=2.0)
    subscription = log.subscribe("g", [SUPPLIERS.name])
    for call in (
        log.check,
        lambda: subscription.poll(timeout_seconds=0.1),
        lambda: log.append([an_event("k")]),
        lambda: log.lag("g", [SUPPLIERS.name]),
        lambda: log.read(SUPPLIERS.name),
    ):
        with pytest.raises(EventLogError, match=r"127\.0\.0\.1"):
            call()
    assert any("Next try" in sentence for sentence in said)
    log.close()


def test_a_port_that_answers_but_is_no_broker_is_an_error() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        log = a_log(f"127.0.0.1:{silent.getsockname()[1]}", connect_seconds=1.0)
        with pytest.raises(EventLogError):
            log.check()
        log.close()


@pytest.mark.kafka
def test_a_broker_that_goes_away_is_waited_for_and_nothing_is_lost(kafka_server: KafkaServer) -> None:
    kafka_server.start()
    said: list[str] = []
    log = a_log(kafka_server.bootstrap, said)
    subscription = log.subscribe("g", [SUPPLIERS.name])
    before = [an_event(f"k{number}", b"before") for number in range(200)]
    log.append(before)
    first = [each for _ in range(3) for each in subscription.poll(timeout_seconds=1)]
    subscription.commit(first)
    kafka_server.kill()

    acknowledged = threading.Event()
    during = [an_event(f"k{number}", b"during") for number in range(200)]
    waiting = threading.Thread(target=lambda: (log.append(during), acknowledged.set()))
    waiting.start()
    with pytest.raises(EventLogError):
        for _ in range(10):
            subscription.poll(timeout_seconds=1)
    with pytest.raises(EventLogError):
        log.check()
    assert not acknowledged.is_set()

    kafka_server.start()
    waiting.join(60)
    assert acknowledged.is_set()
    log.check()
    assert any("waiting" in sentence for sentence in said)
    written = [each.event.id for each in log.read(SUPPLIERS.name)]
    assert sorted(written) == sorted(event.id for event in [*before, *during])
    came = {each.event.id for each in first}
    deadline = time.monotonic() + 120
    while len(came) < 400 and time.monotonic() < deadline:
        came |= {each.event.id for each in subscription.poll(timeout_seconds=1)}
    assert came == set(written)
    log.close()


@pytest.mark.kafka
def test_a_broker_with_tls_and_passwords_takes_those_who_know_it_and_refuses_others(tmp_path: Path) -> None:
    server = new_server(tmp_path, secure=True)
    server.start()
    secure: dict[str, object] = {
        "security_protocol": "SASL_SSL",
        "sasl_mechanism": "PLAIN",
        "sasl_username": USER,
        "sasl_password": PASSWORD,
        "tls_ca_file": str(tmp_path / "broker.pem"),
    }
    bootstrap = f"127.0.0.1:{server.secure_port}"
    try:
        log = a_log(bootstrap, **secure)
        log.append([an_event("k", b"over TLS")])
        (polled,) = log.subscribe("g", [SUPPLIERS.name]).poll(timeout_seconds=5)
        assert polled.event.payload == b"over TLS"
        assert [each.event.payload for each in log.read(SUPPLIERS.name)] == [b"over TLS"]
        log.close()
        for wrong in ({"sasl_password": "guessed"}, {"tls_ca_file": ""}):
            stranger = a_log(bootstrap, **{**secure, **wrong})
            with pytest.raises(EventLogError) as refused:
                stranger.check()
            assert "guessed" not in refused.value.sentence
            stranger.close()
    finally:
        server.kill()


@pytest.mark.kafka
def test_a_compacted_topic_is_created_as_one_and_a_plain_one_keeps_everything(kafka_bootstrap: str) -> None:
    from kafka import KafkaAdminClient
    from kafka.admin import ConfigResource, ConfigResourceType

    log = a_log(kafka_bootstrap, prefix="config-test.")
    log.check()
    admin = KafkaAdminClient(bootstrap_servers=kafka_bootstrap)
    described = {topic["name"]: topic for topic in admin.describe_topics()}
    assert len(described[f"config-test.{SUPPLIERS.name}"]["partitions"]) == SUPPLIERS.partitions
    assert len(described[f"config-test.{REFERENCE.name}"]["partitions"]) == REFERENCE.partitions
    resource = ConfigResource(ConfigResourceType.TOPIC, f"config-test.{REFERENCE.name}")
    assert "compact" in str(admin.describe_configs([resource]))
    admin.close()
    log.close()


@pytest.mark.kafka
def test_topics_that_may_not_be_created_and_are_missing_are_an_error(kafka_bootstrap: str) -> None:
    log = a_log(kafka_bootstrap, prefix="missing.", create_topics=False, delivery_seconds=1.0)
    with pytest.raises(EventLogError, match=r"missing\.tolpuddle\.suppliers"):
        log.append([an_event("k")])
    log.close()


@pytest.mark.kafka
def test_a_member_with_a_lasting_name_comes_back_to_its_partitions_at_once(
    kafka_bootstrap: str, tmp_path: Path
) -> None:
    prefix = f"{tmp_path.name}."
    first = a_log(kafka_bootstrap, prefix=prefix, member_id="worker-0", session_seconds=150.0)
    first.append([an_event(f"k{number}") for number in range(20)])
    gone = first.subscribe("g", [SUPPLIERS.name])
    assert gone.poll(timeout_seconds=5)
    # No close: as if it had been killed.
    second = a_log(kafka_bootstrap, prefix=prefix, member_id="worker-0", session_seconds=150.0)
    back = second.subscribe("g", [SUPPLIERS.name])
    before_it_counts_as_gone = time.monotonic() + 120
    came: set[str] = set()
    while len(came) < 20 and time.monotonic() < before_it_counts_as_gone:
        came |= {each.event.id for each in back.poll(timeout_seconds=1)}
    assert len(came) == 20
    second.close()


@pytest.mark.kafka
def test_two_members_of_one_process_with_a_lasting_name_do_not_shut_each_other_out(
    kafka_bootstrap: str, tmp_path: Path
) -> None:
    log = a_log(kafka_bootstrap, prefix=f"{tmp_path.name}.", member_id="worker-0")
    members = [log.subscribe("g", [SUPPLIERS.name]) for _ in range(2)]
    log.append([an_event(f"k{number}") for number in range(50)])
    came: set[str] = set()
    deadline = time.monotonic() + 120
    while len(came) < 50 and time.monotonic() < deadline:
        polls = [ThreadPoolExecutor(1).submit(member.poll, 500, 0.5) for member in members]
        came |= {each.event.id for poll in polls for each in poll.result()}
    assert len(came) == 50
    members[0].close()
    assert log.subscribe("g", [SUPPLIERS.name]).member_id == "worker-0"
    log.close()
