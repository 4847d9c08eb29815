"""The command line: `tolpuddle COMMAND`. Every failure is one sentence, never a traceback."""

import errno
import os
import re
import signal
import sys
from types import FrameType
from typing import Any, NoReturn

import typer
from typer.core import TyperGroup

from tolpuddle.desk.commands import (
    bench,
    corridor,
    dead_letters,
    demo,
    explain,
    goods,
    health,
    match,
    model,
    pack,
    questionnaire,
    reference,
    screen,
    serve,
    store,
    up,
    verify,
    version,
)
from tolpuddle.kernel.errors import TolpuddleError

UNUSABLE = 2
INTERRUPTED = 130
TERMINATED = 143
HELP = (
    "Forced-labour risk screening for supply chains. "
    "An exposure is not a finding; absence from a list is not clearance."
)

_NUMBER = re.compile(r"\(os error (\d+)\)")
"""How libraries written in Rust tell what the system refused."""


class Commands(TyperGroup):
    """Turns every failure of a command into a sentence and an exit code, before the library prints its own."""

    def invoke(self, ctx: Any) -> Any:
        """Run the command that was asked for."""
        try:
            done = super().invoke(ctx)
            sys.stdout.flush()
        except TolpuddleError as error:
            fail(error.sentence)
        except KeyboardInterrupt:
            fail("Stopped. Nothing half-written was left behind.", INTERRUPTED)
        except MemoryError:
            fail("There is not enough memory for this input.")
        except BrokenPipeError:
            # Whoever read the output has enough, as `head` does. Nothing more is written to it, not even at exit.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            raise typer.Exit(0) from None
        except OSError as error:
            fail(sentence_of(error))
        return done


app = typer.Typer(
    name="tolpuddle",
    cls=Commands,
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    help=HELP,
)

app.command("screen")(screen.screen)
app.command("match")(match.match)
app.command("goods")(goods.goods)
app.command("corridor")(corridor.corridor)
app.command("explain")(explain.explain)
app.command("verify")(verify.verify)
app.add_typer(reference.app, name="reference")
app.add_typer(model.app, name="model")
app.add_typer(pack.app, name="pack")
app.add_typer(questionnaire.app, name="questionnaire")
app.add_typer(dead_letters.app, name="dead-letters")
app.command("demo")(demo.demo)
app.add_typer(store.app, name="store")
app.command("up")(up.up)
app.command("serve")(serve.serve)
app.command("health")(health.health)
app.command("bench")(bench.bench)
app.command("version")(version.version)


def run() -> None:
    """Entry point. Exit codes: 0 done, 1 done with rejected rows or a check that failed, 2 unusable, 130 interrupted."""
    signal.signal(signal.SIGTERM, _terminated)
    app()


def sentence_of(error: OSError) -> str:
    """What the system refused, in a sentence."""
    where = f" {error.filename}" if error.filename else ""
    number = error.errno
    if number is None and (told := _NUMBER.search(str(error))):
        number = int(told.group(1))
    match number:
        case errno.ENOSPC | errno.EDQUOT:
            return "The disk is full: nothing half-written was left behind. Free some space and run it again."
        case errno.EACCES | errno.EPERM | errno.EROFS:
            return f"There is no permission to write or read{where or ' this'}."
        case errno.ENOENT:
            return f"There is no{where or ' such file'}."
        case _:
            return f"The system refused{where}: {(error.strerror or str(error)).lower()}."


def fail(sentence: str, code: int = UNUSABLE) -> NoReturn:
    """Say why on standard error and end."""
    sys.stderr.write(f"tolpuddle: {sentence}\n")
    raise typer.Exit(code) from None


def _terminated(number: int, frame: FrameType | None) -> None:
    """End in order, so that folders are removed and processes stopped."""
    raise SystemExit(TERMINATED)


if __name__ == "__main__":
    run()
