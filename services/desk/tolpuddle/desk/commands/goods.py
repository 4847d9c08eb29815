"""`tolpuddle goods TEXT_OR_CODE...`: how words and codes are read."""

import json
from typing import Annotated

import typer


def goods(
    texts: Annotated[
        list[str], typer.Argument(metavar="TEXT_OR_CODE...", help="Goods in words, or customs codes.")
    ],
    edition: Annotated[
        str | None, typer.Option(help="Reference edition: a name or a folder; the newest if left out.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object a line.")] = False,
) -> None:
    """Say which goods of the list a text or code is read as, and how surely."""
    from tolpuddle.desk import editions
    from tolpuddle.scoring.core.goods.resolve import GoodsWords

    words = GoodsWords.from_edition(editions.open_edition(edition))
    for text in texts:
        reading = words.answer(text)
        if as_json:
            typer.echo(json.dumps(reading, ensure_ascii=False))
            continue
        found = ", ".join(f"{g['good']} ({g['confidence']:.2f})" for g in reading["goods"])
        typer.echo(
            f"{reading['input']}: {found or 'no good of the list (which says nothing about how it is made)'}"
        )
