"""`tolpuddle match NAME`: is this company on a list; or many names against a list, or pairs, from files to a file."""

import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from tolpuddle.kernel.errors import UnusableInputError

if TYPE_CHECKING:
    import polars as pl

    from tolpuddle.desk.matching import Matcher
    from tolpuddle.desk.name_tables import NameTable, Refused

REJECTED = 1
SHOWN = 20
SHOWN_CANDIDATES = 5


def match(
    name: Annotated[
        str | None, typer.Argument(metavar="NAME", help="Name of a company, in any script.")
    ] = None,
    country: Annotated[
        str | None, typer.Option(help="Its country: name, code or alias. Evidence, never a filter.")
    ] = None,
    queries: Annotated[
        Path | None, typer.Option(help="Many names: a table with query_id, name, country.")
    ] = None,
    against: Annotated[
        Path | None,
        typer.Option(
            help="A list of your own: index_id, name, country; the edition's orders and lists if left out."
        ),
    ] = None,
    pairs: Annotated[
        Path | None,
        typer.Option(help="Pairs to score: pair_id, left_name, left_country, right_name, right_country."),
    ] = None,
    top: Annotated[int, typer.Option(min=1, max=1000, help="Candidates of each name.")] = 10,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="CSV file for the answers to --queries or --pairs.")
    ] = None,
    edition: Annotated[
        str | None, typer.Option(help="Reference edition: a name or a folder; the newest if left out.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the answer to NAME as JSON.")] = False,
) -> None:
    """Compare names with official orders and lists, with a list of your own, or in pairs."""
    _check(name, queries, pairs, against, output)
    from tolpuddle.desk.matching import Matcher

    matcher = Matcher.open(edition)
    if pairs is not None:
        assert output is not None
        _match_pairs(matcher, pairs, output)
    elif queries is not None:
        assert output is not None
        _match_many(matcher, queries, against, top, output)
    else:
        assert name is not None
        answer = _match_one(matcher, name, country, against, top)
        typer.echo(json.dumps(answer, ensure_ascii=False)) if as_json else _print(answer)


def _check(
    name: str | None, queries: Path | None, pairs: Path | None, against: Path | None, output: Path | None
) -> None:
    """Find out before the work what makes no sense or could not be written. Raises: UnusableInputError."""
    if sum(given is not None for given in (name, queries, pairs)) != 1:
        raise UnusableInputError("Say one of these: a NAME, --queries FILE or --pairs FILE.")
    if name is not None:
        if not name.strip():
            raise UnusableInputError("The name is empty.")
        if output is not None:
            raise UnusableInputError(
                "--output is for --queries and --pairs; the answer to a NAME is printed."
            )
        return
    if output is None:
        raise UnusableInputError("Say where to write the answers, as in -o matches.csv.")
    if output.suffix.lower() != ".csv":
        raise UnusableInputError(f"Answers are written as CSV: end the name “{output.name}” in .csv.")
    if not output.absolute().parent.is_dir():
        raise UnusableInputError(
            f"There is no folder {output.absolute().parent} to write {output.name} into."
        )
    if output.is_dir():
        raise UnusableInputError(f"{output} is a folder: say the name of a file in it.")
    for source in (queries, pairs, against):
        if source is not None and output.exists() and source.exists() and output.samefile(source):
            raise UnusableInputError(f"{output} is one of the tables to read: write the answers elsewhere.")
    if pairs is not None and against is not None:
        raise UnusableInputError("--against goes with a NAME or --queries; pairs have both names already.")


def _match_one(
    matcher: "Matcher", name: str, country: str | None, against: Path | None, top: int
) -> dict[str, Any]:
    from datetime import date

    from tolpuddle.desk.matching import one_name, one_of_a_list

    if against is None:
        return one_name(matcher.listed(), name, country, top, date.today())  # noqa: DTZ011 - the day at the desk
    table = matcher.read_list(against)
    _tell(against, table)
    return one_of_a_list(matcher, table.rows, against.name, name, country, top)


def _match_many(matcher: "Matcher", queries: Path, against: Path | None, top: int, output: Path) -> None:
    from tolpuddle.desk.matching import NO_CLEARANCE, hits

    asked = matcher.read_queries(queries)
    if against is not None:
        table = matcher.read_list(against)
        index, refused, cautions = matcher.index(table.rows), len(table.refused), []
        what = f"{table.rows.get_column('index_id').n_unique():,} entries of {against.name}"
        _tell(against, table)
    else:
        listed = matcher.listed()
        index, refused = listed.index(()), 0
        cautions = [each.caution for each in listed.looked_at(()) if each.caution]
        named = sum(1 for each in listed.listed.entries.values() if each.names)
        what = f"{named:,} entries of {len(listed.looked_at(()))} lists"
    _tell(queries, asked)
    written = _write(
        hits(index, asked.rows, top), output, asked.rows.get_column("query_id").n_unique(), "name"
    )
    counts = " ".join(f"{verdict}: {count:,}." for verdict, count in written.items())
    typer.echo(f"{asked.rows.height:,} names compared with {what}. Names with a best verdict of {counts}")
    for caution in cautions:
        typer.echo(f"  {caution}")
    typer.echo(f"{NO_CLEARANCE}\nAnswers: {output}")
    if asked.refused or refused:
        raise typer.Exit(REJECTED)


def _match_pairs(matcher: "Matcher", pairs: Path, output: Path) -> None:
    table = matcher.read_pairs(pairs)
    _tell(pairs, table)
    counts = _write(matcher.score(table.rows), output, table.rows.height, "pair")
    told = " ".join(f"{verdict}: {count:,}." for verdict, count in counts.items())
    typer.echo(f"{table.rows.height:,} pairs. {told}\nAnswers: {output}")
    if table.refused:
        raise typer.Exit(REJECTED)


def _write(frames: "Iterable[pl.DataFrame]", output: Path, total: int, what: str) -> dict[str, int]:
    """Write the answers as they come; how many queries or pairs have which verdict as their best."""
    import polars as pl

    from tolpuddle.desk.progress import Progress
    from tolpuddle.desk.results import whole_or_not
    from tolpuddle.kernel.exports import neutralise
    from tolpuddle.kernel.listed import VERDICTS

    counts: dict[str, int] = dict.fromkeys(reversed(VERDICTS), 0)
    with whole_or_not(output) as part, part.open("wb") as stream, Progress() as progress:
        progress.stage("Comparing", f"{what}s", total)
        done = 0
        for number, frame in enumerate(frames):
            neutralise(frame).write_csv(stream, include_header=number == 0)
            first = frame.filter(pl.col("rank") == 1) if "rank" in frame.columns else frame
            for verdict, count in first.get_column("verdict").value_counts().iter_rows():
                counts[verdict] += count
            done += first.height
            progress.reached(done)
    counts["none"] = total - counts["listed"] - counts["possible"]
    return counts


def _tell(source: Path, table: "NameTable") -> None:
    """Name what could not be used, on standard error."""
    _tell_of(source, table.refused, "left out")
    _tell_of(source, table.unread, "kept, its country unknown")


def _tell_of(source: Path, rows: "Sequence[Refused]", done: str) -> None:
    for each in rows[:SHOWN]:
        typer.echo(f"{source.name}, row {each.row}, column {each.column}: {each.reason}", err=True)
    if len(rows) > SHOWN:
        typer.echo(f"{source.name}: {len(rows) - SHOWN:,} more rows of this kind, {done}.", err=True)


def _print(answer: dict[str, Any]) -> None:
    words = {
        "listed": "a listed name",
        "possible": "possibly a listed name: a person must decide",
        "none": "no name on these lists is near",
    }
    typer.echo(f"{answer['name']} (country {answer['country'] or 'unknown'}): {words[answer['verdict']]}")
    for note in answer["notes"]:
        typer.echo(f"  {note}")
    shown = answer["candidates"]
    for number, each in enumerate(shown[:SHOWN_CANDIDATES], start=1):
        typer.echo(
            f"  {number}. {each['entity']} [{each['list']}] {each['verdict']}, score {each['score']:.3f}"
        )
        for reason in each["reasons"]:
            typer.echo(f"     - {reason}")
        if facts := _facts(each):
            typer.echo(f"     {facts}")
    if len(shown) > SHOWN_CANDIDATES:
        typer.echo(f"  … and {len(shown) - SHOWN_CANDIDATES} more (--json has all)")
    typer.echo(f"Looked at: {', '.join(each['title'] for each in answer['lists']) or 'no list'}.")
    for each in answer["lists"]:
        if each["caution"]:
            typer.echo(f"  {each['caution']}")
    typer.echo(answer["notice"])


def _facts(candidate: dict[str, Any]) -> str:
    if "status" not in candidate:
        return ""
    force = {True: "in force", False: "not in force today", None: "modified: read the order"}
    parts = (
        f"section {candidate['section']}" if candidate["section"] else "",
        candidate["products"] or "",
        f"from {candidate['from']}" if candidate["from"] else "",
        f"until {candidate['until']}" if candidate["until"] else "",
        f"{candidate['status']} ({force[candidate['in_force']]})",
        f"[{candidate['source']}]" if candidate["source"] else "",
    )
    return ", ".join(part for part in parts if part)
