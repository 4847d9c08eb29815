"""How to reach Kafka: addresses, TLS and SASL, names, patience."""

from dataclasses import dataclass, field
from typing import Any

from tolpuddle.kernel.errors import SettingsError

MAX_MESSAGE_BYTES = 8 * 1024 * 1024
"""The largest event, in its envelope, that is written."""

TOPIC_MESSAGE_BYTES = MAX_MESSAGE_BYTES + 1024 * 1024
"""What topics allow for a batch: the largest event with key, headers and framing."""

_PROTOCOLS = ("PLAINTEXT", "SSL", "SASL_PLAINTEXT", "SASL_SSL")
_MECHANISMS = ("PLAIN", "SCRAM-SHA-256", "SCRAM-SHA-512")


@dataclass(frozen=True, slots=True)
class KafkaSettings:
    """Raises: SettingsError on building when they contradict each other; the sentence names all that is wrong."""

    bootstrap_servers: str
    """host:port, several separated by commas."""
    client_id: str = "tolpuddle"
    member_id: str = ""
    """A name that stays the same over restarts (a StatefulSet's pod name), unique in each group: a member that comes
    back keeps its partitions without a rebalance. Further members of one group in one process get a number behind it.
    Empty: members are told apart by the broker."""
    prefix: str = ""
    """Before the names of all topics and groups, on a broker that is shared."""
    create_topics: bool = True
    """Create topics that are missing. Never changes those that exist."""
    replication_factor: int = -1
    """Copies of each created topic; -1: the broker's default."""
    security_protocol: str = "PLAINTEXT"
    sasl_mechanism: str = ""
    sasl_username: str = ""
    sasl_password: str = field(default="", repr=False)
    tls_ca_file: str = ""
    """Certificates that sign the broker's; empty: those of the system."""
    tls_certificate_file: str = ""
    tls_key_file: str = ""
    tls_check_hostname: bool = True
    connect_seconds: float = 10.0
    """How long one try to connect may take."""
    delivery_seconds: float = 120.0
    """How long append waits for a broker that is away before it raises."""
    session_seconds: float = 10.0
    """A member that is silent for so long loses its partitions."""
    work_seconds: float = 300.0
    """A member that does not poll for so long loses its partitions."""

    def __post_init__(self) -> None:
        wrong: list[str] = []
        if not self.bootstrap_servers.strip():
            wrong.append("no broker is named")
        if self.security_protocol not in _PROTOCOLS:
            wrong.append(f"the security protocol must be one of {', '.join(_PROTOCOLS)}")
        sasl = self.security_protocol.startswith("SASL_")
        if sasl and self.sasl_mechanism not in _MECHANISMS:
            wrong.append(f"the SASL mechanism must be one of {', '.join(_MECHANISMS)}")
        if sasl and not (self.sasl_username and self.sasl_password):
            wrong.append("SASL needs a user name and a password")
        if self.sasl_mechanism and not sasl:
            wrong.append(f"a SASL mechanism is set, but {self.security_protocol} does not use it")
        if bool(self.tls_certificate_file) != bool(self.tls_key_file):
            wrong.append("a client certificate needs its key, and a key its certificate")
        if wrong:
            raise SettingsError(f"Kafka cannot be reached with these settings: {'; '.join(wrong)}.")

    def named(self, name: str) -> str:
        """A topic or group as the broker knows it."""
        return self.prefix + name

    def client(self) -> dict[str, Any]:
        """Arguments that every client of the driver takes."""
        arguments: dict[str, Any] = {
            "bootstrap_servers": [each.strip() for each in self.bootstrap_servers.split(",")],
            "client_id": self.client_id,
            "security_protocol": self.security_protocol,
            "bootstrap_timeout_ms": int(self.connect_seconds * 1000),
            "reconnect_backoff_max_ms": 2000,
        }
        if self.sasl_mechanism:
            arguments["sasl_mechanism"] = self.sasl_mechanism
            arguments["sasl_plain_username"] = self.sasl_username
            arguments["sasl_plain_password"] = self.sasl_password
        if self.security_protocol.endswith("SSL"):
            arguments["ssl_check_hostname"] = self.tls_check_hostname
            arguments["ssl_cafile"] = self.tls_ca_file or None
            arguments["ssl_certfile"] = self.tls_certificate_file or None
            arguments["ssl_keyfile"] = self.tls_key_file or None
        return arguments
