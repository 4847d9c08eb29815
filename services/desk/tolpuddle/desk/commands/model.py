"""`tolpuddle model`: make the model of an edition, hold it against the past, write its card."""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tolpuddle.desk.commands import model_explain, model_shadow

if TYPE_CHECKING:
    from tolpuddle.scoring.model.backtest import Result

app = typer.Typer(
    no_args_is_help=True, help="The model: train it, back-test it, write its card, ask it, try another."
)
app.command("explain")(model_explain.explain)
app.command("shadow")(model_shadow.shadow)

Named = Annotated[
    str | None, typer.Option(help="Reference edition: a name or a folder; the newest if left out.")
]


@app.command()
def train(
    edition: Named = None,
    check: Annotated[
        bool, typer.Option("--check", help="Write nothing; say whether the model's files would change.")
    ] = False,
) -> None:
    """Learn from the lists of an edition and put scorecards and priors into it; the same bytes each time."""
    from tolpuddle.ingest.reference.model_files import put_model, stale_files
    from tolpuddle.kernel.edition_files import locate, open_edition
    from tolpuddle.scoring.core.model.priors import anchors, pack
    from tolpuddle.scoring.core.rule_files import parse_rules
    from tolpuddle.scoring.model.training import train as learn

    folder = locate(edition)
    opened = open_edition(folder)
    trained = learn(opened)
    cards = {head: card.to_json() for head, card in trained.scorecards.items()}
    changed = (stale_files if check else put_model)(folder, cards, pack(trained.priors))
    for file in changed:
        typer.echo(f"{file} {'would change' if check else 'written'}")
    typer.echo(
        f"{folder.name}: {'the model is as it was' if not changed else f'{len(changed)} files differ'}."
    )
    rules = parse_rules(opened)
    middle, stretch = anchors(trained.priors, rules.prior.index, rules.exposure_bands.high)
    typer.echo(
        f"Scale of the prior by its anchors: middle {middle:g}, stretch {stretch:g}; "
        f"exposure_weights.yaml has {rules.prior.middle:g} and {rules.prior.stretch:g} (methodology R6)."
    )
    if check and changed:
        raise typer.Exit(1)


@app.command()
def backtest(
    edition: Named = None,
    rivals: Annotated[
        bool, typer.Option(help="Also popularity, governance, random, logistic, forest, boosting.")
    ] = True,
    as_json: Annotated[
        bool, typer.Option("--json", help="One JSON object a line, per training list and head.")
    ] = False,
) -> None:
    """Train on each past list, rank what was added later, from the tables of the edition alone."""
    from tolpuddle.kernel.edition_files import locate, open_edition
    from tolpuddle.scoring.model.backtest import run
    from tolpuddle.scoring.model.estimator import Settings
    from tolpuddle.scoring.model.world import read_world

    world = read_world(open_edition(locate(edition)))
    if not as_json:
        typer.echo(
            "list  head    later  missed  AUC (95% interval)   top 1%  top 5%  top 10%  best of the simple"
        )
    for result in run(world, Settings(), rivals=rivals):
        typer.echo(json.dumps(result.told()) if as_json else _line(result))


@app.command()
def card(
    edition: Named = None,
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", help="File to write, the picture beside it; the screen if left out."),
    ] = None,
) -> None:
    """Write the model card: criteria, back-test, cross-validation, subgroups, what adds what, blind spots."""
    from tolpuddle.kernel.edition_files import locate, open_edition
    from tolpuddle.scoring.model.card import card as written
    from tolpuddle.scoring.model.picture import picture
    from tolpuddle.scoring.model.study import study

    figures = study(open_edition(locate(edition)))
    if output is None:
        typer.echo(written(figures), nl=False)
        return
    output.write_text(written(figures), encoding="utf8", newline="\n")
    drawn = output.with_name("model_backtest.svg")
    drawn.write_text(picture(figures.results), encoding="utf8", newline="\n")


def _line(result: "Result") -> str:
    model = result.model
    simple = {name: one.auc for name, one in result.baselines.items() if name in ("popularity", "governance")}
    best = max(simple, key=lambda name: simple[name], default="")
    told = f"{best} {simple[best]:.3f}" if best else ""
    tops = "  ".join(f"{model.recall[top]:6.0%}" for top in (1, 5, 10))
    return (
        f"{result.edition}  {result.head:6}  {model.later:5}  {model.missed:6}  "
        f"{model.auc:.3f} ({model.auc_low:.3f}-{model.auc_high:.3f})  {tops}   {told}"
    )
