"""`tolpuddle up` and the command line on the same list: the same readings and receipts; a stop leaves nobody behind."""

import json
import re
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import psutil
import pytest
from yente_client import Client, Company

from tests.desk.running import COMMAND, environment, here, sentence, tolpuddle
from tests.real.processes import free_ports

TRACE = "4bf92f3577b34da6a3ce929d0e0e4736"
LIST = """Supplier ID;Supplier;Country;Products;Employees;Workers pay recruitment fees
A1;Example Garments Ltd;Bangladesh;garments;850;yes
A2;Example Kiln;Nepal;bricks;60;
A3;;Nepal;bricks;60;
A4;Example Cotton;Turkmenistan;cotton;400;no
A5;Example Partner;;;;
A6;Example Foundry;Germany;steel;200;
"""


@dataclass(slots=True)
class Up:
    url: str
    process: subprocess.Popen[str]
    data: Path


@pytest.fixture(scope="module")
def up(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Up]:
    """The product as `tolpuddle up --sample` runs it."""
    data = tmp_path_factory.mktemp("up") / "data"
    (port,) = free_ports(1)
    process = subprocess.Popen(
        [*COMMAND, "up", "--port", str(port), "--data", str(data), "--sample"],
        stdout=subprocess.PIPE,
        stderr=(data.parent / "errors").open("w"),
        text=True,
        env=environment(PYTHONUNBUFFERED="1"),
    )
    assert process.stdout is not None
    said = process.stdout.readline()
    assert "Tolpuddle is up on" in said, (data.parent / "errors").read_text()
    yield Up(f"http://127.0.0.1:{port}", process, data)
    if process.poll() is None:
        process.terminate()
        process.wait(60)


def finished(client: httpx.Client, job: str) -> dict[str, Any]:
    until = time.monotonic() + 90
    while time.monotonic() < until:
        state = client.get(f"/v1/screenings/{job}").json()
        if state["status"] in ("done", "failed"):
            return state
        time.sleep(0.1)
    raise AssertionError(f"the screening was not done in time: {state}")


def test_the_sample_is_in_it(up: Up) -> None:
    with httpx.Client(base_url=up.url, timeout=30) as client:
        (first, *_) = client.get("/v1/screenings").json()["screenings"]
        state = finished(client, first["id"])
        assert (state["status"], state["assessed"], state["rejected"]) == ("done", 295, 0)
        assert client.get("/").headers["content-type"].startswith("text/html")


def test_an_upload_reads_as_the_command_line_does_and_keeps_its_trace(up: Up, tmp_path: Path) -> None:
    source, result = tmp_path / "list.csv", tmp_path / "result.ndjson"
    source.write_text(LIST)
    assert here("screen", source, "-o", result).returncode == 1
    expected = {each["supplier_id"]: each for each in map(json.loads, result.read_text().splitlines())}
    with httpx.Client(base_url=up.url, timeout=30) as client:
        headers = {"traceparent": f"00-{TRACE}-b7ad6b7169203331-01"}
        job = client.post(
            "/v1/screenings", files={"file": ("list.csv", source.read_bytes())}, headers=headers
        ).json()
        state = finished(client, job["id"])
        assert (state["status"], state["accepted"], state["rejected"]) == ("done", 5, 1)
        found = client.get(f"/v1/screenings/{job['id']}/results", params={"format": "ndjson"}).text
        over_http = {each["supplier_id"]: each for each in map(json.loads, found.splitlines())}
        assert over_http == expected
        stored = client.get("/v1/assessments/A1").json()
        assert (stored["trace_id"], stored["assessment"]["receipt"]) == (TRACE, expected["A1"]["receipt"])
        download = tmp_path / "download.csv"
        download.write_bytes(client.get(f"/v1/screenings/{job['id']}/results?format=csv").content)
    assert here("verify", download).returncode == 0


def test_names_are_compared_with_the_lists_that_ship(up: Up) -> None:
    """The client of yente and OpenRefine's protocol find it unchanged."""
    name = "Hoshine Silicon Industry (Shanshan) Co., Ltd"
    with httpx.Client(base_url=up.url, timeout=30) as client:
        answer = client.post("/v1/match", json={"queries": [{"name": name, "country": "China"}]}).json()
        assert answer["answers"][0]["verdict"] == "listed"
        assert any("UFLPA" in each["caution"] for each in answer["lists"] if each["caution"])
        queries = json.dumps({"q0": {"query": name}})
        found = client.post("/reconcile", data={"queries": queries}).json()["q0"]["result"][0]
    with Client(base_url=up.url) as yente:
        top = yente.match(Company(name=name, country="cn"), datasets=["us_uflpa"]).top
    assert top is not None and top.match
    assert top.id == found["id"] == answer["answers"][0]["candidates"][0]["order_id"]


def test_a_taken_port_is_one_sentence(up: Up, tmp_path: Path) -> None:
    port = up.url.rpartition(":")[2]
    said = sentence(here("up", "--port", port, "--data", tmp_path / "other"))
    assert re.fullmatch(rf"Port {port} cannot be used .*: choose another with --port\.", said)
    assert not (tmp_path / "other").exists()


def test_health_tells_what_answers(up: Up) -> None:
    port = up.url.rpartition(":")[2]
    assert tolpuddle("health", "gateway", TOLPUDDLE_GATEWAY_PORT=port).stdout == "gateway is ready.\n"
    (nobody,) = free_ports(1)
    assert "not ready" in sentence(tolpuddle("health", "gateway", TOLPUDDLE_GATEWAY_PORT=str(nobody)))
    away = tolpuddle("health", "scoring", TOLPUDDLE_SCORING_ADDRESS=f"127.0.0.1:{nobody}")
    assert "does not answer" in sentence(away)


def test_there_are_no_dead_letters_and_a_log_must_be_named(up: Up) -> None:
    url = f"sqlite:////{str(up.data / 'log.db').lstrip('/')}"
    assert tolpuddle("dead-letters", "list", TOLPUDDLE_LOG_URL=url).stdout == "0 dead letters.\n"
    assert "set TOLPUDDLE_LOG_URL" in sentence(tolpuddle("dead-letters", "list"))
    assert "no " in sentence(tolpuddle("dead-letters", "show", "nothing", TOLPUDDLE_LOG_URL=url)).lower()


def test_a_stop_leaves_nobody_behind(up: Up) -> None:
    """Last: it ends what the others use."""
    family = psutil.Process(up.process.pid).children(recursive=True)
    assert len(family) >= 3
    up.process.send_signal(signal.SIGINT)
    assert up.process.wait(60) == 0
    _, alive = psutil.wait_procs(family, timeout=60)
    assert alive == []
    with socket.socket() as probe:
        assert probe.connect_ex(("127.0.0.1", int(up.url.rpartition(":")[2]))) != 0


def test_services_end_when_the_one_who_started_them_is_killed(tmp_path: Path) -> None:
    (port,) = free_ports(1)
    process = subprocess.Popen(
        [*COMMAND, "up", "--port", str(port), "--data", str(tmp_path / "data")],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env=environment(),
    )
    parent, until = psutil.Process(process.pid), time.monotonic() + 120
    while len(parent.children()) < 3:
        assert process.poll() is None and time.monotonic() < until
        time.sleep(0.05)
    time.sleep(1.5)
    family = parent.children(recursive=True)
    process.kill()
    process.wait()
    _, alive = psutil.wait_procs(family, timeout=40)
    assert alive == []
