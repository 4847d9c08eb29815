"""`tolpuddle verify RESULT`: every receipt computed again."""

from pathlib import Path
from typing import Annotated

import polars as pl
import typer

from tolpuddle.desk import editions, results
from tolpuddle.scoring.core import receipt

DIFFERENT = 1
SHOWN = 20
BATCH_ROWS = 20_000


def verify(
    result: Annotated[
        Path, typer.Argument(metavar="RESULT", help="A result file: .csv .xlsx .parquet .json .ndjson")
    ],
    edition: Annotated[
        str | None, typer.Option(help="Reference edition: a name or a folder; the newest if left out.")
    ] = None,
) -> None:
    """Recompute every receipt of a result and name each part that is not what it was."""
    frame = results.read(result)
    changed = editions.changed_files(edition)
    if changed:
        typer.echo(f"No receipt can hold: {' '.join(changed)}")
        raise typer.Exit(DIFFERENT)
    reference = editions.prepare(edition)
    parts = [receipt.verify(batch, reference) for batch in frame.iter_slices(BATCH_ROWS)]
    checked = pl.concat(parts) if parts else pl.DataFrame(schema={"supplier_id": pl.String, "ok": pl.Boolean})
    different = checked.filter(~pl.col("ok"))
    if different.is_empty():
        typer.echo(
            f"All {checked.height:,} receipts hold: the same input, edition, rules, model and engine give the same bytes."
        )
        return
    typer.echo(f"{different.height:,} of {checked.height:,} receipts do not hold:")
    for part, count in different.get_column("part").value_counts(sort=True).iter_rows():
        typer.echo(f"  {part}: {count:,}")
    for row in different.head(SHOWN).iter_rows(named=True):
        typer.echo(f"  {row['supplier_id']}: {row['sentence']}")
    raise typer.Exit(DIFFERENT)
