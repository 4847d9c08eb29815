"""`tolpuddle up`: the whole product on one machine, embedded, no server needed."""

from pathlib import Path
from typing import Annotated

import typer


def up(
    port: Annotated[int, typer.Option(help="Port of the page and the API, on this machine only.")] = 8000,
    data: Annotated[Path, typer.Option(help="Folder that keeps the log and the assessments.")] = Path("data"),
    sample: Annotated[
        bool, typer.Option("--sample", help="Put the sample portfolio in, if nothing is in it yet.")
    ] = False,
) -> None:
    """Run ingest, scoring and gateway in one process tree until Ctrl-C."""
    from tolpuddle.desk import one_machine

    try:
        with one_machine.start(data, port) as running:
            running.wait_until_ready()
            if sample:
                running.put_sample_in()
            typer.echo(f"Tolpuddle is up on {running.url} (data in {data.absolute()}). Ctrl-C stops it.")
            running.watch()
    except KeyboardInterrupt:
        typer.echo(f"Stopped. Everything is kept in {data.absolute()}.")
