"""`tolpuddle pack`: sector packs, the folders of statements and cases: check one, list them, show one."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from tolpuddle.kernel.edition import Edition

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


@app.command("list")
def list_all(
    edition: Annotated[str | None, typer.Argument(help="Name or folder; the newest if left out.")] = None,
) -> None:
    """List the packs of an edition: whom each asks, with how many statements and cases."""
    from tolpuddle.kernel.edition_files import locate, open_edition

    for pack in _packs(open_edition(locate(edition))):
        sectors = ", ".join((pack["sectors"] or "every sector").split(";"))
        typer.echo(
            f"{pack['pack']}  {pack['title']}  {pack['statements']} statements, {pack['cases']} cases  ({sectors})"
        )


@app.command()
def show(
    pack: Annotated[str, typer.Argument(help="Name of a pack, as `tolpuddle pack list` gives it.")],
    edition: Annotated[str | None, typer.Option(help="Name or folder; the newest if left out.")] = None,
) -> None:
    """Show a pack as its page in docs/packs/: what it asks, how an answer is read, and why."""
    from tolpuddle.desk.documents.packs_page import page
    from tolpuddle.kernel.edition_files import locate, open_edition
    from tolpuddle.kernel.errors import NotFoundError

    opened = open_edition(locate(edition))
    packs = {one["pack"]: one for one in _packs(opened)}
    if pack not in packs:
        raise NotFoundError(f"There is no pack {pack}; there are {', '.join(packs)}.")
    typer.echo(page(opened, packs[pack]))


def _packs(edition: "Edition") -> list[dict[str, Any]]:
    from tolpuddle.kernel.errors import EditionError

    if "packs" not in edition.tables:
        raise EditionError(f"Edition {edition.name} was made before there were packs.")
    return edition.tables["packs"].rows(named=True)
