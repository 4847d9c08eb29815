"""matching.yaml fitted anew: `python -m tolpuddle.desk.fit_matching PAIRS.csv TASK:INDEX [TASK:INDEX ...] -o matching.yaml`.

PAIRS.csv holds labelled pairs; each TASK is a folder of a screening task with INDEX.csv, queries.csv and truth.csv. The list that
is screened against comes first: the thresholds are set on it. What was measured on names held out is printed.
"""

import argparse
from pathlib import Path

from threadpoolctl import threadpool_limits

from tolpuddle.desk.editions import open_edition
from tolpuddle.scoring.core.names.reader import NameReader
from tolpuddle.scoring.core.names.settings import MatchSettings
from tolpuddle.scoring.matching.fitting import Fitted, fit_matching
from tolpuddle.scoring.matching.heldout import ALERTS
from tolpuddle.scoring.matching.training import BILINGUAL_REGISTER


def report(fitted: Fitted) -> str:
    """The figures out of fold, as lines."""
    cuts = "".join(f"  at {alerts}/1,000" for alerts in ALERTS)
    lines = [f"{'task':28} {'names':36} {'count':>6}  first{cuts}"]
    for one in fitted.figures:
        at = "".join(f"{share:12.3f}" for share in one.at_alerts)
        lines.append(f"{one.examples:28} {one.names:36} {one.count:6}  {one.first:.3f}{at}")
    lines += [f"order of pairs, {source}: {value:.3f}" for source, value in fitted.order.items()]
    lines.append(f"order of pairs, mean without {BILINGUAL_REGISTER} and the far ones: {fitted.macro:.3f}")
    return "\n".join(lines)


def main(arguments: list[str] | None = None) -> None:
    """Fit and write."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("pairs", type=Path)
    parser.add_argument("tasks", nargs="+", metavar="TASK:INDEX")
    parser.add_argument("-o", "--out", type=Path, required=True)
    given = parser.parse_args(arguments)
    tasks = [(Path(folder), index) for folder, _, index in (task.rpartition(":") for task in given.tasks)]
    edition = open_edition(None)
    # Sums in one order: threads would change the last digits, and with them now and then a printed one.
    with threadpool_limits(limits=1):
        fitted = fit_matching(
            tasks, given.pairs, NameReader.from_edition(edition), MatchSettings.from_edition(edition)
        )
    given.out.write_text(fitted.text, encoding="utf-8")
    print(report(fitted))


if __name__ == "__main__":
    main()
