"""What a process keeps for as long as it lives is not looked through again and again by the garbage collector."""

import gc

_YOUNGEST = 20_000
"""Objects between two collections. The usual 700 means several collections in each request, for nothing."""


def keep_what_is_there() -> None:
    """Call when a service has loaded what it keeps. A collection then looks at what came later, and a request waits for
    none that takes longer than itself. May be called again: what became garbage since is freed first."""
    gc.unfreeze()
    gc.collect()
    gc.freeze()
    gc.set_threshold(_YOUNGEST, 10, 10)
