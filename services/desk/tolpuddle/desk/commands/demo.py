"""`tolpuddle demo`: the sample portfolio through the whole pipeline, with its reports."""

import time
from importlib.resources import as_file, files
from pathlib import Path
from typing import Annotated

import typer


def demo(out: Annotated[Path, typer.Option(help="Folder for the reports.")] = Path("demo-output")) -> None:
    """Screen the sample portfolio: real facilities without adverse evidence, and invented ones named “Example …”."""
    from tolpuddle.desk import embedded, outcome, program, report, results
    from tolpuddle.desk.one_machine import SAMPLE

    out.mkdir(parents=True, exist_ok=True)
    started = time.monotonic()
    targets = [out / f"sample{suffix}" for suffix in (".html", ".xlsx", ".parquet", ".pdf")]
    with (
        as_file(files("tolpuddle.desk").joinpath("sample", SAMPLE)) as path,
        embedded.screen_list(path) as screened,
    ):
        facts = screened.facts(report.HTML_ROWS)
        for target in targets:
            results.write(screened.portfolio, target, facts)
        rejects = out / "refused.csv"
        screened.write_rejects(rejects)
        outcome.say(
            screened, facts, targets=targets, rejects=rejects if screened.rejected else None, to_stdout=True
        )
    typer.echo(f"Done in {time.monotonic() - started:.1f} s. Next:")
    typer.echo(f"  open {targets[0]}")
    supplier = facts.rows[0]["supplier_id"] if facts.rows else "ID"
    typer.echo(f"  {program.call('explain', targets[2], supplier)}")
    typer.echo(f"  {program.call('verify', targets[2])}")
