"""How a process that lives long shares its time: the garbage collector's rounds, and the turns of its threads."""

import gc
import sys

_TURN_SECONDS = 0.0005


def keep_what_is_there() -> None:
    """Call when a service has loaded what it keeps: with an edition loaded, a whole collection took 0.4 s.

    From then on it looks at what came later only. May be called again: what became garbage since is freed first.
    """
    gc.unfreeze()
    gc.collect()
    gc.freeze()


def take_short_turns() -> None:
    """For a service that answers calls: a thread gives way to a waiting one after half a millisecond, not after five.

    Two requests at once otherwise wait for each other's whole turns (measured at 100 requests/s on two cores: 99th percentile
    15.9 ms instead of 21.6 ms).
    """
    sys.setswitchinterval(_TURN_SECONDS)
