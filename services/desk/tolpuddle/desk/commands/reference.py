"""`tolpuddle reference`: the editions of the tables that every reading rests on."""

from datetime import datetime
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
def lists(
    edition: Annotated[str | None, typer.Argument(help="Name or folder; the newest if left out.")] = None,
) -> None:
    """Show the order lists and entity lists of an edition: how many entries are held, of how many, as of when."""
    from tolpuddle.desk.reference_import import list_lines
    from tolpuddle.kernel.edition_files import locate

    for line in list_lines(locate(edition)):
        typer.echo(line)


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
    what: Annotated[
        str,
        typer.Argument(
            metavar="LIST",
            help="List to replace: us_uflpa, us_cbp (orders and findings), us_cbp_wro, us_cbp_finding, us_eo13126, "
            "br_cadastro, own:<word> for a list of yours; us_dol_tvpra with --year.",
        ),
    ],
    source: Annotated[Path | None, typer.Argument(metavar="FILE", help="The list as published.")] = None,
    edition: Annotated[
        str | None, typer.Option(help="Name of the new edition; the base's with a number if left out.")
    ] = None,
    out: Annotated[
        Path | None, typer.Option(help="Folder of the new edition; reference/NAME if left out.")
    ] = None,
    base: Annotated[str | None, typer.Option(help="Edition to start from; the newest if left out.")] = None,
    published: Annotated[
        datetime | None,
        typer.Option(formats=["%Y-%m-%d"], help="Date of the new edition; today if left out."),
    ] = None,
    as_of: Annotated[
        datetime | None,
        typer.Option(
            formats=["%Y-%m-%d"],
            help="Day on which the list was so; entries that are gone end then. The edition's date if left out.",
        ),
    ] = None,
    name: Annotated[str | None, typer.Option(help="What a list of yours is called.")] = None,
    accept_shrink: Annotated[
        str | None,
        typer.Option(
            metavar="REASON", help="Take a list that shrank all the same; the edition keeps the reason."
        ),
    ] = None,
    day_first: Annotated[
        bool, typer.Option("--day-first", help="In a list of yours 03/04/2025 is 3 April.")
    ] = False,
    year: Annotated[int | None, typer.Option(help="Edition of the List of Goods, such as 2024.")] = None,
    stated: Annotated[
        int | None, typer.Option(help="The publisher's own total of direct entries of the List of Goods.")
    ] = None,
) -> None:
    """Make a new edition from a base and a list as published: CSV, web page, or OpenSanctions' files."""
    from tolpuddle.desk.reference_import import ListImport, import_goods_list, import_order_list

    if source is None:
        what, source = "us_dol_tvpra", Path(what)
    asked = ListImport.of(source, edition, out, base, published, as_of)
    if what == "us_dol_tvpra":
        lines = import_goods_list(asked, year, stated)
    else:
        lines = import_order_list(asked, what, name, accept_shrink, day_first=day_first)
    for line in lines:
        typer.echo(line)
