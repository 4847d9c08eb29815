"""`tolpuddle questionnaire`: few questions for a supplier, as a workbook, in the terminal or one by one for a program."""

import json
import sys
from pathlib import Path
from typing import Annotated, Any

import typer

from tolpuddle.desk.commands import self_assessment
from tolpuddle.kernel.errors import UnusableInputError

app = typer.Typer(
    no_args_is_help=True,
    help="Questionnaires: a workbook for suppliers, its answers, a conversation, the next question, self-assessment.",
)
app.command("checklist")(self_assessment.checklist)
app.command("self-assessment")(self_assessment.self_assessment)
REFUSED = 1
EditionOption = Annotated[
    str | None, typer.Option(help="Reference edition: a name or a folder; the newest if left out.")
]
Language = Annotated[
    str, typer.Option(help="Language of the questions: en, fr, es or another the edition has.")
]
Country = Annotated[str | None, typer.Option(help="Country of the work.")]
Sector = Annotated[str | None, typer.Option(help="Sector, in words or as an id.")]
Goods = Annotated[str | None, typer.Option(help="Goods, in words or as customs codes.")]
Name = Annotated[str, typer.Option(help="Name of the supplier.")]


@app.command()
def new(
    output: Annotated[Path, typer.Option("--output", "-o", metavar="FILE.xlsx", help="Workbook to write.")],
    source: Annotated[
        Path | None, typer.Argument(metavar="[SUPPLIERS]", help="Supplier list: a sheet for each supplier.")
    ] = None,
    sector: Sector = None,
    country: Country = None,
    goods: Goods = None,
    name: Name = "Supplier",
    language: Language = "en",
    whole: Annotated[
        bool,
        typer.Option("--whole", help="Every question that arises, not only those that can move the result."),
    ] = False,
    edition: EditionOption = None,
) -> None:
    """Write questionnaires as a workbook: one sheet a supplier, lists to choose from, locked but for the answers."""
    from tolpuddle.desk.questionnaires import workbook

    if output.suffix.lower() != ".xlsx":
        raise UnusableInputError(f"A questionnaire is written as .xlsx, not as {output.name}.")
    if source is not None and (sector or country or goods):
        raise UnusableInputError("Name a supplier list or a sector and country, not both.")
    rows: list[dict[str, Any]] = (
        [_supplier(name, country, sector, goods)]
        if source is None
        else workbook.suppliers_of(source, edition)
    )
    count = workbook.write_questionnaires(rows, output, edition=edition, language=language, whole=whole)
    typer.echo(f"{output}: {len(rows)} {'sheet' if len(rows) == 1 else 'sheets'}, {count} questions in all.")


@app.command()
def read(
    source: Annotated[
        Path, typer.Argument(metavar="FILE", help="Workbook that came back, or a file of `ask`.")
    ],
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", help="Supplier list to write, .csv: `tolpuddle screen` takes it."),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object a supplier.")] = False,
    edition: EditionOption = None,
) -> None:
    """Take the answers of a workbook. Every answer that cannot be taken is named by sheet, row and column."""
    from tolpuddle.desk.questionnaires import forms, saved, workbook
    from tolpuddle.desk.questionnaires.cells import AnsweredSheet, Refused

    refused: list[Refused] = []
    if source.suffix.lower() == ".json":
        one = saved.load(source, *forms.kinds_of(edition))
        sheets = [AnsweredSheet(one.supplier, one.language, one.edition, one.answers)]
    else:
        sheets, refused = workbook.read_questionnaires(source, edition=edition)
    rows = list(workbook.supplier_rows(sheets))
    if output is not None:
        if output.suffix.lower() != ".csv":
            raise UnusableInputError(f"Answers are written as .csv, not as {output.name}.")
        workbook.write_list(rows, output)
    if as_json or output is None:
        for sheet in sheets:
            typer.echo(
                json.dumps({"supplier": dict(sheet.supplier), "answers": sheet.answers}, ensure_ascii=False)
            )
    for cell in refused:
        typer.echo(str(cell), err=True)
    taken = sum(len(sheet.answers) for sheet in sheets)
    typer.echo(f"{len(sheets)} suppliers, {taken} answers taken, {len(refused) or 'none'} refused.", err=True)
    if refused:
        raise typer.Exit(REFUSED)


@app.command()
def ask(
    file: Annotated[
        Path | None, typer.Option("--file", "-f", help="File to keep the answers in, and to go on from.")
    ] = None,
    country: Country = None,
    sector: Sector = None,
    goods: Goods = None,
    name: Name = "Supplier",
    language: Language = "en",
    edition: EditionOption = None,
) -> None:
    """Answer in the terminal. Enter passes a question over, q stops; with --file everything is kept after each answer."""
    from tolpuddle.desk.questionnaires import forms, saved, terminal

    form, kinds = forms.form_of(edition), forms.kinds_of(edition)
    if file is not None and file.exists():
        under_way = saved.load(file, *kinds)
    else:
        under_way = saved.Saved(_supplier(name, country, sector, goods), language=language)
    under_way.edition = form.reference.name
    forms.checked_language(form, under_way.language)
    reached = terminal.converse(
        form,
        under_way,
        kinds,
        say=typer.echo,
        hear=lambda: sys.stdin.readline() or None,
        keep=lambda one: None if file is None else saved.save(one, file),
    )
    typer.echo("")
    typer.echo(f"{reached.asked} of {reached.whole} questions. {reached.why}")
    typer.echo(f"Priority as things stand: {reached.priority}; recruitment channel: {reached.channel_band}.")
    if file is not None:
        typer.echo(
            f"Kept in {file}; `tolpuddle questionnaire read {file} -o answers.csv` makes a list to screen."
        )


@app.command("next")
def next_(
    answers: Annotated[
        Path, typer.Option("--answers", metavar="FILE", help="JSON: {supplier, answers, asked, language}.")
    ],
    most: Annotated[int, typer.Option(help="At most so many questions.", min=1, max=100)] = 1,
    language: Annotated[str | None, typer.Option(help="Another language than the file's.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
    edition: EditionOption = None,
) -> None:
    """Say what to ask next, why, and how far it is: for programs that hold the conversation themselves."""
    from tolpuddle.desk.questionnaires import forms, saved, terminal
    from tolpuddle.scoring.core.questionnaire.ask import next_questions, progress

    form = forms.form_of(edition)
    one = saved.load(answers, *forms.kinds_of(edition))
    spoken = forms.checked_language(form, language or one.language)
    questions = next_questions(form, one.supplier, one.answers, language=spoken, asked=one.asked, most=most)
    reached = progress(form, one.supplier, one.answers, one.asked, language=spoken)
    if as_json:
        told = {"questions": [question.as_json() for question in questions], "progress": reached.as_json()}
        typer.echo(json.dumps(told, ensure_ascii=False))
        return
    for question in questions:
        typer.echo("\n".join([f"{question.id}:", *terminal.shown(question)[1:]]))
    typer.echo(f"{reached.asked} of {reached.whole} questions. {reached.why}")


def _supplier(name: str, country: str | None, sector: str | None, goods: str | None) -> dict[str, Any]:
    known = {"supplier_id": name, "name": name, "country": country, "sector": sector, "goods": goods}
    return {column: value for column, value in known.items() if value}
