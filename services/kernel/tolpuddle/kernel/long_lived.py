"""What a process keeps for as long as it lives is not looked through again and again by the garbage collector."""

import gc


def keep_what_is_there() -> None:
    """Call when a service has loaded what it keeps: with an edition loaded, a whole collection took 0.4 s.

    From then on it looks at what came later only. May be called again: what became garbage since is freed first.
    """
    gc.unfreeze()
    gc.collect()
    gc.freeze()
