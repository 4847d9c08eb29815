"""Two gateways and two scoring workers on Apache Kafka and PostgreSQL share the load; one of each is killed on the way."""

import sys
import time
import uuid
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from subprocess import Popen
from typing import Any

import httpx
import polars as pl
import pytest

from tests.desk.running import environment
from tests.real.processes import free_ports, last_lines, start, stop

FILES = 4
ROWS = 4_000
GOODS = ("bricks", "cotton", "garments", "tobacco", "steel")
COUNTRIES = ("Nepal", "Turkmenistan", "Bangladesh", "Malawi", "Germany", "Brazil", "Atlantis")

pytestmark = [pytest.mark.kafka, pytest.mark.postgres, pytest.mark.slow]


@dataclass(slots=True)
class Cluster:
    """Services as processes of their own, as an orchestrator runs them."""

    folder: Path
    prefix: str
    bootstrap: str
    scoring: list[Popen[bytes]] = field(default_factory=list[Popen[bytes]])
    gateways: list[Popen[bytes]] = field(default_factory=list[Popen[bytes]])
    urls: list[str] = field(default_factory=list[str])
    others: list[Popen[bytes]] = field(default_factory=list[Popen[bytes]])

    def everybody(self) -> list[Popen[bytes]]:
        return [*self.gateways, *self.others, *self.scoring]

    def said(self) -> str:
        return "\n".join(f"{path.name}:\n{last_lines(path)}" for path in sorted(self.folder.glob("*.log")))


@pytest.fixture
def cluster(kafka_bootstrap: str, postgres_url: str, tmp_path: Path) -> Iterator[Cluster]:
    made = Cluster(tmp_path, f"losing-{uuid.uuid4().hex[:8]}.", kafka_bootstrap)
    shared = {
        "TOLPUDDLE_LOG_URL": f"kafka://{kafka_bootstrap}",
        "TOLPUDDLE_KAFKA_PREFIX": made.prefix,
        "TOLPUDDLE_KAFKA_REPLICATION_FACTOR": "1",
    }

    def run(name: str, service: str, **variables: str) -> Popen[bytes]:
        command = [sys.executable, "-m", "tolpuddle.desk.main", "serve", service]
        return start(command, tmp_path / f"{name}.log", environment(**shared, **variables))

    ports = free_ports(4)
    made.others.append(run("ingest", "ingest", TOLPUDDLE_INGEST_BATCH_ROWS="250"))
    for number in range(2):
        address = f"127.0.0.1:{ports[number]}"
        made.scoring.append(run(f"scoring-{number}", "scoring", TOLPUDDLE_SCORING_ADDRESS=address))
        made.gateways.append(
            run(
                f"gateway-{number}",
                "gateway",
                TOLPUDDLE_GATEWAY_PORT=str(ports[2 + number]),
                TOLPUDDLE_GATEWAY_SCORING_ADDRESS=address,
                TOLPUDDLE_GATEWAY_DATABASE_URL=postgres_url,
            )
        )
        made.urls.append(f"http://127.0.0.1:{ports[2 + number]}")
    yield made
    for process in made.everybody():
        stop(process)


def wait_for(what: Callable[[], Any], cluster: Cluster, seconds: float = 120.0) -> Any:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        try:
            if found := what():
                return found
        except httpx.TransportError:
            pass
        time.sleep(0.1)
    raise AssertionError(f"it did not happen in time\n{cluster.said()}")


def members(cluster: Cluster, group: str) -> int:
    """Members of a group that were given partitions to work off."""
    from kafka import KafkaAdminClient

    admin = KafkaAdminClient(bootstrap_servers=cluster.bootstrap)
    try:
        described = admin.describe_groups([f"{cluster.prefix}{group}"])
    finally:
        admin.close()
    return str(described).count("'member_id'")


def a_list(run: str, number: int) -> bytes:
    lines = ["Supplier ID,Supplier,Country,Products"]
    lines += [
        f"{run}{number}-{row},Example {number}-{row},{COUNTRIES[row % 7]},{GOODS[row % 5]}"
        for row in range(ROWS)
    ]
    return "\n".join(lines).encode()


def test_all_is_done_once_though_one_of_each_is_killed(cluster: Cluster) -> None:
    for url in cluster.urls:
        wait_for(lambda url=url: httpx.get(f"{url}/health/ready").status_code == 200, cluster)
    for group in ("scoring", "gateway"):
        wait_for(lambda group=group: members(cluster, group) == 2, cluster, 60)
    jobs = [
        httpx.post(
            f"{cluster.urls[number % 2]}/v1/screenings",
            files={"file": (f"{number}.csv", a_list(cluster.prefix, number))},
        ).json()["id"]
        for number in range(FILES)
    ]
    left = httpx.Client(base_url=cluster.urls[1], timeout=30)

    def states() -> list[dict[str, Any]]:
        return [left.get(f"/v1/screenings/{job}").json() for job in jobs]

    wait_for(lambda: sum(state["assessed"] for state in states()) > 0, cluster)
    assert any(state["status"] != "done" for state in states()), "all was done before anybody was killed"
    for victim in (cluster.scoring[0], cluster.gateways[0]):
        victim.kill()
        victim.wait()
    wait_for(lambda: all(state["status"] == "done" for state in states()), cluster)

    refused = len([row for row in range(ROWS) if COUNTRIES[row % 7] == "Atlantis"])
    for number, state in enumerate(states()):
        assert (state["accepted"], state["assessed"], state["rejected"]) == (
            ROWS - refused,
            ROWS - refused,
            refused,
        )
        content = left.get(f"/v1/screenings/{state['id']}/results", params={"format": "parquet"}).content
        ids = Counter(pl.read_parquet(content).get_column("supplier_id").to_list())
        assert set(ids.values()) == {1} and len(ids) == ROWS - refused
        entries = left.get(f"/v1/assessments/{cluster.prefix}{number}-0/history").json()["entries"]
        assert len(entries) == 1
    left.close()
