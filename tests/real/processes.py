"""Starting and stopping servers that must not outlive the tests."""

import os
import shutil
import socket
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path

_FIRST, _EACH = 20_000, 4_000
"""Ports of the tests lie below those that the system gives to connections; each worker of a parallel run has its own."""
_offset = os.getpid()


def free_ports(count: int) -> list[int]:
    """Ports of 127.0.0.1 that nobody listens on now, and that no other worker of this run is given."""
    global _offset
    worker = os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw")
    first = _FIRST + _EACH * (int(worker) % 3)
    found: list[int] = []
    while len(found) < count:
        _offset += 1
        port = first + _offset % _EACH
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) != 0:
                found.append(port)
    return found


def start(
    command: Sequence[str], output: Path, environment: Mapping[str, str] | None = None
) -> subprocess.Popen[bytes]:
    """Start a server that writes to a file; where the system can, it dies with us even if we are killed."""
    setpriv = shutil.which("setpriv")
    wrapped = [setpriv, "--pdeathsig", "KILL", *command] if setpriv else list(command)
    with output.open("wb") as sink:
        return subprocess.Popen(
            wrapped, stdin=subprocess.DEVNULL, stdout=sink, stderr=subprocess.STDOUT, env=environment
        )


def stop(process: subprocess.Popen[bytes], seconds: float = 10.0) -> None:
    """End a server that start() started, by its own process id."""
    if process.poll() is not None:
        return
    process.terminate()
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def last_lines(output: Path, count: int = 15) -> str:
    """The end of what a server wrote."""
    return "\n".join(output.read_text(errors="replace").splitlines()[-count:]) if output.exists() else ""
