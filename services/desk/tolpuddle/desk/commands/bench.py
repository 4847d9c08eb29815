"""`tolpuddle bench`: the project's own benchmarks, as a table."""

import subprocess
import sys
from pathlib import Path

import typer

from tolpuddle.kernel.errors import NotFoundError


def bench() -> None:
    """Measure on this machine, each row beside a peer in the same run. Needs a checkout of the project."""
    root = Path(__file__).resolve().parents[5]
    if not (root / "bench" / "__main__.py").is_file():
        raise NotFoundError("The benchmarks are in the project's repository, not in the installed package.")
    raise typer.Exit(subprocess.call([sys.executable, "-m", "bench"], cwd=root))
