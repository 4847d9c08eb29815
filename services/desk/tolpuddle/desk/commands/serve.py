"""`tolpuddle serve SERVICE`: one service, set up by its environment."""

import importlib
import os
import signal
import sys
import threading
from typing import Annotated

import typer

from tolpuddle.desk.commands.health import Service

MAINS = {
    Service.ingest: "tolpuddle.ingest.main",
    Service.scoring: "tolpuddle.scoring.main",
    Service.gateway: "tolpuddle.gateway.main",
}


def serve(
    service: Service,
    while_stdin_is_open: Annotated[
        bool, typer.Option("--while-stdin-is-open", hidden=True, help="Stop when whoever started it is gone.")
    ] = False,
) -> None:
    """Run one service until it is told to stop. docs/reference.md lists the settings."""
    if while_stdin_is_open:
        threading.Thread(target=_stop_at_the_end_of_stdin, daemon=True).start()
    raise typer.Exit(importlib.import_module(MAINS[service]).run() or 0)


def _stop_at_the_end_of_stdin() -> None:
    # By number: a thread that waits on the object would hold its lock when the process ends.
    while os.read(sys.stdin.fileno(), 4096):
        pass
    os.kill(os.getpid(), signal.SIGTERM)
