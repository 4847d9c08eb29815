"""The command line: `tolpuddle COMMAND`. Every failure is one sentence, never a traceback."""

import errno
import os
import sys

import typer

from tolpuddle.desk.commands import (
    bench,
    dead_letters,
    demo,
    explain,
    goods,
    health,
    reference,
    screen,
    serve,
    up,
    verify,
    version,
)
from tolpuddle.kernel.errors import TolpuddleError

UNUSABLE = 2
INTERRUPTED = 130

app = typer.Typer(
    name="tolpuddle",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    help="Forced-labour risk screening for supply chains. An exposure is not a finding; absence from a list is not clearance.",
)

app.command("screen")(screen.screen)
app.command("goods")(goods.goods)
app.command("explain")(explain.explain)
app.command("verify")(verify.verify)
app.add_typer(reference.app, name="reference")
app.add_typer(dead_letters.app, name="dead-letters")
app.command("demo")(demo.demo)
app.command("up")(up.up)
app.command("serve")(serve.serve)
app.command("health")(health.health)
app.command("bench")(bench.bench)
app.command("version")(version.version)


def run() -> None:
    """Entry point. Exit codes: 0 done, 1 done with rejected rows or a check that failed, 2 unusable, 130 interrupted."""
    try:
        app()
    except TolpuddleError as error:
        _fail(error.sentence, UNUSABLE)
    except KeyboardInterrupt:
        _fail("Stopped. Nothing half-written was left behind.", INTERRUPTED)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise SystemExit(0) from None
    except MemoryError:
        _fail("There is not enough memory for this input.", UNUSABLE)
    except OSError as error:
        if error.errno == errno.ENOSPC:
            _fail("The disk is full: nothing was written. Free some space and run it again.", UNUSABLE)
        _fail(f"{error.strerror or error}{f': {error.filename}' if error.filename else ''}.", UNUSABLE)


def _fail(sentence: str, code: int) -> None:
    sys.stderr.write(f"tolpuddle: {sentence}\n")
    raise SystemExit(code) from None


if __name__ == "__main__":
    run()
