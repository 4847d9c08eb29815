"""`tolpuddle screen INPUT`: a supplier list in, six readings for every supplier out."""

import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from tolpuddle.kernel.errors import UnusableInputError

REJECTED = 1


def screen(
    source: Annotated[
        str, typer.Argument(metavar="INPUT", help="CSV, XLSX, Parquet, JSON or NDJSON; - is standard input.")
    ],
    output: Annotated[
        list[Path] | None,
        typer.Option(
            "--output",
            "-o",
            help="Result file: .csv .xlsx .parquet .json .ndjson .html .pdf; may be given again.",
        ),
    ] = None,
    edition: Annotated[
        str | None, typer.Option(help="Reference edition: a name or a folder; the newest if left out.")
    ] = None,
    rejects: Annotated[
        Path | None, typer.Option(help="CSV file for rows that cannot be used, whole, with the reason.")
    ] = None,
    map_: Annotated[
        list[str] | None,
        typer.Option("--map", help="A header of your own: 'Made in=country'; may be given again."),
    ] = None,
    on: Annotated[
        str | None,
        typer.Option(
            "--on",
            metavar="DATE",
            help="Look at orders and lists of entities on this day, such as 2024-03-01; a day in the list itself wins. "
            "The day of the edition if left out.",
        ),
    ] = None,
    as_json: Annotated[
        bool, typer.Option("--json", help="Print every assessment as JSON, one a line.")
    ] = False,
) -> None:
    """Screen a supplier list. Needs no server and no network."""
    from tolpuddle.desk import embedded, outcome, report, results

    targets = output or []
    _check_targets(source, targets, rejects)
    kinds = {results.check_format(target) for target in targets}
    with embedded.screen_list(
        sys.stdin.buffer if source == "-" else Path(source),
        edition=edition,
        header_map=header_map(map_ or []),
        on=None if on is None else day(on),
        details=as_json or not kinds.isdisjoint(results.NEEDS_DETAIL),
    ) as screened:
        facts = screened.facts(report.HTML_ROWS if kinds & {".html", ".pdf"} else outcome.FIRST)
        for target in targets:
            results.write(screened.portfolio, target, facts)
        if rejects is not None:
            screened.write_rejects(rejects)
        if as_json:
            results.write_ndjson(screened.portfolio, sys.stdout.buffer)
            sys.stdout.buffer.flush()
        outcome.say(screened, facts, targets=targets, rejects=rejects, to_stdout=not as_json)
        if screened.rejected:
            raise typer.Exit(REJECTED)


def day(text: str) -> date:
    """Read a day. Raises: UnusableInputError."""
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise UnusableInputError(f"--on wants a day such as 2024-03-01, not {text}.") from error


def _check_targets(source: str, targets: Sequence[Path], rejects: Path | None) -> None:
    """Find out before the work what could not be written after it. Raises: UnusableInputError."""
    written = [*targets, *([] if rejects is None else [rejects])]
    for target in written:
        if not target.absolute().parent.is_dir():
            raise UnusableInputError(
                f"There is no folder {target.absolute().parent} to write {target.name} into."
            )
        if target.is_dir():
            raise UnusableInputError(f"{target} is a folder: say the name of a file in it.")
        if source != "-" and target.exists() and Path(source).exists() and target.samefile(source):
            raise UnusableInputError(f"{target} is the supplier list itself: write the result elsewhere.")
    if len({target.absolute() for target in written}) < len(written):
        raise UnusableInputError("The same file is named twice to be written.")


def header_map(pairs: list[str]) -> dict[str, str]:
    """Read `HEADER=column` pairs. Raises: UnusableInputError."""
    mapped: dict[str, str] = {}
    for pair in pairs:
        header, sign, column = pair.rpartition("=")
        if not sign or not header.strip() or not column.strip():
            raise UnusableInputError(
                f"--map “{pair}” is not of the form HEADER=column, such as “Made in=country”."
            )
        mapped[header.strip()] = column.strip()
    return mapped
