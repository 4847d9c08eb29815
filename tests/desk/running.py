"""The command line as its users meet it: a process of its own."""

import io
import os
import subprocess
import sys
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from typing import cast

COMMAND = (sys.executable, "-m", "tolpuddle.desk.main")


def environment(**more: str) -> dict[str, str]:
    """Ours without any setting of the product, and with what is given."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("TOLPUDDLE_")}
    return {**kept, "COLUMNS": "120", **more}


def tolpuddle(
    *arguments: str | Path, stdin: bytes | None = None, cwd: Path | None = None, **variables: str
) -> subprocess.CompletedProcess[str]:
    """Run a command to its end; a traceback is never an answer."""
    done = subprocess.run(
        [*COMMAND, *map(str, arguments)],
        input=stdin,
        stdin=subprocess.DEVNULL if stdin is None else None,
        capture_output=True,
        cwd=cwd,
        env=environment(**variables),
        timeout=240,
        check=False,
    )
    finished = subprocess.CompletedProcess(
        done.args, done.returncode, done.stdout.decode(), done.stderr.decode()
    )
    assert "Traceback" not in finished.stderr, finished.stderr
    return finished


def here(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    """The same within this process: the editions that are open already make it quick. Nothing on standard input."""
    from tolpuddle.desk.main import app

    out, err = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8", write_through=True) for _ in range(2))
    command = [str(argument) for argument in arguments]
    code = 0
    with redirect_stdout(out), redirect_stderr(err):
        try:
            app(command)
        except SystemExit as ended:
            code = ended.code if isinstance(ended.code, int) else int(ended.code is not None)
    written = [cast("io.BytesIO", stream.buffer).getvalue().decode() for stream in (out, err)]
    return subprocess.CompletedProcess(command, code, *written)


def sentence(done: subprocess.CompletedProcess[str]) -> str:
    """The one sentence of a command that could not do its work. Fails when there is more, or another exit code."""
    assert done.returncode == 2, (done.returncode, done.stdout, done.stderr)
    lines = done.stderr.splitlines()
    assert len(lines) == 1, done.stderr
    assert lines[0].startswith("tolpuddle: ") and lines[0].endswith("."), done.stderr
    return lines[0].removeprefix("tolpuddle: ")
