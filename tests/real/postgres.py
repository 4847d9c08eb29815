"""A real PostgreSQL that the tests start themselves, or the one of TOLPUDDLE_TEST_POSTGRES."""

import getpass
import os
import pwd
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.real import skip_or_fail
from tests.real.processes import free_ports, last_lines, start, stop

_USER = "tolpuddle"


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    """postgresql://user@host:port/database of a real server that all tests share; create a schema of your own."""
    given = os.environ.get("TOLPUDDLE_TEST_POSTGRES")
    if given:
        yield given
        return
    programs = _programs()
    # The server does not run as root, and another user cannot enter pytest's own folders.
    folder = Path(tempfile.mkdtemp(prefix="tolpuddle-postgres-"))
    as_user = _as_another_user(folder)
    try:
        yield from _running(programs, folder, as_user)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _running(programs: Path, folder: Path, as_user: list[str]) -> Iterator[str]:
    data = folder / "data"
    initdb = [str(programs / "initdb"), "-D", str(data), "-U", _USER, "--auth=trust", "-E", "UTF8", "-N"]
    done = subprocess.run([*as_user, *initdb, "--locale=C"], capture_output=True, text=True, cwd=folder)
    if done.returncode != 0:
        raise RuntimeError(f"initdb failed:\n{done.stdout}{done.stderr}")
    (port,) = free_ports(1)
    output = folder / "server.log"
    settings = {
        "listen_addresses": "127.0.0.1",
        "unix_socket_directories": "",
        "port": str(port),
        "fsync": "off",
    }
    options = [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
    process = start([*as_user, str(programs / "postgres"), "-D", str(data), *options], output)
    try:
        deadline = time.monotonic() + 30
        while not _listens(port) or "ready to accept connections" not in output.read_text():
            if process.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError(f"PostgreSQL did not start:\n{last_lines(output)}")
            time.sleep(0.05)
        yield f"postgresql://{_USER}@127.0.0.1:{port}/postgres"
    finally:
        stop(process)


def _programs() -> Path:
    """The folder of initdb and postgres, which must be of one version."""
    folders: list[Path] = []
    on_path = shutil.which("initdb")
    if on_path:
        folders.append(Path(on_path).resolve().parent)
    folders.extend(sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True))
    complete = [each for each in folders if (each / "initdb").exists() and (each / "postgres").exists()]
    if not complete:
        skip_or_fail(
            "PostgreSQL cannot be started: no initdb and postgres on the PATH or in /usr/lib/postgresql"
        )
    return complete[0]


def _as_another_user(folder: Path) -> list[str]:
    """What goes before a command so that it does not run as root."""
    if os.geteuid() != 0:
        return []
    user = next((name for name in ("postgres", "nobody") if _exists(name)), None)
    setpriv = shutil.which("setpriv")
    if user is None or setpriv is None:
        skip_or_fail(
            f"PostgreSQL cannot be started: {getpass.getuser()} is root, and no other user can be become"
        )
    entry = pwd.getpwnam(user)
    shutil.chown(folder, entry.pw_uid, entry.pw_gid)
    return [
        setpriv,
        f"--reuid={entry.pw_uid}",
        f"--regid={entry.pw_gid}",
        "--clear-groups",
        "--pdeathsig",
        "KILL",
    ]


def _exists(user: str) -> bool:
    try:
        pwd.getpwnam(user)
    except KeyError:
        return False
    return True


def _listens(port: int) -> bool:
    with socket.socket() as probe:
        probe.settimeout(0.5)
        return probe.connect_ex(("127.0.0.1", port)) == 0
