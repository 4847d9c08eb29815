"""nomenklatura's matchers on pairs of names, in an environment of their own: `python matching_peers.py PAIRS.json`."""

import json
import sys
import time
from pathlib import Path

from followthemoney import model
from nomenklatura.matching import get_algorithm

MATCHERS = ("logic-v1", "logic-v2")


def main() -> None:
    """Print pairs a second by matcher, as JSON."""
    pairs = json.loads(Path(sys.argv[1]).read_text(encoding="utf8"))
    entities = [
        tuple(
            model.get_proxy({"id": side, "schema": "Organization", "properties": {"name": [name]}})
            for side, name in zip("ab", pair, strict=True)
        )
        for pair in pairs
    ]
    rates: dict[str, float] = {}
    for name in MATCHERS:
        matcher = get_algorithm(name)
        assert matcher is not None
        config = matcher.default_config()
        started = time.perf_counter()
        for left, right in entities:
            matcher.compare(left, right, config)
        rates[name] = len(pairs) / (time.perf_counter() - started)
    print(json.dumps(rates))


if __name__ == "__main__":
    main()
