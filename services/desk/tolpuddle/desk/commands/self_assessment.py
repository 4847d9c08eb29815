"""`tolpuddle questionnaire checklist` and `… self-assessment`: six questions for users of an agency, five steps for members."""

import json
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Any, Final, cast

import typer
import yaml

from tolpuddle.kernel.errors import UnusableInputError

EditionOption = Annotated[
    str | None, typer.Option(help="Reference edition: a name or a folder; the newest if left out.")
]
LARGEST: Final = 1_000_000
WEIGHT: Final = "A self-rating is your own word: it raises no score, excuses nothing, and lowers nothing that workers or others say."


def checklist(
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
    edition: EditionOption = None,
) -> None:
    """Print six questions for households, platforms and businesses before they use an agency."""
    from tolpuddle.desk import editions
    from tolpuddle.scoring.core.questionnaire.self_assessment import open_outline

    outline = open_outline(editions.open_edition(edition))
    if as_json:
        told = {
            "who": outline.who,
            "source": outline.source,
            "items": [asdict(one) for one in outline.checklist],
        }
        typer.echo(json.dumps(told, ensure_ascii=False))
        return
    typer.echo(outline.who)
    for number, one in enumerate(outline.checklist, 1):
        typer.echo(f"{number}. {one.question}\n   If not, or if you do not know: {one.if_not}")


def self_assessment(
    file: Annotated[
        Path | None, typer.Argument(metavar="[FILE]", help="YAML or JSON that the member filled in.")
    ] = None,
    template: Annotated[
        Path | None, typer.Option("--template", help="Write an empty file to fill in, .yaml.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
    edition: EditionOption = None,
) -> None:
    """Rate the commitments of the Freedom Business Alliance's code on five steps; titles not publicly known are yours to enter."""
    from tolpuddle.desk import editions
    from tolpuddle.desk.results import whole_or_not
    from tolpuddle.scoring.core.questionnaire.self_assessment import open_outline, rate

    outline = open_outline(editions.open_edition(edition))
    if template is not None:
        empty = {
            "commitments": {
                one.id: {"rating": None}
                if one.known
                else {**dict.fromkeys(outline.slot_fields, ""), "rating": None}
                for one in outline.commitments
            },
            "guards": {guard.id: None for guard in outline.guards},
        }
        with whole_or_not(template) as part:
            part.write_text(f"# {outline.note}\n" + yaml.safe_dump(empty, sort_keys=False), encoding="utf-8")
        typer.echo(f"{template}: fill in what you can say, and leave the rest empty.")
        return
    given: Mapping[str, Any] = {} if file is None else _read(file)
    rated = rate(outline, given.get("commitments") or {})
    said_of: Mapping[str, object] = given.get("guards") or {}
    guards = {guard.id: _answer(guard.id, said_of.get(guard.id)) for guard in outline.guards}
    if as_json:
        told = {"commitments": [asdict(one) for one in rated], "guards": guards, "weight": WEIGHT}
        typer.echo(json.dumps(told, ensure_ascii=False))
        return
    for one in rated:
        title = one.title or "(to be entered from your own copy of the code)"
        said = "not rated" if one.step is None else f"{one.step} {outline.ladder[one.step - 1]}"
        typer.echo(f"{one.id}  {title}: {said}")
    for guard in outline.guards:
        typer.echo(f"{guard.id}  {guard.question} {guards[guard.id]}. {guard.reason}")
    typer.echo(outline.reason)
    typer.echo(WEIGHT)


def _answer(name: str, given: object) -> str:
    words = {True: "yes", False: "no", None: "not asked", "yes": "yes", "no": "no", "unknown": "unknown", "declined": "declined"}  # fmt: skip
    if isinstance(given, list | dict) or given not in words:
        raise UnusableInputError(f"{name}: {given!r} is none of yes, no, unknown, declined.")
    return words[cast("Any", given)]


def _read(file: Path) -> Mapping[str, Any]:
    if not file.is_file():
        raise UnusableInputError(f"There is no file {file}.")
    if file.stat().st_size > LARGEST:
        raise UnusableInputError(f"{file.name} is too large for a self-assessment.")
    try:
        loaded: object = yaml.safe_load(file.read_text(encoding="utf-8-sig"))
    except (yaml.YAMLError, UnicodeDecodeError, RecursionError) as error:
        raise UnusableInputError(f"{file.name} can be read neither as YAML nor as JSON.") from error
    if not isinstance(loaded, dict):
        raise UnusableInputError(f"{file.name} is no self-assessment; --template writes an empty one.")
    given = cast("dict[str, Any]", loaded)
    if strange := sorted(str(name) for name in set(given) - {"commitments", "guards"}):
        raise UnusableInputError(f"{file.name} has no part {strange[0]}; there are commitments and guards.")
    for part in ("commitments", "guards"):
        if given.get(part) is not None and not isinstance(given[part], dict):
            raise UnusableInputError(f"{file.name}: {part} holds names and what is said of each.")
    return given
