"""`tolpuddle version`: which engine this is."""

from importlib.metadata import version as installed

import typer


def version() -> None:
    """Print the version of the engine."""
    typer.echo(installed("tolpuddle"))
