"""`python -m bench`: every measurement beside its peer of the same run, as one table."""

import argparse
import os
import sys
import tempfile
from pathlib import Path

from bench import (
    accepted,
    calls,
    changed_list,
    core,
    event_logs,
    goods,
    matching,
    model,
    over_http,
    questionnaire,
    screen_file,
)
from bench.table import Row, written

MEASUREMENTS = {
    "screen": screen_file.rows,
    "start": screen_file.start,
    "core": core.rows,
    "prepare": core.prepared,
    "grpc": calls.rows,
    "http": over_http.rows,
    "ingest": accepted.rows,
    "log": event_logs.rows,
    "goods": goods.rows,
    "matching": matching.rows,
    "lists": changed_list.rows,
    "model": model.rows,
    "questionnaire": questionnaire.rows,
}


def main() -> int:
    """Returns 1 when a promise was missed or two paths did not give the same, 0 otherwise."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument(
        "--quick", action="store_true", help="small sizes, under a minute, no promises judged"
    )
    parser.add_argument("--only", metavar="NAME", choices=MEASUREMENTS, help=", ".join(MEASUREMENTS))
    asked = parser.parse_args()
    rows: list[Row] = []
    load = os.getloadavg()[0]
    with tempfile.TemporaryDirectory(prefix="tolpuddle-bench-") as folder:
        for name, measure in MEASUREMENTS.items():
            if asked.only in (None, name):
                print(f"measuring {name} …", file=sys.stderr)
                rows += measure(Path(folder), quick=asked.quick)
    print(written(rows))
    print(f"\n{os.cpu_count()} cores; load {load:.1f} when it began, {os.getloadavg()[0]:.1f} at its end.")
    return int(any(row.met is False or row.equal is False for row in rows))


if __name__ == "__main__":
    sys.exit(main())
