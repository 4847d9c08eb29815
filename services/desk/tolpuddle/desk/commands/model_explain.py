"""`tolpuddle model explain COUNTRY GOOD`: a prior in words and bars, and what the list says."""

import json
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from tolpuddle.scoring.core.model.portrait_shape import Entry, Portrait, Prior

WIDTH = 30
SHOWN = 12


def explain(
    country: Annotated[
        str, typer.Argument(metavar="COUNTRY", help="Three letters, such as BRA, or its name.")
    ],
    good: Annotated[
        str | None, typer.Argument(metavar="GOOD", help="Id or name; without one: the whole country.")
    ] = None,
    edition: Annotated[
        str | None, typer.Option(help="Reference edition: a name or a folder; the newest if left out.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the whole portrait as JSON.")] = False,
) -> None:
    """Say what the model expects of a country or of a good from it, what raises and lowers it, and what the list says."""
    from dataclasses import asdict

    from tolpuddle.kernel.edition_files import locate, open_edition
    from tolpuddle.scoring.core.model.portraits import Portraits

    portraits = Portraits.from_edition(open_edition(locate(edition)))
    told = portraits.of(portraits.iso3_of(country), None if good is None else portraits.good_of(good))
    if as_json:
        typer.echo(json.dumps(asdict(told), ensure_ascii=False, indent=2))
        return
    _print(told)


def _print(told: "Portrait") -> None:
    names = [part.name for part in (told.good, told.place) if part is not None]
    typer.echo(f"{' from '.join(names)} (edition {told.edition}, level L0: exposure, nothing more)")
    for sentence in told.words:
        typer.echo(f"  {sentence}")
    for prior in told.priors:
        _print_prior(prior)
    _print_entries("on the list", told.listed)
    _print_entries("formerly listed", told.formerly)
    _print_entries("the same good elsewhere", told.others)
    if told.lines:
        typer.echo("  its goods with the highest prior for forced labour")
        for line in told.lines[:SHOWN]:
            typer.echo(f"    {line.good}: {line.state}")
    typer.echo("  where the model does not see")
    for sentence in told.blind:
        typer.echo(f"    - {sentence}")


def _print_prior(prior: "Prior") -> None:
    typer.echo(f"  {prior.title}")
    typer.echo(f"    {prior.sentence}")
    typer.echo(f"    {prior.raised_by} {prior.lowered_by}")
    shown = [part for part in prior.parts if abs(part.points) >= 0.05]
    longest = max((abs(part.points) for part in shown), default=1.0)
    for part in shown:
        bar = ("█" if part.points > 0 else "░") * max(round(WIDTH * abs(part.points) / longest), 1)
        typer.echo(f"    {part.points:+7.1f}  {part.title:<36} {bar}")
        for fact in part.facts:
            typer.echo(f"             {fact}")


def _print_entries(title: str, entries: "tuple[Entry, ...]") -> None:
    from tolpuddle.scoring.core.model.portrait_words import flags, span_of_years

    if entries:
        typer.echo(f"  {title}")
    for entry in entries:
        typer.echo(f"    {entry.country}, {entry.good}: {flags(entry)}; {span_of_years(entry)}")
