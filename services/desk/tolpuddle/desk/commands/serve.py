"""`tolpuddle serve SERVICE`: one service, set up by its environment."""

import importlib

import typer

from tolpuddle.desk.commands.health import Service

MAINS = {
    Service.ingest: "tolpuddle.ingest.main",
    Service.scoring: "tolpuddle.scoring.main",
    Service.gateway: "tolpuddle.gateway.main",
}


def serve(service: Service) -> None:
    """Run one service until it is told to stop. docs/reference.md lists the settings."""
    raise typer.Exit(importlib.import_module(MAINS[service]).run() or 0)
