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


def new_server(folder: Path) -> KafkaServer:
    """A formatted broker in folder, not yet started. Skips (or fails, see skip_or_fail) without Java and Maven."""
    missing = [program for program in ("java", "mvn") if shutil.which(program) is None]
    if missing:
        skip_or_fail(f"Apache Kafka cannot be started: there is no {' and no '.join(missing)} on the PATH")
    port, controller_port = free_ports(2)
    server = KafkaServer(folder, _libraries(), port, controller_port)
    properties = folder / "server.properties"
    properties.write_text(_properties(server))
    cluster = base64.urlsafe_b64encode(uuid.uuid4().bytes).decode().rstrip("=")
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


def _properties(server: KafkaServer) -> str:
    settings = {
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
    return "".join(f"{name}={value}\n" for name, value in settings.items())


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
