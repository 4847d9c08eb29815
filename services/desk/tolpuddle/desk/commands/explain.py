"""`tolpuddle explain RESULT ID`: one assessment, read back line by line."""

import json
from pathlib import Path
from typing import Annotated, Any

import typer

from tolpuddle.kernel.errors import NotFoundError

SHOWN = ("reported", "corroborated", "contradicted")
"""States of indicators that are printed; the others say that nothing was told."""


def explain(
    result: Annotated[
        Path, typer.Argument(metavar="RESULT", help="A result file: .csv .xlsx .parquet .json .ndjson")
    ],
    supplier: Annotated[str, typer.Argument(metavar="ID", help="Supplier id, or the row in the file.")],
    edition: Annotated[
        str | None, typer.Option(help="Reference edition: a name or a folder; the newest if left out.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the whole assessment as JSON.")] = False,
) -> None:
    """Say why a supplier reads as it does. Computed again from the input that the result carries."""
    import polars as pl

    from tolpuddle.desk import embedded, results

    frame = results.read(result)
    found = frame.filter(pl.col("supplier_id") == supplier)
    if found.is_empty() and supplier.isdigit() and "row" in frame.columns:
        found = frame.filter(pl.col("row") == int(supplier))
    if found.is_empty():
        raise NotFoundError(
            f"{result.name} has no supplier with the id “{supplier}”. Names are not looked up: "
            "give the id (column supplier_id) or the number of the row in your list (column row)."
        )
    assessment = embedded.assess_again(found.head(1), edition)
    if as_json:
        typer.echo(json.dumps(assessment, ensure_ascii=False, indent=2))
        return
    _print(assessment)


def _print(assessment: dict[str, Any]) -> None:
    from tolpuddle.desk.readings import control_steps, controls_line, severity_line
    from tolpuddle.desk.reasons import list_entry, reported
    from tolpuddle.desk.summary import NOTICES, label

    typer.echo(f"{assessment['name']} ({assessment['supplier_id']})")
    goods = ", ".join(f"{g['good']}{' (assumed)' if g['assumed'] else ''}" for g in assessment["goods"])
    sector = (assessment["sector"] or "unknown").replace("_", " ")
    typer.echo(
        f"  country {assessment['country'] or 'unknown'} · goods {goods or 'unknown'} · sector {sector}"
    )
    priority = assessment["priority"]
    rank = f", rank {priority['rank']}" if priority["rank"] else ""
    typer.echo(f"  priority {label(priority['class'])}{rank}: {priority['why']}")
    if assessment.get("urgent_safety_review"):
        typer.echo("  urgent safety review: a person should look now; send the supplier nothing automatic")
        for sentence in assessment["evidence"]["urgent"]:
            typer.echo(f"    {sentence}")
    if told := reported(assessment):
        typer.echo(f"  {told[0].lower()}{told[1:]}")
    state = assessment["listing"]["state"]
    typer.echo(f"  listing: {label(state or 'unknown')}")
    for order in assessment["listing"]["orders"]:
        typer.echo(f"    {list_entry(state, order)} [{order['source']}]")
    for reading in ("exposure", "channel"):
        _print_reading(reading, assessment[reading])
    _print_indicators(assessment["indicators"])
    _print_evidence(assessment["evidence"])
    typer.echo(f"  controls: {controls_line(assessment)}")
    for line in control_steps(assessment):
        typer.echo(f"    {line}")
    typer.echo(f"  severity {severity_line(assessment)}")
    for title in ("questions", "actions", "obligations", "notes"):
        if assessment.get(title):
            typer.echo(f"  {title}")
            for item in assessment[title]:
                typer.echo(f"    - {item}")
    for notice in NOTICES:
        typer.echo(notice)


def _print_reading(title: str, reading: dict[str, Any]) -> None:
    from tolpuddle.desk.reasons import with_effect, without_effect
    from tolpuddle.desk.summary import label

    if reading["index"] is None:
        typer.echo(f"  {title}: not enough information ({reading['coverage']:.0%} known)")
    else:
        typer.echo(
            f"  {title} {reading['index']:.1f} of 100, {label(reading['band'])} "
            f"({reading['low']:.1f} to {reading['high']:.1f}; {reading['coverage']:.0%} known)"
        )
    for part in with_effect(reading["contributions"]):
        typer.echo(f"    {part['points']:+7.2f}  {part['reason']} [{part['source']}]")
    if folded := without_effect(reading["contributions"]):
        typer.echo(f"    no effect: {'; '.join(folded)}")


def _print_indicators(indicators: dict[str, Any]) -> None:
    told = {name: each for name, each in indicators.items() if each["state"] in SHOWN}
    if told:
        typer.echo("  ILO indicators (a prompt to inquire, never a verdict)")
    for name, each in told.items():
        typer.echo(f"    {name.replace('_', ' ')}: {each['state']}. {each['why']}")


def _print_evidence(evidence: dict[str, Any]) -> None:
    """Statements that several sources answered, each answer with its source and day; and what could be seen at all."""
    several = [one for one in evidence["statements"] if len(one["answers"]) > 1]
    if several:
        typer.echo("  several answers, all kept")
    for one in several:
        typer.echo(f"    {one['says']}: {one['state']} ({one['rule']})")
        for answer in one["answers"]:
            when = f", {answer['date']}" if "date" in answer else ""
            lapsed = f"; does not count: {answer['counts_not']}" if "counts_not" in answer else ""
            typer.echo(f"      {answer['answer']} ({answer['source'].replace('_', ' ')}{when}{lapsed})")
    for one in evidence["refused"]:
        typer.echo(f"    the answer to {one['statement']} was not read: {one['why']}")
    if evidence["statements"]:
        typer.echo(f"  {evidence['detectability']['sentence']}")
