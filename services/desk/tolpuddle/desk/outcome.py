"""What the command line says when a screening is done."""

import sys
from collections.abc import Sequence
from pathlib import Path

from rich.console import Console
from rich.table import Table
from rich.text import Text

from tolpuddle.desk.embedded import Screened
from tolpuddle.desk.report import ReportFacts
from tolpuddle.desk.summary import NOTICES, Summary, label

BAR = 28
FIRST = 10
STYLES = {"P1": "bold red", "P2": "yellow", "P3": "blue", "P4": "green", "insufficient_data": "dim"}


def say(
    screened: Screened, facts: ReportFacts, *, targets: Sequence[Path], rejects: Path | None, to_stdout: bool
) -> None:
    """Print the summary: to standard output, or to standard error when results go to standard output."""
    console = Console(file=sys.stdout if to_stdout else sys.stderr, highlight=False, soft_wrap=False)
    if to_stdout:
        _summary(console, facts.summary, facts)
        _first_rows(console, facts)
        for notice in NOTICES:
            console.print(Text(notice, style="dim"))
    for target in targets:
        console.print(f"Written: {target}", markup=False)
    _rejected(Console(stderr=True, highlight=False), screened, rejects)


def _summary(console: Console, summary: Summary, facts: ReportFacts) -> None:
    console.print(
        Text.assemble(
            (f"{summary.suppliers:,} suppliers screened", "bold"),
            f" · {facts.source} · reference edition {facts.edition}",
            f" · {summary.coverage:.0%} of what exposure rests on is known"
            if summary.coverage is not None
            else "",
        )
    )
    if summary.urgent:
        console.print(
            Text(
                f"{summary.urgent} need an urgent safety review: a person should look now.", style="bold red"
            )
        )
    table = Table(show_header=False, box=None, padding=(0, 2, 0, 0))
    most = max([*summary.priorities.values(), 1])
    for value, count in summary.priorities.items():
        bar = "█" * round(BAR * count / most) or ("▏" if count else "")
        table.add_row(
            Text(label(value), style=STYLES.get(value, "")),
            Text(f"{count:,}", justify="right"),
            Text(bar, style=STYLES.get(value, "")),
        )
    console.print(table)
    listed = summary.listings
    console.print(
        f"On the US Department of Labor list: {listed['listed']:,} listed, {listed['possible']:,} possibly, "
        f"{listed['former']:,} formerly, {listed['none']:,} not on it, {listed['unknown']:,} cannot be told.",
        markup=False,
    )
    for question, count in summary.questions[:3]:
        console.print(f"Open for {count:,}: {question}", markup=False)


def _first_rows(console: Console, facts: ReportFacts) -> None:
    if not facts.rows:
        return
    table = Table(
        title=f"First {min(FIRST, len(facts.rows))} in the order of work",
        title_justify="left",
        padding=(0, 1, 0, 0),
        box=None,
    )
    for column in ("", "Supplier", "Country", "Priority", "List", "Exposure", "Why"):
        table.add_column(
            column,
            overflow="fold" if column in ("Supplier", "Why") else "ellipsis",
            no_wrap=column not in ("Supplier", "Why"),
        )
    for row in facts.rows[:FIRST]:
        exposure, listing = row["exposure"], row["listing"]
        shown = (
            f"{exposure['index']:.0f} ({exposure['low']:.0f}–{exposure['high']:.0f})"
            if exposure["index"] is not None
            else "not scored"
        )
        reasons = [order["reason"] for order in listing["orders"][:1]] or [row["priority"]["why"]]
        table.add_row(
            Text(str(row["priority"]["rank"])),
            Text(row["name"][:60]),
            Text(row["country"] or "?"),
            Text(label(row["priority"]["class"]), style=STYLES.get(row["priority"]["class"], "")),
            Text(listing["state"] or "unknown"),
            Text(shown),
            Text(" ".join(reasons)),
        )
    console.print(table)


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
    if rejects is not None:
        console.print(f"All of them, whole and with the reason: {rejects}", markup=False)
    else:
        console.print("Keep them whole with --rejects FILE.csv.", markup=False)
