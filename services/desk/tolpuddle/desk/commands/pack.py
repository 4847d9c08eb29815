"""`tolpuddle pack`: sector packs, the folders of statements and cases: check one, list them, show one."""

from pathlib import Path
from typing import Annotated

import typer

WRONG = 1

app = typer.Typer(
    no_args_is_help=True, help="Sector packs: check a folder, list those of an edition, show one."
)


@app.command()
def check(
    folders: Annotated[list[Path], typer.Argument(metavar="FOLDER...", help="Folder of a pack.")],
    edition: Annotated[
        str | None,
        typer.Option(help="Edition whose sectors and actions count; those beside the folder if left out."),
    ] = None,
) -> None:
    """Check the folder of a pack: every field, condition, id and case; file and line of everything that is wrong."""
    from tolpuddle.ingest.reference.packs.check import read_folder
    from tolpuddle.ingest.reference.packs.vocabulary import vocabulary_of

    wrong = 0
    for folder in folders:
        pack = read_folder(folder, vocabulary_of(folder, edition))
        for fault in pack.faults:
            typer.echo(f"{folder / fault.file}:{fault.line}: {fault.sentence}")
        wrong += len(pack.faults)
        typer.echo(
            f"{pack.id}: {len(pack.rows)} statements, {len(pack.cases)} cases, "
            f"{len(pack.faults) or 'nothing'} wrong."
        )
    if wrong:
        raise typer.Exit(WRONG)
