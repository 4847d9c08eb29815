"""Which event log an address means. Beside main and desk the only module that names the adapters."""

from pathlib import Path

from tolpuddle.kernel.environment import Settings
from tolpuddle.kernel.errors import SettingsError
from tolpuddle.kernel.event_log import EventLog
from tolpuddle.kernel.wire import decode, encode


def open_event_log(settings: Settings) -> EventLog:
    """The event log that the settings name; its driver is imported only when it is used.

    memory:// ends with the process. sqlite:///a/b.db is a path from here, sqlite:////a/b.db from the root.
    kafka://host:port,host:port is a cluster.

    Raises: SettingsError when the address is none of these; EventLogError when the log cannot be reached.
    """
    scheme, separator, rest = settings.log_url.partition("://")
    if separator and scheme == "memory":
        from tolpuddle.kernel.adapters.memory_event_log import MemoryEventLog

        return MemoryEventLog()
    if separator and scheme == "sqlite" and rest.startswith("/") and rest != "/":
        from tolpuddle.kernel.adapters.sqlite_event_log import SqliteEventLog

        return SqliteEventLog(Path(rest[1:]))
    if separator and scheme == "kafka" and rest:
        from tolpuddle.kernel.adapters.kafka_event_log import KafkaEventLog
        from tolpuddle.kernel.adapters.kafka_settings import KafkaSettings

        return KafkaEventLog(
            KafkaSettings(
                bootstrap_servers=rest.rstrip("/"),
                member_id=settings.kafka_member_id,
                prefix=settings.kafka_prefix,
                replication_factor=settings.kafka_replication_factor,
                security_protocol=settings.kafka_security_protocol,
                sasl_mechanism=settings.kafka_sasl_mechanism,
                sasl_username=settings.kafka_sasl_username,
                sasl_password=settings.kafka_sasl_password.get_secret_value(),
                tls_ca_file=settings.kafka_tls_ca_file,
                tls_certificate_file=settings.kafka_tls_certificate_file,
                tls_key_file=settings.kafka_tls_key_file,
            ),
            encode,
            decode,
        )
    raise SettingsError(
        f"'{scheme}://' is no event log: use memory://, sqlite:///path or kafka://host:port.", scheme=scheme
    )
