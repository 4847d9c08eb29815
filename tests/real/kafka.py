"""A real Apache Kafka (KRaft, one broker) that the tests start themselves, or the one of TOLPUDDLE_TEST_KAFKA."""

import base64
import os
import shutil
import subprocess
import tempfile
import time
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.real import skip_or_fail
from tests.real.processes import free_ports, last_lines, start, stop

VERSION = "4.3.1"
USER = "tolpuddle"
PASSWORD = "not-a-secret"
_CACHE = Path.home() / ".cache" / "tolpuddle-tests" / f"kafka-{VERSION}"
_POM = f"""<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>org.tolpuddle.tests</groupId><artifactId>kafka</artifactId><version>1</version>
  <packaging>pom</packaging>
  <dependencies>
    <dependency><groupId>org.apache.kafka</groupId><artifactId>kafka_2.13</artifactId><version>{VERSION}</version></dependency>
    <dependency><groupId>org.slf4j</groupId><artifactId>slf4j-nop</artifactId><version>1.7.36</version></dependency>
  </dependencies>
</project>
"""
_JAVA = ("-Xmx384m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1")


@dataclass(slots=True)
class KafkaServer:
    """One broker with its data in one folder; it can be stopped, killed and started again on the same port."""

    folder: Path
    libraries: Path
    port: int
    controller_port: int
    secure_port: int = 0
    """Port that asks for TLS and a password; 0: none."""
    process: subprocess.Popen[bytes] | None = None

    @property
    def bootstrap(self) -> str:
        return f"127.0.0.1:{self.port}"

    def start(self) -> None:
        """Start and wait until clients are answered. Raises: RuntimeError with the end of its log."""
        output = self.folder / "server.log"
        properties = str(self.folder / "server.properties")
        command = [*_java(self.libraries), "kafka.Kafka", properties]
        self.process = start(command, output)
        deadline = time.monotonic() + 60
        while not _answers(self.bootstrap):
            if self.process.poll() is not None or time.monotonic() > deadline:
                stop(self.process)
                raise RuntimeError(f"Apache Kafka did not start:\n{last_lines(output)}")
            time.sleep(0.1)

    def stop(self) -> None:
        if self.process is not None:
            stop(self.process)

    def kill(self) -> None:
        """As if the machine went away."""
        if self.process is not None:
            self.process.kill()
            self.process.wait()


def new_server(folder: Path, secure: bool = False) -> KafkaServer:
    """A formatted broker in folder, not yet started. Skips (or fails, see skip_or_fail) without Java and Maven.

    secure: one more port, with TLS by folder/broker.pem and for USER and PASSWORD only.
    """
    missing = [program for program in ("java", "mvn") if shutil.which(program) is None]
    if missing:
        skip_or_fail(f"Apache Kafka cannot be started: there is no {' and no '.join(missing)} on the PATH")
    port, controller_port, secure_port = free_ports(3)
    server = KafkaServer(folder, _libraries(), port, controller_port, secure_port if secure else 0)
    settings = _properties(server)
    if secure:
        _make_certificate(folder)
        settings.update(_secure_properties(server))
    properties = folder / "server.properties"
    properties.write_text("".join(f"{name}={value}\n" for name, value in settings.items()))
    # The first byte is fixed: an id that begins with a dash would be taken for an option.
    cluster = base64.urlsafe_b64encode(b"T" + uuid.uuid4().bytes[1:]).decode().rstrip("=")
    subprocess.run(
        [*_java(server.libraries), "kafka.tools.StorageTool", "format", "-t", cluster, "-c", str(properties)],
        check=True,
        capture_output=True,
    )
    return server


@pytest.fixture(scope="session")
def kafka_bootstrap(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """host:port of a real broker that all tests share; use a topic prefix of your own."""
    given = os.environ.get("TOLPUDDLE_TEST_KAFKA")
    if given:
        yield given
        return
    server = new_server(tmp_path_factory.mktemp("kafka"))
    server.start()
    yield server.bootstrap
    server.stop()


@pytest.fixture
def kafka_server(tmp_path: Path) -> Iterator[KafkaServer]:
    """A broker of the test's own, not yet started, to stop and kill."""
    server = new_server(tmp_path)
    yield server
    server.kill()


def _java(libraries: Path) -> list[str]:
    return ["java", *_JAVA, "-cp", f"{libraries}/*"]


def _libraries() -> Path:
    """The broker's jars; fetched once with Maven into the cache of the user."""
    libraries = _CACHE / "libs"
    if libraries.is_dir():
        return libraries
    _CACHE.mkdir(parents=True, exist_ok=True)
    work = Path(tempfile.mkdtemp(dir=_CACHE))
    (work / "pom.xml").write_text(_POM)
    command = ["mvn", "-q", "-B", "dependency:copy-dependencies", f"-DoutputDirectory={work / 'libs'}"]
    done = subprocess.run(command, cwd=work, capture_output=True, text=True)
    if done.returncode != 0:
        shutil.rmtree(work)
        skip_or_fail(f"Maven could not fetch Apache Kafka {VERSION}: {(done.stdout + done.stderr)[-500:]}")
    try:
        (work / "libs").rename(libraries)
    except OSError:
        if not libraries.is_dir():
            raise
    shutil.rmtree(work)
    return libraries


def _properties(server: KafkaServer) -> dict[str, str]:
    return {
        "process.roles": "broker,controller",
        "node.id": "1",
        "controller.quorum.voters": f"1@127.0.0.1:{server.controller_port}",
        "listeners": f"PLAINTEXT://127.0.0.1:{server.port},CONTROLLER://127.0.0.1:{server.controller_port}",
        "advertised.listeners": f"PLAINTEXT://127.0.0.1:{server.port}",
        "controller.listener.names": "CONTROLLER",
        "listener.security.protocol.map": "CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT",
        "log.dirs": str(server.folder / "data"),
        "offsets.topic.replication.factor": "1",
        "offsets.topic.num.partitions": "3",
        "transaction.state.log.replication.factor": "1",
        "transaction.state.log.min.isr": "1",
        "group.initial.rebalance.delay.ms": "0",
        "group.min.session.timeout.ms": "1000",
        "log.cleaner.backoff.ms": "500",
        "auto.create.topics.enable": "false",
    }


def _secure_properties(server: KafkaServer) -> dict[str, str]:
    plain = _properties(server)
    listener = f"SASL_SSL://127.0.0.1:{server.secure_port}"
    login = "org.apache.kafka.common.security.plain.PlainLoginModule"
    return {
        "listeners": f"{plain['listeners']},{listener}",
        "advertised.listeners": f"{plain['advertised.listeners']},{listener}",
        "listener.security.protocol.map": f"{plain['listener.security.protocol.map']},SASL_SSL:SASL_SSL",
        "inter.broker.listener.name": "PLAINTEXT",
        "ssl.keystore.location": str(server.folder / "broker.p12"),
        "ssl.keystore.type": "PKCS12",
        "ssl.keystore.password": PASSWORD,
        "listener.name.sasl_ssl.sasl.enabled.mechanisms": "PLAIN",
        "listener.name.sasl_ssl.plain.sasl.jaas.config": f'{login} required user_{USER}="{PASSWORD}";',
    }


def _make_certificate(folder: Path) -> None:
    """broker.p12 for the broker and broker.pem for those who should trust it."""
    store = ["-keystore", str(folder / "broker.p12"), "-storetype", "PKCS12", "-storepass", PASSWORD]
    named = ["-alias", "broker", *store]
    who = ["-dname", "CN=127.0.0.1", "-ext", "san=ip:127.0.0.1", "-keyalg", "RSA", "-validity", "2"]
    certificate = ["-rfc", "-file", str(folder / "broker.pem")]
    for command in (["-genkeypair", *named, *who], ["-exportcert", *named, *certificate]):
        subprocess.run(["keytool", *command], check=True, capture_output=True)


def _answers(bootstrap: str) -> bool:
    # The driver is slow to import; runs without Kafka do not need it.
    from kafka import KafkaAdminClient
    from kafka.errors import KafkaError

    try:
        admin = KafkaAdminClient(bootstrap_servers=bootstrap, bootstrap_timeout_ms=1000)
    except KafkaError:
        return False
    admin.close()
    return True
