"""gRPC of a running scoring service: frames, messages in bulk, single calls, and a call that does nothing."""

import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bench import alone
from bench.table import Cost, Row

if TYPE_CHECKING:
    import polars as pl

LEAST_A_SECOND = 30_000
ROWS_A_MESSAGE = 10_000
MANY = 1_000


def rows(folder: Path, *, quick: bool) -> Iterator[Row]:
    """One service for all; the words of the list are read before the clock starts."""
    _, told = alone.run(
        "bench.calls:called", folder=str(folder), quick=quick,
        batch_size=2_000 if quick else 200_000, many_size=1_000 if quick else 5_000, single_size=50 if quick else 1_000,
    )  # fmt: skip
    batch, many, single, bare = (
        Cost(told[name]["seconds"], cpu=told[name]["cpu"], peak_mb=told["server_mb"])
        for name in ("batch", "many", "single", "bare")
    )
    sizes = {name: int(told[name]["size"]) for name in ("batch", "many", "single", "bare")}
    met = None if quick else sizes["batch"] / batch.seconds >= LEAST_A_SECOND
    yield Row(
        "gRPC ScreenBatch, Arrow, with receipts", sizes["batch"], "suppliers", batch, "gRPC ScreenMany, protobuf", many,
        peer_size=sizes["many"], bar=f"{LEAST_A_SECOND:,}/s", met=met, equal=told["equal"],
    )  # fmt: skip
    yield Row(
        "gRPC ScreenMany, protobuf, whole assessments", sizes["many"], "suppliers", many, "gRPC Screen, one at a time", single,
        peer_size=sizes["single"], equal=told["equal"],
    )  # fmt: skip
    yield Row(
        "gRPC Screen, one at a time, whole assessment", sizes["single"], "suppliers", single, "gRPC health check", bare,
        peer_size=sizes["bare"], equal=told["equal"],
    )  # fmt: skip


def called(folder: str, batch_size: int, many_size: int, single_size: int, quick: bool) -> dict[str, Any]:
    """Call a service of its own; receipts of the three ways are compared."""
    import grpc
    from grpc_health.v1 import health_pb2, health_pb2_grpc

    from bench.accepted import supplier_frame
    from tolpuddle.kernel.wire_frames import ON_A_CALL, frame_message, frame_of
    from tolpuddle.kernel.wire_suppliers import supplier_message
    from tolpuddle.v1 import scoring_service_pb2 as messages
    from tolpuddle.v1 import scoring_service_pb2_grpc as stubs

    suppliers = supplier_frame(batch_size)
    frames = [frame_message(frame, ON_A_CALL) for frame in suppliers.iter_slices(ROWS_A_MESSAGE)]
    single = [supplier_message(_filled(row)) for row in suppliers.head(many_size).iter_rows(named=True)]

    def batch(sent: list[Any]) -> "list[pl.DataFrame]":
        requests = (messages.ScreenBatchRequest(suppliers=frame) for frame in sent)
        return [frame_of(answer.assessments) for answer in scoring.ScreenBatch(requests, timeout=300)]

    def many() -> list[Any]:
        requests = [
            messages.ScreenManyRequest(suppliers=single[n : n + MANY]) for n in range(0, len(single), MANY)
        ]
        return [one for request in requests for one in scoring.ScreenMany(request, timeout=300).assessments]

    def one_by_one() -> list[Any]:
        return [
            scoring.Screen(messages.ScreenRequest(supplier=one), timeout=60).assessment
            for one in single[:single_size]
        ]

    def nothing() -> list[Any]:
        return [health.Check(health_pb2.HealthCheckRequest(), timeout=60) for _ in range(single_size)]

    with service(Path(folder)) as (address, process):
        limits = [("grpc.max_receive_message_length", 2**28), ("grpc.max_send_message_length", 2**28)]
        with grpc.insecure_channel(address, options=limits) as channel:
            health: Any = health_pb2_grpc.HealthStub(channel)
            scoring: Any = stubs.ScoringServiceStub(channel)
            _wait(channel, health, process)
            batch(frames[:1])
            in_frames, batch_cost = _timed(lambda: batch(frames), process.pid)
            in_bulk, many_cost = _timed(many, process.pid)
            singly, single_cost = _timed(one_by_one, process.pid)
            bare, bare_cost = _timed(nothing, process.pid)
        peak = _peak_mb(process.pid)
    by_frame = [
        receipt for frame in in_frames for receipt in frame.get_column("receipt").head(many_size).to_list()
    ]
    receipts = [_receipt(one) for one in in_bulk]
    equal = (
        receipts == by_frame[: len(receipts)] and [_receipt(one) for one in singly] == receipts[: len(singly)]
    )
    return {
        "seconds": [batch_cost["seconds"]], "equal": equal, "server_mb": peak,
        "batch": batch_cost | {"size": suppliers.height},
        "many": many_cost | {"size": len(in_bulk)},
        "single": single_cost | {"size": len(singly)},
        "bare": bare_cost | {"size": len(bare)},
    }  # fmt: skip


@contextmanager
def service(folder: Path) -> "Generator[tuple[str, subprocess.Popen[bytes]]]":
    """A scoring service as a program on a log of its own, with the newest edition published."""
    from tolpuddle.desk import editions, embedded
    from tolpuddle.kernel.adapters.sqlite_event_log import SqliteEventLog

    path = folder / "scoring-log.db"
    log = SqliteEventLog(path)
    embedded.publish_edition(log, editions.open_edition(None))
    log.close()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{free.getsockname()[1]}"
    environment = {name: value for name, value in os.environ.items() if not name.startswith("TOLPUDDLE_")}
    environment |= {
        "TOLPUDDLE_LOG_URL": f"sqlite:////{path.absolute().as_posix().lstrip('/')}",
        "TOLPUDDLE_SCORING_ADDRESS": address,
    }
    command = [sys.executable, "-m", "tolpuddle.scoring.main"]
    process = subprocess.Popen(command, env=environment, stderr=subprocess.DEVNULL)
    try:
        yield address, process
    finally:
        process.terminate()
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _wait(channel: Any, health: Any, process: "subprocess.Popen[bytes]") -> None:
    import grpc
    from grpc_health.v1 import health_pb2

    grpc.channel_ready_future(channel).result(120)
    until = time.monotonic() + 180
    while health.Check(health_pb2.HealthCheckRequest()).status != health_pb2.HealthCheckResponse.SERVING:
        if process.poll() is not None or time.monotonic() > until:
            raise alone.FailedError("The scoring service did not come up.")
        time.sleep(0.1)


def _timed(work: "Callable[[], list[Any]]", pid: int) -> "tuple[list[Any], dict[str, float]]":
    """What was answered, the seconds it took, and the CPU seconds of both sides of the call."""
    import psutil

    def used() -> float:
        served = psutil.Process(pid).cpu_times()
        return served.user + served.system + time.process_time()

    started, before = time.perf_counter(), used()
    done = work()
    return done, {"seconds": time.perf_counter() - started, "cpu": used() - before}


def _filled(row: dict[str, object]) -> dict[str, object]:
    return {name: value for name, value in row.items() if value is not None}


def _receipt(assessment: Any) -> str:
    parts = json.loads(assessment.json)["receipt"]
    return ":".join(
        ["tp1", *(parts[name] for name in ("id", "input", "edition", "rules", "model", "engine"))]
    )


def _peak_mb(pid: int) -> float | None:
    """Most resident memory so far, as Linux tells it; None elsewhere."""
    status = Path(f"/proc/{pid}/status")
    if not status.exists():
        return None
    line = next((line for line in status.read_text().splitlines() if line.startswith("VmHWM")), "")
    return float(line.split()[1]) / 1024 if line else None
