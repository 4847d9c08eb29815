"""`tolpuddle store`: the gateway's store: its version, its migrations, backup and restore."""

import os
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tolpuddle.kernel.errors import UnavailableError

if TYPE_CHECKING:
    from tolpuddle.gateway.adapters.archive import Archived
    from tolpuddle.gateway.adapters.engine import Engines

app = typer.Typer(no_args_is_help=True, help="The gateway's store: version, migrations, backup, restore.")
Url = Annotated[
    str | None,
    typer.Option(
        help="The store; without it TOLPUDDLE_GATEWAY_DATABASE_URL.", metavar="URL", show_default=False
    ),
]


@app.command("status")
def status(url: Url = None) -> None:
    """Say which version the tables are of. Exit code 1: they are not those of this program."""
    from tolpuddle.gateway.adapters import migrating

    with _engines(url) as engines:
        found = migrating.version(engines.owner)
    here = "no tables yet" if found.here is None else f"revision {found.here}"
    typer.echo(f"{here}; this program works with revision {found.newest}.")
    if not found.current:
        raise typer.Exit(1)


@app.command("upgrade")
def upgrade(url: Url = None) -> None:
    """Bring the tables to this program's version. The gateway does so itself when it starts."""
    from tolpuddle.gateway.adapters import migrating

    with _engines(url) as engines:
        before = migrating.version(engines.owner)
        migrating.upgrade(engines.owner)
        migrating.check_role(engines.owner)
    typer.echo(
        "Nothing to do."
        if before.current
        else f"From {before.here or 'nothing'} to revision {before.newest}."
    )


@app.command("downgrade")
def downgrade(
    revision: Annotated[str, typer.Argument(help="Revision to go back to.")],
    url: Url = None,
    lose: Annotated[bool, typer.Option("--lose", help="Yes: what only newer tables hold is lost.")] = False,
) -> None:
    """Go back to the tables of an earlier version. Take a backup first."""
    from tolpuddle.gateway.adapters import migrating

    if not lose:
        typer.echo(
            "What only newer tables hold would be lost. Take a backup first (tolpuddle store backup), then add --lose."
        )
        raise typer.Exit(2)
    with _engines(url) as engines:
        migrating.downgrade(engines.owner, revision)
    typer.echo(f"Back at revision {revision}.")


@app.command("backup")
def backup(file: Annotated[Path, typer.Argument(help="New file to write.")], url: Url = None) -> None:
    """Write one state of the whole store to a file, while the gateway runs."""
    from tolpuddle.gateway.adapters import archive

    if file.exists():
        typer.echo(f"{file} is there already; name a new file.", err=True)
        raise typer.Exit(2)
    with _engines(url) as engines:
        done = archive.backup(engines, file)
    typer.echo(f"Written: {file} ({_rows(done)}).")


@app.command("restore")
def restore(file: Annotated[Path, typer.Argument(help="A backup.", exists=True)], url: Url = None) -> None:
    """Take a backup into an empty store, of the same kind of database or the other."""
    from tolpuddle.gateway.adapters import archive

    with _engines(url) as engines:
        done = archive.restore(engines, file)
    typer.echo(f"Restored: {_rows(done)}.")


def _rows(done: "Archived") -> str:
    return f"revision {done.revision}, {sum(done.rows.values()):,} rows in {len(done.rows)} tables"


@contextmanager
def _engines(url: str | None) -> Generator["Engines"]:
    import sqlalchemy as sa
    from sqlalchemy.exc import OperationalError

    from tolpuddle.gateway.adapters.engine import open_engines
    from tolpuddle.gateway.settings import GatewaySettings

    place = url or GatewaySettings.read(os.environ).database_url
    engines = open_engines(place)
    try:
        yield engines
    except OperationalError as error:
        named = sa.make_url(place).render_as_string(hide_password=True)
        raise UnavailableError(f"The store {named} does not answer.", store=named) from error
    finally:
        engines.close()
