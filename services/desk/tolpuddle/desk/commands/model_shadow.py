"""`tolpuddle model shadow`: two models side by side on a supplier list, before one is adopted."""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from tolpuddle.desk.shadow import Moved, Shadow, Step

SHOWN = 20
"""Suppliers who change band that the table names; all of them are in the JSON."""
PARTS = 6
"""Parts of a move that the table tells; all of them are in the JSON and sum to it."""
WIDTH = 40


def shadow(
    source: Annotated[Path, typer.Argument(metavar="INPUT", help="A supplier list, as for `screen`.")],
    candidate: Annotated[
        str, typer.Option(help="The other model: an edition by name or folder, or a scorecard (.json).")
    ],
    edition: Annotated[
        str | None, typer.Option(help="Reference edition: a name or a folder; the newest if left out.")
    ] = None,
    output: Annotated[Path | None, typer.Option("--output", "-o", help="JSON file to write.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON instead of the table.")] = False,
) -> None:
    """Screen a list with the model of the edition and with a candidate, and say what would move. Adopts nothing."""
    from dataclasses import asdict

    from tolpuddle.desk.results import whole_or_not
    from tolpuddle.desk.shadow_run import run

    found = run(source, edition, candidate)
    text = json.dumps(asdict(found), ensure_ascii=False, indent=2)
    if output is not None:
        with whole_or_not(output) as part:
            part.write_text(text + "\n", encoding="utf8")
    if as_json:
        typer.echo(text)
    else:
        _print(found)


def _print(found: "Shadow") -> None:
    typer.echo(
        f"{found.standing} beside {found.candidate}: {found.suppliers:,} suppliers. Nothing is adopted."
    )
    typer.echo(
        f"  {found.compared:,} have an index under both; {found.gained:,} would gain one, {found.lost:,} would lose it"
    )
    if found.compared:
        ends = ", ".join(f"{name} {value:+.1f}" for name, value in found.quantiles.items())
        typer.echo(f"  mean move {found.mean_move:.2f} points; quantiles {ends}")
        typer.echo("  moves of the exposure index")
        most = max(step.suppliers for step in found.distribution)
        for step in found.distribution:
            bar = "█" * round(WIDTH * step.suppliers / max(most, 1))
            typer.echo(f"    {_between(step):>16}  {step.suppliers:>9,}  {bar}")
    typer.echo(f"  {len(found.changed_band):,} change band, {found.priorities_changed:,} change priority")
    for crossing in found.bands:
        typer.echo(f"    {_words(crossing.before)} to {_words(crossing.after)}: {crossing.suppliers:,}")
    for one in found.changed_band[:SHOWN]:
        typer.echo(f"    - {_line(one)}")
    if len(found.changed_band) > SHOWN:
        typer.echo(f"    and {len(found.changed_band) - SHOWN:,} more: --json names them all")
    if found.largest:
        typer.echo("  the largest moves, and what moved them")
    for one in found.largest:
        typer.echo(f"    - {_line(one)}")
        for part in one.parts[:PARTS]:
            reason = part.reason_after or part.reason_before or ""
            typer.echo(
                f"        {part.points_after - part.points_before:+7.2f}  {_words(part.factor)} "
                f"({part.points_before:.1f} to {part.points_after:.1f}) {reason}"
            )


def _between(step: "Step") -> str:
    if step.above is None:
        return f"down over {-(step.up_to or 0.0):.0f}"
    if step.up_to is None:
        return f"up over {step.above:.0f}"
    return f"{step.above:+.0f} to {step.up_to:+.0f}"


def _line(one: "Moved") -> str:
    where = ", ".join(word for word in (one.country, one.goods) if word)
    return (
        f"{one.name} ({one.supplier_id}; {where or 'country and goods unknown'}): "
        f"{_index(one.exposure_before)} to {_index(one.exposure_after)}, "
        f"{_words(one.band_before)} to {_words(one.band_after)}"
    )


def _index(value: float | None) -> str:
    return "no index" if value is None else f"{value:.1f}"


def _words(name: str) -> str:
    return "not enough information" if name == "insufficient_data" else name.replace("_", " ")
