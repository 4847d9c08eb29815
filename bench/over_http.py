"""One supplier at a time through HTTP, at a steady rate whatever comes back, from a process of its own."""

import asyncio
import json
import socket
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from bench import alone
from bench.table import Cost, Row

RATE = 100
CONNECTIONS = 8
RUNS = 3
MOST_P99_MS = 25
_ALIVE = ("GET", "/health/live", b"")


def rows(folder: Path, *, quick: bool) -> Iterator[Row]:
    """Scoring, ingest and gateway as processes on SQLite; latency counts from the moment a request was due.

    Of several runs the one in the middle by its 99th percentile counts; those of all are shown.
    """
    rate, seconds, runs = (20, 2, 1) if quick else (RATE, 10, RUNS)
    _, told = alone.run("bench.over_http:served", folder=str(folder), rate=rate, seconds=seconds, runs=runs)
    screened, alive = told["screened"], told["alive"]
    yield Row(
        f"HTTP POST /v1/screenings of one supplier, {rate} req/s", screened["count"], "requests",
        Cost(screened["p50"] / 1000, cpu=told["cpu"], peak_mb=told["peak_mb_all"]),
        f"GET /health/live, {rate} req/s: {_said(alive)}", Cost(alive["p50"] / 1000),
        peer_size=alive["count"], bar=f"p99 {MOST_P99_MS} ms", met=None if quick else screened["p99"] < MOST_P99_MS,
        equal=told["failed"] == 0 and alive["failed"] == 0,
        shown=f"{_said(screened)}; p99 of each run: {', '.join(f'{p99:.1f}' for p99 in told['each'])}",
    )  # fmt: skip


def _said(told: dict[str, float]) -> str:
    return f"p50 {told['p50']:.1f}, p99 {told['p99']:.1f}, max {told['max']:.1f} ms"


def served(folder: str, rate: int, seconds: int, runs: int) -> dict[str, Any]:
    """Start the product, put the load on it from another process, stop it."""
    import psutil

    from tolpuddle.desk import one_machine

    data = Path(folder) / "one-machine"
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = int(free.getsockname()[1])
    with one_machine.start(data, port) as running:
        running.wait_until_ready(240)

        def used() -> float:
            times = [psutil.Process(process.pid).cpu_times() for process in running.processes.values()]
            return sum(one.user + one.system for one in times)

        given = {"url": running.url, "rate": rate}
        alone.run("bench.over_http:screenings", **given, seconds=1)
        before = used()
        each = [alone.run("bench.over_http:screenings", **given, seconds=seconds)[1] for _ in range(runs)]
        cpu = (used() - before) / runs
        _, alive = alone.run("bench.over_http:pings", **given, seconds=seconds)
        memory = sum(psutil.Process(process.pid).memory_info().rss for process in running.processes.values())
    middle = sorted(each, key=lambda run: run["p99"])[runs // 2]
    return {
        "seconds": [0.0], "screened": middle, "alive": alive, "peak_mb_all": memory / 2**20, "cpu": cpu,
        "each": [run["p99"] for run in each], "failed": sum(run["failed"] for run in each),
    }  # fmt: skip


def screenings(url: str, rate: int, seconds: int) -> dict[str, Any]:
    """Synthetic suppliers, one a request."""
    from bench import synthetic

    frame = synthetic.suppliers(rate * seconds)
    requests: list[tuple[str, str, bytes]] = []
    for identifier, name, country, goods, tier, *_ in frame.iter_rows():
        supplier = {"supplier_id": identifier, "name": name, "tier": tier}
        supplier |= {"country": country} if country else {}
        supplier |= {"goods": [goods]} if goods else {}
        requests.append(("POST", "/v1/screenings", json.dumps({"suppliers": [supplier]}).encode()))
    return asyncio.run(_load(url, requests, rate))


def pings(url: str, rate: int, seconds: int) -> dict[str, Any]:
    """The smallest request there is."""
    return asyncio.run(_load(url, [_ALIVE] * (rate * seconds), rate))


@dataclass(slots=True)
class _Answered:
    milliseconds: list[float]
    failed: int = 0


async def _load(url: str, requests: list[tuple[str, str, bytes]], rate: int) -> dict[str, Any]:
    """Open loop: request n is due at n / rate and waits for a free connection if need be; that waiting counts."""
    address = urlsplit(url)
    due: asyncio.Queue[tuple[float, bytes] | None] = asyncio.Queue()
    answered = _Answered([])
    workers = [
        asyncio.create_task(_connection(str(address.hostname), int(address.port or 80), due, answered))
        for _ in range(CONNECTIONS)
    ]
    began = time.perf_counter()
    for number, (method, path, body) in enumerate(requests):
        at = began + number / rate
        await asyncio.sleep(max(0.0, at - time.perf_counter()))
        head = (
            f"{method} {path} HTTP/1.1\r\nHost: {address.netloc}\r\nContent-Type: application/json\r\n"
            f"Content-Length: {len(body)}\r\n\r\n"
        )
        due.put_nowait((at, head.encode() + body))
    for _ in workers:
        due.put_nowait(None)
    await asyncio.gather(*workers)
    taken = sorted(answered.milliseconds)
    return {
        "seconds": [time.perf_counter() - began], "count": len(taken), "failed": answered.failed,
        "p50": taken[len(taken) // 2], "p99": taken[min(len(taken) - 1, len(taken) * 99 // 100)], "max": taken[-1],
    }  # fmt: skip


async def _connection(
    host: str, port: int, due: "asyncio.Queue[tuple[float, bytes] | None]", answered: _Answered
) -> None:
    reader, writer = await asyncio.open_connection(host, port)
    while (item := await due.get()) is not None:
        at, request = item
        writer.write(request)
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
        headers = {
            name.lower(): value.strip()
            for name, _, value in (line.partition(":") for line in head[1:] if line)
        }
        await reader.readexactly(int(headers["content-length"]))
        answered.milliseconds.append((time.perf_counter() - at) * 1000)
        answered.failed += head[0].split()[1] != "200"
    writer.close()
    await writer.wait_closed()
