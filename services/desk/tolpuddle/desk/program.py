"""How this program was called, so that a command that is printed can be run as it stands."""

import shlex
import sys


def call(*arguments: object) -> str:
    """A command line of this program for the shell that it was called from."""
    name = sys.argv[0]
    if name.endswith(".py"):
        called = [sys.executable, "-m", "tolpuddle.desk.main"]
    else:
        called = [name if "/" in name else "tolpuddle"]
    return shlex.join([*called, *map(str, arguments)])
