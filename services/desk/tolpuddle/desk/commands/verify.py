"""`tolpuddle verify RESULT`: every receipt computed again."""

from pathlib import Path
from typing import Annotated

import typer

DIFFERENT = 1
SHOWN = 20


def verify(
    result: Annotated[
        Path, typer.Argument(metavar="RESULT", help="A result file: .csv .xlsx .parquet .json .ndjson")
    ],
    edition: Annotated[
        str | None, typer.Option(help="Reference edition: a name or a folder; the newest if left out.")
    ] = None,
) -> None:
    """Recompute every receipt of a result and name each part that is not what it was."""
    import polars as pl

    from tolpuddle.desk import editions, results
    from tolpuddle.desk.verification import check

    frame = results.read(result)
    changed = editions.changed_files(edition)
    if changed:
        typer.echo(f"No receipt can hold: {' '.join(changed)}")
        raise typer.Exit(DIFFERENT)
    checked = check(frame, editions.prepare(edition))
    different = checked.filter(~pl.col("ok"))
    if different.is_empty():
        what = "The receipt holds" if checked.height == 1 else f"All {checked.height:,} receipts hold"
        typer.echo(f"{what}: the same input, edition, rules, model and engine give the same bytes.")
        return
    typer.echo(f"{different.height:,} of {checked.height:,} receipts do not hold:")
    for part, count in different.get_column("part").value_counts(sort=True).iter_rows():
        typer.echo(f"  {part}: {count:,}")
    for row in different.head(SHOWN).iter_rows(named=True):
        typer.echo(f"  {row['sentence']}")
    if different.height > SHOWN:
        typer.echo(f"  … and {different.height - SHOWN:,} more")
    raise typer.Exit(DIFFERENT)
