"""`tolpuddle dead-letters`: look at messages that could not be processed, and send them on their way again."""

import json
import os
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated

import typer

from tolpuddle.kernel.errors import NotFoundError, SettingsError

if TYPE_CHECKING:
    from tolpuddle.kernel.event_log import EventLog

app = typer.Typer(no_args_is_help=True, help="Messages that could not be processed, with the reason.")


@app.command("list")
def list_all(waiting: Annotated[bool, typer.Option(help="Only those not sent again yet.")] = False) -> None:
    """List dead letters of the log that TOLPUDDLE_LOG_URL names."""
    from tolpuddle.kernel.dead_letters import list_dead_letters

    log = _log()
    try:
        letters = list_dead_letters(log, waiting_only=waiting)
    finally:
        log.close()
    for letter in letters:
        typer.echo(
            f"{letter.id}  {letter.fact.source_topic}  {letter.fact.group}  {letter.fact.code}  {letter.fact.reason}"
        )
    typer.echo(f"{len(letters)} dead letter{'s' if len(letters) != 1 else ''}.")


@app.command("show")
def show(letter_id: Annotated[str, typer.Argument(metavar="ID")]) -> None:
    """Show one dead letter: where it stood, who refused it, why."""
    from tolpuddle.kernel.dead_letters import show_dead_letter

    log = _log()
    try:
        letter = show_dead_letter(log, letter_id)
    finally:
        log.close()
    fact = letter.fact
    typer.echo(
        json.dumps(
            {
                "id": letter.id,
                "topic": fact.source_topic,
                "partition": fact.partition,
                "offset": fact.offset,
                "key": fact.source_key,
                "group": fact.group,
                "code": fact.code,
                "reason": fact.reason,
                "attempts": fact.attempts,
                "event_bytes": len(fact.event),
            },
            ensure_ascii=False,
            indent=2,
        )
    )


@app.command("redrive")
def send_again(
    letter_ids: Annotated[list[str] | None, typer.Argument(metavar="[ID]...")] = None,
    everything: Annotated[bool, typer.Option("--all", help="All that were not sent again yet.")] = False,
    by: Annotated[str, typer.Option(help="Role that decided it, such as operator.")] = "operator",
) -> None:
    """Append the original events to their topics again, under their own ids: a repeated effect is impossible."""
    from tolpuddle.kernel.dead_letters import list_dead_letters, redrive, show_dead_letter

    if not everything and not letter_ids:
        raise NotFoundError("Say which: ids as `tolpuddle dead-letters list` prints them, or --all.")
    log = _log()
    try:
        chosen = (
            list_dead_letters(log, waiting_only=True)
            if everything
            else [show_dead_letter(log, i) for i in letter_ids or []]
        )
        sent = redrive(log, chosen, now=datetime.now(UTC), by=by)
    finally:
        log.close()
    typer.echo(f"{sent} event{'s' if sent != 1 else ''} sent again.")


def _log() -> "EventLog":
    from tolpuddle.kernel.adapters.factory import open_event_log
    from tolpuddle.kernel.environment import Settings

    settings = Settings.read(os.environ)
    if settings.log_url.startswith("memory:"):
        raise SettingsError("Say which log to look at: set TOLPUDDLE_LOG_URL, such as sqlite:///data/log.db.")
    return open_event_log(settings)
