"""Settings for Kafka say all that is wrong at once, and never show a secret."""

import pytest

from tolpuddle.kernel.adapters.kafka_settings import MAX_MESSAGE_BYTES, KafkaSettings
from tolpuddle.kernel.adapters.kafka_topics import topic_configuration
from tolpuddle.kernel.errors import SettingsError
from tolpuddle.kernel.topics import REFERENCE, SUPPLIERS, UPLOADS


def test_all_that_is_wrong_is_said_in_one_sentence() -> None:
    with pytest.raises(SettingsError) as caught:
        KafkaSettings("", security_protocol="TLS", sasl_mechanism="PLAIN", tls_key_file="k.pem")
    for part in ("no broker", "security protocol", "SASL mechanism", "needs its key"):
        assert part in caught.value.sentence


def test_sasl_without_a_password_is_refused() -> None:
    with pytest.raises(SettingsError, match="user name and a password"):
        KafkaSettings(
            "b:9092", security_protocol="SASL_SSL", sasl_mechanism="SCRAM-SHA-512", sasl_username="u"
        )


def test_a_password_is_not_shown() -> None:
    settings = KafkaSettings(
        "b:9092",
        security_protocol="SASL_SSL",
        sasl_mechanism="PLAIN",
        sasl_username="u",
        sasl_password="hunter2",
    )
    assert "hunter2" not in repr(settings)
    assert settings.client()["sasl_plain_password"] == "hunter2"


def test_the_driver_is_given_tls_and_every_broker() -> None:
    settings = KafkaSettings("a:1, b:2", security_protocol="SSL", tls_ca_file="ca.pem", prefix="team.")
    arguments = settings.client()
    assert arguments["bootstrap_servers"] == ["a:1", "b:2"]
    assert arguments["ssl_cafile"] == "ca.pem"
    assert arguments["ssl_check_hostname"] is True
    assert settings.named(SUPPLIERS.name) == f"team.{SUPPLIERS.name}"


def test_topics_forget_nothing_by_age_and_allow_the_largest_event() -> None:
    plain, compacted = topic_configuration(SUPPLIERS), topic_configuration(REFERENCE)
    assert plain["retention.ms"] == "-1"
    assert int(topic_configuration(UPLOADS)["retention.ms"]) > 7 * 24 * 60 * 60 * 1000
    assert compacted["cleanup.policy"] == "compact"
    assert int(plain["max.message.bytes"]) > MAX_MESSAGE_BYTES
