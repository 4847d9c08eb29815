"""`tolpuddle reference`: the editions of the tables that every reading rests on."""

from datetime import date, datetime
from pathlib import Path
from typing import Annotated

import typer

WRONG = 1
SHOWN = 40

app = typer.Typer(
    no_args_is_help=True, help="Reference editions: list, build, verify, compare, import a new list."
)


@app.command("list")
def list_all() -> None:
    """List the editions at hand, oldest first."""
    from tolpuddle.ingest.reference.diff import list_editions

    for row in list_editions().iter_rows(named=True):
        typer.echo(
            f"{row['name']}  published {row['published']}  {row['files']} files, {row['rows']:,} rows  {row['path']}"
        )


@app.command()
def build(
    sources: Annotated[Path, typer.Option(help="Folder with the publishers' documents.")],
    out: Annotated[Path, typer.Option(help="Folder of the edition to write.")],
    published: Annotated[datetime, typer.Option(formats=["%Y-%m-%d"], help="Date of the edition.")],
) -> None:
    """Compile an edition from source documents and our own curated tables."""
    from tolpuddle.ingest.reference.build import build as build_edition

    tables = build_edition(sources, out, published=published.date().isoformat())
    for table in tables:
        typer.echo(f"{table.file}: {table.frame.height:,} rows")


@app.command()
def verify(
    edition: Annotated[str | None, typer.Argument(help="Name or folder; the newest if left out.")] = None,
) -> None:
    """Check an edition: hashes, bounds, licences, links between tables, the publishers' own totals."""
    from tolpuddle.ingest.reference.verify import verify as problems_of
    from tolpuddle.kernel.edition_files import locate

    folder = locate(edition)
    problems = problems_of(folder)
    for problem in problems:
        typer.echo(problem)
    typer.echo(f"{folder.name}: {'nothing wrong found' if not problems else f'{len(problems)} problems'}.")
    if problems:
        raise typer.Exit(WRONG)


@app.command()
def diff(
    before: Annotated[str, typer.Argument(help="Name or folder of the older edition.")],
    after: Annotated[str, typer.Argument(help="Name or folder of the newer edition.")],
    table: Annotated[str | None, typer.Option(help="Show the rows of this table that differ.")] = None,
) -> None:
    """Compare two editions, file by file or row by row."""
    import polars as pl

    from tolpuddle.ingest.reference.diff import diff as compare
    from tolpuddle.ingest.reference.diff import row_changes
    from tolpuddle.kernel.edition_files import locate

    if table is not None:
        rows = row_changes(locate(before), locate(after), table)
        for row in rows.head(SHOWN).iter_rows(named=True):
            typer.echo(", ".join(f"{key}={value}" for key, value in row.items() if value is not None))
        typer.echo(f"{rows.height:,} rows differ.")
        return
    changes = compare(locate(before), locate(after)).filter(pl.col("change") != "same")
    for row in changes.iter_rows(named=True):
        counts = (
            ""
            if row["rows_only_before"] is None
            else f" -{row['rows_only_before']} +{row['rows_only_after']}"
        )
        typer.echo(f"{row['change']}: {row['file']}{counts}")
    typer.echo(f"{changes.height} files differ.")


@app.command("import")
def import_new(
    source: Annotated[Path, typer.Argument(help="The list as published: XML, XLSX, CSV or JSON.")],
    year: Annotated[int, typer.Option(help="Edition of the list, such as 2024.")],
    out: Annotated[Path, typer.Option(help="Folder of the new edition to write.")],
    base: Annotated[str | None, typer.Option(help="Edition to start from; the newest if left out.")] = None,
    published: Annotated[
        datetime | None,
        typer.Option(formats=["%Y-%m-%d"], help="Date of the new edition; today if left out."),
    ] = None,
    stated: Annotated[int | None, typer.Option(help="The publisher's own total of direct entries.")] = None,
) -> None:
    """Make a new edition from a base and a newly published US Department of Labor list of goods."""
    from tolpuddle.ingest.reference.import_list import import_list
    from tolpuddle.kernel.edition_files import locate

    day = published.date() if published else date.today()  # noqa: DTZ011 - the day at the desk
    made = import_list(locate(base), source, year, out, published=day, stated_entries=stated)
    typer.echo(
        f"{made.folder}: {made.entries} entries, {made.added.height} added, {made.removed.height} gone."
    )
    for line in (*made.warnings, *(f"New good: {good}" for good in made.new_goods)):
        typer.echo(line)
