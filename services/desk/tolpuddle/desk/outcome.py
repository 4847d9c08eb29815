"""What the command line says when a screening is done."""

import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from tolpuddle.desk.embedded import Screened
from tolpuddle.desk.legend import known_line
from tolpuddle.desk.reasons import why_lines
from tolpuddle.desk.report import ReportFacts
from tolpuddle.desk.summary import NOTICES, Summary, label

BAR = 28
FIRST = 10
PIPE_WIDTH = 120
TABLE_WIDTH = 108
"""Narrower terminals get two lines a supplier: a table would tear every name apart."""

STYLES = {"P1": "bold red", "P2": "yellow", "P3": "blue", "P4": "green", "insufficient_data": "dim"}


def say(
    screened: Screened, facts: ReportFacts, *, targets: Sequence[Path], rejects: Path | None, to_stdout: bool
) -> None:
    """Print the summary: to standard output, or to standard error when results go to standard output."""
    console = _console(error=not to_stdout)
    if to_stdout:
        _summary(console, facts.summary, facts)
        _first_rows(console, facts)
        console.print()
        for notice in (*NOTICES, facts.list_line):
            console.print(Text(notice, style="dim"))
    for target in targets:
        console.print(f"Written: {target}", markup=False, soft_wrap=True)
    _rejected(_console(error=True), screened, rejects)


def _console(*, error: bool) -> Console:
    stream = sys.stderr if error else sys.stdout
    width = None if stream.isatty() or os.environ.get("COLUMNS") else PIPE_WIDTH
    return Console(stderr=error, highlight=False, width=width)


def _summary(console: Console, summary: Summary, facts: ReportFacts) -> None:
    count = f"{summary.suppliers:,} supplier{'s' if summary.suppliers != 1 else ''} screened"
    console.print(Text.assemble((count, "bold"), f" · {facts.source} · reference edition {facts.edition}"))
    if known := known_line(summary):
        console.print(known, markup=False)
    if summary.urgent:
        need = "needs" if summary.urgent == 1 else "need"
        sentence = f"{summary.urgent:,} {need} an urgent safety review: a person should look now."
        console.print(Text(sentence, style="bold red"))
    console.print()
    console.print("Order of work, P1 first (severity for people before likelihood):")
    table = Table(show_header=False, box=None, padding=(0, 2, 0, 0), pad_edge=False)
    table.add_column(no_wrap=True)
    table.add_column(justify="right", no_wrap=True)
    table.add_column(no_wrap=True)
    most = max([*summary.priorities.values(), 1])
    for value, count in summary.priorities.items():
        style = STYLES.get(value, "")
        bar = "█" * round(BAR * count / most) or ("▏" if count else "")
        table.add_row(Text(label(value), style=style), f"{count:,}", Text(bar, style=style))
    console.print(table)
    listed = summary.listings
    console.print()
    console.print(
        f"On official lists and orders: {listed['listed']:,} listed, {listed['possible']:,} possibly, "
        f"{listed['former']:,} formerly, {listed['none']:,} not on them, {listed['unknown']:,} cannot be told.",
        markup=False,
    )
    if summary.questions:
        console.print("Open most often:")
        questions = Table(show_header=False, box=None, padding=(0, 1, 0, 0))
        questions.add_column(justify="right", no_wrap=True)
        questions.add_column(overflow="fold")
        for question, count in summary.questions[:3]:
            questions.add_row(f"{count:,}", Text(question))
        console.print(questions)


def _first_rows(console: Console, facts: ReportFacts) -> None:
    rows = facts.rows[:FIRST]
    if not rows:
        return
    console.print()
    console.print(Text(f"First {len(rows)} in the order of work", style="bold"))
    if console.width >= TABLE_WIDTH:
        console.print(_as_table(rows))
        return
    for row in rows:
        value = row["priority"]["class"]
        head = Table.grid(padding=(0, 1), expand=True)
        head.add_column(justify="right", width=3)
        head.add_column(ratio=1, no_wrap=True, overflow="ellipsis")
        head.add_column(justify="right", no_wrap=True)
        place = Text.assemble(f"{row['country'] or '?'}  ", (label(value), STYLES.get(value, "")))
        head.add_row(str(row["priority"]["rank"]), Text(row["name"]), place)
        console.print(head)
        console.print(
            Padding(
                Text(f"exposure {_exposure(row)} · {' · '.join(why_lines(row))}", style="dim"), (0, 0, 0, 4)
            )
        )


def _as_table(rows: Sequence[Any]) -> Table:
    table = Table(padding=(0, 2, 0, 0), box=None, pad_edge=False, header_style="dim")
    table.add_column("", justify="right", no_wrap=True)
    table.add_column("Supplier", no_wrap=True, overflow="ellipsis", max_width=42)
    table.add_column("Country", no_wrap=True)
    table.add_column("Priority", no_wrap=True)
    table.add_column("Exposure", no_wrap=True)
    table.add_column("Why", overflow="fold", min_width=36)
    for row in rows:
        value = row["priority"]["class"]
        table.add_row(
            str(row["priority"]["rank"]),
            Text(row["name"]),
            Text(row["country"] or "?"),
            Text(label(value), style=STYLES.get(value, "")),
            Text(_exposure(row)),
            Text("\n".join(why_lines(row))),
        )
    return table


def _exposure(row: Any) -> str:
    exposure = row["exposure"]
    if exposure["index"] is None:
        return "not scored"
    return f"{exposure['index']:.0f} ({exposure['low']:.0f}–{exposure['high']:.0f})"


def _rejected(console: Console, screened: Screened, rejects: Path | None) -> None:
    for note in screened.notes:
        console.print(note, markup=False, style="dim")
    if not screened.rejected:
        return
    console.print(
        f"{screened.rejected:,} row{'s' if screened.rejected != 1 else ''} could not be used:", markup=False
    )
    for number, column, reason in screened.first_rejects(5):
        where = f"row {number}, {column}" if column else f"row {number}"
        console.print(f"  {where}: {reason}", markup=False)
    if screened.rejected > 5:
        console.print(f"  … and {screened.rejected - 5:,} more")
    if rejects is not None:
        console.print(f"All of them, whole and with the reason: {rejects}", markup=False, soft_wrap=True)
    else:
        console.print("Keep them whole with --rejects FILE.csv.", markup=False)
