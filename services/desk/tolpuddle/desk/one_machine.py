"""The three services as one process tree on one machine: SQLite log and store, loopback only."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.request import Request, urlopen

from tolpuddle.kernel.errors import UnavailableError

READY_SECONDS = 90
STOP_SECONDS = 15
SAMPLE = "portfolio.csv"


@dataclass(slots=True)
class Running:
    """A running process tree."""

    url: str
    processes: dict[str, subprocess.Popen[bytes]]

    def wait_until_ready(self, seconds: float = READY_SECONDS) -> None:
        """Return when the gateway says that all it needs is there. Raises: UnavailableError."""
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            self._check_alive()
            try:
                with urlopen(f"{self.url}/health/ready", timeout=5):  # noqa: S310 - our own address
                    return
            except (HTTPError, URLError, TimeoutError, ConnectionError):
                time.sleep(0.2)
        raise UnavailableError(f"The product was not ready after {seconds:.0f} seconds.")

    def put_sample_in(self) -> None:
        """Upload the sample portfolio unless a screening is there already."""
        if self._get("/v1/screenings").get("screenings"):
            return
        content = files("tolpuddle.desk").joinpath("sample", SAMPLE).read_bytes()
        headers = {
            **_key(),
            "Content-Type": "text/csv",
            "Content-Disposition": f'attachment; filename="{SAMPLE}"',
        }
        request = Request(f"{self.url}/v1/screenings", data=content, headers=headers, method="POST")  # noqa: S310
        with urlopen(request, timeout=30):  # noqa: S310 - our own address
            return

    def watch(self) -> None:
        """Return never while all run. Raises: UnavailableError when one ends by itself."""
        while True:
            self._check_alive()
            time.sleep(0.5)

    def _get(self, path: str) -> dict[str, Any]:
        request = Request(f"{self.url}{path}", headers=_key())  # noqa: S310 - our own address
        with urlopen(request, timeout=10) as answer:  # noqa: S310
            return json.load(answer)

    def _check_alive(self) -> None:
        for name, process in self.processes.items():
            if process.poll() is not None:
                raise UnavailableError(
                    f"{name} ended by itself (exit code {process.returncode}); its last words are above."
                )


@contextmanager
def start(data: Path, port: int) -> Generator[Running]:
    """Start scoring, ingest and gateway; stop them in reverse order at the end, whatever happens.

    Each also ends by itself when this process goes away without a word: it holds the other end of its standard input.

    Raises: UnavailableError when something listens on the port already.
    """
    _require_free(port)
    data.mkdir(parents=True, exist_ok=True)
    scoring_port = _free_port()
    environment = os.environ | {
        "TOLPUDDLE_LOG_URL": f"sqlite:////{(data.absolute() / 'log.db').as_posix().lstrip('/')}",
        "TOLPUDDLE_SCORING_ADDRESS": f"127.0.0.1:{scoring_port}",
        "TOLPUDDLE_GATEWAY_SCORING_ADDRESS": f"127.0.0.1:{scoring_port}",
        "TOLPUDDLE_GATEWAY_HOST": "127.0.0.1",
        "TOLPUDDLE_GATEWAY_PORT": str(port),
        "TOLPUDDLE_GATEWAY_DATABASE_URL": f"sqlite:////{(data.absolute() / 'gateway.db').as_posix().lstrip('/')}",
    }
    running = Running(f"http://127.0.0.1:{port}", {})
    try:
        for name in ("scoring", "ingest", "gateway"):
            command = [sys.executable, "-m", "tolpuddle.desk.main", "serve", name, "--while-stdin-is-open"]
            running.processes[name] = subprocess.Popen(  # noqa: S603 - our own program
                command, env=environment, stdin=subprocess.PIPE, start_new_session=True
            )
        yield running
    finally:
        for process in reversed(running.processes.values()):
            _stop(process)


def _stop(process: subprocess.Popen[bytes]) -> None:
    if process.poll() is None:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _key() -> dict[str, str]:
    key = os.environ.get("TOLPUDDLE_GATEWAY_API_KEY")
    return {"Authorization": f"Bearer {key}"} if key else {}


def _require_free(port: int) -> None:
    with socket.socket() as probe:
        # As servers do: what a stopped one left behind does not count.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError as error:
            raise UnavailableError(
                f"Port {port} cannot be used ({(error.strerror or 'taken').lower()}): choose another with --port."
            ) from error


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
